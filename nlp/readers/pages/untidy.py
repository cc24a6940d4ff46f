"""Cells of a row that lack a border: what stands clearly apart was meant to be cells of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .lines import Line, lines_of, segments
from .page import Box, Char

_APART = 0.8  # of a line's height between two rows without a rule; lines of one text are closer
_LEVEL = 0.5  # of a line's height by which neighbours may stand lower


class Filled(NamedTuple):
    """A cell with what stands in it; `box` is None where a merged cell covers it."""

    box: Box | None
    chars: Sequence[Char] = ()


def side_by_side(row: Sequence[Filled], edges: Sequence[float]) -> list[Filled]:
    """The row with texts dealt out to the columns that a cell runs over, where each keeps to its column."""
    cells = list(row)
    for k, cell in enumerate(row):
        end = next((n for n in range(k + 1, len(row)) if row[n].box is not None), len(row))
        if cell.box is None or not cell.chars or end == k + 1 or cell.box[2] <= edges[k + 1] + 1:
            continue
        end = bisect_right(edges, cell.box[2] - 1, k)
        parts = _columns(cell.chars, edges[k + 1 : end])
        for n, chars in enumerate(parts):
            x0, x1 = edges[k + n], edges[k + n + 1]
            cells[k + n] = Filled((x0, cell.box[1], x1, cell.box[3]), chars)
    return cells


def _columns(chars: Sequence[Char], inner: Sequence[float]) -> list[list[Char]]:
    """The characters by column; none when a text crosses an inner edge, or all stand in one column."""
    parts: list[list[Char]] = [[] for _ in range(len(inner) + 1)]
    for line in lines_of(chars):
        for part in segments(line):
            column = bisect_right(inner, part.x0)
            if bisect_right(inner, part.x1) != column or len(part.text) < 2:
                return []
            parts[column] += part.chars
    return parts if sum(map(bool, parts)) > 1 else []


def one_below_the_other(row: Sequence[Filled]) -> list[list[Filled]]:
    """The rows that two or more columns show alike, well apart; else the row itself."""
    if sum(len(c.chars) > 1 for c in row) < 2:
        return [list(row)]
    blocks = [_blocks(lines_of(c.chars)) for c in row]
    counts = {len(b) for b in blocks if len(b) > 1}
    tall = [b for b in blocks if len(b) > 1]
    if len(counts) != 1 or len(tall) < 2 or not all(_level(a, b) for a, b in pairwise(tall)):
        return [list(row)]
    count = counts.pop()
    middles = [
        (max(b[n][-1].bottom for b in tall) + min(b[n + 1][0].top for b in tall)) / 2
        for n in range(count - 1)
    ]
    rows: list[list[Filled]] = []
    for n in range(count):
        cells: list[Filled] = []
        for cell, own in zip(row, blocks, strict=True):
            if len(own) == count and cell.box is not None:
                x0, top, x1, end = cell.box
                box = (x0, middles[n - 1] if n else top, x1, middles[n] if n < count - 1 else end)
                cells.append(Filled(box, [c for line in own[n] for c in line.chars]))
            else:
                cells.append(cell if n == 0 else Filled(None))
        rows.append(cells)
    return rows


def _blocks(lines: Sequence[Line]) -> list[list[Line]]:
    blocks: list[list[Line]] = []
    for line in lines:
        above = blocks[-1][-1] if blocks else None
        if above is None or line.top - above.bottom > _APART * max(line.em, above.em):
            blocks.append([])
        blocks[-1].append(line)
    return blocks


def _level(one: list[list[Line]], other: list[list[Line]]) -> bool:
    """True when the blocks of two columns begin, or end, at the same heights."""
    em = one[0][0].em
    return all(
        abs(a[0].top - b[0].top) < _LEVEL * em or abs(a[-1].bottom - b[-1].bottom) < _LEVEL * em
        for a, b in zip(one, other, strict=True)
    )
