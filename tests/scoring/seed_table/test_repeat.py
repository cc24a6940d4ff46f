"""Families B and S on the seed documents, and what they must leave alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document, Passage
from zhibiao.nlp.location import Location
from zhibiao.nlp.reading import read_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.checks.boilerplate.B01 import of_one_series
from zhibiao.scoring.checks.scope.unit import level_of, unit_of
from zhibiao.scoring.findings import Finding, field_text
from zhibiao.scoring.registry import example_context
from zhibiao.scoring.score import score_documents
from zhibiao.scoring.views import RecordView, SetView

from ..levels import Seen, seen

# code → (document, owner begins with, name begins with, number among those, what the message quotes)
TABLE: dict[str, tuple[tuple[int, str, str, int, str], ...]] = {
    "B01": (
        (3, "计生生育奖扶", "服务人数", 0, "8 个项目的 9 条指标逐字相同"),
        (3, "长护险区级补助", "服务人数", 0, "8 个项目的 9 条指标逐字相同"),
    ),
    "B02": (
        (3, "老干部医药费", "完成时限", 0, "三栏里逐字相同"),
        (3, "老干部医药费", "生态效益指标", 0, ""),
    ),
    "B03": (
        (0, "2、中医药人才", "培养优秀中医临床人才数量", 1, "逐字相同"),
        (0, "2、中医药人才", "培养名老中医药专家", 1, ""),
        (0, "1、综合业务", "行政许可及时办结率", 1, ""),
        (0, "1、综合业务", "放射诊疗许可率", 1, ""),
        (0, "1、综合业务", "卫生计生重大违法", 1, ""),
    ),
    "B04": tuple(
        (3, "公共卫生服务", "人均基本公共卫生", 0, quoted)
        for quoted in ("民政事业", "教育管理水平", "人民满意教育", "教育系统")
    ),
    "B05": ((3, "公共卫生服务", "人均基本公共卫生", 0, "委管预算单位"),),
    "B06": (
        (2, "五、计划生育服务", "免费计划生育基本服务", 0, "3 次"),
        (2, "", "居民健康档案总体建档率", 0, "开展中医药专科建设"),
    ),
    "B07": ((3, "“赤脚医生”", "服务人数", 0, "2 次"),),
    "B08": (
        (3, "计划生育救助金", "服务人数", 0, "计划生育救助金"),
        (3, "老干部医药费", "服务人数", 0, "用于老干部医药费"),
        (3, "长护险区级补助", "服务人数", 0, "长护险区级补助"),
    ),
    "B09": ((3, "计生生育奖扶", "服务人数", 0, "《河北省人口与计划生育条例》"),),
    "B10": ((3, "计生生育奖扶", "服务人数", 0, "8 个项目"),),
    "B12": ((4, "", "全区从业人员", 0, "“行业标准”"),),
    "B13": ((2, "二、医疗服务", "会议活动完成率", 0, "医疗服务"),),
    "B15": ((3, "公共卫生服务", "人均基本公共卫生", 0, "思想为统领"),),
    "S01": (
        (0, "1、基本公共卫生", "居民健康档案", 0, "组织全市基层医疗卫生机构"),
        (0, "2、综合事务", "市级医学重点学科建设数", 0, ""),
        (0, "3、中医药文化", "全市开展中医药百院千场", 0, ""),
    ),
    "S02": (
        (0, "4、食品安全", "食品污染物", 0, "我省食品安全"),
        (0, "1、基本公共卫生", "居民健康档案", 0, "省级财政当年拨付"),
        (2, "基本公共卫生", "居民健康档案", 0, "我省突发公共卫生事件"),
    ),
    "S03": (
        (0, "2、出生人口性别比", "出生人口性别比", 0, "我市出生人口性别比"),
        (0, "7、流动人口", "流动人口基本公共卫生", 0, "市、县、乡三级"),
    ),
    "S04": ((0, "5、公共场所", "完成我辖区", 0, "爱民道以北"),),
    "S05": (
        (0, "1、计生惠民", "计划生育救助公益金", 0, "新型农村合作医疗"),
        (2, "", "居民健康档案", 0, "计划生育一票否决"),
    ),
}
POSITIVE = (
    (4, "春节计生特殊家庭慰问金"),
    (4, "全区从业人员健康检查体检"),
    (3, "传染病和突发公共卫生事件报告率"),
    (3, "婴儿死亡率"),
    (3, "孕产妇死亡率"),
    (0, "行政许可及时办结率"),
    (0, "程序合法、依据政策准确"),
    (1, "特扶对象满意度"),
)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[list[Seen]]:
    """The scored records of the five seed documents, with the text around them."""
    model = load_model("keywords")
    paths = sorted((shared / "seeds").glob("*.txt"))
    return [seen(score_documents([read_document(path)], model)) for path in paths]


def _ours(findings: tuple[Finding, ...]) -> list[Finding]:
    return [f for f in findings if f.code[0] in "BS" and f.code != "B16"]


@pytest.mark.parametrize("code", sorted(TABLE))
def test_every_example_of_the_catalogue_is_flagged(seeds: list[list[Seen]], code: str) -> None:
    for document, owner, name, number, quoted in TABLE[code]:
        rows = [
            s for s in seeds[document] if s.record.owner.startswith(owner) and s.record.name.startswith(name)
        ]
        found = [f for f in rows[number].findings if f.code == code]
        assert found, (code, name)
        assert any(quoted in f.message for f in found), (quoted, found)


@pytest.mark.parametrize(("document", "name"), POSITIVE)
def test_good_indicators_get_nothing_grave(seeds: list[list[Seen]], document: int, name: str) -> None:
    row = next(s for s in seeds[document] if s.record.name.startswith(name))
    assert not [f for f in _ours(row.own) if f.severity <= "P1"]


def test_spans_and_suggestions_are_whole(seeds: list[list[Seen]]) -> None:
    for item in (s for document in seeds for s in document):
        for finding in _ours(item.own):
            text = field_text(item.record, finding.field)
            assert 0 <= finding.start < finding.end <= len(text), finding
            assert finding.suggestion or finding.severity == "P3"


@pytest.mark.parametrize(
    ("name", "level"),
    [
        ("云岭市东渠区水利局", "county"),
        ("东渠县教育局", "county"),
        ("云岭市水利局", "city"),
        ("东渠州民政局", "city"),
        ("云岭省水利厅", "province"),
        ("云岭市东渠区柳荫街道办事处", "town"),
        ("柳荫镇人民政府", "town"),
        ("云岭市高新技术开发区管理委员会", ""),
        ("水利局", ""),
    ],
)
def test_the_level_is_in_the_units_name(name: str, level: str) -> None:
    assert level_of(name) == level


def _unit(*passages: Passage):
    record = Indicator("渠道巡查率", "≥90%", activity="灌溉服务")
    return unit_of(SetView([RecordView(record, example_context(record))], passages))


def test_an_unclear_unit_is_left_unclear() -> None:
    county, city = (Passage("department", n) for n in ("东渠县水利局", "云岭市水利局"))
    assert _unit(county).level == "county"
    assert _unit(county, city).level == ""
    assert _unit(Passage("paragraph", "清除渠道杂草。")).level == ""
    spoken = Passage("paragraph", "全区渠道、我区泵站、区委和区政府的要求、全区水费。")
    assert _unit(spoken).level == "county"
    assert _unit(spoken, Passage("paragraph", "全市水库、我市泵站、全市水费。")).level == ""


def test_a_body_of_all_sectors_has_none() -> None:
    assert _unit(Passage("department", "东渠县水利局")).sectors == {"水利"}
    assert not _unit(Passage("department", "东渠县财政局")).sectors
    assert _unit(Passage("department", "东渠县教育体育局")).sectors == {"教育", "体育"}


_STOCK = (("足额保障率", "=100%"), ("科目调整次数", "≤10次"), ("按时发放率", "=100%"), ("结余率", "≤5%"))


def test_stock_tables_of_personnel_cost_stay_notes() -> None:
    rows = [
        Indicator(name, value, "", "产出指标", "数量指标", project=project, source="a.docx")
        for project in ("工资性支出", "社会保险缴费", "住房公积金", "奖励金")
        for name, value in _STOCK
    ]
    found = _ours(score_documents([Document("a.docx", tuple(rows))], load_model("keywords")).findings)
    assert {f.code for f in found} == {"B11"}
    assert {f.severity for f in found} == {"P3"}
    assert len(found) == len(rows)


def test_projects_of_one_series_are_told_from_others() -> None:
    assert of_one_series(["社区饭堂经费（柳荫社区）", "社区饭堂经费（清河社区）"])
    assert not of_one_series(["灌区清淤", "村民礼堂修缮"])


def test_two_forms_of_one_project_name_are_kept_apart() -> None:
    row = Indicator(
        "清淤长度",
        "12公里",
        project="清淤经费",
        source="a.xlsx",
        location=Location(sheet="表一", row=3, column=3),
    )
    again = replace(row, location=Location(sheet="表一", row=9, column=3))
    other = replace(row, location=Location(sheet="表二", row=3, column=3))
    model = load_model("keywords")
    for second, wanted in ((again, True), (other, False)):
        scored = score_documents([Document("a.xlsx", (row, second))], model).records
        assert any(f.code == "B03" for f in scored[1].findings) is wanted


def test_an_unnamed_list_of_many_projects_is_no_project() -> None:
    rows = tuple(Indicator("完成率", "100%", source="list.csv", location=Location(line=n)) for n in range(60))
    scored = score_documents([Document("list.csv", rows)], load_model("keywords")).records
    assert not any(f.code == "B03" for s in scored for f in s.findings)
