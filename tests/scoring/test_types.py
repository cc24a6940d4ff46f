"""T01–T11: what is filed wrongly is said, what practice files both ways is left alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.registry import all_checks

from .judged import in_set, judged, row, severity


def _filed(name: str, level2: str, *type_set: str, value: str = "≥95%", **more: str) -> str:
    record = row(name, value, level2, **more)
    return severity("T01", record, type=type_set[0], type_set=type_set)


# ── minimum functionality ──


@pytest.mark.parametrize(
    ("name", "level2", "leaf", "value"),
    [
        ("水费台账准确率", "数量指标", "quality", "≥98%"),
        ("水表采购数量", "社会效益指标", "quantity", "≥900只"),
        ("项目总成本", "社会效益指标", "cost", "≤30万元"),
        ("清淤完成时间", "生态效益指标", "timeliness", "11月底前"),
        ("管护学员就业率", "经济效益指标", "social", "≥90%"),
        ("血吸虫病发病率", "数量指标", "social", "≤1%"),
        ("管护站数据准确率", "服务对象满意度指标", "quality", "≥98%"),
        ("水费补贴发放及时性", "质量指标", "timeliness", "及时"),
        ("沿渠环境卫生状况", "经济效益指标", "ecological", "优质"),
        ("清淤任务完成率", "时效指标", "quantity", "100%"),
        ("农户亩均增收额", "质量指标", "economic", "≥120元"),
    ],
)
def test_a_measure_of_another_class_is_said(name: str, level2: str, leaf: str, value: str) -> None:
    # What a survey ought to tell is missing; anything else stands in the wrong cell.
    assert _filed(name, level2, leaf, value=value) == ("P1" if "满意" in level2 else "P2")


@pytest.mark.parametrize(
    ("name", "level2", "leaf"),
    [
        ("牲畜疫苗接种率", "质量指标", "quantity"),
        ("用水户建档率", "质量指标", "quantity"),
        ("台账规范管理率", "数量指标", "quality"),
        ("用水申请及时办结率", "质量指标", "timeliness"),
        ("资金支付进度", "数量指标", "timeliness"),
        ("泵站设备利用率", "社会效益指标", "quality"),
        ("维护社会稳定", "可持续影响指标", "social"),
        ("水厂服务投诉率", "质量指标", "satisfaction"),
        ("农户获得感", "满意度指标", "social"),
        ("管网隐患排查率", "数量指标", "quality"),
        ("用水纠纷调解率", "社会效益指标", "quality"),
        ("厨余垃圾分出率", "质量指标", "ecological"),
        ("节水宣传覆盖面", "社会效益指标", "quantity"),
        ("带动就业人数", "数量指标", "social"),
        ("保障渠道安全", "质量指标", "social"),
        ("沿渠环境整洁", "质量指标", "social"),
        ("降低灌溉用水成本", "成本指标", "economic"),
        ("节水科普作品获奖数", "社会效益指标", "quantity"),
        ("管护站运转正常率", "社会效益指标", "quality"),
        ("村民生活质量", "社会效益指标", "quality"),
        ("水费台账准确率", "社会效益指标", "quality"),
        ("水费窗口服务人次", "社会效益指标", "quantity"),
        ("灌溉受益人数", "社会效益指标", "quantity"),
        ("用水投诉及时受理率", "质量指标", "timeliness"),
        ("年度投资完成率", "时效指标", "quantity"),
        ("清淤按计划完成率", "时效指标", "quantity"),
        ("财政收入完成率", "经济效益指标", "quantity"),
        ("招引农产品加工项目总投资", "经济效益指标", "cost"),
    ],
)
def test_split_practice_is_left_alone(name: str, level2: str, leaf: str) -> None:
    assert _filed(name, level2, leaf) == ""


# ── invariance ──


@pytest.mark.parametrize("leaf", ["social", "ecological", "economic"])
def test_lasting_effects_are_never_told_from_benefits(leaf: str) -> None:
    names = {"social": "社会效益指标", "ecological": "生态效益指标", "economic": "经济效益指标"}
    assert _filed("农户节水习惯养成率", "可持续影响指标", leaf) == ""
    assert _filed("农户节水习惯养成率", names[leaf], "sustainable") == ""


@pytest.mark.parametrize("level2", ["社会成本指标", "生态环境成本指标", "社会成本", "环境成本"])
@pytest.mark.parametrize("leaf", ["social", "ecological", "quantity"])
def test_costs_to_society_and_nature_are_classes_of_their_own(level2: str, leaf: str) -> None:
    record = row("施工期占用林地面积", "≤2亩", level2, "成本指标")
    for standard in ("2020", "2021"):
        assert not judged("T01", record, type=leaf, type_set=(leaf,), standard=standard)


@pytest.mark.parametrize(
    ("name", "value", "level2", "leaf"),
    [
        ("一级渠堤绿地面积", "3200平方米", "数量指标", "ecological"),
        ("泵站租赁期限", "1年", "时效指标", "sustainable"),
        ("灌溉用水补贴标准", "30元/亩", "成本指标", "economic"),
        ("泵站节约电费", "8万元", "经济效益指标", "cost"),
        ("渠道巡查及时率", "每日1次", "数量指标", "timeliness"),
        ("渠道巡查次数", "每天3次", "质量指标", "quantity"),
        ("脱管人数", "0人", "质量指标", "quantity"),
        ("人均管护面积", "≥9亩", "质量指标", "quantity"),
    ],
)
def test_a_unit_of_the_declared_class_speaks_for_it(name: str, value: str, level2: str, leaf: str) -> None:
    assert _filed(name, level2, leaf, value=value) == ""


@pytest.mark.parametrize(
    "name", ["开展节水宣传活动", "北干渠", "提供优质服务", "资料审核", "贯彻节水优先的发展战略"]
)
def test_a_name_without_a_measure_has_no_class(name: str) -> None:
    assert _filed(name, "数量指标", "social", value="效果良好") == ""


# ── direction ──


def test_a_count_is_no_quality_whatever_its_name() -> None:
    assert _filed("新增水管员账号", "质量指标", "quantity", value="≥1000人") == "P2"
    assert _filed("新增水管员账号", "质量指标", "quantity", value="良好") == ""


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("北干渠建设", "完善渠系建设", "P1"),
        ("北干渠建设", "农户认可", ""),
        ("农户用水感受", "良好", ""),
        ("有效投诉件数", "≤2件", ""),
    ],
)
def test_satisfaction_has_to_ask_somebody(name: str, value: str, wanted: str) -> None:
    found = judged("T01", row(name, value, "其他满意度"), type="quantity", type_set=("quantity",))
    assert min((f.severity for f in found), default="") == wanted
    assert all("没有问谁" in f.message for f in found)


# ── the special kinds and their near misses ──


@pytest.mark.parametrize(
    ("code", "name", "value", "level2", "wanted"),
    [
        ("T06", "提高农户节水技能", "得到提升", "质量指标", "P1"),
        ("T06", "公益服务", "丰富沿渠居民的文化生活", "质量指标", "P2"),
        ("T06", "公益服务", "得到提升", "质量指标", ""),
        ("T06", "维护渠道路灯", "正常", "质量指标", ""),
        ("T06", "保障泵站设备正常运行", "良好", "质量指标", ""),
        ("T06", "推进闸门更换工作", "完成", "质量指标", ""),
        ("T06", "提升供水水质", "达标率98%", "质量指标", ""),
        ("T06", "提高农户节水技能", "得到提升", "社会效益指标", ""),
        ("T07", "农户对抢修的满意率", "≥90%", "时效指标", "P1"),
        ("T07", "农户满意度调查次数", "2次", "数量指标", ""),
        ("T07", "农户满意度问卷回收率", "≥80%", "质量指标", ""),
        ("T07", "农户满意度调查结果", "≥90%", "质量指标", "P1"),
        ("T09", "成本节约", "明显", "经济效益指标", "P2"),
        ("T09", "降低农户灌溉成本", "明显", "经济效益指标", ""),
        ("T09", "节约成本", "12万元", "经济效益指标", ""),
        ("T10", "水表覆盖率", "100%", "时效指标", "P2"),
        ("T10", "干渠监控全覆盖", "9月底前", "时效指标", ""),
        ("T11", "清淤完成率", "100%", "质量指标", "P1"),
        ("T11", "闸门检修按时完成率", "100%", "质量指标", ""),
        ("T11", "隐患整改完成率", "100%", "质量指标", ""),
    ],
)
def test_misfilings_by_their_words(code: str, name: str, value: str, level2: str, wanted: str) -> None:
    assert severity(code, row(name, value, level2)) == wanted


def test_two_horizons_are_no_repetition() -> None:
    output, benefit = row("春灌供水", "保障", "质量指标"), row("春灌供水", "保障", "社会效益指标")
    assert in_set("T05", output, benefit)
    assert not in_set("T05", replace(output, horizon="annual"), replace(benefit, horizon="term"))


def test_all_that_speaks_of_the_class_is_one_fault() -> None:
    classes = {c.code for c in all_checks() if c.fault == "class"}
    assert classes == {*(f"T{n:02}" for n in range(1, 12)), "T14", "T15"}


def test_the_message_quotes_name_and_class_and_the_advice_names_the_right_one() -> None:
    record = Indicator("水费台账准确率", value="≥98%", level1="产出指标", level2="数量指标")
    (found,) = judged("T01", record, type="quality", type_set=("quality",))
    assert "“水费台账准确率”" in found.message
    assert "“数量指标”" in found.message
    assert "质量指标" in found.suggestion
