"""Workbooks for the tests: by openpyxl and xlwt, or part by part."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import pytest
from zhibiao.nlp.blocks import Table
from zhibiao.nlp.readers.excel import workbook as sheets
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


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def changed(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same zip with one member rewritten."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            content = old.read(member)
            changed = change(content) if member.filename == name else content
            new.writestr(member, changed, member.compress_type)
    return file.getvalue()


def read(data: bytes, **limits: int) -> dict[str, str]:
    """Text by place."""
    blocks = sheets.read(data, replace(DEFAULT, **limits))
    assert all(isinstance(b, Table) and b.grid for b in blocks)
    return {str(c.location): c.text for b in blocks for row in b.rows for c in row if c.text}


_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def raw(rows: str, strings: str = "", **others: str) -> bytes:
    """A workbook with one sheet 表一 of these rows, written as they are; `others` are parts in xl/."""

    def links(*targets: tuple[str, str]) -> str:
        each = (
            f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(targets)
        )
        return f'<Relationships xmlns="{_PACKAGE}">{"".join(each)}</Relationships>'

    parts = {
        "_rels/.rels": links(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="表一" sheetId="1" r:id="r0"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": links(
            ("worksheet", "worksheets/sheet1.xml"),
            ("styles", "styles.xml"),
            ("sharedStrings", "sharedStrings.xml"),
        ),
        SHEET: f"<worksheet {_MAIN}><sheetData>{rows}</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst {_MAIN} count="9" uniqueCount="4294967295">{strings}</sst>',
        **{f"xl/{name}.xml": part for name, part in others.items()},
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return file.getvalue()


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def ods(*tables: str, manifest: str = "") -> bytes:
    """An OpenDocument workbook with these `table:table` elements."""
    names = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("office", "table", "text"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "content.xml", f"<office:document-content {names} {calc}>{body}</office:document-content>"
        )
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return file.getvalue()
