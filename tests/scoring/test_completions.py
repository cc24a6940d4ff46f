"""Self-evaluations reviewed as such: whole forms of several publishers, and near misses that stay silent."""

from __future__ import annotations

from dataclasses import replace

import pytest
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.results import Scoring
from zhibiao.scoring.score import score_documents, score_records

from ..forms.model import Layout, Sheet, blocks
from ..forms.writers import WRITERS

MODEL = KeywordModel()
OURS = ("C05", "C23", "C24", "C25", "C26", "C34", "C35", "C36")

# The form of the ministry, with its money and 总分.
NATIONAL = """
项目支出绩效自评表
（2023年度）
项目名称 | 流浪人员救助 | < | < | < | < | < | <
主管部门 | 云山县民政局 | < | < | 实施单位 | 云山县救助站 | < | <
项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分
^ | 年度资金总额 | {money}
年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | <
^ | 救助流浪人员300人次，举办宣传活动4期。 | < | < | {goal} | < | < | <
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施
{rows}
总分 | < | < | < | < | {total} |
"""
# A county's export: sign and unit in columns of their own, no money, no total.
EXPORT = """
填报单位：清河区水务局
项目名称 | 河道保洁 | < | < | < | < | < | <
一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位 | 指标实际完成值 | 未完成原因
产出指标 | 数量指标 | 保洁河道长度 | ≥ | 86 | 公里 | 81.5 | 两处河段因施工封闭，次年2月恢复
^ | ^ | 打捞漂浮物 | ≥ | 900 | 吨 | 1530 |
^ | 质量指标 | 河面保洁达标率 | ≥ | 95 | % | 95.0 |
^ | 时效指标 | 险情响应时间 | ≤ | 48 | 小时 | 50 | 无
效益指标 | 生态效益指标 | 断面水质 | 定性 | 优 | | 良 |
满意度指标 | 服务对象满意度指标 | 沿河居民问卷满意度 | ≥ | 88 | % | 91 |
"""
GOOD = """
产出指标 | 数量指标 | 救助流浪人员人次 | ≥300人次 | 312人次 | 20 | 20 |
^ | ^ | 宣传活动期数 | 4期 | 4.0期 | 10 | 10 | 无
^ | 时效指标 | 救助站改造完成时间 | 11月20日前 | 11月 | 10 | 10 |
^ | 成本指标 | 人均救助成本 | ≤600元 | 0.056万元 | 10 | 10 |
效益指标 | 社会效益指标 | 流浪现象减少程度 | 达成 | 部分达成 | 30 | 22 |
满意度指标 | 服务对象满意度指标 | 受助人员问卷满意度 | ≥90% | 0.925 | 10 | 10 |
""".strip()
BAD = """
产出指标 | 数量指标 | 救助流浪人员人次 | ≥300人次 | 240人次 | 20 | 20 |
^ | ^ | 宣传活动期数 | 4期 | 4期 | 10 | 11 | 因汛情2期未办
^ | 时效指标 | 救助站改造完成时间 | 6月底前 | 11月20日 | 10 | 8 | —
^ | 成本指标 | 人均救助成本 | ≤600元 | 640元 | 10 | 9.4 | 说明：请填写偏差原因
效益指标 | 社会效益指标 | 流浪现象减少程度 | 明显 | 较明显 | 25 | 20 | 无偏差
满意度指标 | 服务对象满意度指标 | 受助人员满意度 | ≥90% | 达成预期指标 | 10 | 10 |
""".strip()


def scored(form: str, format: str = "xlsx") -> Scoring:
    """A form, written, read and scored."""
    layout = Layout("form", (Sheet("表", tuple(blocks(form, "form"))),), "", None, ())
    return score_documents([parse_document(WRITERS[format](layout), f"form.{format}")], MODEL)


def national(rows: str, money: str, goal: str, total: str) -> str:
    return NATIONAL.format(rows=rows, money=money, goal=goal, total=total)


def ours(scoring: Scoring) -> list[tuple[str, str, str]]:
    """(name or '', code, severity) of the findings about completions."""
    found = [(s.record.name, f) for s in scoring.records for f in s.findings]
    found += [("", f) for p in scoring.projects for f in p.findings]
    return sorted((name, f.code, f.severity) for name, f in found if f.code in OURS)


@pytest.mark.parametrize("format", ["xlsx", "docx", "html", "pdf", "txt"])
def test_a_sound_self_evaluation_is_left_alone(format: str) -> None:
    form = national(GOOD, "20 | 20 | 19.46 | 10 | 97.3% | 9.7", "救助312人次，办活动4期。", "100 | 91.73")
    scoring = scored(form, format)
    assert scoring.documents[0].profile == "selfcheck"
    assert ours(scoring) == []


@pytest.mark.parametrize("format", ["xlsx", "docx", "html", "pdf", "txt"])
def test_what_does_not_fit_is_found(format: str) -> None:
    form = national(BAD, "20 | 20 | 16 | 10 | 80% | 10", "救助240人次，举办宣传活动2期。", "100 | 95")
    assert ours(scored(form, format)) == [
        ("", "C25", "P1"),  # 80 % of 10 points are 8
        ("", "C25", "P1"),  # 85 points of weight and 10 are 95
        ("", "C25", "P1"),  # the points add up to 88.4
        ("人均救助成本", "C23", "P1"),
        ("人均救助成本", "C26", "P1"),
        ("受助人员满意度", "C34", "P1"),
        ("宣传活动期数", "C25", "P1"),
        ("宣传活动期数", "C35", "P1"),
        ("救助流浪人员人次", "C23", "P1"),  # and full points for it: one fault
        ("救助站改造完成时间", "C23", "P1"),
        ("流浪现象减少程度", "C23", "P1"),
    ]


def test_points_too_many_by_as_much_as_the_weights_are_a_note() -> None:
    rows = GOOD.replace("4期 | 4.0期 | 10 | 10", "4期 | 4.0期 | 15 | 15")
    form = national(rows, "20 | 20 | 19.46 | 10 | 97.3% | 9.7", "救助312人次，办活动4期。", "100 | 91.7")
    assert ours(scored(form)) == [("", "C25", "P1"), ("", "C25", "P3")]


def test_a_total_of_the_indicators_alone_is_no_total_of_the_form() -> None:
    form = national(GOOD, "20 | 20 | 19.46 | 10 | 97.3% | 9.7", "救助312人次，办活动4期。", "90 | 82")
    assert ours(scored(form)) == []


def test_an_export_with_signs_in_their_own_column() -> None:
    assert ours(scored(EXPORT)) == [
        ("保洁河道长度", "C23", "P3"),
        ("打捞漂浮物", "C24", "P2"),
        ("断面水质", "C23", "P1"),
        ("险情响应时间", "C23", "P1"),
    ]


def test_the_arithmetic_is_said() -> None:
    form = national(BAD, "20 | 20 | 16 | 10 | 80% | 10", "救助240人次。", "100 | 95")
    said = [f.message for f in scored(form).projects[0].findings if f.code == "C25"]
    assert said == [
        "6 项指标的分值合计 85 分，加预算执行率 10 分为 95 分，不是 100 分（少 5 分）。",
        "预算执行率 80%，按 分值 10 × 执行率 应得 8 分，填的是 10 分。",
        "各指标得分合计 78.4 分，加预算执行率得分 10 分为 88.4 分，与总分 95 分相差 6.6 分。",
    ]


def test_a_table_that_ends_before_its_points_may_go_on_elsewhere() -> None:
    rows = "\n".join(GOOD.splitlines()[:4])
    form = national(rows, "20 | 20 | 19.46 | 10 | 97.3% | 9.73", "救助312人次，办活动4期。", "50 | 50")
    whole, cut = (scored(text).projects[0].findings for text in (form, form.replace("总分 |", "说明 |")))
    said = [{f.code: f.severity for f in found if f.code in ("M01", "C25")} for found in (whole, cut)]
    assert said == [{"M01": "P1", "C25": "P1"}, {"M01": "P2", "C25": "P2"}]


def test_two_measures_of_one_cell_share_its_weight() -> None:
    rows = GOOD.replace("宣传活动期数 | 4期 | 4.0期", "宣传活动完成率、宣传资料发放率 | 100% | 100%")
    form = national(rows, "20 | 20 | 19.46 | 10 | 97.3% | 9.73", "救助312人次。", "100 | 91.73")
    scoring = scored(form)
    assert len(scoring.records) == 7
    assert ours(scoring) == []


def row(value: str, actual: str, name: str = "清淤长度", **more: object) -> Indicator:
    told = {"level1": "产出指标", "level2": "数量指标", "project": "灌区清淤", **more}
    return Indicator(name, value, actual=actual, **told)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "record",
    [
        row("12公里", "12.0公里"),
        row("100%", "1", "清淤完成率"),
        row("≤15件", "9件", "用水投诉"),
        row("30万元", "300000元", "清淤费用", level2="成本指标"),
        row("12月31日前", "9月15日", "清淤完成时间", level2="时效指标"),
        row("2023年12月", "2023年12月20日", "清淤完成时间", level2="时效指标"),
        row("33.33%", "33.3%", "岁修渠道占比"),
        row("约1800户", "1765户", "受益农户"),
        row("零事故", "未发生事故", "安全事故", level2="质量指标"),
        row("910元/月", "900元/月", "巡护补助标准", level2="成本指标"),
        row("2-3场", "4场", "节水宣传"),
        row("≥60%", "98%", "用水户知晓率", level2="社会效益指标"),
        row("按季度巡查", "按季度巡查4次", "渠道巡查"),
        row("有效改善", "灌溉面积恢复1200亩，比上年多收三成", "灌溉条件", level2="社会效益指标"),
        row("逐步提高", "有所提高", "节水意识", level2="社会效益指标"),
        row("≥12公里", "10公里", weight=10.0, points=8.3, reason="雨季停工，剩余2公里次年3月完成"),
    ],
    ids=lambda r: f"{r.value}-{r.actual}",
)
def test_near_misses_stay_silent(record: Indicator) -> None:
    (item,) = score_records([record], MODEL)
    assert [f.code for f in item.findings if f.code in OURS and f.severity < "P2"] == []
    assert record.reason or not any(f.code in ("C23", "C24", "C25") for f in item.findings)


@pytest.mark.parametrize(
    ("value", "actual", "severity"),
    [
        ("≥6场", "基本完成", "P1"),
        ("≥6场", "尚未开展", "P1"),
        ("≥6场", "完成4场，其余2场取消", "P1"),
        ("下降3%以上", "下降2.5%", "P1"),
        ("比上年提高10%", "比上年提高8%", "P1"),
        ("显著提升", "有所提升", "P1"),
        ("健全", "基本健全", "P1"),
        ("2023年12月底前", "2024年3月5日", "P1"),
        ("95", "0.93", ""),  # which measure it is does not show
        ("≥95%", "0.93", "P2"),  # nearly, and nobody gives points
        ("≥95%", "0.90", "P1"),
    ],
)
def test_missed_without_a_reason(value: str, actual: str, severity: str) -> None:
    (item,) = score_records([row(value, actual, "灌区建设", level2="社会效益指标")], MODEL)
    found = [f.severity for f in item.findings if f.code == "C23"]
    assert found == ([severity] if severity else found[:0])


def row_of(value: str, actual: str, points: float | None = 10.0, reason: str = "") -> Indicator:
    weight = None if points is None else 10.0
    return row(value, actual, "灌区建设", level2="社会效益指标", weight=weight, points=points, reason=reason)


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        # A deduction that is explained is honest; the reason alone leaves the points to be mended.
        (row_of("≥6场", "5场", 8.3, "汛期停办1场"), [("C23", "P2")]),  # nothing is said to be done about it
        (row_of("≥6场", "5场", 8.3, "汛期停办1场，明年提前到5月办"), [("C23", "P3")]),
        (row_of("≥6场", "5场", None, "汛期停办1场"), [("C23", "P2")]),
        (row_of("≥6场", "5场", 8.3), [("C23", "P1")]),
        # Full points for a missed target are the same fault: the gravest speaks.
        (row_of("≥6场", "5场", 10.0, "汛期停办1场"), [("C25", "P1")]),
        (row_of("≥6场", "5场", 10.0), [("C23", "P1")]),
        (row_of("≥6场", "5场", 11.0), [("C23", "P1"), ("C25", "P1")]),
        # A change that is only asserted.
        (row_of("显著提升", "显著提升"), [("C05", "P2")]),
        (row_of("显著提升", "显著提升", 9.0), [("C05", "P2"), ("C25", "P2")]),
        (row_of("显著提升", "显著提升", None), [("C05", "P2")]),
        (row_of("科学合理", "科学合理"), [("C05", "P2")]),
        (row_of("合格", "合格"), []),
        # A day that is not told; on time is an answer, if not a checkable one.
        (row_of("2023年10月底前", "已完成"), [("C34", "P1")]),
        (row_of("2023年10月底前", "已完成", 9.0), [("C34", "P2")]),
        (row_of("2023年10月底前", "按时完成"), [("C34", "P2")]),
        (row_of("每月10日前", "每月25日左右"), [("C23", "P1")]),
        (row_of("每月10日前", "每月5日至8日"), []),
        (row_of("每季度末月20日前", "每季末月25日"), [("C23", "P1")]),
    ],
    ids=lambda r: f"{r.value}-{r.actual}-{r.points}" if isinstance(r, Indicator) else "",
)
def test_how_grave_a_completion_is(record: Indicator, expected: list[tuple[str, str]]) -> None:
    (item,) = score_records([record], MODEL)
    assert sorted((f.code, f.severity) for f in item.findings if f.code in OURS) == expected


def test_all_of_it_of_a_rate_said_in_words_is_no_grave_fault() -> None:
    told = row("100%", "验收合格", "工程验收合格率", level2="质量指标", weight=10.0, points=10.0)
    (item,) = score_records([told], MODEL)
    assert [(f.code, f.severity) for f in item.findings if f.code == "C34"] == [("C34", "P2")]


@pytest.mark.parametrize(
    ("total", "found"),
    [("91.7", False), ("91.73", False), ("92", False), ("91.9", True), ("91.94", True), ("93", True)],
)
def test_points_add_up_to_the_total_within_its_rounding(total: str, found: bool) -> None:
    form = national(GOOD, "20 | 20 | 19.46 | 10 | 97.3% | 9.73", "救助312人次，办活动4期。", f"100 | {total}")
    assert bool(ours(scored(form))) is found


def test_a_claim_to_have_done_everything() -> None:
    form = national(BAD, "20 | 20 | 16 | 10 | 80% | 8", "救助240人次。圆满完成年度目标任务。", "100 | 86.4")
    (claimed,) = (f for f in scored(form).projects[0].findings if f.code == "C01")
    assert claimed.severity == "P1"
    assert claimed.message == (
        "目标的完成情况写“圆满完成年度目标任务”，而“救助流浪人员人次”（目标≥300人次，实际240人次）、"
        "“救助站改造完成时间”（目标6月底前，实际11月20日）、“流浪现象减少程度”（目标明显，实际较明显）没有达到目标，前后矛盾。"
    )


def test_the_stage_is_chosen_document_by_document() -> None:
    declared = Document("a.xlsx", (row("12公里", ""), row("≥95%", "", "达标率")))
    reported = Document("b.xlsx", (row("12公里", "11公里"), row("≥95%", "96%", "达标率")))
    scoring = score_documents([reported, declared, reported], MODEL)
    assert [d.profile for d in scoring.documents] == ["selfcheck", "declaration", "selfcheck"]
    assert [s.record.actual for s in scoring.records] == ["11公里", "96%", "", "", "11公里", "96%"]
    assert [d.source for d in scoring.documents] == ["b.xlsx", "a.xlsx", "b.xlsx"]
    fixed = score_documents([reported, declared], MODEL, profile="disclosure")
    assert {d.profile for d in fixed.documents} == {"disclosure"}


def test_a_rate_may_be_missed_in_the_middle_of_the_year_and_an_amount_not() -> None:
    rows = [
        replace(row("≥98%", "97.1%", "渠道设施完好率", level2="质量指标"), interim=True),
        replace(row("≥98公里", "47公里", "渠道清淤长度"), interim=True),
        replace(row("≥98%", "47%", "渠道清淤完成率"), interim=True),
    ]
    missed = [any(f.code == "C23" for f in item.findings) for item in score_records(rows, MODEL)]
    assert missed == [True, False, False]
