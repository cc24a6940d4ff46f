"""Self-evaluations as text: a goal and its report below their two headings, weights and points without a gap."""

from __future__ import annotations

import pytest
from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import parse_document

GOAL, REPORT = "清淤干渠12公里，改善4个村的灌溉条件。", "清淤干渠13公里，4个村灌溉条件得到改善。"
TABLE = """绩效指标 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
产出指标 数量指标 清淤长度 ≥12公里 13公里 20 20
质量指标 验收合格率 100% 100% 20 20
时效指标 完工时间 11月底前 10月25日 10 10
效益指标 社会效益指标 受益农户 ≥800户 812户 30 30
满意度指标 服务对象满意度指标 农户满意度 ≥90% 93% 10 10
"""
GLUED = """灌区管理处2023年度项目支出绩效自评表
项目名称干渠清淤
主管部门云岭县水利局实施单位云岭县灌区管理处
年度资金总额:80\t80\t76\t10\t95%\t9.5
年度总体目标预期目标实际完成情况
清淤干渠12公里，改善4个村的灌溉条件。
清淤干渠13公里，4个村灌溉条件得到改善。
绩效指标一级指标二级指标三级指标年度指标值实际完成值分值得分偏差原因分析及改进措施
产出指标数量指标清淤长度≥12公里13公里1010
质量指标验收合格率100%100%2020
时效指标完工及时率100%95%109.5个别渠段停水较晚，已调整计划
成本指标清淤成本≤80万元76万元1010
效益指标社会效益指标受益农户≥800户812户3030
满意度指标服务对象满意度指标农户满意度≥90%93%1010
总分10099.5
"""


def read(text: str) -> Document:
    return parse_document(text.encode(), "自评表.txt")


def told(document: Document) -> tuple[list[str], list[str]]:
    goals, reports = ([p.text for p in document.passages if p.kind == k] for k in ("goal", "goal_actual"))
    return goals, reports


@pytest.mark.parametrize(
    ("below", "report"),
    [
        (f"{GOAL} {REPORT}", REPORT),
        (f"{GOAL} | {REPORT}", REPORT),
        (f"{GOAL}\n{REPORT}", REPORT),
        (f"{GOAL}{REPORT}", REPORT),
        (f"{GOAL}{GOAL}", GOAL),
        (f"{GOAL} 已完成", "已完成"),
        (f"{GOAL}  ", ""),
    ],
    ids=["blank", "bar", "lines", "glued", "copied", "done", "none"],
)
def test_a_goal_and_its_report_stand_below_their_headings(below: str, report: str) -> None:
    form = f"项目支出绩效自评表\n项目名称 干渠清淤\n主管部门 云岭县水利局\n年度总体目标 预期目标 实际完成情况\n{below}\n{TABLE}"
    document = read(form)
    assert told(document) == ([GOAL], [report])
    assert document.projects[0].goal == GOAL
    assert len(document.indicators) == 5


def test_a_goal_on_two_lines_ends_where_its_report_takes_it_up_again() -> None:
    form = (
        "项目名称 干渠清淤\n主管部门 云岭县水利局\n年度总体目标 预期目标 实际完成情况\n"
        f"1.清淤干渠12公里。\n2.改善4个村的灌溉条件。\n1.清淤干渠13公里。\n2.4个村灌溉条件得到改善。\n{TABLE}"
    )
    assert told(read(form)) == (
        ["1.清淤干渠12公里。2.改善4个村的灌溉条件。"],
        ["1.清淤干渠13公里。2.4个村灌溉条件得到改善。"],
    )


def test_a_page_without_gaps_keeps_its_form_and_its_points() -> None:
    document = read(GLUED)
    assert [p.name for p in document.projects] == ["干渠清淤"]
    assert told(document) == ([GOAL], [REPORT])
    assert [(r.name, r.weight, r.points, r.reason) for r in document.indicators][:3] == [
        ("清淤长度", 10.0, 10.0, ""),
        ("验收合格率", 20.0, 20.0, ""),
        ("完工及时率", 10.0, 9.5, "个别渠段停水较晚，已调整计划"),
    ]
    assert [p.text for p in document.passages if p.kind == "total"] == ["分值 100；得分 99.5"]


CENTRED = """2024年度项目支出绩效自评表
项目名称 干渠清淤
主管部门 云岭县水利局
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
购置清淤船配套设备数
12台 12台 10 10
量
产出指标 清淤作业安全责任事故
0起 0起 10 10
数
时效指标 完工时间 11月底前 10月25日 10 10
效益指标 社会效益指标 受益农户 ≥800户 812户 30 30
服务对象满意度 部分渠段停水时间偏长
满意度指标 农户满意度 ≥90% 88% 10 9.7
指标 ，拟分段轮流停水
总分 70 69.7
"""


def test_cells_in_the_middle_of_their_height_are_whole() -> None:
    found = read(CENTRED).indicators
    assert [(r.level2, r.name, r.value) for r in found] == [
        ("", "购置清淤船配套设备数量", "12台"),
        ("", "清淤作业安全责任事故数", "0起"),
        ("时效指标", "完工时间", "11月底前"),
        ("社会效益指标", "受益农户", "≥800户"),
        ("服务对象满意度指标", "农户满意度", "≥90%"),
    ]
    assert found[-1].reason == "部分渠段停水时间偏长，拟分段轮流停水"


@pytest.mark.parametrize(
    "heads", ["项目资金（万元） 年初预算数", "项目资金\n(万元)\n年初预算数"], ids=["line", "lines"]
)
def test_money_stands_below_its_headings(heads: str) -> None:
    money = f"{heads} 全年预算数 全年执行数 分值 执行率 得分\n年度资金总额 85 90 84.1 10 93.44% 9.3\n"
    form = f"项目名称 干渠清淤\n主管部门 云岭县水利局\n{money}年度总体目标 预期目标 实际完成情况\n{GOAL} {REPORT}\n{TABLE}"
    found = {p.kind: p.text for p in read(form).passages}
    assert (found["unit"], found["executed"]) == ("万元", "84.1")
    assert (
        found["execution"]
        == "年初预算数 85；全年预算数 90；全年执行数 84.1；执行率 93.44%；分值 10；得分 9.3"
    )


def test_a_goal_and_its_report_say_themselves_what_they_are() -> None:
    told_in = f"年度总体目标 预期目标：{GOAL} 实际完成情况：{REPORT}"
    form = f"项目名称 干渠清淤\n主管部门 云岭县水利局\n{told_in}\n{TABLE}"
    assert told(read(form)) == ([GOAL], [REPORT])


def test_the_number_of_a_page_is_no_point() -> None:
    form = f"项目名称 干渠清淤\n主管部门 云岭县水利局\n{TABLE}".replace("时效指标", "1 / 3\n时效指标")
    assert [r.points for r in read(form).indicators] == [20.0, 20.0, 10.0, 30.0, 10.0]


def test_a_merged_cell_that_repeats_its_text_is_one() -> None:
    told_in = f"年度总体目标 | 预期目标 | 预期目标 | 实际完成情况\n{GOAL} | {GOAL} | {REPORT} | {REPORT}"
    form = f"项目名称 干渠清淤\n主管部门 云岭县水利局\n{told_in}\n{TABLE}"
    assert told(read(form)) == ([GOAL], [REPORT])


def test_reasons_below_the_table_are_those_of_the_rows_that_they_name() -> None:
    """A cell a line; of two rows that share words, the clause is that of the one with more of them."""
    cells = (
        "项目名称 北干渠维修 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 "
        "产出指标 数量指标 清淤工程实施长度 ≥36公里 31公里 20 17 "
        "质量指标 闸门合格率 100% 100% 20 20 时效指标 清淤工程完工时间 10月底前 12月 20 20 "
        "满意度指标 服务对象满意度指标 用水户满意度 ≥90% 92% 30 30 总分 100 97 "
        "偏差大或目标未完成原因分析 清淤工程实施长度受汛期影响少做5公里。 改进措施 次年3月补做。"
    )
    records = parse_document("\n".join(cells.split()).encode(), "自评.txt").indicators
    assert [(r.name, r.reason) for r in records if r.reason] == [
        ("清淤工程实施长度", "清淤工程实施长度受汛期影响少做5公里；次年3月补做。")
    ]


def test_a_report_gives_the_reason_that_its_table_has_no_column_for() -> None:
    text = """\
1.渠道清淤项目绩效目标完成情况综述。项目按月推进，全年清淤11公里，较目标少1公里，主要是汛期停工。
项目支出绩效目标完成情况表
项目名称	渠道清淤
一级指标	二级指标	三级指标	预期指标值	实际完成指标值
产出指标	数量指标	清淤长度	12公里	11公里
	质量指标	清淤合格率	≥98%	99%
	时效指标	清淤完成时间	10月底前	10月20日
满意度指标	满意度指标	农户满意度	≥90%	92%
"""
    reasons = {r.name: r.reason for r in parse_document(text.encode(), "自评.txt").indicators}
    assert reasons == {
        "清淤长度": "全年清淤11公里，较目标少1公里，主要是汛期停工",
        "清淤合格率": "",
        "清淤完成时间": "",
        "农户满意度": "",
    }


def test_each_cell_of_the_money_stands_on_a_line_of_its_own() -> None:
    head = "2022年度部门整体支出绩效自评表\n部门名称\n云岭县水利局\n部门预算（万元）\n支出类别\n全年预算数\n全年执行数\n分值\n执行率\n得分\n"
    money = "基本支出\n412.56\n405.18\n-\n98.21%\n-\n项目支出\n188.00\n171.40\n-\n91.17%\n-\n合计\n600.56\n576.58\n10\n96.01%\n9.6\n"
    rows = "产出指标\n数量指标\n清淤长度\n≥12公里\n13公里\n50\n50\n-\n满意度指标\n满意度指标\n农户满意度\n≥90%\n92%\n40\n40\n-\n"
    table = "一级指标\n二级指标\n三级指标\n年度指标值\n实际完成值\n分值\n得分\n偏差原因分析\n"
    document = parse_document((head + money + table + rows).encode(), "自评.txt")
    told = [p.text.split("\t") for p in document.passages if p.kind == "funds"]
    assert told[1:] == [
        ["基本支出", "412.56", "405.18", "-", "98.21%", "-"],
        ["项目支出", "188.00", "171.40", "-", "91.17%", "-"],
        ["合计", "600.56", "576.58", "10", "96.01%", "9.6"],
    ]
