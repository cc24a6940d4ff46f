"""A scored document with findings at all three levels, and decisions on it. All texts are made up."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache

from zhibiao.app.desk.database.tables import Decision
from zhibiao.app.desk.packing import rescored
from zhibiao.app.desk.review import key_of
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document, Passage, Project, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Scored, Scoring
from zhibiao.scoring.run import Findings
from zhibiao.scoring.score import score_documents, wholes_of

CONFIG = profile_config("declaration")
RECORDS = (
    Indicator(
        "灌区面貌", "明显改善", level1="效益指标", level2="社会效益指标", project="灌区改造", source="a.txt"
    ),
    Indicator(
        "衬砌渠道长度", "≥30公里", level1="产出指标", level2="质量指标", project="灌区改造", source="a.txt"
    ),
    Indicator(
        "受益农户满意度",
        "",
        level2="满意度指标",
        tiers=("满意", "一般", "不满意"),
        project="乙",
        source="a.txt",
    ),
)


# What the checks find is not the matter here: findings of known codes at known places.
FINDINGS = (
    (
        Finding("V29", "P1", "value", 0, 4, "无法核实。", "写明数值。", 2),
        Finding("B16", "P1", "name", 0, 4, "换个部门也成立。"),
    ),
    (
        Finding("T01", "P2", "level2", 0, 4, "归类不对。", "", 7),
        Finding("V13", "P2", "value", 0, 1, "没有方向。"),
    ),
    (Finding("L10", "P2", "tiers", 0, 2, "没有界限。"), Finding("V22", "P1", "value", 0, 0, "没有指标值。")),
)


# A document with an empty form, whose findings are at all three levels.
PROJECTS = (Project("p1", "灌区改造"), Project("p2", "植树"), Project("乙", "乙"))
WHOLES = Findings(
    [],
    {
        ("a.txt", "p1"): (Finding("M01", "P1", "project", 0, 4, "没有效益指标。", "", 8),),
        ("a.txt", "p2"): (Finding("M02", "P0", "project", 0, 2, "是空表。"),),
    },
    {"a.txt": (Finding("S03", "P2", "document", 0, 0, "混用了口径。"),)},
)


@cache
def made_rows() -> tuple[Scored, ...]:
    """The records with `FINDINGS`."""
    found = score_documents([Document("a.txt", RECORDS)], load_model("keywords")).records
    types = {"type": "quantity", "type_set": ("quantity",), "vague": True}
    found = [replace(s, context=replace(s.context, **types)) for s in found]
    return tuple(rescored(s, findings, CONFIG) for s, findings in zip(found, FINDINGS, strict=True))


@cache
def made_document() -> Document:
    """Two projects with records and an empty form."""
    ids = {"灌区改造": "p1", "乙": "乙"}
    records = tuple(replace(r, project_id=ids[r.project]) for r in RECORDS)
    return Document(
        "a.txt",
        records,
        ("坏了一页",),
        (Unread(Location(label="表2"), "没有表头"),),
        (Passage("goal", "改造灌区", "灌区改造"),),
        projects=PROJECTS,
    )


@cache
def made_scoring() -> Scoring:
    """The document with `FINDINGS` and `WHOLES`."""
    document = made_document()
    rows = [replace(s, record=r) for s, r in zip(made_rows(), document.indicators, strict=True)]
    projects, whole = wholes_of(document, rows, WHOLES, CONFIG)
    return Scoring(tuple(rows), tuple(projects), (whole,))


def decided(scored, number: int, code: str, state: str, **texts: str) -> dict:
    """A decision on the finding of that code of a record of document 7."""
    key = next(key_of(i, f) for i, f in enumerate(scored[number].findings) if f.code == code)
    decision = Decision(id=1, finding=key, state=state, who="王敏", made=datetime(2025, 3, 1), **texts)
    return {(7, number, key): decision}
