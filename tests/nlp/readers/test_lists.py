"""Separated files and flat lists: when a table is a list, and when it is a form."""

from __future__ import annotations

import pytest
from zhibiao.nlp.blocks import Cell, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.layouts.flat import flat_or_layout
from zhibiao.nlp.reading import parse_document
from zhibiao.nlp.record import Indicator

from .made import build


def table(*rows: str) -> Table:
    return Table(tuple(tuple(Cell(c, f"行 {n}") for c in row.split("|")) for n, row in enumerate(rows, 1)))


def parsed(text: str, name: str = "单.csv") -> list[Indicator]:
    return list(parse_document(text.encode(), name).indicators)


@pytest.mark.parametrize(
    "rows",
    [
        ("三级指标|指标值", "甲率|≥1%", "乙率|"),
        ("指标名称", "甲率"),
        ("name|value|level1", "甲率|1|产出指标", "乙率|2|", "丙率|3|效益指标"),
        ("一级指标|三级指标", "产出指标|甲率", "产出指标|乙率", "|丙率"),  # a label left out, not merged
        ("三级指标|指标值", "甲率|1", "|2"),
    ],
)
def test_flat_lists(rows: tuple[str, ...]) -> None:
    records = flat_or_layout(table(*rows))
    assert records is not None
    assert len(records) == len(rows) - 1
    assert [str(r.location) for r in records] == [f"行 {n}" for n in range(2, len(rows) + 1)]


@pytest.mark.parametrize(
    "rows",
    [
        ("某某项目绩效目标表|", "三级指标|指标值", "甲率|1"),
        ("一级指标|三级指标|指标值", "产出指标|甲率|1", "|乙率|2", "效益指标|丙率|3"),
        ("三级指标|指标性质|指标值|计量单位", "甲率|≥|90|%"),
        ("绩效指标|一级指标|三级指标|指标值", "|产出指标|甲率|1"),
        ("三级指标|指标值", "甲率|1", "三级指标|指标值", "乙率|2"),
        ("项目|预算", "甲|1"),
        ("", ""),
    ],
)
def test_layouts(rows: tuple[str, ...]) -> None:
    assert flat_or_layout(table(*rows)) is None


def test_blank_rows_are_no_records() -> None:
    records = flat_or_layout(table("三级指标|指标值", "甲率|1", "|", "乙率|2"))
    assert records is not None
    assert [r.name for r in records] == ["甲率", "乙率"]


@pytest.mark.parametrize("separator", [",", "\t", ";"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_form_in_a_separated_file_is_read_like_a_form(separator: str, encoding: str) -> None:
    document = parse_document(build.csv(build.FORM, separator, encoding), "表.csv")
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in document.indicators] == build.EXPECTED
    assert str(document.indicators[0].location) == "行 3 列 3"


def test_lists_keep_every_row_in_order() -> None:
    records = parsed("三级指标,指标值,优,良\n甲率,≥1%,90%,80%\n不适用,,,\n甲率,≥1%,90%,80%\n")
    assert [r.name for r in records] == ["甲率", "不适用", "甲率"]
    assert records[0].tiers == ("90%", "80%", "", "")[: len(records[0].tiers or ())]


def test_tab_separated() -> None:
    assert parsed("指标名称\t目标值\n甲率\t≥1%\n", "单.tsv")[0].value == "≥1%"


def test_a_list_without_names_is_told_so() -> None:
    with pytest.raises(ReadError, match="没有指标名称一列"):
        parsed("指标1,指标值\n甲率,1\n")


def test_a_table_without_indicators_is_no_error() -> None:
    assert parsed("收入,支出\n1,2\n") == []


def test_jsonl_is_read_by_suffix_and_by_content() -> None:
    line = '{"三级指标": "甲率", "指标值": "≥1%"}\n'
    for name in ("单.jsonl", "单"):
        (record,) = parsed(line, name)
        assert (record.name, record.value) == ("甲率", "≥1%")


def test_a_workbook_list_and_a_workbook_form() -> None:
    import io

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "清单"
    for row in (["三级指标", "指标值"], ["甲率", "≥1%"], ["不适用", None]):
        sheet.append(row)
    form = book.create_sheet("表单")
    for line in build.FORM.rows:
        form.append(line)
    out = io.BytesIO()
    book.save(out)
    records = parse_document(out.getvalue(), "簿.xlsx").indicators
    assert [r.name for r in records] == ["甲率", "不适用", *(e[3] for e in build.EXPECTED)]
    assert str(records[0].location) == "清单!A2"


SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="0%"/></Style></Styles>
<Worksheet ss:Name="表"><Table>
<Row><Cell ss:MergeAcross="3"><Data ss:Type="String">绩效目标表</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="String">一级指标</Data></Cell><Cell><Data ss:Type="String">二级指标</Data></Cell>
<Cell><Data ss:Type="String">三级指标</Data></Cell><Cell><Data ss:Type="String">指标值</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">产出指标</Data></Cell><Cell ss:MergeDown="1"><Data ss:Type="String">质量指标</Data></Cell>
<Cell><Data ss:Type="String">设备完好率</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.9</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">验收合格率</Data></Cell><Cell ss:Index="4"><Data ss:Type="String">≥98%</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def test_a_workbook_that_is_one_xml_file() -> None:
    records = parse_document(SHEET.encode(), "表.xls").indicators
    assert [(r.name, r.value, str(r.location)) for r in records] == [
        ("设备完好率", "90%", "表!C5"),
        ("验收合格率", "≥98%", "表!C6"),
    ]


def test_absurd_positions_in_an_xml_workbook() -> None:
    with pytest.raises(ReadError, match="列数"):
        parsed(SHEET.replace('ss:Index="4"><Data', 'ss:Index="999999999"><Data'), "表.xls")
    with pytest.raises(ReadError, match="DTD"):
        parsed(SHEET.replace("<Workbook", '<!DOCTYPE x [<!ENTITY a "b">]><Workbook', 1), "表.xls")
    assert (
        len(
            parsed(
                SHEET.replace('ss:Index="4"><Cell', 'ss:Index="999999999"><Cell').replace(
                    'MergeDown="1"', 'MergeDown="99999999"'
                ),
                "表.xls",
            )
        )
        == 2
    )
