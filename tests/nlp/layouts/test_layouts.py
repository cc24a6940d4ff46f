"""What the layouts make of single difficulties, and what they report when they give up."""

from __future__ import annotations

import pytest
from zhibiao.nlp.blocks import Block, Cell, Paragraph, Table, row_of
from zhibiao.nlp.document import Document
from zhibiao.nlp.layouts import find_indicators
from zhibiao.nlp.layouts.rows import is_placeholder, line_of
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.layouts.values import whole_target
from zhibiao.nlp.location import Location
from zhibiao.nlp.vocabulary import classes as class_levels
from zhibiao.nlp.vocabulary import column as header_role

HEAD = ("一级指标", "二级指标", "三级指标", "指标值")


def table(*rows: tuple[str, ...], number: int = 1) -> Table:
    place = Location(table=number)
    return Table(tuple(row_of(row, place._replace(row=i)) for i, row in enumerate(rows, 1)), place)


def read(*blocks: Block) -> list[tuple[str, str, str, str]]:
    return [(r.level1, r.level2, r.name, r.value) for r in find_indicators(blocks)]


@pytest.mark.parametrize(
    ("label", "role"),
    [
        ("三 级 指 标", "name"),
        ("指标内容", "detail"),
        ("绩效指标", "name"),
        ("指标值（包含数字及文字描述）", "value"),
        ("年度指标值", "value"),
        ("全年（实际）完成值", "actual"),
        ("实际完成指标值", "actual"),
        ("指标性质", "sign"),
        ("计量单位", "unit"),
        ("偏差原因分析及改进措施", "reason"),
        ("项目名称：", "project"),
        ("本年支出合计", ""),
        ("一般公共预算", ""),
    ],
)
def test_headings_are_known_by_their_wording(label: str, role: str) -> None:
    assert header_role(label) == role


def test_cost_is_a_class_of_both_levels() -> None:
    assert class_levels("成本指标") == {1, 2}
    assert class_levels("产\n出\n指\n标") == {1}
    assert class_levels("生态环境成本指标") == {2}
    assert class_levels("提高群众满意度") == frozenset()


@pytest.mark.parametrize(
    "text",
    [
        "不适用",
        "此指标本项目不适用",
        "本项目不涉及该指标",
        "无",
        "/",
        "—",
        "－－",
        "",
        " ",
        "置灰信息无需录入",
        "指标1：",
        "……",
        "N/A",
    ],
)
def test_placeholders_are_no_names(text: str) -> None:
    assert is_placeholder(text)


@pytest.mark.parametrize(
    "text", ["无偿献血量", "不涉及投诉件数", "空气优良天数", "指标1：慰问金标准", "无", "3"]
)
def test_names_that_begin_like_placeholders_are_names(text: str) -> None:
    assert is_placeholder(text) == (text == "无")


def test_a_placeholder_stays_where_it_is_a_value() -> None:
    assert read(table(HEAD, ("产出指标", "数量指标", "疏浚河道", "不适用"))) == [
        ("产出指标", "数量指标", "疏浚河道", "不适用")
    ]


@pytest.mark.parametrize(
    ("value", "sign", "unit", "whole"),
    [
        ("90", "≥", "%", "≥90%"),
        ("90%", "≥", "%", "≥90%"),
        ("≥90", "≥", "%", "≥90%"),
        ("5", "≤", "万元", "≤5万元"),
        ("1", "＝", "项", "＝1项"),
        ("3-5", "", "场", "3-5场"),
        ("明显改善", "定性", "无", "明显改善"),
        ("90", "定量", "/", "90"),
        ("", "≥", "%", ""),
    ],
)
def test_sign_number_and_unit_are_one_target(value: str, sign: str, unit: str, whole: str) -> None:
    assert whole_target(value, sign, unit) == whole


def test_a_row_without_a_name_still_hands_its_class_down() -> None:
    rows = table(
        HEAD,
        ("产出指标", "数量指标", "补植苗木", "50株"),
        ("效益指标", "经济效益指标", "", ""),
        ("", "生态效益指标", "新增绿地", "2亩"),
    )
    assert read(rows)[1] == ("效益指标", "生态效益指标", "新增绿地", "2亩")


def test_a_level_that_starts_anew_does_not_keep_the_old_second_level() -> None:
    rows = table(HEAD, ("产出指标", "数量指标", "补植苗木", "50株"), ("满意度指标", "", "游客满意度", "90%"))
    assert read(rows)[1] == ("满意度指标", "", "游客满意度", "90%")


def test_cells_that_begin_left_of_their_heading_are_given_on() -> None:
    head = ("一级指标", "二级指标", "三级指标", "", "指标值", "")
    rows = table(head, ("产出指标", "数量指标", "补植苗木", "50株", "", ""))
    assert read(rows) == [("产出指标", "数量指标", "补植苗木", "50株")]


def test_a_serial_number_under_the_name_heading_is_no_part_of_the_name() -> None:
    head = ("一级指标", "二级指标", "三级指标", "", "指标值")
    assert read(table(head, ("产出指标", "数量指标", "1", "补植苗木", "50株")))[0][2] == "补植苗木"


def test_sums_and_signatures_are_no_indicators() -> None:
    rows = table(
        HEAD,
        ("产出指标", "数量指标", "补植苗木", "50株"),
        ("总分", "", "100", "96"),
        ("填表人：某某", "", "联系电话：", "000"),
    )
    assert [r[2] for r in read(rows)] == ["补植苗木"]
    assert line_of((Cell("备注：表中数据截至年底"),)).kind == "footer"
    assert line_of((Cell("项目完成指标"),)).kind != "footer"


def test_a_target_of_the_year_beside_one_of_the_term_makes_two_records() -> None:
    rows = table(
        (*HEAD[:3], "实施期指标值", "年度指标值"), ("产出指标", "数量指标", "补植苗木", "200株", "50株")
    )
    assert [(r.value, r.horizon) for r in find_indicators([rows])] == [("200株", "term"), ("50株", "annual")]


def test_a_table_goes_on_after_a_page_number_and_not_after_a_heading() -> None:
    first = table(HEAD, ("产出指标", "数量指标", "补植苗木", "50株"))
    rest = table(("", "质量指标", "苗木成活率", "95%"), number=2)
    assert len(read(first, Paragraph("第 3 页 共 9 页"), rest)) == 2
    assert len(read(first, Paragraph("三、国有资产占用情况"), rest)) == 1


def test_levels_broken_over_rows_are_joined() -> None:
    rows = table(
        HEAD,
        ("产", "数量指标", "补植苗木", "50株"),
        ("出", "质量指标", "苗木成活率", "95%"),
        ("指标", "时效指标", "补植时间", "3月底前"),
        ("效益", "社会效益指标", "惠及居民数", "900人"),
        ("指标", "生态效益指标", "新增绿地", "2亩"),
    )
    assert [r[0] for r in read(rows)] == ["产出指标"] * 3 + ["效益指标"] * 2


def test_every_indicator_of_a_turned_table_has_a_place_of_its_own() -> None:
    rows = table(
        ("三级指标", "补植苗木", "苗木成活率"), ("指标值", "50株", "95%"), ("一级指标", "产出指标", "")
    )
    records = find_indicators([rows])
    assert [(r.level1, r.name, str(r.location)) for r in records] == [
        ("产出指标", "补植苗木", "表 1 行 1 列 2"),
        ("产出指标", "苗木成活率", "表 1 行 1 列 3"),
    ]


def test_a_sheet_does_not_inherit_the_project_of_the_sheet_before() -> None:
    def sheet(title: str, *rows: tuple[str, ...]) -> Table:
        cells = (row_of(r, Location(sheet=title, row=i)) for i, r in enumerate(rows, 1))
        return Table(tuple(cells), Location(sheet=title))

    one = sheet("一", ("项目名称", "滨河绿道", "", ""), HEAD, ("产出指标", "数量指标", "补植苗木", "50株"))
    two = sheet("二", HEAD, ("产出指标", "数量指标", "更换座椅", "8张"))
    assert [(r.project, str(r.location)) for r in find_indicators([one, two])] == [
        ("滨河绿道", "一!C3"),
        ("", "二!C2"),
    ]


def test_a_table_that_looks_like_indicators_and_gives_none_is_reported() -> None:
    strange = table(("数量指标", "补植苗木", "50株"), ("质量指标", "苗木成活率", "95%"), number=4)
    blank = table(HEAD, ("产出指标", "数量指标", "", ""), ("", "质量指标", "不适用", "不适用"), number=5)
    other = table(("科目", "金额"), ("办公费", "3.2"), number=6)
    found = survey([strange, Paragraph("二、其他表格"), blank, Paragraph("三、支出明细"), other])
    records, unread = found.indicators, found.unread
    assert not records
    assert [str(u.location) for u in unread] == ["表 4"]
    assert "没有认出表头" in unread[0].reason
    assert len(found.projects) == 1, "a form that nobody has filled in is a project all the same"
    document = Document("a.docx", unread=found.unread, projects=found.projects)
    assert "没有填写" in document.gaps[1][1]


def test_a_target_without_a_name_is_reported() -> None:
    rows = table(HEAD, ("产出指标", "数量指标", "补植苗木", "50株"), ("", "质量指标", "", "≥95%"))
    found = survey([rows])
    records, unread = found.indicators, found.unread
    assert len(records) == 1
    assert [(str(u.location), "质量指标" in u.reason) for u in unread] == [("表 1", True)]


def test_a_short_row_under_a_wide_header_does_no_harm() -> None:
    """Found on a flattened table whose last row kept two of its eight cells."""
    head = (*HEAD, "实际完成值", "分值", "得分", "偏差原因")
    rows = table(
        head, ("产出指标", "数量指标", "补植苗木", "50株", "50株", "10", "10", "无"), ("雨水偏多", "缓建")
    )
    assert read(rows)[0] == ("产出指标", "数量指标", "补植苗木", "50株")


def test_what_was_reached_the_year_before_the_target_is_no_completion() -> None:
    made = table(
        ("绩效指标", "一级指标", "二级指标", "三级指标", "2022年实际实现值", "预期2023年实现值"),
        ("", "产出指标", "数量指标", "夜校培训人次", "400人次", "480人次"),
    )
    (found,) = find_indicators([made])
    assert (found.value, found.actual, found.history) == ("480人次", "", ("400人次",))


def test_what_was_reached_in_the_year_of_the_target_is_its_completion() -> None:
    made = table(
        ("一级指标", "二级指标", "三级指标", "2023年目标值", "2023年实际实现值"),
        ("产出指标", "数量指标", "夜校培训人次", "480人次", "400人次"),
    )
    (found,) = find_indicators([made])
    assert (found.value, found.actual, found.history) == ("480人次", "400人次", ())


@pytest.mark.parametrize("heads", [("半年（计划）值", "全年（计划）值"), ("年初指标值", "调整指标值")])
def test_the_target_of_the_whole_year_as_it_stood_at_last_counts(heads: tuple[str, str]) -> None:
    rows = table((*HEAD[:3], *heads), ("产出指标", "数量指标", "补植苗木", "20株", "50株"))
    assert [row[3] for row in read(rows)] == ["50株"]
