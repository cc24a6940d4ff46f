"""A sheet as the libraries give it, and the table that it becomes."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import repeat
from typing import NamedTuple

from ...blocks import Cell, Table
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
    below, wide = _clear_covered(sheet, meter)
    title, left = sheet.title, sheet.left
    filled = [row for row in enumerate(sheet.texts, sheet.top + 1) if any(row[1])]
    if not filled:
        return None
    width = max([len(texts) for _, texts in filled])
    meter.row(width, sum([sum(map(len, texts)) for _, texts in filled]), len(filled))
    columns, unknown, free = range(left + 1, left + width + 1), repeat(None), repeat(False)
    single = repeat(1)
    rows = []
    for number, texts in filled:
        if len(texts) < width:
            texts = texts + [""] * (width - len(texts))
        covered = [k in taken for k in range(width)] if (taken := below.get(number)) else free
        across = [spans.get(k, 1) for k in range(width)] if (spans := wide.get(number)) else single
        place = repeat(Location(title, 0, 0, number))
        cells = zip(texts, place, columns, unknown, covered, across, strict=False)
        rows.append(tuple(map(_CELL, cells)))
    return Table(tuple(rows), Location(title))


def _clear_covered(sheet: Sheet, meter: Meter) -> tuple[dict[int, set[int]], dict[int, dict[int, int]]]:
    """Empty the covered cells; ranges are clipped to the texts and may overlap in a hostile file. Returns, by the
    number of their row, the columns (from 0 on at `left`) that are covered from a row above, and how many columns
    those take that are merged over several."""
    cleared = 0
    below: dict[int, set[int]] = {}
    wide: dict[int, dict[int, int]] = {}
    for (row1, column1), (row2, column2) in sheet.merged:
        left, right = max(column1 - sheet.left, 0), column2 - sheet.left + 1
        for i in range(max(row1 - sheet.top, 0), min(row2 - sheet.top + 1, len(sheet.texts))):
            texts = sheet.texts[i]
            first = (i + sheet.top, sheet.left + left) == (row1, column1)  # it keeps its text
            covered = range(left + first, min(right, len(texts)))
            texts[covered.start : covered.stop] = [""] * len(covered)
            if first:
                wide.setdefault(i + sheet.top + 1, {})[left] = right - left
            if i + sheet.top > row1:
                below.setdefault(i + sheet.top + 1, set()).update(covered)
            cleared += 1 + len(covered)
            if cleared > meter.limits.cells:
                over("cells", meter.limits.cells)
    return below, wide
