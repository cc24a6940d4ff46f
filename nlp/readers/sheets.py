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
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, compress, count, repeat
from typing import Any

from ..blocks import Block, Cell, Row, Table
from .limits import Limits, over

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
        from .sheets_xlsx import is_workbook

        return is_workbook(data)
    if data.startswith(_OLE):
        streams = ("Workbook", "Book")
        if any("\0".join(name).encode() + b"\0\0\0" in data for name in streams):
            return True
        return suffix.lower() in (".xlsx", ".xlsm", ".xls")
    return suffix.lower() == ".xls" and data[:1] == b"\x09" and data[1:2] in b"\x00\x02\x04\x08"


def read(data: bytes, limits: Limits) -> list[Block]:
    """One table a sheet, in workbook order; cells are at `表名!B7`. Raises `ReadError`."""
    with _no_collection():
        if data.startswith(_ZIP):
            from .sheets_xlsx import read_xlsx

            return list(_tables(read_xlsx(data, limits), limits))
        from .sheets_xls import read_xls

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
            yield Table(rows, sheet.title)


def _rows(sheet: Sheet, width: int) -> Iterator[Row]:
    """Rows that hold any text.

    Cells are made in bulk: the checks of a frozen dataclass take longer than all the rest of reading.
    """
    columns = [f"{sheet.title}!{letters(i)}" for i in range(sheet.left, sheet.left + width)]
    filled = [*map(any, sheet.texts)]
    numbers = [*map(str, compress(count(sheet.top + 1), filled))]
    places = [column + number for number in numbers for column in columns]
    texts = chain.from_iterable(compress(sheet.texts, filled))
    cells = list(map(_new, repeat(Cell, len(places))))
    deque(map(_set_text, cells, texts), maxlen=0)
    deque(map(_set_location, cells, places), maxlen=0)
    return zip(*[iter(cells)] * width, strict=True) if width else iter(())


_new = object.__new__
_slots: Any = Cell
_set_text, _set_location = _slots.text.__set__, _slots.location.__set__


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


@lru_cache(maxsize=1024)
def letters(column: int) -> str:
    """The letters of a 0-based column: 0 → A, 27 → AB."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


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
