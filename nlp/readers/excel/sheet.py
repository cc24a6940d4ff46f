"""A sheet as the libraries give it, and the table that it becomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from ...blocks import Cell, Row, Table
from ...location import Location
from ..safety.limits import Meter, over

# `Cell` without its defaults: workbooks have millions of them.
_CELL = partial(tuple.__new__, Cell)


class Sheet(NamedTuple):
    """Texts from `top`, `left` (from 0) on, in rows of any length; merged ranges by their two corners."""

    title: str
    texts: list[list[str]]
    top: int = 0
    left: int = 0
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()


def table(sheet: Sheet, meter: Meter) -> Table | None:
    """The rows of a sheet that hold any text, all of one width; None where none does."""
    meter.table()
    if len(sheet.texts) > meter.limits.rows:
        over("rows", meter.limits.rows)
    _clear_covered(sheet, meter)
    rows = tuple(_rows(sheet, meter))
    return Table(rows, Location(sheet=sheet.title)) if rows else None


def _rows(sheet: Sheet, meter: Meter) -> Iterator[Row]:
    width = max(map(len, sheet.texts), default=0)
    columns = range(sheet.left + 1, sheet.left + width + 1)
    for number, texts in enumerate(sheet.texts, sheet.top + 1):
        characters = sum(map(len, texts))
        meter.row(width if characters else len(texts), characters)
        if characters:
            padded = texts if len(texts) == width else texts + [""] * (width - len(texts))
            place = repeat(Location(sheet.title, row=number))
            yield tuple(map(_CELL, zip(padded, place, columns, repeat(None))))


def _clear_covered(sheet: Sheet, meter: Meter) -> None:
    """Empty the covered cells; ranges are clipped to the texts and may overlap in a hostile file."""
    cleared = 0
    for (row1, column1), (row2, column2) in sheet.merged:
        left, right = max(column1 - sheet.left, 0), column2 - sheet.left + 1
        for i in range(max(row1 - sheet.top, 0), min(row2 - sheet.top + 1, len(sheet.texts))):
            texts = sheet.texts[i]
            first = (i + sheet.top, sheet.left + left) == (row1, column1)  # it keeps its text
            covered = range(left + first, min(right, len(texts)))
            texts[covered.start : covered.stop] = [""] * len(covered)
            cleared += 1 + len(covered)
            if cleared > meter.limits.cells:
                over("cells", meter.limits.cells)
