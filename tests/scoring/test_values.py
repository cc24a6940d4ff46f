"""The value checks of the second round (D4), what they must leave alone (D5), and that one fault costs once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.checks.values.units.dimensions import blank, of_name, of_target
from zhibiao.scoring.checks.values.units.V12 import _share
from zhibiao.scoring.checks.values.wording.soft import checkable
from zhibiao.scoring.config import profile_config
from zhibiao.scoring.context import example_context
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.registry import check_of
from zhibiao.scoring.run import run_all
from zhibiao.scoring.views import RecordView

OUTPUT = {"数量": "产出指标", "质量": "产出指标", "时效": "产出指标", "成本": "产出指标"}


def row(name: str, value: str, level2: str = "", description: str = "", **more: Any) -> Indicator:
    level1 = OUTPUT.get(level2, "效益指标" if "效益" in level2 else "满意度指标" if "满意" in level2 else "")
    return Indicator(
        name, value=value, description=description, level1=level1, level2=level2 and f"{level2}指标", **more
    )


def found(record: Indicator, **view: Any) -> dict[str, Finding]:
    """The findings of the value family on a record, merged as a user sees them."""
    items = [RecordView(record, example_context(record, **view))]
    findings = run_all(items, profile_config("declaration")).records[0]
    return {f.code: f for f in findings if f.code[0] == "V"}


@pytest.mark.parametrize(
    ("code", "severity", "record"),
    [
        ("V31", "P0", row("新增灌溉面积", "根据下达任务目标要求确定", "数量")),
        ("V31", "P0", row("渠道维修完成时间", "按合同约定", "时效")),
        ("V31", "P0", row("应急供水车次", "以实际发生为准", "数量")),
        ("V31", "P0", row("闸门保养", "按计划完成", "时效")),
        ("V31", "P2", row("泵站巡查频次", "按规定开展", "数量")),
        ("V32", "P1", row("职工宿舍环境", "90%以上", "质量")),
        ("V32", "P1", row("水费窗口办事效率", "95%", "社会效益")),
        ("V32", "P1", row("食堂食材新鲜程度", "≥95%", "质量")),
        ("V32", "P2", row("泵站监控维护质量", "100%", "质量")),
        ("V33", "P1", row("取水许可办结时间", "≥95%", "时效")),
        ("V33", "P1", row("水样检测及时率", "≤7工作日", "时效")),
        ("V33", "P1", row("机耕路硬化里程", "≥500平方米", "数量")),
        ("V33", "P1", row("水管员培训人数", "≥5场次", "数量")),
        ("V33", "P1", row("村民满意度", "≥90人", "服务对象满意度")),
        ("V33", "P1", row("清淤完成时间", "100%", "时效")),
        ("V34", "P1", row("渠系水质达标率", "≥95%", "质量", "渠系水质达标率≥98%")),
        ("V34", "P1", row("水管员培训人数", "520人", "数量", "513人")),
        ("V34", "P1", row("泵站维修成本", "30万元", "成本", "泵站维修成本23.17万元")),
        ("V34", "P1", row("闸门改造完成时间", "2025年6月30日", "时效", "2025年10月30日前完成")),
        ("V34", "P1", row("更换闸门数量", "12座", "数量", "干渠8座、支渠6座")),
        ("V34", "P2", row("更换闸门数量", "12座", "数量", "干渠8座、支渠3座")),
        ("V34", "P2", row("受助农户数", "90户", "数量", "东村50户、西村45户")),
        ("V34", "P2", row("渠系水质抽检合格率", "≥95%", "质量", "灌区尾端渠系水质抽检合格率达到90%")),
        ("V35", "P1", row("“三公”经费变动率", "≥2%", "成本")),
        ("V35", "P1", row("泵站改造总成本", "≥100万元", "成本")),
        ("V35", "P1", row("每间泵房造价", "≥1050元", "成本")),
        ("V36", "P1", row("水费票据审核率", "1", "质量")),
        ("V36", "P1", row("渠道巡查覆盖率", "1", "数量")),
        ("V37", "P0", row("供水人口", "≥**人", "数量")),
        ("V37", "P0", row("供水人口", "XX人", "数量")),
        ("V37", "P0", row("机井改造", "≥__个", "数量")),
        ("V37", "P0", row("水质达标率", "≥%", "质量")),
        ("V24", "P1", row("水库后勤服务", "2025年12月31日前", "时效")),
        ("V24", "P2", row("完成时间", "2025年12月31日前", "时效")),
        ("V05", "P0", row("渠道完工及时率", "及时率", "时效")),
        ("V05", "P0", row("灌区居民满意度", "满意度", "服务对象满意度")),
        ("V05", "P0", row("完善提灌设施建设", "完善率", "质量")),
        ("V05", "P1", row("闸门抢修及时性", "及时", "时效")),
        ("V17", "P1", row("渠道安全宣传", "降低溺水事故率", "社会效益")),
        ("V29", "P1", row("泵站抢修", "及时", "时效")),
        ("V29", "P2", row("大坝白蚁防治验收", "合格", "质量")),
    ],
    ids=lambda x: f"{x.name}:{x.value}" if isinstance(x, Indicator) else str(x),
)
def test_the_second_round_is_found(code: str, severity: str, record: Indicator) -> None:
    findings = found(record, vague=code == "V29")
    assert findings.get(code) is not None, findings
    assert findings[code].severity == severity


@pytest.mark.parametrize(
    ("code", "record"),
    [
        ("V31", row("水质", "达到《地表水环境质量标准》Ⅲ类", "质量")),
        ("V31", row("闸门保养", "按计划完成", "数量", "全年计划保养36座")),
        ("V31", row("管护员补助标准", "按国家标准", "成本")),
        ("V32", row("渠系水利用效率", "≥62%", "质量")),
        ("V32", row("职工宿舍环境", "≥90%", "质量", "检查合格房间数/房间总数")),
        ("V32", row("预算执行情况", "100%", "质量")),
        ("V33", row("泵站巡查频率", "每周2次", "时效")),
        ("V33", row("村民满意度", "≥90分", "服务对象满意度")),
        ("V33", row("培训规模(人)", "200人", "数量")),
        ("V33", row("返还时限", "6月底前返还70%", "时效")),
        ("V34", row("培训合格率", "≥95%", "质量", "上年培训合格率为92%")),
        ("V34", row("渠道巡查", "≥12次", "数量", "计划巡查13次")),
        ("V34", row("泵站维修成本", "≤30万元", "成本", "每年维修成本10万元")),
        ("V35", row("抗旱补助发放标准", "≥300元/户", "成本")),
        ("V35", row("管护员工资支出", "不低于1800元/月", "成本")),
        ("V36", row("灌溉水利用系数", "0.58", "生态效益")),
        ("V37", row("泵房面积", "3×4米", "数量")),
        ("V24", row("泵站竣工验收", "2025年12月31日前", "时效")),
        ("V24", row("水库后勤服务", "每月5日前结算", "时效")),
        ("V05", row("渠道安全", "满意度≥90%", "质量")),
        ("V27", row("水源地绿化覆盖率", "≥42%", "生态效益")),
        ("V27", row("高血压患者规范管理率", "≥50%", "质量")),
        ("V06", row("成本节约率", "≥3%", "成本")),
        ("V06", row("社会效益", "受益农户≥300人", "社会效益")),
        ("V04", row("施工负面影响", "无", "社会效益")),
        ("V12", row("泵站完工时间", "44561", "时效")),
        ("V26", row("设备合格率 设备故障率", "≥95% ≤5%", "质量")),
        ("V26", row("设备合格率", "≥95%≤20%", "质量", cell="设备合格率设备故障率")),
    ],
    ids=lambda x: f"{x.name}:{x.value}" if isinstance(x, Indicator) else str(x),
)
def test_what_a_reviewer_would_reject_is_not_said(code: str, record: Indicator) -> None:
    assert code not in found(record)


@pytest.mark.parametrize(
    "description",
    [
        "95分以上为优，85分以上为良",
        "11月底前完成",
        "接报后两小时内到场",
        "执行《泵站技术管理规程》",
        "满意率不低于90%",
    ],
)
@pytest.mark.parametrize("value", ["明显改善", "得到提升", "良好", "达标"])
def test_a_description_can_make_a_soft_value_checkable(value: str, description: str) -> None:
    record = row("灌区供水服务", value, "质量")
    assert {"V17", "V29"} & found(record, vague=True).keys()
    assert not {"V17", "V29"} & found(replace(record, description=description), vague=True).keys()


def test_names_and_numbers_of_documents_and_extents_are_no_targets() -> None:
    assert not checkable("依据《关于加强灌区管理的通知》（某政办〔2024〕12号）")
    assert not checkable("项目涉及12个村")
    assert checkable("全年检修24座", counts=True)


def test_a_named_assessor_makes_a_verdict_a_target() -> None:
    assert not found(row("渠道保洁质量", "区水务局考核合格", "质量"), vague=True)
    assert found(row("渠道保洁质量", "合格", "质量", "由区水务局考核"), vague=True)["V29"].severity == "P2"
    assert found(row("渠道保洁质量", "达标", "质量"), vague=True)["V29"].severity == "P1"


@pytest.mark.parametrize(
    ("value", "severity"),
    [("健全", "P2"), ("建立", "P2"), ("合格", "P2"), ("良好", "P1")],
)
def test_what_papers_show_is_a_lighter_fault(value: str, severity: str) -> None:
    assert found(row("渠道管护机制", value, "质量"), vague=True)["V29"].severity == severity


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        # Unit: the count in per cent, and that the percentage has no direction.
        (row("泵站新建数量", "90%", "数量"), {"V01"}),
        (row("水费收缴率", "1", "质量"), {"V36"}),
        (row("培训规模(人)", "≥5场次", "数量"), {"V28"}),
        # Target: the placeholder, which is also vague, and the trend.
        (row("供水人口", "≥**人", "数量"), {"V37"}),
        (row("渠道完工及时率", "及时率", "时效"), {"V05"}),
        (row("渠道维修", "按合同约定", "时效"), {"V31"}),
    ],
    ids=lambda x: x.value if isinstance(x, Indicator) else "",
)
def test_one_fault_is_one_finding(record: Indicator, codes: set[str]) -> None:
    assert found(record, vague=True).keys() == codes


def test_of_baseline_and_ceiling_one_speaks() -> None:
    both = found(row("用水户签约率", "比上年提高12个百分点", "数量"))
    assert both.keys() & {"V20", "V21"} == {"V20"}
    assert check_of("V21").title in both["V20"].message  # type: ignore[union-attr]
    known = found(row("用水户签约率", "比上年提高12个百分点", "数量", history=("94%",)))
    assert known.keys() & {"V20", "V21"} == {"V21"}


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("unit", "V01 V02 V08 V12 V32 V33 V36"),
        ("target", "V03 V04 V05 V06 V17 V18 V19 V20 V21 V24 V29 V30 V31 V37"),
    ],
)
def test_what_the_checks_are_about(code: str, faults: str) -> None:
    assert {check_of(c).fault for c in faults.split()} == {code}  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("record", "code", "said"),
    [
        (row("水管员培训人数", "约300人", "数量"), "V15", "≥__人"),
        (row("走访农户", "约300户", "数量"), "V15", "≥__户"),
        (row("泵站维修成本", "约30万元", "成本"), "V15", "≤__万元"),
        (row("巡渠人员数", "≥45", "数量", "巡渠人员45人"), "V12", "≥45人"),
        (row("水管员培训人次", "≥45", "数量"), "V12", "≥45人次"),
        (row("渠系漏损率", "较上年下降2%", "社会效益"), "V20", "由__%降低到__%"),
        (row("水管员培训人数", "完成", "数量"), "V03", "≥__人"),
        (row("节水宣传场次", "90%", "数量"), "V01", "≥__场"),
        (row("资金成本", "1%", "成本"), "V08", "资金成本≤__万元"),
        (row("泵站改造总成本", "≥100万元", "成本"), "V35", "≤100万元"),
    ],
)
def test_suggestions_fit_the_row(record: Indicator, code: str, said: str) -> None:
    suggestion = found(record)[code].suggestion
    assert said in suggestion
    assert "≥__人" not in suggestion or "人" in record.name


def test_one_is_how_a_workbook_stores_the_whole() -> None:
    assert [_share(value, False)[1][:10] for value in ("1", "96")] == ["请写作“100%”。", "请写作“96%”；按"]


def test_dimensions() -> None:
    assert [of_name(n)[0] for n in ("机耕路里程", "巡查频率", "月份数", "有效管理率", "万车死亡率")] == [
        "length",
        "",
        "",
        "share",
        "",
    ]
    units = {"12公里": "length", "3亩": "area", "5个工作日": "time", "20人次": "persons", "3场": "sessions"}
    for value, dimension in units.items():
        target = row("", value).target
        assert target is not None
        assert of_target(target) == dimension
    assert blank("泵站造价") == "≤__万元"


def test_a_row_keeps_its_place() -> None:
    record = row("供水人口", "≥**人", "数量", location=Location(row=3))
    finding = found(record)["V37"]
    assert (finding.field, finding.start, finding.end) == ("value", 0, len(record.value))


def test_a_vague_target_is_quoted_in_words_that_say_so() -> None:
    assert found(row("动态管理", "做好死亡人员核减", "质量"), vague=True)["V29"].message.startswith(
        "“做好死亡人员核减”"
    )
    assert found(row("用水条件", "水质较好", "社会效益"), vague=True)["V29"].message.startswith("“较好”")
