"""Prose under class names: the classes hold until the next, the clauses are indicators."""

from __future__ import annotations

import pytest
from zhibiao.nlp.layouts.prose.clauses import split_classed
from zhibiao.nlp.reading import parse_document


def found(text: str) -> list[tuple[str, str, str, str]]:
    records = parse_document(text.encode(), "prose.txt").indicators
    assert all(r.narrative for r in records)
    return [(r.level1, r.level2, r.name, r.value) for r in records]


STYLES = {
    "numbered": """绩效指标：
（一）产出指标
1.数量指标：修缮校舍面积≥3200平方米；更换课桌椅860套。
2.质量指标：竣工验收合格率达到100%。
（二）效益指标
1.社会效益指标：师生教学环境明显改善。
（三）满意度指标
1.服务对象满意度指标：师生满意度不低于92%。""",
    "bare": """绩效指标：
产出指标
数量指标：修缮校舍面积≥3200平方米，更换课桌椅860套
质量指标：竣工验收合格率为100%
效益指标
社会效益指标：师生教学环境明显改善
满意度指标
服务对象满意度指标：师生满意度不低于92%""",
    "run on": """绩效指标：
产出指标：数量指标1：修缮校舍面积≥3200平方米；数量指标2：更换课桌椅860套；质量指标1：竣工验收合格率100%。
效益指标：社会效益指标1：师生教学环境明显改善。
满意度指标：服务对象满意度指标1：师生满意度不低于92%。""",
    "items below": """（2）绩效指标：
产出指标：
数量指标：
①修缮校舍面积：≥3200平方米；
②更换课桌椅：860套；
质量指标：
①竣工验收合格率：100%
效益指标：
社会效益指标：
①师生教学环境明显改善
满意度指标：
服务对象满意度指标：
①师生满意度：不低于92%""",
}
SCHOOL = [
    ("产出指标", "数量指标", "修缮校舍面积", "≥3200平方米"),
    ("产出指标", "数量指标", "更换课桌椅", "860套"),
    ("产出指标", "质量指标", "竣工验收合格率", "100%"),
    ("效益指标", "社会效益指标", "师生教学环境", "明显改善"),
    ("满意度指标", "服务对象满意度指标", "师生满意度", "不低于92%"),
]


@pytest.mark.parametrize("style", STYLES)
def test_class_names_hold_for_the_clauses_below(style: str) -> None:
    text = f"项目一：乡村小学校舍维修\n预算金额：210万元\n{STYLES[style]}\n第四部分 名词解释\n一、基本支出：指2项开支。"
    assert found(text) == SCHOOL


def test_the_project_before_the_indicators_owns_them() -> None:
    text = f"项目名称：校舍维修\n{STYLES['bare']}\n项目名称：营养改善\n绩效指标：\n数量指标：供餐学生4200人"
    records = parse_document(text.encode(), "prose.txt").indicators
    assert [r.project for r in records] == ["校舍维修"] * 5 + ["营养改善"]
    assert records[-1].level1 == ""


def test_indicators_on_lines_below_a_heading_of_their_own() -> None:
    text = "绩效指标：\n1.巡河里程≥1200公里；\n2.河面保洁达标率达到95%；\n三、其他说明\n本年支出12万元。"
    assert [(name, value) for _, _, name, value in found(text)] == [
        ("巡河里程", "≥1200公里"),
        ("河面保洁达标率", "95%"),
    ]


def test_a_clause_without_a_target_is_no_indicator() -> None:
    assert split_classed("做好各项日常工作") is None
    assert found("数量指标：按上级要求做好各项工作。\n质量指标：反映工作达到的水平。") == []


def test_a_result_in_words_under_a_class_is_an_indicator_without_a_target() -> None:
    text = (
        "（一）产出指标\n1.数量指标：建设考点6个。\n（二）效益指标\n1.经济效益指标：减少设备重复投入。\n"
        "2.满意度指标：考生满意度≥90%；家长满意。\n3.生态效益指标：无。"
    )
    assert [c[2:] for c in found(text)] == [
        ("建设考点", "6个"),
        ("减少设备重复投入", ""),
        ("考生满意度", "≥90%"),
        ("家长满意", ""),
    ]


def test_the_last_figure_of_a_clause_is_its_target() -> None:
    assert split_classed("65岁以上老年人体检率达到70%") == ("65岁以上老年人体检率", "70%")
    assert split_classed("发放救助金1.2万元/人·年") == ("发放救助金", "1.2万元/人·年")
    assert split_classed("工程完工时间为2024年10月底前") == ("工程完工时间", "2024年10月底前")


def test_items_with_labels_of_their_own_are_indicators() -> None:
    text = (
        "三、绩效指标\n（一）产出指标\n数量指标：\n1. 指标名称：清淤长度；指标值：≥36公里\n2. 指标名称：检修闸门；指标值：12座；权重：10\n"
        "质量指标：\n1. 指标名称：闸门合格率；指标值：100%\n（二）效益指标\n社会效益指标：\n1. 指标名称：决口起数；指标值：0起\n（三）满意度指标\n服务对象满意度指标：\n1. 指标名称：用水户满意度；指标值：≥90%"
    )
    records = parse_document(text.encode(), "目标.txt").indicators
    assert [(r.level2, r.name, r.value) for r in records] == [
        ("数量指标", "清淤长度", "≥36公里"),
        ("数量指标", "检修闸门", "12座"),
        ("质量指标", "闸门合格率", "100%"),
        ("社会效益指标", "决口起数", "0起"),
        ("服务对象满意度指标", "用水户满意度", "≥90%"),
    ]


SECTIONS = """\
（一）支渠防渗改造
1.项目概况。2024年预算安排96万元，由灌区管理所实施。
2.年度绩效目标。改造支渠12公里，配套闸门24座（每公里2座）。
3.绩效指标。
（1）产出指标
数量指标：
    改造支渠长度：≥15公里
    配套闸门数量：24座
成本指标：
    项目总投资：≤120万元
（2）满意度指标
    用水户满意度：≥90%
"""


def test_a_numbered_section_tells_the_goal_and_the_budget_of_its_indicators() -> None:
    document = parse_document(SECTIONS.encode(), "目标.txt")
    assert [(r.name, r.value, r.budget) for r in document.indicators] == [
        ("改造支渠长度", "≥15公里", "96万元"),
        ("配套闸门数量", "24座", "96万元"),
        ("项目总投资", "≤120万元", "96万元"),
        ("用水户满意度", "≥90%", "96万元"),
    ]
    spent = SECTIONS.replace("2024年预算安排96万元", "按上级规定，安排渠道防渗经费96万元")
    assert {r.budget for r in parse_document(spent.encode(), "目标.txt").indicators} == {"96万元"}
    goals = [(p.activity, p.text) for p in document.passages if p.kind == "goal"]
    assert goals == [("支渠防渗改造", "改造支渠12公里，配套闸门24座（每公里2座）。")]


def test_chapters_that_are_projects_own_what_stands_in_them() -> None:
    text = (
        "三、预算绩效情况说明\n本单位对2个项目设置了绩效目标。\n一、支渠防渗改造经费\n（一）项目概况。安排经费。\n（二）绩效指标\n"
        "1.产出指标\n（1）数量指标：改造支渠长度≥15公里。\n（2）质量指标：验收合格率100%。\n2.满意度指标：用水户满意度≥90%。\n"
        "二、闸站更新工程\n预算安排150万元。\n绩效指标：更新闸站8座，闸站合格率100%，工程总成本不超过180万元，用水户满意度90%以上。\n"
        "四、名词解释\n一、财政拨款收入：指拨付的资金。"
    )
    records = parse_document(text.encode(), "目标.txt").indicators
    assert [(r.activity, r.name, r.budget) for r in records] == [
        ("支渠防渗改造经费", "改造支渠长度", ""),
        ("支渠防渗改造经费", "验收合格率", ""),
        ("支渠防渗改造经费", "用水户满意度", ""),
        ("闸站更新工程", "更新闸站", "150万元"),
        ("闸站更新工程", "闸站合格率", "150万元"),
        ("闸站更新工程", "工程总成本", "150万元"),
        ("闸站更新工程", "用水户满意度", "150万元"),
    ]


def test_a_report_tells_target_completion_points_and_reason_of_each_indicator() -> None:
    text = (
        "四、项目绩效自评结果\n“灌区清淤与护渠”项目绩效自评综述：全年预算数96.00万元，执行数88.20万元，预算执行率91.88%。\n"
        "绩效指标完成情况分析：\n1.产出指标\n（1）数量指标\n"
        "干渠清淤长度：年度指标值≥12公里，实际完成值10公里，分值20分，得16分。偏差原因：汛期停工。改进措施：次年3月补做。\n"
        "（2）质量指标\n清淤质量：年度指标值优，实际完成值良，分值20分，得18分。\n"
        "2.满意度指标\n农户满意度：年度指标值≥90%，实际完成值92%，分值10分，得10分。\n综上，项目自评总得分90分。\n"
    )
    records = parse_document(text.encode(), "决算.txt").indicators
    assert [(r.activity, r.budget) for r in records] == [("灌区清淤与护渠", "96.00万元")] * 3
    assert [(r.level2, r.name, r.value, r.actual, r.weight, r.points, r.reason) for r in records] == [
        ("数量指标", "干渠清淤长度", "≥12公里", "10公里", 20.0, 16.0, "汛期停工；改进措施：次年3月补做"),
        ("质量指标", "清淤质量", "优", "良", 20.0, 18.0, ""),
        ("", "农户满意度", "≥90%", "92%", 10.0, 10.0, ""),
    ]
