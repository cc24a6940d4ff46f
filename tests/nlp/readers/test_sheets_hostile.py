"""Workbooks that are broken or mean harm."""

from __future__ import annotations

import contextlib
import io
import re
import zipfile

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.excel import workbook as sheets
from zhibiao.nlp.readers.safety.limits import DEFAULT

from .made.sheet_files import SHEET, changed, openpyxl, raw, read, xls, xlsx


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


@pytest.mark.parametrize(
    "place",
    ["A4294967295", "A99999999999999999999", "ZZZZZZZZ1", "A0", "XFD1048577", "ZZZZZZZZZZZZZZZZZZZZ1"],
)
def test_impossible_places_do_no_harm(place: str) -> None:
    rows = f'<row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>2</v></c></row>'
    with contextlib.suppress(ReadError):  # an abort of the process would end the tests
        assert len(read(raw(rows))) <= 2


def test_counts_that_a_file_declares_are_not_believed() -> None:
    styles = (
        '<styleSheet><numFmts count="4294967295"><numFmt numFmtId="200" formatCode="0%"/></numFmts>'
        '<cellXfs count="4294967295"><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )
    cells = '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>0.9</v></c><c r="C1" s="4294967295"><v>5</v></c>'
    data = raw(f'<row r="1">{cells}</row>', "<si><t>甲</t></si>", styles=styles)
    assert read(data) == {"表一!A1": "甲", "表一!B1": "90%", "表一!C1": "5"}


def test_a_long_string_in_many_cells_is_not_copied_for_each() -> None:
    cells = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>0</v></c></row>' for r in range(1, 2001))
    with pytest.raises(ReadError, match="字数"):
        read(raw(cells, f"<si><t>{'长' * 100_000}</t></si>"))
    few = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + cells.replace("<v>0</v>", "<v>1</v>")
    found = read(raw(few.replace('"A1"', '"B1"', 1), f"<si><t>{'长' * 100_000}</t></si><si><t>短</t></si>"))
    assert len(found) == 2001


def test_many_overlapping_merged_ranges_are_counted() -> None:
    ranges = "<mergeCells>" + '<mergeCell ref="A1:CV100"/>' * 2000 + "</mergeCells>"
    data = xlsx({"A1": 1, "CV100": 2})
    with pytest.raises(ReadError, match="单元格"):
        read(changed(data, SHEET, lambda x: x.replace(b"</sheetData>", b"</sheetData>" + ranges.encode())))


def test_one_sheet_named_many_times_is_counted_each_time() -> None:
    sheet = '<sheet name="表{0}" sheetId="{0}" r:id="r0"/>'
    many = "".join(map(sheet.format, range(2, 60)))
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c></row>' for r in range(1, 101))
    data = changed(
        raw(rows), "xl/workbook.xml", lambda x: x.replace(b"</sheets>", many.encode() + b"</sheets>")
    )
    assert len(read(data)) == 5900
    with pytest.raises(ReadError, match="单元格"):
        read(data, cells=1000)


@pytest.mark.parametrize("start", ["<c a", '<c "', "<!-- <c ", "<c r='"])
def test_unfinished_cells_cost_no_more_than_their_length(start: str) -> None:
    with pytest.raises(ReadError):
        read(raw(start * 300_000))


def test_a_stream_longer_than_its_file_is_not_followed() -> None:
    data = xls({(0, 0): "x"})
    at = data.find("Workbook".encode("utf-16-le"))  # its entry in the directory of the container
    declared = data[: at + 120] + (2**31 - 1).to_bytes(4, "little") + data[at + 124 :]
    with pytest.raises(ReadError, match="不完整"):
        read(declared)
