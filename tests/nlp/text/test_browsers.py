"""Text as browsers copy it and converters write it: cells of paragraphs, lists with bullets."""

from __future__ import annotations

from zhibiao.nlp.document import Document
from zhibiao.nlp.reading import parse_document

ROWS = [
    ["项目名称", "灌区清淤"],
    ["项目资金\n（万元）", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
    ["年度资金总额", "86.00", "80.00", "71.20", "10", "89.00%", "8.90"],
    ["年度总体目标", "预期目标", "实际完成情况"],
    ["清淤12公里。", "清淤10.5公里，南段未完工。"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    ["产出指标（50分）", "数量指标", "清淤长度", "≥12公里", "10.5公里", "20", "17.5", "雨季停工。"],
    ["清淤方量", "≥2600方", "2710方", "10", "10", ""],
    ["质量指标", "清淤验收合格率", "=100%", "100%", "20", "20", ""],
    ["满意度指标（10分）", "服务对象满意度指标", "群众满意度", "≥90%", "93%", "10", "10", ""],
    ["总分", "100", "96.4", ""],
]
LIST = """\
清河县水利局2025年项目绩效目标

（一）灌区清淤

-   预算金额：86万元

-   年度绩效目标：清淤12公里，改善灌溉条件。

-   绩效指标：

    1.  产出指标

        -   数量指标

            -   清淤长度：≥12公里

    2.  满意度指标

        -   服务对象满意度指标

            -   农户满意度：≥90%

（二）泵站检修

-   预算金额：26万元

-   年度绩效目标：检修泵站8座。

-   绩效指标：

    1.  产出指标

        -   数量指标

            -   检修泵站座数：8座
"""


def copied(rows: list[list[str]]) -> str:
    """Each cell a paragraph: a tab on a line of its own between cells, an empty line between rows."""
    cells = "\n\n\t\n\n"
    table = "\n\n".join(cells.join(row) if row[-1] else f"{cells.join(row[:-1])}\n\n\t\n\n" for row in rows)
    return f"清河县水利局\n首页\n\n{table}\n\n\n联系电话：0000\n"


def read(text: str) -> Document:
    return parse_document(text.encode(), "a.txt")


def test_cells_of_paragraphs_are_those_of_a_table() -> None:
    document = read(copied(ROWS))
    assert [(r.level2, r.name, r.value, r.actual, r.points, r.reason) for r in document.indicators] == [
        ("数量指标", "清淤长度", "≥12公里", "10.5公里", 17.5, "雨季停工。"),
        ("数量指标", "清淤方量", "≥2600方", "2710方", 10.0, ""),
        ("质量指标", "清淤验收合格率", "=100%", "100%", 20.0, ""),
        ("服务对象满意度指标", "群众满意度", "≥90%", "93%", 10.0, ""),
    ]
    assert [(p.name, p.budget) for p in document.projects] == [("灌区清淤", 80.0)]
    told = {p.kind: p.text for p in document.passages}
    assert (told["executed"], told["goal"]) == ("71.20", "清淤12公里。")


def test_numbered_headings_of_a_list_are_projects() -> None:
    document = read(LIST)
    assert [(r.project, r.level2, r.name, r.value) for r in document.indicators] == [
        ("灌区清淤", "数量指标", "清淤长度", "≥12公里"),
        ("灌区清淤", "服务对象满意度指标", "农户满意度", "≥90%"),
        ("泵站检修", "数量指标", "检修泵站座数", "8座"),
    ]
    assert [(p.name, p.budget, p.goal) for p in document.projects] == [
        ("灌区清淤", 86.0, "清淤12公里，改善灌溉条件。"),
        ("泵站检修", 26.0, "检修泵站8座。"),
    ]


def test_a_heading_without_a_goal_below_is_no_project() -> None:
    bare = LIST.replace("-   年度绩效目标：检修泵站8座。\n", "").replace("-   预算金额：26万元\n", "")
    assert [p.name for p in read(bare).projects] == ["灌区清淤"]


def test_two_goals_below_their_two_headings_are_apart() -> None:
    text = """\
项目名称
灌区清淤
总体绩效目标
实施周期目标
年度目标
到2027年把灌区的渠道全部清淤一遍，形成长效管护。
2025年清淤12公里以上，检修闸门20座，保障春灌。
一级指标
二级指标
三级指标
年度指标值
产出指标
数量指标
清淤长度
≥12公里
质量指标
清淤验收合格率
100%
"""
    told = {p.kind: p.text for p in read(text).passages}
    assert told["goal_long"].startswith("到2027年")
    assert told["goal"].startswith("2025年清淤")


def test_rows_may_follow_without_an_empty_line() -> None:
    rows = [
        ["目标1：清淤12公里；\n目标2：检修闸门20座。" if c == "清淤12公里。" else c for c in row]
        for row in ROWS
    ]
    lines = [cell for row in rows for cell in [*(x for c in row for x in ("\t", c)), ""][1:]]
    compact = "\n".join(line for n, line in enumerate(lines) if line or lines[n - 1] == "\t" or n == 0)
    document = read(f"清河县水利局\n首页\n\n{compact}\n联系电话：0000\n")
    assert [(r.level2, r.name, r.value, r.points) for r in document.indicators] == [
        ("数量指标", "清淤长度", "≥12公里", 17.5),
        ("数量指标", "清淤方量", "≥2600方", 10.0),
        ("质量指标", "清淤验收合格率", "=100%", 20.0),
        ("服务对象满意度指标", "群众满意度", "≥90%", 10.0),
    ]
    told = {p.kind: p.text for p in document.passages}
    assert told["goal"] == "目标1：清淤12公里；目标2：检修闸门20座。"
