"""Advice: rewrites that invent nothing, references where they help, and nothing else changed."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from zhibiao.models.keywords import KeywordModel
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.advice import (
    Several,
    advise,
    leaf_of,
    propose,
    rewrite,
)
from zhibiao.scoring.advice.rewrite import LONGEST
from zhibiao.scoring.context import Context, example_context
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.registry import check_of
from zhibiao.scoring.score import score_records

MODEL = KeywordModel()
WORDS = st.sampled_from(
    [
        "进一步",
        "提高",
        "保障",
        "开展",
        "渠道",
        "清淤",
        "灌区",
        "农户",
        "村级泵站",
        "满意度",
        "完成率",
        "数量",
        "及时性",
        "水平",
        "的",
        "成本",
        "标准",
        "时间",
        "完成",
        "3",
        "12",
        "９０",
        "90%",
        "{",
        "}",
        "“",
        "”",
        "…",
        "（",
        "）",
        "。",
        "、",
        "2025年",
        "％",
        "×",
        "__",
    ]
)
NAMES = st.lists(WORDS, min_size=1, max_size=9).map("".join)
VALUES = st.sampled_from(
    ("", "逐步提高", "100%", "达标", "清淤", "保障了供水", "及时", "12公里", "效果明显", "*")
)
LEVELS = st.sampled_from(
    ("", "数量指标", "质量指标", "时效指标", "成本指标", "社会效益指标", "服务对象满意度指标")
)
RECORDS = st.builds(Indicator, name=NAMES, value=VALUES, level2=LEVELS, project=st.sampled_from(("", "清淤")))


class Echo:
    """References that tell the class they were asked for."""

    def near(self, record: Indicator, leaf: str, limit: int) -> list[Indicator]:
        return [Indicator(f"某{leaf}", value="1")]


def _context(record: Indicator, leaf: str, **more: object) -> Context:
    return example_context(record, type=leaf, type_set=(leaf,), **more)


@settings(max_examples=400, deadline=None)
@given(RECORDS, st.sampled_from(LEAVES))
def test_a_rewrite_has_the_object_and_no_new_digit(record: Indicator, leaf: str) -> None:
    context = _context(record, leaf)
    name, target = propose(record, context)
    assert rewrite(record, context) == (f"“{name}”{target}" if name else "")
    assert rewrite(record, context) == rewrite(record, context)
    said = record.name + record.value + record.project
    assert set(re.findall(r"\d", name + target)) <= set(said)
    assert len(name) <= LONGEST
    assert not set("“”，。；…") & set(name)
    if name:
        assert {a + b for a, b in pairwise(name)} & {a + b for a, b in pairwise(said)}
        assert not re.search(r"(率|数|成本|时间|满意度|合格)\1$", name)
        assert target or context.target.number is not None


@settings(max_examples=120, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=5))
def test_every_finding_that_costs_has_a_suggestion_without_new_digits(records: list[Indicator]) -> None:
    for item in score_records(records, MODEL, references=None):
        for f in item.findings:
            if f.severity < "P3":
                assert f.suggestion, f
            if check_of(f.code).rewrite and "可改写为" in f.suggestion:
                said = f.suggestion.split("可改写为")[1]
                assert set(re.findall(r"\d", said)) <= set(item.record.name)


@settings(max_examples=80, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=5))
def test_advice_changes_nothing_but_suggestions(records: list[Indicator]) -> None:
    with_, without = score_records(records, MODEL), score_records(records, MODEL, references=None)
    for one, other in zip(with_, without, strict=True):
        assert one.score == other.score
        assert [replace(f, suggestion="") for f in one.findings] == [
            replace(f, suggestion="") for f in other.findings
        ]
        for f, g in zip(one.findings, other.findings, strict=True):
            assert f.suggestion.startswith(g.suggestion)
            assert f.suggestion.count("可参考") <= 1


def test_advice_is_in_the_declared_class_unless_the_record_is_misfiled() -> None:
    record = Indicator("农户满意", value="好", level2="数量指标")
    assert leaf_of(example_context(record)) == "quantity"
    assert leaf_of(_context(record, "satisfaction")) == "satisfaction"


def test_vague_and_boilerplate_get_a_rewrite_and_references_once() -> None:
    record = Indicator("渠道清淤质量合格率", value="好", level2="质量指标")
    context = example_context(record, vague=True, boilerplate=True)
    findings = [
        Finding("B16", "P1", "name", 0, 6, "。", "改。"),
        Finding("V29", "P1", "value", 0, 1, "。", "改。"),
    ]
    first, second = advise(findings, record, context, Echo())
    said = "改。可改写为：“渠道清淤质量合格率”≥__%（合格数÷检查总数）。可参考：某quality 1。"
    assert first.suggestion == said
    assert second.suggestion == "改。"
    (bare, _) = advise(findings, record, context, None)
    assert "可参考" not in bare.suggestion


def test_what_has_no_rewrite_and_no_measure_gets_no_advice() -> None:
    record = Indicator("服务水平", value="好")
    finding = Finding("V29", "P1", "value", 0, 1, "。", "改。")
    assert advise([finding], record, _context(record, "social"), Echo()) == (finding,)


@pytest.mark.parametrize(("severity", "extraction"), [("P3", False), ("P1", True)])
def test_hints_and_lost_text_get_no_advice(severity: str, extraction: bool) -> None:
    record = Indicator("渠道清淤质量", value="好")
    finding = Finding("V29", severity, "value", 0, 1, "。", "改。", extraction=extraction)
    assert advise([finding], record, example_context(record), Echo()) == (finding,)


def test_scoring_uses_the_references_given() -> None:
    record = Indicator("灌区农户节水意识", value="逐步提高", level2="社会效益指标")
    (item,) = score_records([record], MODEL, references=Several(Echo()))
    (finding,) = (f for f in item.findings if f.code == "V17")
    assert re.search(r"可参考：某[a-z]+ 1。$", finding.suggestion)
    (plain,) = score_records([record], MODEL, references=None)
    assert not any("可参考" in f.suggestion for f in plain.findings)


def test_what_another_indicator_measures_is_not_proposed() -> None:
    record = Indicator("闸站公共安全", value="有保障", level1="效益指标", level2="社会效益指标")
    context = _context(record, "social")
    finding = Finding("V29", "P1", "value", 0, 3, "。", "请改。")
    (alone,) = advise([finding], record, context, None)
    (beside,) = advise([finding], record, context, None, ["闸站公共安全", "闸站公共安全责任事故数"])
    assert "事故" in alone.suggestion
    assert beside.suggestion == "请改。"
