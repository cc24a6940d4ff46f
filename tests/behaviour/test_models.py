"""CheckList-style behaviour of the bundled model: minimum functionality, invariance, direction."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhibiao.models.load import load_model
from zhibiao.models.taxonomy import NAMES
from zhibiao.nlp.record import Indicator


@pytest.fixture(scope="module")
def model():
    return load_model("fast")


def leaf(model, *records: Indicator) -> list[str]:
    return model.predict(list(records)).labels()


MINIMUM = {
    "quantity": [("巡林里程", "1200公里"), ("发放宣传折页", "5000份"), ("机井配套台数", "≥46台")],
    "quality": [
        ("桥梁检测合格率", "100%"),
        ("档案著录准确率", "≥98%"),
        ("路面修补一次验收合格率", "95%以上"),
    ],
    "timeliness": [
        ("补助资金发放及时率", "100%"),
        ("泵站改造完工时间", "2025年10月底前"),
        ("报修响应时间", "2小时内"),
    ],
    "cost": [
        ("水管员补助标准", "800元/人·月"),
        ("总成本", "不超过86万元"),
        ("单位面积绿化养护单价", "≤6.5元/平方米"),
    ],
    "economic": [
        ("带动农户户均增收", "≥1800元"),
        ("拉动社会投资", "2.3亿元"),
        ("为企业节约物流费用", "300万元"),
    ],
    "social": [("防汛知识知晓率", "≥90%"), ("带动返乡青年就业", "有所增加"), ("辖区居民安全感", "明显增强")],
    "ecological": [
        ("空气优良天数比例", "≥85%"),
        ("单位面积能耗下降率", "3%"),
        ("入河污染物排放量", "逐年减少"),
    ],
    "sustainable": [
        ("管护长效机制", "建立健全"),
        ("设施可持续使用年限", "≥10年"),
        ("技术队伍传承培养机制", "持续发挥作用"),
    ],
    "satisfaction": [
        ("参训农机手满意度", "≥92%"),
        ("办事群众满意率", "95%以上"),
        ("受益村民满意程度", "满意"),
    ],
}


@pytest.mark.parametrize("wanted", MINIMUM, ids=lambda leaf: NAMES[leaf])
def test_minimum_functionality(model, wanted: str) -> None:
    records = [Indicator(name, value) for name, value in MINIMUM[wanted]]
    assert leaf(model, *records) == [wanted] * len(records)


def test_clear_targets_are_not_vague_and_bare_adjectives_are(model) -> None:
    clear = ["≥90%", "35处", "3个工作日内", "2025年6月底前", "零事故", "不超过20万元", "比上年提高5%"]
    soft = ["逐步提高", "明显改善", "较好", "有所提升", "良好", "进一步增强"]
    found = model.predict([Indicator("农村饮水工程管护水平", v) for v in (*clear, *soft)]).is_vague()
    assert found.tolist() == [False] * len(clear) + [True] * len(soft)


def test_empty_talk_is_boilerplate_and_a_named_object_is_not(model) -> None:
    empty = [
        Indicator("提供优质服务", "提供优质服务", "提供优质服务"),
        Indicator("社会效益指标", "社会效益指标"),
        Indicator("完成率", "100%"),
    ]
    concrete = [Indicator("山洪预警广播入户数", "≥2100户"), Indicator("血吸虫病查螺面积", "80万平方米")]
    found = model.predict([*empty, *concrete]).is_boilerplate()
    assert found.tolist() == [True] * 3 + [False] * 2


SAME = [
    (Indicator("渠道衬砌长度", "≥12公里"), Indicator("渠道衬砌长度", "不少于12公里")),
    (Indicator("渠道衬砌长度", "≥12公里"), Indicator("渠道衬砌长度", "不低于12公里")),
    (Indicator("村民满意度", "≥90%"), Indicator("村民满意度", "≥９０％")),
    (Indicator("村民满意度", "≥90%"), Indicator("村民满意度。", "≥90%。")),
    (Indicator("疫苗运输及时率", "100%"), Indicator("1.疫苗运输及时率", "100%")),
    (Indicator("云岭县垃圾清运量", "3万吨"), Indicator("青石县垃圾清运量", "3万吨")),
    (Indicator("饮水工程抽检合格率", "95%"), Indicator("饮 水 工 程 抽 检 合 格 率", "95 %")),
]


@pytest.mark.parametrize(("one", "other"), SAME, ids=lambda r: r.name + r.value)
def test_spelling_and_place_names_change_nothing(model, one: Indicator, other: Indicator) -> None:
    found = model.predict([one, other])
    assert len(set(found.labels())) == 1
    assert len(set(found.is_vague().tolist())) == 1
    assert len(set(found.is_boilerplate().tolist())) == 1


SOFT = [
    Indicator("灌区管理水平", "逐步提高"),
    Indicator("山区群众出行条件", "明显改善"),
    Indicator("队伍业务能力", "有所增强"),
]


@pytest.mark.parametrize("record", SOFT, ids=lambda r: r.name)
def test_a_number_with_a_unit_never_raises_vagueness(model, record: Indicator) -> None:
    numbered = [replace(record, value=record.value + more) for more in ("5%", "，达到95%以上", "12处")]
    soft, *hard = model.predict([record, *numbered]).vague
    assert all(h <= soft for h in hard)


@pytest.mark.parametrize(
    "record", [Indicator("桥梁检测合格率", "≥98%"), Indicator("巡林里程", "1200公里")], ids=lambda r: r.name
)
def test_taking_the_number_away_never_lowers_vagueness(model, record: Indicator) -> None:
    hard, soft = model.predict([record, replace(record, value="较高")]).vague
    assert soft >= hard


@pytest.mark.parametrize(
    ("concrete", "empty"),
    [
        ("山塘除险任务完成率", "工作任务完成率"),
        ("护林员巡护质量提升", "工作质量提升"),
        ("血防知识宣传效果", "工作效果"),
    ],
)
def test_an_object_replaced_by_work_raises_boilerplate(model, concrete: str, empty: str) -> None:
    low, high = model.predict([Indicator(concrete, "良好"), Indicator(empty, "良好")]).boilerplate
    assert high > low


def test_the_order_and_company_of_records_change_nothing(model) -> None:
    records = [Indicator(n, v) for group in MINIMUM.values() for n, v in group]
    there, back = model.predict(records).types, model.predict(records[::-1]).types[::-1]
    assert abs(there - back).max() < 1e-6
