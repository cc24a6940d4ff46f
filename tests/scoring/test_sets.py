"""What stands around the indicators: goals, money, what a project stands on, which indicators it has at all."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.document import Document, Passage, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.checks.consistency.goal.wording import folded, has_figure
from zhibiao.scoring.checks.consistency.goals import promises
from zhibiao.scoring.checks.consistency.money.amounts import sums_of
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Scoring
from zhibiao.scoring.score import score_documents

MODEL = KeywordModel()
MINE = {"C03", "C27", "C28", "C29", "C30", "C31", "C32", "C33", "C37", "M09", "M10"}
ROWS = (
    ("产出", "数量", "巡堤里程", "≥860公里", "全年巡堤台账登记的里程"),
    ("产出", "质量", "险情处置合格率", "100%", "合格险情数/险情总数"),
    ("产出", "时效", "险情到场时间", "≤30分钟", "值班记录"),
    ("产出", "成本", "项目总成本", "≤36.5万元", "全年支出"),
    ("效益", "社会效益", "沿岸受灾户数", "0户", "灾情统计"),
    ("满意度", "服务对象满意度", "沿岸居民满意度", "≥90%", "问卷调查"),
)
FORM = {
    "项目编码": "331024231391500000027",
    "项目名称": "堤防管护",
    "本年度项目金额（万元）": "36.5",
    "政策依据": "《堤防管护办法》（云水〔2023〕16号）",
    "测算依据": "巡堤费24万元；险情处置物资12.5万元。",
    "年度目标": "巡堤860公里，险情处置合格率100%。",
    "长期目标": "三年内不发生溃堤，沿岸居民安心。",
}


def form(rows: tuple[tuple[str, ...], ...] = ROWS, **said: str) -> str:
    """A form as it is exported, with other texts in some of its fields."""
    fields = {**FORM, **said}
    lines = [f"<tr><td>{label}：</td><td>{text}</td></tr>" for label, text in fields.items()]
    lines.append(
        "<tr>"
        + "".join(f"<td>{h}</td>" for h in ("一级指标", "二级指标", "三级指标", "目标值", "指标解释"))
        + "</tr>"
    )
    lines += ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows]
    return f"<h3>项目支出绩效目标申报表</h3><table>{''.join(lines)}</table>"


def scored(*forms: str) -> Scoring:
    page = f"<html><body>{''.join(forms)}</body></html>"
    return score_documents([parse_document(page.encode(), "申报.html")], MODEL)


def found(scoring: Scoring, code: str) -> list[Finding]:
    return [f for f in scoring.findings if f.code == code]


def test_a_sound_form_has_nothing() -> None:
    assert not [f for f in scored(form()).findings if f.code in MINE | {"M01", "M02", "M03", "C13", "C22"}]


@pytest.mark.parametrize(
    ("code", "severity", "said"),
    [
        ("C03", "P1", {"年度目标": "巡堤860公里，组织抢险演练6场，新购冲锋舟2艘。"}),
        ("C03", "P2", {"年度目标": "巡堤860公里，组织抢险演练6场，险情处置合格率100%。"}),
        ("C28", "P1", {"测算依据": "巡堤费24万元；险情处置物资18.5万元。"}),
        ("C29", "P2", {"年度目标": "保障堤防安全，做好管护工作。"}),
        ("C30", "P2", {"长期目标": "巡堤860公里；险情处置合格率100%"}),
        ("C33", "P1", {"测算依据": "1.巡堤费4.5万元；2.锅炉改造32万元。"}),
        ("C33", "P2", {"测算依据": "1.巡堤费24.5万元；2.锅炉改造12万元。"}),
        ("C37", "P1", {"年度目标": "巡堤里程1200公里，险情处置合格率100%。"}),
        ("M10", "P2", {"测算依据": ""}),
        ("M10", "P2", {"政策依据": "堤防安全十分重要。"}),
        ("M10", "P3", {"政策依据": "《关于做好堤防管护工作的通知》"}),
    ],
)
def test_one_fault_of_a_form_is_one_finding(code: str, severity: str, said: dict[str, str]) -> None:
    scoring = scored(form(**said))
    assert [(f.code, f.severity) for f in scoring.findings if f.code in MINE] == [(code, severity)]


@pytest.mark.parametrize(
    "said",
    [
        {"测算依据": "巡堤费每公里200元，每月巡堤70公里；险情处置物资12.5万元。"},
        {"测算依据": "堤防管护经费36.5万元，用于巡堤24万元及险情处置物资12.5万元。"},
        {"测算依据": "三年共109.5万元"},
        {"年度目标": "辖7个堤段，覆盖76户，巡堤860公里，经费支出率达98%。"},
        {"年度目标": "巡堤860公里，全年支出不超过36.5万元。"},
        {"年度目标": "每月巡堤，汛前检查两次。"},
        {"政策依据": "《中华人民共和国防洪法》"},
    ],
)
def test_near_misses_stay_silent(said: dict[str, str]) -> None:
    assert not [f for f in scored(form(**said)).findings if f.code in MINE - {"C33"}]


def test_an_empty_table_is_the_gravest_and_the_project_stays_listed() -> None:
    unused = tuple((*row[:2], "不适用", "不适用", "不适用") for row in ROWS)
    scoring = scored(form(unused), form(项目名称="山塘清淤", 项目编码="331024231391500000028"))
    empty, other = scoring.projects
    assert [(f.code, f.severity) for f in empty.findings if f.code == "M09"] == [("M09", "P0")]
    assert (empty.name, empty.score, other.name) == ("堤防管护", 0.0, "山塘清淤")
    assert not [f for f in other.findings if f.code == "M09"]


def test_what_was_not_read_is_not_missing() -> None:
    page = form(测算依据="", 年度目标="组织抢险演练6场。")
    whole = parse_document(page.encode(), "申报.html")
    column = Unread(Location(table=1, row=9, column=5), "没有认出", "column")
    missing = {f.code for f in score_documents([whole], MODEL).findings}
    partly = {f.code for f in score_documents([replace(whole, unread=(column,))], MODEL).findings}
    assert missing & MINE == {"M10", "C03"}
    assert not partly & MINE


def test_costs_of_the_year_and_of_the_term_are_apart() -> None:
    def cost(name: str, value: str, horizon: str) -> Indicator:
        return Indicator(
            name,
            value,
            level1="成本",
            level2="经济成本",
            project="堤防管护",
            budget="36.5万元",
            horizon=horizon,
        )

    year = (cost("巡堤成本", "≤20万元", "annual"), cost("物资成本", "≤16万元", "annual"))
    term = (cost("巡堤成本", "≤60万元", "term"), cost("物资成本", "≤48万元", "term"))
    apart = score_documents([Document("申报.xlsx", (*year, *term))], MODEL)
    assert not [f for f in apart.findings if f.code in ("C22", "C27")]
    above = (*year, cost("设施成本", "≤328万元", "annual"))
    slip = score_documents(
        [Document("申报.xlsx", (*above[:2], cost("租金成本", "≤12万元", "annual")))], MODEL
    )
    (finding,) = found(slip, "C27")
    assert finding.severity == "P1"
    assert "20＋16＋12" in finding.message
    # A single cost above the budget is told where it stands.
    assert not found(score_documents([Document("申报.xlsx", above)], MODEL), "C27")


def test_one_goal_in_several_projects_names_the_others() -> None:
    names = ("堤防管护", "山塘清淤", "水闸检修")
    goal = {"年度目标": "巡堤860公里，险情处置合格率100%，群众安心。"}
    scoring = scored(
        *(form(项目名称=n, 项目编码=f"33102423139150000003{k}", **goal) for k, n in enumerate(names))
    )
    for project in scoring.projects:
        (finding,) = (f for f in project.findings if f.code == "C31")
        assert all((f"“{n}”" in finding.message) == (n != project.name) for n in names)
        assert finding.severity == "P2"
    sites = scored(
        form(项目名称="社区阅览经费（东岭社区）", 项目编码="331024231391500000041"),
        form(项目名称="社区阅览经费（西岭社区）", 项目编码="331024231391500000042"),
    )
    assert {f.severity for f in found(sites, "C31")} == {"P3"}


def test_a_goal_of_nothing_but_spending_is_told_once() -> None:
    goal = {"年度目标": "该项目经费按财务制度，经相关部门审核后，按时支出相关费用，11月底达到95%。"}
    codes = [f.code for f in scored(form(**goal)).findings]
    assert codes.count("B09") == 1
    assert not {"C13", "C29", "C03"} & set(codes)


@pytest.mark.parametrize(
    ("goal", "name", "severity"),
    [
        ("修缮堤岸步道860米，方便沿岸居民出行。", "堤岸步道修缮", "P1"),
        ("维护工作站设施860处，更好地服务居民。", "工作站设施维护", "P2"),
        ("完成公园保洁860次。", "公园保洁", "P2"),
        ("完成服务器巡检860次。", "机房设备维护", ""),
    ],
)
def test_satisfaction_is_asked_for_where_people_are_served(goal: str, name: str, severity: str) -> None:
    rows = (*ROWS[:4], ("效益", "社会效益", "设施可用率", "≥98%", "可用时长/总时长"))
    said = found(scored(form(rows, 项目名称=name, 年度目标=goal)), "M01")
    assert [f.severity for f in said if "满意度" in f.message] == [severity] * bool(severity)


def test_messages_quote_without_nesting() -> None:
    scoring = scored(
        form(项目名称="“平安堤岸”管护", 年度目标="做好“平安堤岸”管护。", 政策依据="“平安”很重要")
    )
    for finding in scoring.findings:
        if finding.code in MINE:
            assert not re.search(r"“[^”]*“", finding.message), finding.message


def test_the_lines_of_a_calculation() -> None:
    sums = sums_of("1.巡堤费24万元；2.国旗、灯笼8000元，共计24.8万元。")
    assert [(i.label, i.amount) for i in sums.items] == [("巡堤费", 240000.0), ("国旗、灯笼", 8000.0)]
    assert (sums.total, sums.plain) == (248000.0, True)
    assert not sums_of("每人500元，12人，合同价6万元").plain
    assert sums_of("一是站点管理20W，二是餐费12W").added == 320000.0


def test_the_figures_of_a_goal_keep_their_clause() -> None:
    told = promises("1.2024年巡堤860公里（含支堤）；2.水样抽检2批次/千人，覆盖76户。")
    assert [(p.text, p.background) for p in told] == [
        ("860公里", False),
        ("2批次/千人", False),
        ("76户", True),
    ]
    assert told[0].clause == "2024年巡堤860公里(含支堤)"


def test_goals_are_compared_word_for_word_after_folding() -> None:
    assert folded("1、巡堤８６０公里；\n2、除险。") == folded("（1）巡堤860公里 （2）除险")
    assert has_figure("每季度巡堤一次")
    assert not has_figure("落实“四个一”要求，2024年做好第一责任人工作")


def test_passages_without_an_owner_are_nobodys() -> None:
    loose = (Passage("goal", "做好工作"), Passage("policy", ""), Passage("calculation", "据实列支"))
    scoring = score_documents([Document("说明.docx", passages=loose)], MODEL)
    assert not [f for f in scoring.findings if f.code in MINE]


@pytest.mark.parametrize(
    ("goal", "near"), [("巡堤880公里。", True), ("巡堤860公里，整修巡堤便道20公里。", False)]
)
def test_a_figure_is_held_against_an_indicator_that_carries_no_other(goal: str, near: bool) -> None:
    (finding,) = [*found(scored(form(年度目标=goal)), "C03"), *found(scored(form(年度目标=goal)), "C37")]
    assert ("巡堤里程" in finding.message) is near
