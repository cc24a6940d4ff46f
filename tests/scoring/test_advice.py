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
    bound,
    how_counted,
    leaf_of,
    propose,
    rewrite,
    served,
    with_head,
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


@pytest.mark.parametrize(
    ("name", "leaf", "text"),
    [
        # By the word that the name ends in.
        ("渠道清淤完成及时性", "timeliness", "“渠道清淤完成时间”为__月__日前"),
        ("管网抢修及时性", "timeliness", "“管网抢修时限”≤__小时"),
        ("用水申请办理及时性", "timeliness", "“用水申请办理时限”≤__个工作日"),
        ("机井巡检及时性", "timeliness", "“机井巡检及时率”≥__%（写明多长时间内算及时）"),
        ("灌溉服务人数", "quantity", "“灌溉服务人数”≥__人"),
        ("闸门更换数量", "quantity", "“闸门更换数量”≥__座"),
        ("某某改造数量", "quantity", "“某某改造数量”≥__（写明计量单位）"),
        ("断水投诉件数", "social", "“断水投诉件数”≤__件"),
        ("灌区农户满意度", "satisfaction", "“灌区农户满意度”≥__%（写明样本量）"),
        ("农户对供水是否满意", "satisfaction", "“农户对供水满意度”≥__%（写明样本量）"),
        ("渠道完好率", "quality", "“渠道完好率”≥__%（完好数÷总数）"),
        ("渠系漏损率", "quality", "“渠系漏损率”≤__%（写明分子、分母）"),
        ("清淤成本", "cost", "“清淤成本”≤__万元"),
        ("水费补贴标准", "cost", "“水费补贴标准”为__元／__（写明按人、次、台等计）"),
        ("泵站使用年限", "sustainable", "“泵站使用年限”≥__年"),
        # By the class.
        ("巡渠人员", "quantity", "“巡渠人员人数”≥__人"),
        ("水管员培训", "quantity", "“水管员培训期数”≥__期"),
        ("带动农户增收", "economic", "“农户增收额”≥__万元（写明合计或人均）"),
        ("供水所周边环境整洁性", "quality", "“供水所周边卫生抽查合格率”≥__%（合格处数÷抽查处数）"),
        # By a well known stand-in.
        ("提高农户节水意识", "social", "“农户节水知识知晓率”≥__%（问卷调查，写明样本量）"),
        ("渠道养护质量", "quality", "“渠道养护抽查合格率”≥__%（合格数÷抽查数）"),
        ("水管员业务能力", "social", ""),
        ("水管人员业务能力", "social", "“水管人员考核合格率”≥__%（合格人数÷参加考核人数）"),
        ("用水管理机制", "sustainable", "“用水管理机制文件数”≥__项（列出已出台的文件名称）"),
    ],
)
def test_a_rewrite_fits_the_kind_of_measure(name: str, leaf: str, text: str) -> None:
    record = Indicator(name)
    assert rewrite(record, _context(record, leaf)) == text


@pytest.mark.parametrize(
    ("name", "leaf"),
    [
        ("服务水平", "social"),
        ("工作效率", "social"),
        ("服务人数", "quantity"),
        ("及时性", "timeliness"),
        ("合格率", "quality"),
        ("满意度高", "satisfaction"),
        ("保障灌区各项工作正常开展", "social"),
        ("对灌溉工作的影响程度", "social"),
        ("供水、排水、节水工作", "quality"),
        ("“清水润田”的发展战略", "social"),
        ("一户一策帮扶", "social"),
        ("公共卫生水平", "social"),
        ("清淤费用的合理性", "cost"),
        ("成本节约", "cost"),
        ("灌区沿线十二个行政村农户生产生活用水保障工程建设质量", "quality"),
        ("是否延长渠道寿命", "sustainable"),
    ],
)
def test_no_rewrite_is_better_than_a_senseless_one(name: str, leaf: str) -> None:
    record = Indicator(name)
    assert rewrite(record, _context(record, leaf)) == ""


@pytest.mark.parametrize(
    ("record", "leaf", "text"),
    [
        (Indicator("受益村民", value="≥40人"), "quantity", "“受益村民人数”"),
        (Indicator("巡渠人员", value="31万元"), "quantity", ""),
        (Indicator("困难户补助金", value="31万元"), "cost", "“困难户补助金总额”"),
        (Indicator("节水知识知晓率", value="≥85%"), "social", ""),
        (
            Indicator("开展宣传", value="提高农户节水政策知晓率"),
            "social",
            "“农户节水政策知晓率”≥__%（知晓人数÷有效问卷数）",
        ),
        (Indicator("断水次数", value="减少"), "social", ""),
        (Indicator("农户取水时间", value="缩短"), "social", "“农户取水时间”≤__分钟（或__小时、__天）"),
        (Indicator("农户避险时间", value="更加充裕"), "social", ""),
        (Indicator("夏季断水次数", value="减少"), "social", "“夏季断水次数”≤__次"),
        (
            Indicator("完成及时性", value="及时", project="2024年渠道清淤项目"),
            "timeliness",
            "“渠道清淤完成时间”为__月__日前",
        ),
        (Indicator("总成本", value="不超预算", project="泵站维护经费"), "cost", "“泵站维护总成本”≤__万元"),
        (
            Indicator("满意度", value="好", project="灌区农户水费补助"),
            "satisfaction",
            "“农户满意度”≥__%（写明样本量）",
        ),
    ],
)
def test_a_rewrite_minds_the_target_and_the_project(record: Indicator, leaf: str, text: str) -> None:
    assert rewrite(record, _context(record, leaf)) == text


def test_a_name_that_was_cut_gets_no_rewrite() -> None:
    record = Indicator("渠道完好率")
    assert rewrite(record, _context(record, "quality", clipped=True)) == ""


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


def test_what_is_misfiled_gets_examples_of_the_class_it_stands_under() -> None:
    record = Indicator("农户满意度", value="≥90%", level1="产出指标", level2="数量指标")
    finding = Finding("T01", "P2", "level2", 0, 4, "。", "改填。")
    (said,) = advise([finding], record, _context(record, "satisfaction"), Echo())
    assert said.suggestion == "改填。“数量指标”下可参考：某quantity 1。"
    nowhere = replace(record, level1="", level2="")
    assert advise([finding], nowhere, _context(nowhere, "satisfaction"), Echo()) == (finding,)


def test_scoring_uses_the_references_given() -> None:
    record = Indicator("灌区农户节水意识", value="逐步提高", level2="社会效益指标")
    (item,) = score_records([record], MODEL, references=Several(Echo()))
    (finding,) = (f for f in item.findings if f.code == "V17")
    assert re.search(r"可参考：某[a-z]+ 1。$", finding.suggestion)
    (plain,) = score_records([record], MODEL, references=None)
    assert not any("可参考" in f.suggestion for f in plain.findings)


@pytest.mark.parametrize(
    ("name", "value", "level2", "text"),
    [
        ("用水户走访", "约300户", "数量指标", "≥__户"),
        ("清淤成本", "约36万元", "成本指标", "≤__万元"),
        ("节水知识知晓率", "90%左右", "社会效益指标", "≥__%"),
    ],
)
def test_a_bound_is_in_the_rows_own_unit(name: str, value: str, level2: str, text: str) -> None:
    assert bound(example_context(Indicator(name, value=value, level2=level2))) == text


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("闸门完好率", "≥95%", "完好数÷总数×100%"),
        ("用水户满意度", "≥90%", "样本量"),
        ("清淤完成时间", "6月底前", "起算"),
        ("清淤总成本", "≤30万元", "单价×数量"),
        ("巡查次数", "24次", "取数来源"),
        ("水质改善", "明显", "评定"),
    ],
)
def test_what_a_description_has_to_say_fits_the_measure(name: str, value: str, words: str) -> None:
    assert words in how_counted(example_context(Indicator(name, value=value)))


def test_the_people_of_a_project_are_named_only_where_it_tells() -> None:
    assert served(Indicator("满意度", project="留守儿童供水到户")) == "留守儿童"
    assert served(Indicator("满意度", project="渠道清淤")) == ""
    assert served(Indicator("满意度", project="学生和教师饮水")) == ""


def test_a_head_is_not_said_twice() -> None:
    assert with_head("资金成本", "成本") == "资金成本"
    assert with_head("清淤", "完成率") == "清淤完成率"
