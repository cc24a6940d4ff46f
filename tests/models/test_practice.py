"""Where practice is split, every class that evaluators accept is known by the head of the name."""

from __future__ import annotations

import pytest
from zhibiao.models.guideline import DECLARED, accepted_classes, declared_prior, possible_classes
from zhibiao.models.taxonomy import declared_leaves, is_harm
from zhibiao.nlp.record import Indicator

_GUIDELINE = {
    "quantity quality": ("牲畜疫苗接种率", "水表覆盖率", "渠道建档率", "水管员培训率", "用水户签约率"),
    "quality quantity": (
        "台账规范管理率",
        "旱情报告率",
        "水费政策落实率",
        "抢修人员到位率",
        "隐患处置率",
        "管网排查率",
        "水质抽检率",
    ),
    "timeliness quality": ("抢修物资及时到位率", "用水申请及时办结率"),
    "timeliness quality quantity": ("资金到位率", "资金支付进度"),
    "quality social economic": ("泵站设备利用率",),
    "social sustainable": ("维护社会稳定", "灌区抗旱能力提升", "灌区影响力"),
    "satisfaction quality": ("水厂服务投诉率",),
    "social satisfaction": ("农户幸福感", "群众获得感"),
    "quality social": ("用水纠纷调解率", "水事矛盾化解率", "保障渠道安全", "溺水事故数", "零事故"),
    "quality ecological": ("厨余垃圾分出率", "滴灌带回收利用率"),
    "quantity quality social": ("节水宣传覆盖面", "获奖"),
    "quantity social": ("新增就业人数", "带动农户人数", "再就业人数"),
    "quality social ecological": ("渠道沿线环境整洁", "渠道沿线环境整洁度（%）"),
    "economic cost": ("降低灌溉用水成本",),
}
CASES = [(name, classes) for classes, names in _GUIDELINE.items() for name in names]


@pytest.mark.parametrize(("name", "classes"), CASES)
def test_every_class_of_the_guideline_is_accepted(name: str, classes: str) -> None:
    assert set(classes.split()) <= accepted_classes(name)


@pytest.mark.parametrize(
    "name",
    [
        "渠道长度",
        "补助资金发放到位率",
        "食品安全意识",
        "交通事故伤亡率",
        "安全用水知识知晓率",
        "清淤完成率",
        "水质检测设备数量",
    ],
)
def test_nothing_is_added_where_evaluators_agree(name: str) -> None:
    assert accepted_classes(name) == frozenset()


def test_lasting_effects_and_benefits_are_not_told_apart() -> None:
    assert "sustainable" in possible_classes("农户节水意识", ("social",))
    assert possible_classes("管护制度", ("sustainable",)) >= {"social", "economic", "ecological"}
    assert "sustainable" not in possible_classes("清淤长度", ("quantity",))


@pytest.mark.parametrize(
    ("level1", "level2", "leaf"),
    [
        ("成本指标", "经济成本指标", "cost"),
        ("成本指标", "社会成本指标", "cost"),
        ("成本指标", "生态环境成本指标", "cost"),
        ("项目完成指标", "时效指标", "timeliness"),
        ("产出指标", "产出进度指标", "timeliness"),
        ("效益指标", "环境效益指标", "ecological"),
        ("效益指标", "可持续发展影响", "sustainable"),
        ("效益指标", "服务对象满意度", "satisfaction"),
    ],
)
def test_names_of_all_standards_resolve(level1: str, level2: str, leaf: str) -> None:
    assert leaf in declared_leaves(level1, level2, "2020")
    assert leaf in declared_leaves(level1, level2, "2021")
    assert is_harm(level1, level2) == (level2 in ("社会成本指标", "生态环境成本指标"))


def test_a_form_that_leaves_classes_open_favours_each_less() -> None:
    one, several, none = declared_prior(
        [
            Indicator("甲", level1="产出指标", level2="质量指标"),
            Indicator("乙", level1="产出指标"),
            Indicator("丙"),
        ]
    )
    assert one.sum() == several.sum() == pytest.approx(DECLARED)
    assert several.max() < one.max()
    assert not none.any()
    assert declared_prior([]).shape == (0, 9)


def test_the_frame_of_a_whole_department_declares_no_class_of_the_standard() -> None:
    assert not declared_leaves("履职效果", "部门履职目标")
    assert declared_leaves("效益指标", "履职效益")
    assert declared_leaves("实施效果指标", "产出指标")
