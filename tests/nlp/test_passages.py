"""The text around the indicators: whose it is, whatever the document is written in."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table, row_of
from zhibiao.nlp.document import PASSAGE_KINDS, Passage
from zhibiao.nlp.layouts.passages import LONGEST
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.location import Location
from zhibiao.nlp.reading import parse_document, read_document

from .layouts.fixtures import DOCUMENTS
from .layouts.grids import WRITERS, Grid, Span, missing

FORMATS = [
    pytest.param(f, marks=pytest.mark.skipif(bool(missing(f)), reason=f"{missing(f)} is not installed"))
    for f in ("docx", "xlsx", "html", "txt")
]
S = Span
REPORT = [
    "（1）水库清淤项目完成情况。",
    "项目全年预算数90万元，执行数为61万元。",
    Grid(
        [
            [S("项目支出绩效目标完成情况表", 1, 5)],
            [S("项目编码", 1, 2), S("", 1, 3)],
            [S("项目名称", 1, 2), S("水库清淤", 1, 3)],
            [S("预算单位", 1, 2), S("某县水利局", 1, 3)],
            [S("预算执行情况(万元)", 1, 2), "预算数:", "90万元", "执行数:61"],
            [S("年度目标", 2), S("预期目标", 1, 2), S("实际完成目标", 1, 2)],
            [S("清淤2座水库\n恢复库容", 1, 2), S("已经完成", 1, 2)],
            ["一级指标", "二级指标", "三级指标", "指标值", "实际完成值"],
            ["产出指标", "数量指标", "清淤土方", "≥4万立方米", "3.1万立方米"],
            [S("填报人：", 1, 5)],
        ]
    ),
]
ACTIVITIES = Grid(
    [
        [*(S(t, 2) for t in ("职责活动", "金额", "内容描述", "绩效目标", "绩效指标")), S("评价结果", 1, 4)],
        ["优", "良", "中", "差"],
        ["一、渔政", "12", "执法巡查", "护渔", "巡查次数", "√", "", "", ""],
        ["二、港口", "", "疏浚航道", "通航", "", "", "√", "", ""],
        ["", "", "", "", "", "√", "", "", ""],
    ]
)


def told(passages: tuple[Passage, ...] | list[Passage]) -> list[tuple[str, str, str]]:
    return [(p.kind, " ".join(p.text.split()), p.owner) for p in passages]


def around(*blocks: Block) -> list[Passage]:
    return list(survey(blocks).passages)


def rows(*texts: tuple[str, ...]) -> Table:
    return Table(
        tuple(row_of(row, Location(table=1, row=i)) for i, row in enumerate(texts, 1)), Location(table=1)
    )


@pytest.mark.parametrize("format", FORMATS)
def test_the_head_of_a_form_belongs_to_its_project(format: str) -> None:
    found = told(parse_document(WRITERS[format](REPORT), f"表.{format}").passages)
    project = "水库清淤"
    expected = [
        ("title", "项目支出绩效目标完成情况表", project),
        ("code", "", project),
        ("department", "某县水利局", project),
        ("execution", "全年预算数 90万元；全年执行数 61", project),
        ("funds", "预算执行情况(万元) 预算数: 90万元 执行数:61", project),
        ("unit", "万元", project),
        ("budget", "90万元", project),
        ("goal", "清淤2座水库 恢复库容", project),
        ("goal_actual", "已经完成", project),
        ("person", "", project),
    ]
    assert [t for t in found if t[0] != "paragraph"] == expected
    said = [t for t in found if t[0] == "paragraph"]
    owner = "" if format == "xlsx" else project  # the rows of a sheet before its form
    assert [t[1] for t in said] == REPORT[:2]
    assert format == "xlsx" or {t[2] for t in said} == {owner}


@pytest.mark.parametrize("format", FORMATS)
def test_activities_tell_their_content_once_and_what_they_lack(format: str) -> None:
    found = told(parse_document(WRITERS[format]([ACTIVITIES]), f"表.{format}").passages)
    assert found == [
        ("content", "执法巡查", "一、渔政"),
        ("goal", "护渔", "一、渔政"),
        ("budget", "12", "一、渔政"),
        ("content", "疏浚航道", "二、港口"),
        ("goal", "通航", "二、港口"),
        ("budget", "", "二、港口"),
        ("activity", "二、港口", "二、港口"),
        ("tick", "良", "二、港口"),
        ("tick", "优", "二、港口"),
    ]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_no_passage_repeats_an_indicator(name: str, format: str) -> None:
    document = parse_document(WRITERS[format](DOCUMENTS[name]), f"表.{format}")
    names = {r.name for r in document.indicators}
    assert not [p for p in document.passages if p.text in names]
    assert {p.kind for p in document.passages} <= set(PASSAGE_KINDS)


def test_values_may_stand_below_their_labels() -> None:
    found = around(
        rows(
            ("项目名称", "测绘", "", ""),
            ("项目资金（万元）", "全年预算数", "全年执行数", "得分"),
            ("年度资金总额", "45", "43.2", "9.6"),
            ("资金支出计划", "3月底", "6月底", "12月底"),
            ("", "10%", "60%", "100%"),
            ("一级指标", "二级指标", "三级指标", "指标值"),
            ("产出指标", "数量指标", "测绘面积", "12平方公里"),
        )
    )
    assert ("budget", "45", "测绘") in told(found)
    assert ("executed", "43.2", "测绘") in told(found)
    assert ("plan", "3月底 10%；6月底 60%；12月底 100%", "测绘") in told(found)


def test_what_became_of_a_goal_may_be_left_blank() -> None:
    table = (
        ("项目名称", "测绘", "", ""),
        ("年度目标", "预期目标", "实际完成情况", ""),
        ("", "测绘12平方公里", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "测绘面积", "12平方公里"),
    )
    assert told(around(rows(*table)))[-2:] == [
        ("goal", "测绘12平方公里", "测绘"),
        ("goal_actual", "", "测绘"),
    ]
    filled = (*table[:2], ("", "测绘12平方公里", "已测绘", ""), *table[3:])
    assert told(around(rows(*filled)))[-1] == ("goal_actual", "已测绘", "测绘")


def test_what_stands_between_two_forms_belongs_to_the_second() -> None:
    head = ("一级指标", "二级指标", "三级指标", "指标值")
    found = around(
        rows(
            ("项目名称", "甲桥", "", ""),
            head,
            ("产出指标", "数量指标", "桥长", "90米"),
            ("项目绩效目标表", "", "", ""),
            ("项目编码", "", "", ""),
            ("项目名称", "乙路", "", ""),
            ("绩效目标", "修路", "", ""),
            head,
            ("产出指标", "数量指标", "路长", "3公里"),
        )
    )
    assert told(found) == [
        ("title", "项目绩效目标表", "乙路"),
        ("code", "", "乙路"),
        ("goal", "修路", "乙路"),
    ]


def test_sums_keep_their_lines() -> None:
    found = around(rows(("收入", "财政拨款", "120.00"), ("", "其他资金", "30.00"), ("", "合计", "150.00")))
    assert [p.text for p in found if p.kind == "sum"] == [
        "收入\t财政拨款\t120.00",
        "\t其他资金\t30.00",
        "\t合计\t150.00",
    ]


def test_a_long_text_is_cut_and_a_data_dump_is_bounded() -> None:
    assert [len(p.text) for p in around(Paragraph("长" * (LONGEST + 5)))] == [LONGEST]
    dump = rows(*((f"编号{i}", f"{i}", "甲") for i in range(2000)))
    assert not around(dump)


def test_indicators_alone_give_no_passages() -> None:
    table = rows(
        ("一级指标", "二级指标", "三级指标", "指标值"),
        *(("产出指标", "数量指标", f"第{i}段长度", f"{i}米") for i in range(1, 500)),
    )
    assert around(table) == []


# How many passages of each kind the five published documents have.
SEEDS = {
    "000": {"activity": 5, "budget": 26, "department": 3},
    "001": {"title": 5, "goal": 5, "goal_actual": 5, "budget": 5, "executed": 5},
    "002": {"activity": 3, "tick": 6, "goal": 17},
    "003": {"title": 8, "code": 8, "plan": 8, "goal": 10, "department": 8, "unit": 8},
    "004": {"sum": 6, "person": 1, "department": 1, "title": 1},
}


@pytest.mark.parametrize("doc", SEEDS)
def test_published_documents(doc: str, shared: Path) -> None:
    document = read_document(next((shared / "seeds").glob(f"{doc}_*.txt")))
    counts = Counter(p.kind for p in document.passages)
    assert {kind: counts[kind] for kind in SEEDS[doc]} == SEEDS[doc]
    owners = {r.project for r in document.indicators} | {""}
    assert {p.project for p in document.passages} <= owners


def test_a_narrative_before_a_form_belongs_to_its_project(shared: Path) -> None:
    document = read_document(next((shared / "seeds").glob("001_*.txt")))
    told_of = [p.project for p in document.passages if p.kind == "paragraph" and "执行数为" in p.text]
    assert told_of == list(dict.fromkeys(r.project for r in document.indicators))


def test_a_goal_and_its_report_may_stand_behind_labels_in_their_cells_and_tasks_are_none() -> None:
    rows = (
        ("项目名称", "干渠清淤", ""),
        ("年度总体目标", "预期目标：清淤干渠12公里。", "实际完成情况：清淤干渠13公里。"),
        ("任务名称", "主要内容", "完成情况"),
        ("清淤", "干渠清淤", "已完成"),
        ("一级指标", "三级指标", "年度指标值"),
        ("产出指标", "清淤长度", "≥12公里"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    document = parse_document(f"<html><body><table>{cells}</table></body></html>".encode(), "自评.html")
    told = [(p.kind, p.text) for p in document.passages if p.kind.startswith("goal")]
    assert told == [("goal", "清淤干渠12公里。"), ("goal_actual", "清淤干渠13公里。")]


def test_goals_below_two_headings_idle_rows_and_points_beside_their_label() -> None:
    rows = (
        ("项目名称", "干渠清淤", "", "", "", ""),
        ("预算执行情况（10分）", "预算数", "120", "执行数", "90", "得分：10"),
        ("年初设定目标", "", "", "年度目标完成情况", "", ""),
        ("清淤干渠12公里。", "", "", "清淤干渠13公里。", "", ""),
        ("二级指标", "三级指标", "指标值", "实际完成值", "分值", "得分"),
        ("数量指标", "清淤长度", "≥12公里", "13公里", "85", "85"),
        ("生态效益指标", "无", "无", "无", "5", "5"),
        ("可持续影响指标", "无", "无", "无", "0", "0"),
    )
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    document = parse_document(f"<html><body><table>{cells}</table></body></html>".encode(), "自评.html")
    kinds = ("goal", "goal_actual", "execution", "idle")
    assert [r.name for r in document.indicators] == ["清淤长度"]
    assert [(p.kind, p.text) for p in document.passages if p.kind in kinds] == [
        ("execution", "全年预算数 120；全年执行数 90；分值 10；得分 10"),
        ("goal", "清淤干渠12公里。"),
        ("goal_actual", "清淤干渠13公里。"),
        ("idle", "分值 5；得分 5"),
    ]


def _form(project: str, goal: str) -> list[list[str]]:
    return [
        ["项目名称", "", project, "", "实施期资金总额（万元）", "86"],
        ["年度目标", "", goal, "", "", ""],
        ["序号", "一级指标", "二级指标", "三级指标", "指标值", "权重"],
        ["1", "产出指标", "数量指标", "清淤长度", "36公里", "50"],
        ["2", "满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%", "50"],
    ]


def test_the_second_form_of_a_sheet_has_its_goal_and_the_only_sum_is_its_budget() -> None:
    """Numbers of rows below 年度目标 are no pieces of it, and a form may ask for the money of its term alone."""
    rows = [*_form("北干渠清淤", "北干渠清淤36公里。"), [""] * 6, *_form("南干渠清淤", "南干渠清淤36公里。")]
    found = survey([Table(tuple(row_of(row, Location(row=n)) for n, row in enumerate(rows, 1)))])
    assert [(p.name, p.goal, p.budget) for p in found.projects] == [
        ("北干渠清淤", "北干渠清淤36公里。", 86.0),
        ("南干渠清淤", "南干渠清淤36公里。", 86.0),
    ]


def test_the_heading_of_a_column_of_sums_gives_their_unit() -> None:
    rows = [
        ["项目名称", "预算数（万元）", "一级指标", "二级指标", "三级指标", "指标值"],
        ["北干渠清淤", "86", "产出指标", "数量指标", "清淤长度", "36公里"],
        ["", "", "满意度指标", "服务对象满意度指标", "用水户满意度", "≥90%"],
    ]
    found = survey([Table(tuple(row_of(row, Location(row=n)) for n, row in enumerate(rows, 1)))])
    assert [p.text for p in found.passages if p.kind == "unit"] == ["万元"]
