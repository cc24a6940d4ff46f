"""Rewrites: each fits the kind of measure, minds the target and the project, or is not given at all."""

from __future__ import annotations

import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.advice import bound, how_counted, rewrite, served, with_head
from zhibiao.scoring.context import Context, example_context


def _context(record: Indicator, leaf: str, **more: object) -> Context:
    return example_context(record, type=leaf, type_set=(leaf,), **more)


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
        ("减轻洪涝灾害损失", "economic", "“减轻洪涝灾害损失额”≥__万元"),
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
        ("血吸虫病报告质量", "quality"),
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
        (Indicator("闸站安防设施", value="完善", level2="数量指标"), "quantity", ""),
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
