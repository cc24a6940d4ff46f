"""The catalogue's own examples of C01, C02, C05, C10, C11, C13–C15 and family M in the seed documents."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.models.load import load_model
from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import read_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.checks.relevance import content
from zhibiao.scoring.lexicons import default_lexicons
from zhibiao.scoring.score import score_documents

from ..levels import Seen, seen

# code → (document, beginning of the name, beginning of project or activity)
TABLE: dict[str, tuple[tuple[int, str, str], ...]] = {
    "C01": ((1, "特扶对象", "计划生育特殊家庭公共交通"), (1, "按工作计划", "计划生育特殊家庭公共交通")),
    "C02": ((1, "特扶对象交通补助", "计划生育特殊家庭公共交通"),),
    "C05": ((1, "提升辖区群众对重大传染病", "重大传染病防治"), (1, "提升红十字精神", "红十字专项")),
    "C10": (
        (0, "建立名老中医传承工作室", "1、中医药特色专科"),
        (0, "全市开展中医药百院千场", "3、中医药文化"),
    ),
    "C11": ((3, "服务人数", "城乡居民管区补助"),),
    "C13": ((0, "培训人员合格率", "10、技术人员培训"), (0, "设备利用率", "10、技术人员培训")),
    "C14": ((4, "产后访视率", "为辖区内居民免费"), (4, "内孕13周之前建册", "为辖区内居民免费")),
    "C15": ((2, "2015年，实现救护普及", "九、应急救护"),),
    "M01": ((4, "产后访视率", "为辖区内居民免费"),),
    "M02": ((4, "落实计生奖励", "落实计划生育服务政策"),),
    "M03": ((3, "服务人数", "计生生育奖扶"), (3, "服务人数", "长护险区级补助")),
    "M04": (
        (4, "春节慰问计生特殊家庭", "落实现行各项奖励"),
        (4, "春节计生特殊家庭慰问金", "落实现行各项奖励"),
    ),
    "M05": ((3, "服务人数", "计生生育奖扶"),),
    "M06": ((3, "服务人数", "计生生育奖扶"), (4, "全区从业人员健康检查", "长期目标1")),
    "M08": ((2, "居民健康档案总体建档率", "基本公共卫生服务"),),
}
MINE = frozenset((*TABLE, "C22"))
# The well-formed indicators of D3.
POSITIVE = (
    (4, "春节计生特殊家庭慰问金", "落实现行"),
    (4, "全区从业人员健康检查体检", "长期目标1"),
    (3, "传染病和突发公共卫生事件报告率", ""),
    (3, "婴儿死亡率", ""),
    (3, "孕产妇死亡率", ""),
    (0, "行政许可及时办结率", ""),
    (0, "程序合法、依据政策准确", ""),
    (1, "特扶对象满意度", ""),
)


@pytest.fixture(scope="module")
def seeds(shared: Path) -> list[list[Seen]]:
    """The scored records of the five seed documents, each seen within its text."""
    model = load_model("keywords")
    paths = sorted((shared / "seeds").glob("*.txt"))
    return [seen(score_documents([read_document(path)], model)) for path in paths]


def _rows(seeds: list[list[Seen]], document: int, name: str, owner: str) -> list[Seen]:
    return [
        s
        for s in seeds[document]
        if s.record.name.startswith(name) and s.record.owner.strip().startswith(owner)
    ]


@pytest.mark.parametrize("code", sorted(TABLE))
def test_every_example_of_the_catalogue_is_flagged(seeds: list[list[Seen]], code: str) -> None:
    missed = [row for row in TABLE[code] if code not in {f.code for f in _rows(seeds, *row)[0].findings}]
    assert not missed


@pytest.mark.parametrize(("document", "name", "owner"), POSITIVE)
def test_good_indicators_get_nothing_grave(
    seeds: list[list[Seen]], document: int, name: str, owner: str
) -> None:
    rows = _rows(seeds, document, name, owner)
    assert rows
    assert not [f for s in rows for f in s.own if f.code in MINE and f.severity <= "P1"]


def test_figures_are_quoted_exactly(seeds: list[list[Seen]]) -> None:
    messages = {
        (f.code, s.record.project): f.message for document in seeds for s in document for f in s.findings
    }
    assert "15.7万元" in messages["C02", "计划生育特殊家庭公共交通补贴项目"]
    assert "16.56万元" in messages["C02", "计划生育特殊家庭公共交通补贴项目"]
    assert "预算 402万元，9 条指标中有 9 条" in messages["C11", "城乡居民管区补助"]
    assert "8 张表全部空着" in messages["M06", "计生生育奖扶"]


def test_a_flat_series_is_told_once(seeds: list[list[Seen]]) -> None:
    (found,) = {f for s in seeds[4] for f in s.findings if f.code == "C14"}
    assert found.severity == "P1"


def test_a_form_with_all_classes_but_those_that_do_not_apply_is_complete() -> None:
    """Rows that say 不适用 give no record: an office project lacks ecological benefit, and rightly."""
    rows = [
        Indicator("机房巡检次数", "12次", level1="产出", level2="数量", project="机房维护"),
        Indicator("机房设备完好率", "≥98%", level1="产出", level2="质量", project="机房维护"),
        Indicator("故障修复时间", "2小时内", level1="产出", level2="时效", project="机房维护"),
        Indicator("系统可用时长占比", "≥99%", level1="效益", level2="社会效益", project="机房维护"),
    ]
    document = Document("机房.xlsx", tuple(rows))
    found = score_documents([document], load_model("keywords")).findings
    assert not any(f.code == "M01" for f in found)
    no_benefit = score_documents([Document("机房.xlsx", tuple(rows[:3]))], load_model("keywords")).findings
    (finding,) = (f for f in no_benefit if f.code == "M01")
    assert (finding.severity, finding.opinion) == ("P1", 8)


@pytest.mark.parametrize("standard", ["2020", "2021"])
def test_construction_needs_a_cost(standard: str) -> None:
    rows = [
        Indicator("改造面积", "320平方米", level1="产出指标", level2="数量指标", project="厂房改造工程"),
        Indicator("验收合格率", "100%", level1="产出指标", level2="质量指标", project="厂房改造工程"),
        Indicator("厂房漏雨次数", "0次", level1="效益指标", level2="社会效益指标", project="厂房改造工程"),
    ]
    found = score_documents([Document("", tuple(rows))], load_model("keywords"), standard).findings
    (finding,) = (f for f in found if f.code == "M01")
    assert finding.severity == "P1"
    assert "成本" in finding.message


def test_a_selection_of_indicators_is_no_incomplete_project() -> None:
    rows = [
        Indicator(f"{what}数量", "3个", level1="产出指标", level2="数量指标", project=f"{what}采购")
        for what in ("路灯", "桌椅", "图书", "药品")
    ]
    found = score_documents([Document("", tuple(rows))], load_model("keywords")).findings
    assert not any(f.code in ("M01", "M02") for f in found)


def test_content_is_what_office_language_leaves() -> None:
    words = default_lexicons()
    assert not content("进一步提高工作质量和管理水平", words)
    assert content("保障就餐", words) & content("用餐及时性", words)
    assert not content("解决居民问题", words) & content("出具物业评估报告", words)
