"""Decisions laid over scored records."""

from __future__ import annotations

from datetime import datetime

import pytest
from zhibiao.app.desk.database.tables import Decision
from zhibiao.app.desk.review import card, facts, label_row, reviewed
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document, Passage
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.score import score_documents

from ..made import CONFIG, decided, made_rows


@pytest.fixture(scope="module")
def scored():
    return made_rows()


def labelled(number: int, **labels: str) -> dict:
    values = {"types": "", "vague": "", "boilerplate": "", **labels}
    decision = Decision(id=2, finding="", state="labelled", who="李强", made=datetime(2025, 3, 2), **values)
    return {(7, number, ""): decision}


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
    (item,) = score_documents([Document("", (record,))], load_model("keywords")).records
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
