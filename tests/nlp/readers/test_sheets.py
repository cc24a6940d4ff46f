"""Workbooks: what a cell shows, merged and hidden parts."""

from __future__ import annotations

import datetime
import re

import pytest
from zhibiao.nlp.readers.excel import workbook as sheets
from zhibiao.nlp.readers.excel.styles import plain, shown
from zhibiao.nlp.readers.safety.limits import DEFAULT
from zhibiao.nlp.reading import parse_document

from .made.sheet_files import SHEET, changed, openpyxl, raw, read, saved, xls, xlsx


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("0%", 0.9, "90%"),
        ("0%", 0.905, "91%"),
        ("0.00%", 1.0, "100.00%"),
        ("0.0%", -0.025, "-2.5%"),
        ("#,##0", 1234567.0, "1,234,567"),
        ("#,##0.00", 0.5, "0.50"),
        ("0.0", 12.25, "12.3"),
        ("0.##", 3.0, "3"),
        ("0.0#", 3.0, "3.0"),
        ("000", 7.0, "007"),
        ('0"人"', 35.0, "35人"),
        ('"≥"0%', 0.9, "≥90%"),
        ("0.00_ ", 2.0, "2.00"),
        ("[$￥-804]#,##0.00", 8.5, "￥8.50"),
        ('_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', -3.0, "-3.00"),
        ("#,##0,", 24000.0, "24"),
        ("0;(0);0", -4.0, "(4)"),
        ("0.00E+00", 12345.0, "1.23E+4"),
    ],
)
def test_numbers_look_as_their_format_says(code: str, value: float, text: str) -> None:
    show = shown(code)
    assert show is not None
    assert show(value) == text


@pytest.mark.parametrize(
    "code",
    ["General", "@", "# ?/?", "yyyy-mm-dd", "h:mm", "[>=100]0;0.0", "", ";;;", '"x', "%"],
)
def test_other_formats_leave_the_number_plain(code: str) -> None:
    show = shown(code)
    assert show is None or show(12.5) == "12.5"


def test_plain_values() -> None:
    assert [plain(v) for v in (12.0, 0.1 + 0.2, 1e20, True, "x", None)] == [
        "12",
        "0.3",
        "100000000000000000000",
        "TRUE",
        "x",
        "",
    ]
    assert plain(datetime.datetime(2023, 11, 30, 8, 5)) == "2023-11-30 08:05"
    assert plain(datetime.date(2023, 11, 30)) == "2023-11-30"
    assert plain(float("nan")) == ""


def test_xlsx_cells_read_as_they_show() -> None:
    day = datetime.datetime(2023, 11, 30)
    cells = {"B2": 0.9, "C2": 1, "D2": 12.0, "E2": day, "F2": day, "G2": "=1+1", "H2": "#REF!", "I2": "文字"}
    formats = {"B2": "0%", "C2": "0.00%", "E2": "yyyy-mm-dd", "F2": 'yyyy"年"m"月"'}
    assert read(xlsx(cells, formats)) == {
        "表一!B2": "90%",
        "表一!C2": "100.00%",
        "表一!D2": "12",
        "表一!E2": "2023-11-30",
        "表一!F2": "2023年11月",
        "表一!I2": "文字",
    }


def test_errors_are_empty_and_formulas_give_their_stored_result() -> None:
    def write(xml: bytes) -> bytes:
        cells = b'<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>1+1</f><v>2</v></c></row>'
        return re.sub(
            rb"<sheetData>.*</sheetData>|<sheetData/>", b"<sheetData>" + cells + b"</sheetData>", xml
        )

    assert read(changed(xlsx({"A1": 1}), SHEET, write)) == {"表一!B1": "2"}


def test_attributes_in_another_order_and_prefixed_names_keep_the_format() -> None:
    data = xlsx({"A1": 0.9, "B1": 0.5}, {"A1": "0%", "B1": "0.0%"})
    turned = changed(data, SHEET, lambda x: re.sub(rb'<c r="(\w+)" s="(\d+)"', rb'<c s="\2" r="\1"', x))
    assert turned != data
    assert read(turned) == read(data) == {"表一!A1": "90%", "表一!B1": "50.0%"}


@pytest.mark.parametrize("empty", [0, 200])
def test_the_type_may_stand_before_the_style(empty: int) -> None:
    def write(xml: bytes) -> bytes:
        cell = b'<c r="A1" t="n" s="1"><v>0.9</v></c><c r="B1" s="1" t="n"><v>0.5</v></c>'
        rows = b'<row r="1">' + cell + b"</row>" + b'<row r="2" s="1"></row>' * empty
        return re.sub(rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", xml)

    assert read(changed(xlsx({"A1": 1}, {"A1": "0%"}), SHEET, write)) == {"表一!A1": "90%", "表一!B1": "50%"}


def test_xls_cells_read_as_they_show() -> None:
    cells = {(0, 0): 0.9, (0, 1): datetime.date(2023, 11, 30), (1, 0): 12, (1, 1): "文字", (1, 2): 1234.5}
    formats = {(0, 0): "0.0%", (0, 1): "yyyy/m/d", (1, 2): "#,##0.00"}
    assert read(xls(cells, formats)) == {
        "表一!A1": "90.0%",
        "表一!B1": "2023-11-30",
        "表一!A2": "12",
        "表一!B2": "文字",
        "表一!C2": "1,234.50",
    }


def test_the_covered_part_of_a_merged_range_is_empty() -> None:
    data = xlsx({"A1": "产出", "C3": "末"}, merged=("A1:B2",))
    stored = changed(
        data,
        SHEET,
        lambda x: x.replace(b'<c r="B2"', b'<c r="B2" t="str"').replace(
            b'/></row><row r="3"', b'><v>x</v></c></row><row r="3"'
        ),
    )
    (table,) = sheets.read(stored, DEFAULT)
    assert [[c.text for c in row] for row in table.rows] == [["产出", "", ""], ["", "", "末"]]
    assert str(table.rows[0][0].location) == "表一!A1"
    assert len({len(row) for row in table.rows}) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<sheetData>", b"<!-- <sheetData> --><sheetData>"),
        (b"</sheetData>", b"<!-- </sheetData><mergeCells/> --></sheetData>"),
        (b"<sheetData>", b"<sheetData >"),
        (b"</worksheet>", b"<extLst><ext><sheetData/><mergeCells/></ext></extLst></worksheet>"),
        (b"<mergeCells ", b"<mergeCells  "),
    ],
)
def test_a_sheet_that_cannot_be_shortened_safely_reads_the_same(old: bytes, new: bytes) -> None:
    data = xlsx({"A1": "产出", "B2": 0.5, "C3": "末"}, {"B2": "0%"}, ("C3:D4",))
    other = changed(data, SHEET, lambda x: x.replace(old, new))
    assert other != data
    assert sheets.read(other, DEFAULT) == sheets.read(data, DEFAULT)


def test_hidden_sheets_are_read_and_very_hidden_ones_are_not() -> None:
    book = openpyxl.Workbook()
    for title, state in (("甲", "visible"), ("乙", "hidden"), ("丙", "veryHidden")):
        sheet = book.create_sheet(title)
        sheet["A1"], sheet.sheet_state = title, state
    assert set(read(saved(book))) == {"甲!A1", "乙!A1"}


def test_a_chart_before_a_sheet_is_no_table_and_moves_no_format() -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A1"].number_format = 0.9, "0%"
    book.create_chartsheet("图", 0)
    assert read(saved(book)) == {"Sheet!A1": "90%"}


def test_every_sheet_is_a_table_with_its_title_as_place() -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = 1
    book.create_sheet("空")
    book.create_sheet("二")["B2"] = 2
    assert [str(b.location) for b in sheets.read(saved(book), DEFAULT)] == ["Sheet", "二"]


def test_workbooks_are_known_by_content() -> None:
    data = xlsx({"A1": 1})
    assert sheets.accepts(data, ".dat")
    assert sheets.accepts(xls({(0, 0): 1}), "")
    assert not sheets.accepts(b"PK\x03\x04 no workbook", ".xlsx")
    assert not sheets.accepts(b"\xe9\xa1\xb9\xe7\x9b\xae", ".xls")


def test_texts_are_whole_and_without_phonetic_guides() -> None:
    strings = (
        "<si><r><t>富</t></r><r><rPr><b/></rPr><t>文本</t></r></si>"
        '<si><t>指标</t><rPh sb="0" eb="2"><t>ZHIBIAO</t></rPh></si>'
        "<si><t>甲_x000A_乙_x005F_x000D_</t></si>"
    )
    cells = "".join(f'<c r="{c}1" t="s"><v>{n}</v></c>' for n, c in enumerate("ABC"))
    cells += '<c r="D1" t="inlineStr"><is><r><t>内</t></r><r><t xml:space="preserve"> 联</t></r></is></c>'
    assert read(raw(f'<row r="1">{cells}</row>', strings)) == {
        "表一!A1": "富文本",
        "表一!B1": "指标",
        "表一!C1": "甲\n乙_x000D_",
        "表一!D1": "内 联",
    }


def test_a_number_is_a_date_only_where_its_cell_says_so() -> None:
    data = xlsx({"A1": 44561, "B1": 44561, "C1": 44561}, {"B1": "yyyy/m/d", "C1": "0.00"})
    assert read(data) == {"表一!A1": "44561", "表一!B1": "2021-12-31", "表一!C1": "44561.00"}


@pytest.mark.parametrize("area", ["A1:A4", "A1:D1", "B2:D4"])
def test_a_merged_range_of_any_shape_keeps_its_first_text_only(area: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表一"
    for row in sheet["A1:D4"]:
        for cell in row:
            cell.value = cell.coordinate
    whole = read(saved(book))
    inside = {f"表一!{c.coordinate}" for row in sheet[area] for c in row}
    ranges = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'.encode()
    merged = changed(saved(book), SHEET, lambda x: x.replace(b"</sheetData>", ranges))
    kept = f"表一!{area.partition(':')[0]}"
    assert read(merged) == {place: t for place, t in whole.items() if place not in inside - {kept}}


def test_cells_and_rows_without_a_place_follow_the_one_before() -> None:
    rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="C2"><v>3</v></c><c><v>4</v></c></row>'
    assert read(raw(rows)) == {"表一!A1": "1", "表一!B1": "2", "表一!C2": "3", "表一!D2": "4"}


def test_prefixed_elements_and_backslashes_in_names_of_parts_are_read() -> None:
    data = xlsx({"A1": 0.9, "B2": "文"}, {"A1": "0%"})
    prefixed = changed(data, SHEET, lambda x: re.sub(rb"<(/?)(c|row)\b", rb"<\1x:\2", x))
    assert read(prefixed.replace(b"xl/worksheets/", b"xl\\worksheets\\")) == read(data)


def test_a_workbook_of_wps_is_one_of_excel_by_another_name() -> None:
    old, new = xls({(0, 0): 0.9}, {(0, 0): "0%"}), xlsx({"A1": 0.9}, {"A1": "0%"})
    for data in (old, new):
        assert sheets.accepts(data, ".et")
        assert read(data) == {"表一!A1": "90%"}
    head = [("三级指标", "指标值"), ("培训人数", "≥20人")]
    form = {(r, c): text for r, row in enumerate(head) for c, text in enumerate(row)}
    (record,) = parse_document(xls(form), "清单.et").indicators
    assert (record.name, record.value) == ("培训人数", "≥20人")


def test_a_target_typed_as_a_formula_is_its_text() -> None:
    """openpyxl and exporting systems make =100% a formula and store no result; a reference stays empty."""
    typed = xlsx(
        {"A1": "=100%", "A2": "=12个", "A3": "=A1+A2", "A4": "=3-2", "A5": "=SUM(1,2)", "A6": "=5元/份"}
    )
    assert read(typed) == {"表一!A1": "=100%", "表一!A2": "=12个", "表一!A6": "=5元/份"}
