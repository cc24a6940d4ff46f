"""Families N, B02, B03, B16 and S: what a name fails to say, and what is no fault of its author."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhibiao.models.anchor import anchors, remainder
from zhibiao.nlp.document import Passage
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.lexicons import default_lexicons
from zhibiao.scoring.registry import Example, check_of, codes_found, example_context
from zhibiao.scoring.views import RecordView, SetView

from .judged import in_set, judged, row, severity

WORDS = default_lexicons()


# ── N01, N14, N17, N20: how grave it is depends on what can be checked ──


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("开展节水宣传活动", "效果良好", "P1"),
        ("节水宣传活动", "≥6场", "P3"),
        ("开展渠道清淤", "11月底前", "P3"),
        ("保障管护站日常工作正常运转", "45人", "P1"),
        ("提升农户节水技能", "得到提升", "P2"),
        ("建立渠道管护制度", "已建立", ""),
        ("节水宣传活动场次", "≥6场", ""),
        ("保障性住房入住户数", "30户", ""),
        ("节水宣传", "覆盖率达到90%", ""),
    ],
)
def test_work_instead_of_a_measure(name: str, value: str, wanted: str) -> None:
    assert severity("N01", row(name, value)) == wanted


def test_the_note_offers_the_measure_of_the_value() -> None:
    (found,) = judged("N01", row("开展节水宣传活动", "≥6场"))
    assert "“节水宣传活动场次”" in found.suggestion


@pytest.mark.parametrize(
    ("name", "value", "level2", "wanted"),
    [
        ("帮扶对象", "≥95%", "", "P1"),
        ("困难户补助金", "31万元", "", "P2"),
        ("受惠社区", "13个", "", "P3"),
        ("灌区用水人员", "90%以上", "服务对象满意度", "P3"),
        ("困难户补助标准", "300元/户", "", ""),
        ("聘请人员", "2人", "", ""),
    ],
)
def test_a_bare_object(name: str, value: str, level2: str, wanted: str) -> None:
    assert severity("N20", row(name, value, level2)) == wanted


@pytest.mark.parametrize(
    ("name", "value", "description", "wanted"),
    [
        ("完成率", "100%", "", "P1"),
        ("服务数量", "5个", "", "P2"),
        ("服务数量", "5个", "泵站和闸门", "P3"),
        ("及时性", "11月底前", "考察完成情况", "P2"),
        ("渠道清淤完成率", "100%", "", ""),
    ],
)
def test_a_name_without_an_object(name: str, value: str, description: str, wanted: str) -> None:
    assert severity("N14", row(name, value, description=description)) == wanted


@pytest.mark.parametrize(
    ("name", "value", "description", "wanted"),
    [
        ("总体满意度", "满意", "", "P1"),
        ("项目满意度", "90%以上", "项目满意度90%以上", "P2"),
        ("服务对象满意度", "≥90%", "", "P2"),
        ("服务对象满意度", "≥90%", "沿渠用水户问卷结果", ""),
        ("沿渠农户满意度", "≥90%", "", ""),
    ],
)
def test_whose_satisfaction(name: str, value: str, description: str, wanted: str) -> None:
    assert severity("N17", row(name, value, "满意度指标", description=description)) == wanted


# ── N22 ──


@pytest.mark.parametrize(
    ("name", "flagged"),
    [
        ("沿渠困难农户春灌水费补贴发放户数", True),
        ("沿渠困难农户水费补贴发放户数", False),
        ("沿渠困难农户水费补贴发放总户数（户）", False),
    ],
)
def test_the_fifteen_characters_are_counted_without_the_unit(name: str, flagged: bool) -> None:
    assert bool(judged("N22", row(name, "210"))) is flagged


def test_the_length_of_names_is_not_asked_of_published_tables() -> None:
    assert not profile_config("disclosure").is_on("N22")
    assert profile_config("declaration").is_on("N22")


# ── what the reader has done itself ──


def _cut(name: str, value: str, part: int, cell: str = "渠道巡查率\\水表安装率") -> Indicator:
    return row(name, value, "数量指标", cell=cell, location=Location(line=7, part=part))


def test_rows_made_out_of_one_cell_are_not_blamed_for_it() -> None:
    one, two = _cut("渠道巡查率", "90%", 1), _cut("水表安装率", "90%", 2)
    assert not in_set("N07", one, two)
    assert not in_set("B03", one, replace(one, location=two.location))
    assert in_set("B03", replace(one, cell=""), replace(one, cell=""))
    assert not judged("N04", _cut("渠道巡查率达到90%", "90%", 1, "渠道巡查率达到90%；水表安装率达到95%"))
    assert judged("N04", row("渠道巡查率达到90%", "90%"))
    assert judged("N06", one)
    assert not judged("N06", row("困难农户水费补助", cell="指标1：困难农户 水费补助"))


def test_two_horizons_are_two_targets() -> None:
    term, year = row("清淤长度", "36公里", horizon="term"), row("清淤长度", "36公里", horizon="annual")
    assert not in_set("B03", term, year)
    assert in_set("B03", term, replace(term, horizon="term"))


def test_a_word_that_ends_like_a_particle_is_whole() -> None:
    assert not judged("N12", row("节水知识普及", "得到普及"))
    assert judged("N12", row("渠道巡查和水费收缴以及", "完成"))


# ── B02 ──


@pytest.mark.parametrize(
    ("name", "value", "description", "wanted"),
    [
        ("渠道巡查及时率", "≥95%", "渠道巡查及时率", "P2"),
        ("渠道巡查及时率", "≥95%", "渠道巡查及时率需达到95%", "P2"),
        ("渠道面貌", "明显改善", "渠道面貌得到明显改善", "P2"),
        ("清淤长度", "≥12公里", "清淤长度≥12公里", "P3"),
        ("巡查响应时间", "2小时内", "2小时内。", "P3"),
        ("清淤长度", "≥12公里", "清淤长度≥15公里", ""),
        ("清淤长度", "≥12公里", "干渠8公里、支渠4公里", ""),
        ("巡查次数", "24次", "每月巡查2次", ""),
        ("渠道巡查及时率", "≥95%", "按时巡查次数÷应巡查次数×100%", ""),
    ],
)
def test_a_description_that_only_repeats(name: str, value: str, description: str, wanted: str) -> None:
    assert severity("B02", row(name, value, description=description)) == wanted


def test_three_equal_columns_are_graver() -> None:
    assert severity("B02", row("清淤率", "95%", description="清淤率", basis="清淤率")) == "P0"
    assert severity("B02", row("清淤率", "95%", description="清淤率", basis="清淤计划")) == "P2"


@pytest.mark.parametrize(
    ("value", "said"),
    [("≥95%", "分子、分母"), ("12公里", "取数来源"), ("良好", "由谁")],
)
def test_the_advice_fits_the_row(value: str, said: str) -> None:
    (found,) = judged("B02", row("渠道管护", value, description="渠道管护"))
    assert said in found.suggestion


# ── the strike-out test, B16 ──


@pytest.mark.parametrize(
    "text",
    [
        "服务人数",
        "项目按时完成率100%",
        "总成本≤30万元",
        "保障各项工作正常运转",
        "提升群众获得感",
        "政策知晓率≥90%",
        "完成时间：2025年11月底前",
    ],
)
def test_nothing_is_left_of_what_every_project_says(text: str) -> None:
    assert not remainder(text)


@pytest.mark.parametrize(
    "text",
    [
        "培训合格率",
        "设备完好率",
        "应急物资补充及时性",
        "交通安全",
        "办公用品",
        "为农服务",
        "网格",
        "公务用车",
        "会议次数",
        "节能电率",
    ],
)
def test_a_content_word_is_an_anchor(text: str) -> None:
    assert remainder(text)


@pytest.mark.parametrize(
    ("name", "value", "description", "wanted"),
    [
        ("各项工作开展及时性", "及时", "完成及时性", "P1"),
        ("项目完成时间", "11月底前", "", "P3"),
        ("防汛物资补充及时性", "及时", "防汛物资补充及时性", ""),
        ("总成本", "≤30万元", "闸门维修费", ""),
        ("服务对象满意度", "≥90%", "", ""),
        ("服务对象满意度", "满意", "", "P1"),
    ],
)
def test_the_model_is_believed_only_where_nothing_is_left(
    name: str, value: str, description: str, wanted: str
) -> None:
    record = row(name, value, description=description)
    assert severity("B16", record, boilerplate=True) == wanted
    assert severity("B16", record, boilerplate=False) == ""


def test_every_field_may_hold_the_anchor() -> None:
    bare = Indicator("完成率", value="100%")
    assert not anchors(bare)
    assert anchors(replace(bare, description="渠道清淤"))
    assert anchors(replace(bare, value="", tiers=("渠道全部清淤", "部分")))
    assert not anchors(replace(bare, project="灌区清淤"))


# ── S01–S03, B09 ──

_COUNTY = Passage("title", "云岭市东渠区水利局2024年部门预算")


@pytest.mark.parametrize(
    ("code", "goal", "flagged"),
    [
        ("S01", "组织全市灌区开展渠道清淤", True),
        ("S01", "组织学习《云岭市关于推进全市灌区建设的意见》", False),
        ("S01", "举办“全市节水知识进校园”活动12场", False),
        ("S01", "组织全市节水技能大赛选拔", False),
        ("S02", "提高我省抗旱能力", True),
        ("S02", "开展“提高我省抗旱能力”专题宣讲", False),
        ("S03", "缓解我市末端农户用水困难", True),
        ("S03", "学习《解决我市农户用水困难实施方案》", False),
    ],
)
def test_titles_and_quotations_are_nobodys_scope(code: str, goal: str, flagged: bool) -> None:
    record = Indicator("渠道巡查率", "≥90%", activity="灌溉服务", goal=goal)
    assert codes_found(check_of(code), Example(record, passages=(_COUNTY,))) is flagged


@pytest.mark.parametrize(
    ("goal", "flagged"),
    [
        ("本项目经费按财务制度，经相关部门审核后，按时支出相关费用，11月底达到95%。", True),
        ("认真落实《农田水利条例》", True),
        ("按财务制度及时支付清淤费用，完成干支渠清淤。", False),
        ("保障各项工作正常开展。", False),
    ],
)
def test_a_goal_of_paying_is_no_goal(goal: str, flagged: bool) -> None:
    record = row("清淤长度", "12公里", goal=goal)
    view = SetView([RecordView(record, example_context(record))])
    assert bool(list(check_of("B09").run(check_of("B09"), view))) is flagged


def test_names_without_a_measure_are_one_fault() -> None:
    assert all(check_of(code).fault == "measurand" for code in ("N01", "N02", "N03", "N14", "N17", "N20"))
