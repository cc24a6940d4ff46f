"""The money of tasks in the self-evaluation of a whole department: their sum is the budget."""

from __future__ import annotations

from zhibiao.nlp.blocks import Table, row_of
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.location import Location

ROWS = [
    ["部门（单位）名称", "河湾县水利局", "", "", "", "", ""],
    [
        "年度主要任务",
        "任务名称",
        "主要内容",
        "全年预算数（万元）",
        "全年执行数（万元）",
        "执行率",
        "完成情况",
    ],
    ["", "灌区清淤", "清淤12公里", "60.5", "60.5", "100%", "已完成"],
    ["", "泵站检修", "检修泵站8座", "26", "13", "50%", "主体完工"],
    ["", "合计", "", "86.5", "73.5", "84.97%", ""],
    ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
    ["产出指标", "数量指标", "清淤长度", "≥12公里", "12公里", "30", "30"],
    ["满意度指标", "服务对象满意度指标", "农户满意度", "≥90%", "93%", "10", "10"],
]


def test_the_sum_of_the_tasks_is_what_was_planned_and_spent() -> None:
    place = Location(table=1)
    found = survey([Table(tuple(row_of(row, place) for row in ROWS), place)], "a.docx")
    told = {p.kind: p.text for p in found.passages}
    assert (told["budget"], told["executed"]) == ("86.5", "73.5")
    assert told["execution"] == "全年预算数 86.5；全年执行数 73.5；执行率 84.97%"
