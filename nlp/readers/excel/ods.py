"""OpenDocument workbooks (.ods): the file keeps beside every value the text that its cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from ...errors import fail
from ..safety.limits import Limits, over
from ..safety.markup import parse_xml
from ..safety.package import Package
from .sheet import Sheet
from .styles import plain, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"  # the first member, not compressed
_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TABLE, _TEXT, _OFFICE = _NS % "table", _NS % "text", _NS % "office"
_ROW = f"{_TABLE}table-row"
_CELL, _COVERED = f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"
_ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_SPACES = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_UNREAD = (f"{_OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}note")
_Range = tuple[tuple[int, int], tuple[int, int]]
_MONTH = re.compile(r"\d{4}年\d{1,2}月")


def accepts(data: bytes) -> bool:
    """True for a zip file that begins with the type of an OpenDocument spreadsheet."""
    return data.startswith(_KIND, 30)


def read_ods(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """All sheets, in workbook order."""
    package = Package(data, limits)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.read("META-INF/manifest.xml"):
        raise fail("encrypted")
    if "content.xml" not in package:
        raise fail("no_main_part")
    root = parse_xml(package.stream("content.xml"))
    for sheet in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        merged: list[_Range] = []
        yield Sheet(sheet.get(f"{_TABLE}name", ""), _rows(sheet, limits, merged), merged=merged)


def _rows(sheet: _Element, limits: Limits, merged: list[_Range]) -> list[list[str]]:
    """Rows to the last one with a text; repeated rows and cells are repeated only up to the limits. Cells that reach
    over several rows are added to `merged`."""
    rows: list[list[str]] = []
    blank = cells = 0
    for element in sheet.iter(_ROW):
        texts = _texts(element, limits, len(rows) + blank, merged)
        times = _count(element, "number-rows-repeated")
        if not texts:
            blank += times
            continue
        if len(rows) + blank + times > limits.rows:
            over("rows", limits.rows)
        cells += times * len(texts)
        if cells > limits.cells:
            over("cells", limits.cells)
        rows += [[]] * blank + [texts] * times
        blank = 0
    return rows


def _texts(row: _Element, limits: Limits, number: int, merged: list[_Range]) -> list[str]:
    """Texts to the last cell with one; '' for covered cells."""
    texts: list[str] = []
    blank = 0
    for cell in row.iterchildren(_CELL, _COVERED):
        text = _shown(cell) if cell.tag == _CELL else ""
        times = _count(cell, "number-columns-repeated")
        if not text:
            blank += times
            continue
        if len(texts) + blank + times > limits.columns:
            over("columns", limits.columns)
        texts += [""] * blank + [text] * times
        blank = 0
        if (down := _count(cell, "number-rows-spanned")) > 1:
            across = _count(cell, "number-columns-spanned")
            merged.append(((number, len(texts) - 1), (number + down - 1, len(texts) - 2 + across)))
    return texts


def _shown(cell: _Element) -> str:
    """The text of a cell, a date as `plain` writes it; a value without text as it would show."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    text = "\n".join(map(_text, cell.iterchildren(f"{_TEXT}p")))
    if cell.get(_ERROR) == "error":
        return ""
    try:
        if kind == "date" and not _MONTH.fullmatch(text):
            return plain(datetime.fromisoformat(cell.get(f"{_OFFICE}date-value", "")))
        if not text and (value := cell.get(f"{_OFFICE}value")):
            show = shown("0.##%") if kind == "percentage" else None
            return (show or plain)(float(value))
    except ValueError:
        return text
    if kind != "string":
        text = text.strip()  # `_ ` in a number format is the width of something
    return text or cell.get(f"{_OFFICE}string-value", cell.get(f"{_OFFICE}boolean-value", "").upper())


def _text(element: _Element) -> str:
    """The text of a paragraph, without notes and phonetic guides."""
    space = _SPACES.get(str(element.tag))
    if space:
        return space * min(_count(element, "c", _TEXT), 100)
    if element.tag in _UNREAD:
        return ""
    return (element.text or "") + "".join(_text(child) + (child.tail or "") for child in element)


def _count(element: _Element, name: str, namespace: str = _TABLE) -> int:
    text = element.get(f"{namespace}{name}", "")
    return max(int(text[:9]), 1) if text.isascii() and text.isdigit() else 1
