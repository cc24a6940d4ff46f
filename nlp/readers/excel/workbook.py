"""Workbooks (.xlsx, .xlsm, .xls) → one table a sheet.

What a bureau would see on paper is what counts:

- every worksheet is read, hidden ones too (a project's sheet is often hidden for the printout), but
  not *very hidden* ones: only a macro can hide those, they hold lookup lists; charts are no tables;
- a number reads as its cell shows it (0.9 formatted as a percentage is `90%`), a date as
  `2023-11-30`, a formula as the result stored with it (nothing is computed), an error as '';
- the covered part of a merged range is empty, whatever is stored there.

Values come from python-calamine (.xlsx) and xlrd (.xls). calamine knows no number formats: the style
numbers of the cells that need one are picked out of the sheet's XML, see `sheets_xlsx`.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from ...blocks import Block, Cell, Row, Table
from ...location import Location
from ..safety.limits import Limits, over

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"

Ranges = Sequence[tuple[tuple[int, int], tuple[int, int]]]


@dataclass(slots=True)
class Sheet:
    """A sheet as the two libraries give it: texts from `top`, `left` (0-based) on, merged ranges in

    absolute coordinates, both corners inclusive.
    """

    title: str
    texts: list[list[str]]
    top: int = 0
    left: int = 0
    merged: Ranges = field(default_factory=list)


def accepts(data: bytes, suffix: str) -> bool:
    """True for a workbook: a zip with a workbook part, or an OLE file with a workbook stream.

    An encrypted .xlsx is an OLE file too; it is accepted by its suffix, to be refused by name.
    """
    if data.startswith(_ZIP):
        from .xlsx import is_workbook

        return is_workbook(data)
    if data.startswith(_OLE):
        streams = ("Workbook", "Book")
        if any("\0".join(name).encode() + b"\0\0\0" in data for name in streams):
            return True
        return suffix.lower() in (".xlsx", ".xlsm", ".xls")
    return suffix.lower() == ".xls" and data[:1] == b"\x09" and data[1:2] in b"\x00\x02\x04\x08"


def read(data: bytes, limits: Limits) -> list[Block]:
    """One table a sheet, in workbook order; cells know sheet, row and column. Raises `ReadError`."""
    with _no_collection():
        if data.startswith(_ZIP):
            from .xlsx import read_xlsx

            return list(_tables(read_xlsx(data, limits), limits))
        from .xls import read_xls

        return list(_tables(read_xls(data, limits), limits))


def _tables(sheets: Iterable[Sheet], limits: Limits) -> Iterator[Table]:
    cells = 0
    for number, sheet in enumerate(sheets, 1):
        if number > limits.tables:
            over("tables", limits.tables)
        width = max(map(len, sheet.texts), default=0)
        cells += width * len(sheet.texts)
        if len(sheet.texts) > limits.rows:
            over("rows", limits.rows)
        if width > limits.columns:
            over("columns", limits.columns)
        if cells > limits.cells:
            over("cells", limits.cells)
        if min(map(len, sheet.texts), default=0) < width:
            for texts in sheet.texts:
                texts.extend([""] * (width - len(texts)))
        _clear_covered(sheet, width, limits)
        rows = tuple(_rows(sheet, width))
        if rows:
            yield Table(rows, Location(sheet=sheet.title))


def _rows(sheet: Sheet, width: int) -> Iterator[Row]:
    """Rows that hold any text."""
    columns = range(sheet.left + 1, sheet.left + width + 1)
    for number, texts in enumerate(sheet.texts, sheet.top + 1):
        if any(texts):
            yield tuple(map(Cell, texts, repeat(Location(sheet=sheet.title, row=number)), columns))


def _clear_covered(sheet: Sheet, width: int, limits: Limits) -> None:
    """Empty the covered cells; ranges are clipped to the texts and may overlap in a hostile file."""
    cleared, height, empty = 0, len(sheet.texts), [""] * width
    for (row1, column1), (row2, column2) in sheet.merged:
        top, left = row1 - sheet.top, column1 - sheet.left
        bottom, right = row2 - sheet.top + 1, column2 - sheet.left + 1
        if 0 <= top < height and 0 <= left < right and top < bottom:
            sheet.texts[top][left + 1 : right] = empty[left + 1 : right]  # the first cell keeps its text
            cleared += right - left
            top += 1
        if top < bottom and left < right:
            top, left = max(top, 0), max(left, 0)
            for texts in sheet.texts[top:bottom] if top < bottom and left < right else ():
                texts[left:right] = empty[left:right]
                cleared += right - left
        if cleared > limits.cells:
            over("cells", limits.cells)


@contextmanager
def _no_collection() -> Iterator[Any]:
    """Pause the garbage collector: cells hold no cycles, and its passes over millions of them take

    three times as long as making them (measured on 1.6 million cells).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
