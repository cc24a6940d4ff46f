"""Decisions laid over scored records."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from zhibiao.app.desk.packing import PAGE, groups_of, opened, pack, rescored, unpack
from zhibiao.app.desk.review import card, facts, key_of, label_row, reviewed
from zhibiao.app.desk.store import Decision
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document, Passage, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.score import score_documents

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


@pytest.fixture(scope="module")
def scored():
    found = score_documents([Document("a.txt", RECORDS)], load_model("keywords"))
    types = {"type": "quantity", "type_set": ("quantity",), "vague": True}
    found = [replace(s, context=replace(s.context, **types)) for s in found]
    return [rescored(s, findings, CONFIG) for s, findings in zip(found, FINDINGS, strict=True)]


def decided(scored, number: int, code: str, state: str, **texts: str) -> dict:
    key = next(key_of(i, f) for i, f in enumerate(scored[number].findings) if f.code == code)
    decision = Decision(id=1, finding=key, state=state, who="王敏", made=datetime(2025, 3, 1), **texts)
    return {(7, number, key): decision}


def labelled(number: int, **labels: str) -> dict:
    values = {"types": "", "vague": "", "boilerplate": "", **labels}
    decision = Decision(id=2, finding="", state="labelled", who="李强", made=datetime(2025, 3, 2), **values)
    return {(7, number, ""): decision}


def test_what_is_packed_comes_back(scored) -> None:
    document = Document(
        "a.txt",
        RECORDS,
        ("坏了一页",),
        (Unread(Location(label="表2"), "没有表头"),),
        (Passage("goal", "改造灌区", "灌区改造"),),
    )
    packed = pack(document, scored)
    back, again = unpack("a.txt", packed.payload, "2020", CONFIG)
    assert back == document
    assert [s.as_dict() for s in again] == [s.as_dict() for s in scored]
    assert opened(packed.payload, "2020", CONFIG).scored(1) == again[1]
    assert [(s.dimensions, s.costs) for s in again] == [(s.dimensions, s.costs) for s in scored]


def test_a_broken_character_costs_one_character_and_not_the_document() -> None:
    records = (Indicator("坏\ud800字符改善", "改善", source="b\udc80.txt"),)
    scored = score_documents([Document("b\udc80.txt", records)], load_model("keywords"))
    packed = pack(Document("b\udc80.txt", records), scored)
    _, again = unpack(packed.source, packed.payload, "2020", CONFIG)
    assert again[0].record.name == "坏?字符改善"
    assert [(f.start, f.end) for f in again[0].findings] == [(f.start, f.end) for f in scored[0].findings]


def test_groups_are_projects_and_large_ones_come_in_parts() -> None:
    records = (
        *tuple(Indicator(f"甲{i}", "1个", project="大") for i in range(PAGE + 1)),
        Indicator("乙", "1个", project="小"),
    )
    scored = score_documents([Document("", records)], load_model("keywords"))
    groups = groups_of(pack(Document("", records), scored).groups)
    assert [(g.owner, len(g.indicators), g.part, g.parts) for g in groups] == [
        ("大", PAGE, 1, 2),
        ("大", 1, 2, 2),
        ("小", 1, 1, 1),
    ]


def test_a_dismissed_finding_is_gone_and_the_score_rises(scored) -> None:
    after = reviewed(7, 0, scored[0], decided(scored, 0, "V29", "dismissed"), CONFIG)
    assert "V29" not in {f.code for f in after.findings}
    assert after.score > scored[0].score
    assert len(after.costs) == len(after.findings) == len(scored[0].findings) - 1


def test_an_edited_finding_says_what_the_evaluator_wrote(scored) -> None:
    texts = {"message": "看不出改善到什么程度。", "suggestion": "写明灌溉保证率。"}
    after = reviewed(7, 0, scored[0], decided(scored, 0, "V29", "edited", **texts), CONFIG)
    found = next(f for f in after.findings if f.code == "V29")
    assert (found.message, found.suggestion) == tuple(texts.values())
    assert after.score == scored[0].score


def test_only_decided_findings_on_request(scored) -> None:
    after = reviewed(7, 0, scored[0], decided(scored, 0, "V29", "accepted"), CONFIG, decided=True)
    assert [f.code for f in after.findings] == ["V29"]


@pytest.mark.parametrize(("state", "flag"), [("accepted", 1), ("edited", 1), ("dismissed", 0)])
def test_a_decision_on_a_models_finding_is_a_label(scored, state: str, flag: int) -> None:
    row = label_row(7, 0, scored[0], decided(scored, 0, "V29", state, message="改", suggestion=""))
    assert row is not None
    assert (row["vague"], row["boilerplate"], row["types"]) == (flag, None, None)
    assert (row["name"], row["reviewer"]) == ("灌区面貌", "王敏")


@pytest.mark.parametrize(("state", "types"), [("accepted", ["quantity"]), ("dismissed", ["quality"])])
def test_a_decision_on_the_class_is_a_label(scored, state: str, types: list[str]) -> None:
    row = label_row(7, 1, scored[1], decided(scored, 1, "T01", state))
    assert row is not None
    assert row["types"] == types


def test_a_decision_on_other_findings_is_none(scored) -> None:
    assert label_row(7, 2, scored[2], decided(scored, 2, "L10", "accepted")) is None


def test_what_the_evaluator_says_of_an_indicator_goes_first(scored) -> None:
    decisions = decided(scored, 0, "V29", "accepted") | labelled(0, types="ecological", vague="0")
    row = label_row(7, 0, scored[0], decisions)
    assert row is not None
    assert (row["types"], row["vague"], row["reviewer"]) == (["ecological"], 0, "李强")
    after = reviewed(7, 0, scored[0], decisions, CONFIG)
    assert (after.context.type, after.context.vague, after.as_dict()["type_level1"]) == (
        "ecological",
        False,
        "效益",
    )


def test_highlights_are_the_indicators_own_words_and_all_of_them(scored) -> None:
    for number, item in enumerate(scored):
        shown = card(7, number, item, {}, CONFIG)
        assert "".join(s.text for s in shown.fields["name"].stretches) == item.record.name
        marked = {key for f in shown.fields.values() for s in f.stretches for key in s.keys.split()}
        assert marked == {o.key for o in shown.opinions}


def test_a_dismissed_finding_is_not_highlighted_any_more(scored) -> None:
    decisions = decided(scored, 0, "V29", "dismissed")
    shown = card(7, 0, scored[0], decisions, CONFIG)
    marked = {key for f in shown.fields.values() for s in f.stretches for key in s.keys.split()}
    assert not marked & {key for _, _, key in decisions}


def test_a_very_long_text_is_cut_for_the_page(scored) -> None:
    record = Indicator("长" * 10_000, "改善")
    (item,) = score_documents([Document("", (record,))], load_model("keywords"))
    shown = card(7, 0, item, {}, CONFIG).fields["name"]
    assert sum(len(s.text) for s in shown.stretches) + shown.rest == 10_000
    assert shown.rest == 8_000


def test_what_the_form_says_of_the_project_is_shown_with_it() -> None:
    passages = (
        Passage("goal", "改造\n灌区", "灌区改造"),
        Passage("code", "0042", "灌区改造"),
        Passage("goal", "长" * 1000, "乙"),
        Passage("paragraph", "正文", "灌区改造"),
    )
    assert facts(passages, "灌区改造") == [("项目编码", "0042"), ("目标", "改造 灌区")]
    assert facts(passages, "乙") == [("目标", "长" * 300 + "…")]
    assert facts(passages, "无") == []
