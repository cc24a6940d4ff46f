"""Workbooks that are one XML file (SpreadsheetML 2003), which budget systems export as .xls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...blocks import Block, Cell, Row, Table, row_of
from ...location import Location
from ..safety.limits import Limits, Meter, over, pieces
from ..safety.markup import all_text, parse_xml
from .styles import Shown, shown

if TYPE_CHECKING:
    from lxml.etree import _Element

_MARK = b"urn:schemas-microsoft-com:office:spreadsheet"
_NS = f"{{{_MARK.decode()}}}"
_BLANK = Cell("")
_NAMED = {"Percent": "0.00%", "Fixed": "0.00", "Standard": "#,##0.00"}


def accepts(data: bytes, suffix: str) -> bool:
    """True for XML that declares the namespace near its start."""
    del suffix
    head = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith(b"<?xml") and _MARK in head and b"<html" not in head.lower()


def read(data: bytes, limits: Limits) -> list[Block]:
    """One table a sheet; cells know sheet, row and column, numbers read as their cells show them."""
    meter = Meter(limits)
    root = parse_xml(pieces(data))
    formats = {
        style.get(f"{_NS}ID", ""): _shown(number.get(f"{_NS}Format", ""))
        for style in root.iter(f"{_NS}Style")
        for number in style.iter(f"{_NS}NumberFormat")
    }
    blocks: list[Block] = []
    for sheet in root.iter(f"{_NS}Worksheet"):
        meter.table()
        title = sheet.get(f"{_NS}Name", "")
        rows = _rows(sheet, title, formats, meter)
        if rows:
            blocks.append(Table(tuple(rows), Location(sheet=title)))
    return blocks


def _shown(code: str) -> Shown | None:
    return shown(_NAMED.get(code, code)) if code else None


def _rows(sheet: _Element, title: str, formats: dict[str, Shown | None], meter: Meter) -> list[Row]:
    rows: list[Row] = []
    spans: dict[int, int] = {}  # column → the last row that a merged cell covers
    number = 0
    for element in sheet.iter(f"{_NS}Row"):
        number = max(_count(element, "Index"), number + 1)
        texts: list[str] = []
        begun: set[int] = set()
        for cell in element.iter(f"{_NS}Cell"):
            start = _count(cell, "Index")
            across = _count(cell, "MergeAcross")
            if max(start, across) > meter.limits.columns:
                over("columns", meter.limits.columns)
            if not start:
                while spans.get(len(texts), 0) >= number:
                    texts.append("")
            texts += [""] * (start - 1 - len(texts))
            down = _count(cell, "MergeDown")
            if down:
                begun.update(range(len(texts), len(texts) + across + 1))
                spans.update(dict.fromkeys(range(len(texts), len(texts) + across + 1), number + down))
            texts += [_text(cell, formats), *[""] * across]
        meter.row(len(texts), sum(map(len, texts)))
        row = row_of(texts, Location(sheet=title, row=number))
        below = {k for k, last in spans.items() if last >= number and k not in begun}
        rows.append(tuple(c._replace(covered=True) if k in below else c for k, c in enumerate(row)))
    width = max(map(len, rows), default=0)
    return [row + (_BLANK,) * (width - len(row)) for row in rows]


def _text(cell: _Element, formats: dict[str, Shown | None]) -> str:
    data = cell.find(f"{_NS}Data")
    if data is None:
        return ""
    text = all_text(data).strip()
    kind = data.get(f"{_NS}Type", "")
    if kind == "Number":
        show = formats.get(cell.get(f"{_NS}StyleID", ""))
        try:
            return show(float(text)) if show is not None else text
        except (ValueError, OverflowError):
            return text
    if kind == "DateTime":
        return text.partition("T")[0]
    return "" if kind == "Error" else text


def _count(element: _Element, name: str) -> int:
    text = element.get(f"{_NS}{name}", "")
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
