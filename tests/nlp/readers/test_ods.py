"""OpenDocument workbooks: what a cell shows, and files that mean harm."""

from __future__ import annotations

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.excel import workbook as sheets
from zhibiao.nlp.readers.safety.limits import DEFAULT
from zhibiao.nlp.reading import parse_document

from .made.sheet_files import changed, ods, read

HUGE = "4294967295"


def cell(text: str = "", attributes: str = "", name: str = "table-cell") -> str:
    shown = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:{name} {attributes}>{shown}</table:{name}>"


def table(*rows: str, name: str = "表一") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, times: str = "1") -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def typed(kind: str, text: str, key: str = "", value: str = "") -> str:
    more = f' office:{key}="{value}"' if key else ""
    return cell(text, f'office:value-type="{kind}"{more}')


def test_cells_read_as_they_show() -> None:
    data = ods(
        table(
            row(
                typed("percentage", "98.5%", "value", "0.985"),
                typed("float", "1,234.50 ", "value", "1234.5"),
                typed("date", "2023年11月30日", "date-value", "2023-11-30T00:00:00"),
                typed("date", "30/11/23", "date-value", "2023-11-30"),
                typed("date", "2023年11月", "date-value", "2023-11-01"),
                cell("#DIV/0!", 'office:value-type="string" calcext:value-type="error"'),
                typed("boolean", "TRUE", "boolean-value", "true"),
            ),
            row(
                typed("percentage", "", "value", "0.9"),
                typed("float", "", "value", "12"),
                typed("string", "", "string-value", "文字"),
            ),
        )
    )
    assert read(data) == {
        "表一!A1": "98.5%",
        "表一!B1": "1,234.50",
        "表一!C1": "2023-11-30",
        "表一!D1": "2023-11-30",
        "表一!E1": "2023年11月",
        "表一!G1": "TRUE",
        "表一!A2": "90%",
        "表一!B2": "12",
        "表一!C2": "文字",
    }


def test_texts_are_whole_without_notes_and_phonetic_guides() -> None:
    ruby = "<text:ruby><text:ruby-base>指标</text:ruby-base><text:ruby-text>zhi</text:ruby-text></text:ruby>"
    text = f'甲<text:span>乙</text:span><text:s text:c="3"/>丙{ruby}<text:tab/>丁<text:line-break/>戊'
    note = "<office:annotation><text:p>批注</text:p></office:annotation>"
    data = ods(
        table(row(f"<table:table-cell>{note}<text:p>{text}</text:p><text:p>己</text:p></table:table-cell>"))
    )
    assert read(data) == {"表一!A1": "甲乙   丙指标\t丁\n戊\n己"}


def test_the_covered_part_of_a_merged_range_is_empty() -> None:
    covered = cell("藏", 'table:number-columns-repeated="2"', "covered-table-cell")
    data = ods(table(row(cell("产出"), covered, cell("末")), row(covered, cell(), cell("尾"))))
    (block,) = sheets.read(data, DEFAULT)
    assert [[c.text for c in r] for r in block.rows] == [["产出", "", "", "末"], ["", "", "", "尾"]]


def test_repeats_move_what_follows() -> None:
    gap = cell("", 'table:number-columns-repeated="3"')
    twice = cell("双", 'table:number-columns-repeated="2"')
    data = ods(table(row(times="4"), row(gap, twice), row(cell("行"), times="2"), row(cell("末"))))
    assert read(data) == {
        "表一!D5": "双",
        "表一!E5": "双",
        "表一!A6": "行",
        "表一!A7": "行",
        "表一!A8": "末",
    }


def test_rows_in_groups_and_hidden_sheets_are_read() -> None:
    grouped = f"<table:table-header-rows>{row(cell('头'))}</table:table-header-rows>"
    grouped += f"<table:table-row-group>{row(cell('身'))}</table:table-row-group>"
    hidden = table(row(cell("藏")), name="乙").replace(
        "<table:table ", '<table:table table:style-name="hidden" '
    )
    assert read(ods(table(grouped, name="甲"), hidden)) == {"甲!A1": "头", "甲!A2": "身", "乙!A1": "藏"}


def test_a_list_is_read_through_the_front_door() -> None:
    data = ods(table(row(cell("三级指标"), cell("指标值")), row(cell("培训人数"), cell("≥20人"))))
    (record,) = parse_document(data, "清单.ods").indicators
    assert (record.name, record.value, str(record.location)) == ("培训人数", "≥20人", "表一!A2")


# ---- files that mean harm


def test_empty_repeats_to_the_end_of_the_sheet_cost_nothing() -> None:
    rest = cell("", f'table:number-columns-repeated="{HUGE}"')
    assert read(ods(table(row(cell("甲"), rest), row(rest, times=HUGE)))) == {"表一!A1": "甲"}


@pytest.mark.parametrize(
    ("rows", "what"),
    [
        (row(cell("甲", f'table:number-columns-repeated="{HUGE}"')), "列数"),
        (row(cell("", f'table:number-columns-repeated="{HUGE}"'), cell("甲")), "列数"),
        (row(cell("甲"), times=HUGE), "行数"),
        (row(times=HUGE) + row(cell("甲")), "行数"),
        (row(cell("甲", 'table:number-columns-repeated="900"'), times="900000"), "单元格"),
        (row(cell("长" * 5000), times="900000"), "字数"),
    ],
)
def test_repeats_stay_within_the_limits(rows: str, what: str) -> None:
    with pytest.raises(ReadError, match=what):
        read(ods(table(rows)))


def test_spaces_are_not_repeated_without_end() -> None:
    (text,) = read(ods(table(row(cell(f'甲<text:s text:c="{HUGE}"/>乙'))))).values()
    assert text.startswith("甲 ")
    assert len(text) < 1000


def test_locked_broken_and_foreign_files_are_named_as_such() -> None:
    whole = ods(table(row(cell("甲"))))
    with pytest.raises(ReadError, match="密码"):
        read(ods(manifest="<manifest:encryption-data/>"))
    with pytest.raises(ReadError, match="不完整"):
        parse_document(whole[: len(whole) // 2], "表.ods")
    with pytest.raises(ReadError, match="DTD"):
        read(changed(whole, "content.xml", lambda x: b'<!DOCTYPE a [<!ENTITY b "c">]>' + x))
    with pytest.raises(ReadError, match="没有正文"):
        read(ods(table(row(cell("甲")))).replace(b"content.xml", b"content.xm_"))
    with pytest.raises(ReadError, match="演示文稿"):
        parse_document(
            changed(whole, "mimetype", lambda _: b"application/vnd.oasis.opendocument.presentation"), "表.odp"
        )
