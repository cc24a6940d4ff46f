"""Records, projects and the document: kept, shown on pages, decided on."""

from __future__ import annotations

import json
import zlib
from datetime import datetime

from zhibiao.app.desk.database.tables import Decision
from zhibiao.app.desk.packing import PAGE, WHOLE, Opened, groups_of, pack, project_number
from zhibiao.app.desk.review import head, reviewed_whole
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.results import Scoring
from zhibiao.scoring.score import score_documents

from ..made import decided, made_document, made_scoring


def kept(document: Document, scoring: Scoring) -> Opened:
    packed = pack(document, scoring)
    return Opened(packed.source, packed.payload, "2020", "declaration")


def test_what_is_packed_comes_back() -> None:
    document, scoring = made_document(), made_scoring()
    back = kept(document, scoring)
    assert back.document() == document
    again = reviewed_whole(7, back, {})
    assert [s.as_dict() for s in again.records] == [s.as_dict() for s in scoring.records]
    assert [(s.dimensions, s.costs) for s in again.records] == [
        (s.dimensions, s.costs) for s in scoring.records
    ]
    assert (again.projects, again.documents) == (scoring.projects, scoring.documents)
    assert back.scored(1) == again.records[1]


def test_a_broken_character_costs_one_character_and_not_the_document() -> None:
    records = (Indicator("坏\ud800字符改善", "改善", project="项\ud800目", source="b\udc80.txt"),)
    document = Document("b\udc80.txt", records)
    scoring = score_documents([document], load_model("keywords"))
    again = reviewed_whole(7, kept(document, scoring), {})
    assert again.records[0].record.name == "坏?字符改善"
    spans = [(f.start, f.end) for f in scoring.records[0].findings]
    assert [(f.start, f.end) for f in again.records[0].findings] == spans
    assert [p.name for p in again.projects] == ["项?目"]


def test_groups_are_projects_and_large_ones_come_in_parts() -> None:
    records = (
        Indicator("丙", "1个"),
        *tuple(Indicator(f"甲{i}", "1个", project="大") for i in range(PAGE + 1)),
        Indicator("乙", "1个", project="小"),
    )
    document = Document("", records)
    groups = groups_of(pack(document, score_documents([document], load_model("keywords"))).groups)
    assert [(g.owner, len(g.indicators), g.part, g.parts, g.heads) for g in groups] == [
        ("大", PAGE, 1, 2, (WHOLE, project_number(0))),
        ("大", 1, 2, 2, ()),
        ("小", 1, 1, 1, (project_number(1),)),
        ("", 1, 1, 1, ()),
    ]


def test_a_form_without_an_indicator_is_a_page_of_its_own() -> None:
    document, scoring = made_document(), made_scoring()
    packed = pack(document, scoring)
    groups = groups_of(packed.groups)
    assert [(g.owner, len(g.indicators), g.findings) for g in groups] == [
        ("灌区改造", 2, 6),
        ("植树", 0, 1),
        ("乙", 1, 2),
    ]
    assert packed.findings == sum(g.findings for g in groups)


def test_what_an_older_version_has_kept_is_read() -> None:
    document, scoring = made_document(), made_scoring()
    packed = pack(document, scoring)
    content = json.loads(zlib.decompress(packed.payload))
    for key in ("version", "wholes", "findings"):
        del content[key]
    about = {
        "code": "M01",
        "severity": "P1",
        "field": "project",
        "start": 0,
        "end": 4,
        "message": "没有效益指标。",
    }
    content["records"][0]["findings"].append(about)
    old = Opened("a.txt", zlib.compress(json.dumps(content).encode()), "2020", "declaration")
    again = reviewed_whole(7, old, {})
    assert [f.code for f in again.records[0].findings] == ["V29", "B16", "M01"]
    assert [(p.name, p.findings) for p in again.projects] == [("灌区改造", ()), ("植树", ()), ("乙", ())]
    assert old.findings(WHOLE) == ()
    assert old.findings(project_number(0)) is None
    rows = [[g.owner, g.indicators, g.findings, g.part, g.parts] for g in groups_of(packed.groups)]
    assert [g.heads for g in groups_of(json.dumps(rows))] == [(), (), ()]


def test_decisions_on_projects_and_the_document() -> None:
    document, scoring = made_document(), made_scoring()
    opened = kept(document, scoring)
    first = project_number(0)
    keys = {first: "0-M01", WHOLE: "0-S03"}
    decisions = {
        (7, number, key): Decision(
            id=i, finding=key, state=state, who="王敏", made=datetime(2025, 3, 1), **texts
        )
        for i, (number, key, state, texts) in enumerate(
            [
                (first, keys[first], "dismissed", {}),
                (WHOLE, keys[WHOLE], "edited", {"message": "改", "suggestion": ""}),
            ]
        )
    }
    after = reviewed_whole(7, opened, decisions)
    assert after.projects[0].findings == ()
    assert after.projects[0].score > scoring.projects[0].score
    assert [f.message for f in after.documents[0].findings] == ["改"]
    assert [f.code for f in reviewed_whole(7, opened, decisions, decided=True).findings] == ["S03"]
    shown = head(7, first, opened, after, decisions)
    assert [(o.state, o.finding.code) for o in shown.opinions] == [("dismissed", "M01")]
    assert (shown.item.name, shown.open) == ("灌区改造", 0)
    assert head(7, project_number(1), opened, after, decisions).item.indicators == 0


def test_a_decision_on_a_record_tells_on_its_project() -> None:
    document, scoring = made_document(), made_scoring()
    after = reviewed_whole(7, kept(document, scoring), decided(scoring.records, 0, "V29", "dismissed"))
    assert after.projects[0].score > scoring.projects[0].score
    assert after.projects[2].score == scoring.projects[2].score
    assert after.documents[0].score > scoring.documents[0].score
