"""Workbooks: what a cell shows, merged and hidden parts, and files that mean harm."""

from __future__ import annotations

import contextlib
import datetime
import io
import re
import zipfile
from dataclasses import replace

import pytest
from zhibiao.nlp.blocks import Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.excel import workbook as sheets
from zhibiao.nlp.readers.excel.styles import plain, shown
from zhibiao.nlp.readers.safety.limits import DEFAULT

openpyxl = pytest.importorskip("openpyxl")
xlwt = pytest.importorskip("xlwt")

SHEET = "xl/worksheets/sheet1.xml"


def xlsx(
    cells: dict[str, object], formats: dict[str, str] | None = None, merged: tuple[str, ...] = ()
) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "表一"
    for place, value in cells.items():
        book.active[place] = value
    for place, code in (formats or {}).items():
        book.active[place].number_format = code
    for area in merged:
        book.active.merge_cells(area)
    return saved(book)


def xls(cells: dict[tuple[int, int], object], formats: dict[tuple[int, int], str] | None = None) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    for (row, column), value in cells.items():
        code = (formats or {}).get((row, column), "General")
        sheet.write(row, column, value, xlwt.easyxf(num_format_str=code))
    return saved(book)


def saved(book: object) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, change: object) -> bytes:
    """The same zip with one member rewritten."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            content = old.read(member)
            new.writestr(member, change(content) if member == name else content)
    return file.getvalue()


def read(data: bytes, **limits: int) -> dict[str, str]:
    """Text by place."""
    blocks = sheets.read(data, replace(DEFAULT, **limits))
    assert all(isinstance(b, Table) and b.grid for b in blocks)
    return {str(c.location): c.text for b in blocks for row in b.rows for c in row if c.text}


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


# ---- files that mean harm


def test_two_far_cells_do_not_fill_the_memory() -> None:
    with pytest.raises(ReadError, match="单元格"):
        read(xlsx({"A1": 1, "XFD1048576": 2}))
    assert read(xlsx({"XFD1048576": 2})) == {"表一!XFD1048576": "2"}


def test_a_far_styled_cell_without_a_value_does_no_harm() -> None:
    assert read(xlsx({"A1": "x"}, {"XFD1048576": "0%"})) == {"表一!A1": "x"}


@pytest.mark.parametrize("last", ["J99", "AB40", "C9"])
def test_the_rectangle_of_a_sheet_is_held_against_the_limit(last: str) -> None:
    sheet = openpyxl.Workbook().active
    sheet[last] = 1
    height, width = sheet.max_row, sheet.max_column
    data = xlsx({"A1": 1, last: 1})
    assert len(read(data, cells=height * width)) == 2
    with pytest.raises(ReadError, match="单元格"):
        read(data, cells=height * width - 1)


@pytest.mark.parametrize(
    "limits", [{"cells": 10}, {"rows": 3}, {"columns": 2}, {"expanded": 100}, {"members": 3}]
)
def test_the_callers_limits_hold(limits: dict[str, int]) -> None:
    data = xlsx({f"{c}{r}": 1 for c in "ABCD" for r in range(1, 6)})
    with pytest.raises(ReadError):
        read(data, **limits)


def test_a_zip_bomb_is_refused() -> None:
    data = changed(xlsx({"A1": 1}), SHEET, lambda x: x + b" " * 40_000_000)
    with pytest.raises(ReadError, match="炸弹"):
        read(data)


def test_a_size_that_lies_is_not_believed() -> None:
    data = bytearray(changed(xlsx({"A1": "x"}), SHEET, lambda x: x + b" " * 40_000_000))
    at = data.rfind(SHEET.encode()) - 46  # the entry of the directory
    assert data[at : at + 4] == b"PK\x01\x02"
    data[at + 24 : at + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(ReadError):
        read(bytes(data))


@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c><v>1</v></c></row><row r="1048576">' + b"<c><v>1</v></c>" * 600 + b"</row>",
        b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='A1'><v>1</v></c></row><row r='9'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row><c r = "A1"><v>1</v></c></row><row r="2"><c r = "XFD1048576" ><v>1</v></c></row>',
        b'<row r="5"><c r="A1048576"><v>1</v></c></row><row r="6"><c r="ZZ1"><v>1</v></c></row>',
        b'<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
    ],
)
def test_no_spelling_hides_a_far_cell(rows: bytes) -> None:
    sheet = b'<worksheet xmlns:x="urn:x"><sheetData>' + rows + b"</sheetData></worksheet>"
    with pytest.raises(ReadError, match="单元格"):
        read(changed(xlsx({"A1": 1}), SHEET, lambda _: sheet))


def test_a_sheet_kept_in_a_part_of_another_kind_is_not_let_through_uncounted() -> None:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx({"A1": 1, "XFD1048576": 2}))) as old,
        zipfile.ZipFile(file, "w") as new,
    ):
        for name in old.namelist():
            content = old.read(name).replace(b"sheet1.xml", b"sheet1.dat")
            new.writestr(name.replace("sheet1.xml", "sheet1.dat"), content)
    with pytest.raises(ReadError):
        read(file.getvalue())


def test_a_sheet_with_a_wrong_checksum_is_refused() -> None:
    data = bytearray(xlsx({"A1": "x"}, merged=("A1:B2",)))
    at = data.rfind(SHEET.encode()) - 46  # the entry of the directory
    data[at + 16] ^= 1
    with pytest.raises(ReadError, match="不完整"):
        read(bytes(data))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
def test_a_dtd_in_what_links_the_sheets_is_refused(part: str) -> None:
    data = changed(xlsx({"A1": 1}), part, lambda x: b'<!DOCTYPE a [<!ENTITY b "c">]>' + x[x.find(b"<", 2) :])
    with pytest.raises(ReadError):
        read(data)


def test_a_zip_that_two_readers_may_see_differently_is_read_from_a_copy() -> None:
    data = xlsx({"A1": 0.5}, {"A1": "0%"})
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
            new.comment = b"a comment behind the directory"
    assert read(file.getvalue()) == {"表一!A1": "50%"}


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'

    def write(xml: bytes) -> bytes:
        body = xml[xml.find(b"<worksheet") :]
        return bomb + re.sub(rb"<v>1</v>", b"<v>&f;</v>", body)

    try:
        texts = " ".join(read(changed(xlsx({"A1": 1}), SHEET, write)).values())
    except ReadError:
        return
    assert "root:" not in texts


def test_broken_files_raise_nothing_but_a_read_error() -> None:
    whole = [xlsx({"A1": "x", "B2": 0.5}, {"B2": "0%"}), xls({(0, 0): "x", (5, 5): 3})]
    for data in whole:
        for cut in range(300, len(data), len(data) // 15):
            for damaged in (data[:cut], data[:cut] + b"\x00\xff" * 20 + data[cut + 40 :]):
                with contextlib.suppress(ReadError):  # nothing else may come out
                    assert isinstance(sheets.read(damaged, DEFAULT), list)


def test_encrypted_workbooks_are_named_as_such() -> None:
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 600
        + "\0".join("EncryptedPackage").encode()
        + b"\0" * 600
    )
    assert sheets.accepts(head, ".xlsx")
    with pytest.raises(ReadError, match="密"):
        read(head)
