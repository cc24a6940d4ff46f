"""Tables of a page (img2table): where their cells are, which of them are merged.

Where there are no rules, the white between columns divides; there img2table takes two indicators beside one
class name, which stands between them, for one row, and such rows are divided here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .box import Box
from .clean import bitmap

if TYPE_CHECKING:
    from .clean import Grey

_ROWS = 3  # a table has more lines in columns than a signature block

Row = tuple[Box | None, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A table without its texts. A merged cell is its box at its first place and None at the others."""

    box: Box
    rows: tuple[Row, ...]

    @property
    def cells(self) -> list[Box]:
        """All cells in reading order."""
        return [cell for row in self.rows for cell in row if cell is not None]


def frames(black: Grey, found: list[Box]) -> list[Frame]:
    """The tables of a page in black and white, from top to bottom; unruled ones where none is ruled.

    `found` are the lines of text.
    """
    tables = _tables(black, ruled=True)
    if not tables and _in_columns(found):
        tables = [_divided(frame, found) for frame in _tables(black, ruled=False)]
    return sorted(tables, key=lambda frame: (frame.box.y0, frame.box.x0))


def _tables(black: Grey, ruled: bool) -> list[Frame]:
    from img2table.document import Image

    out = []
    for table in Image(bitmap(black)).extract_tables(borderless_tables=not ruled):
        seen: set[Box] = set()
        rows = []
        for texts in table.content.values():
            row: list[Box | None] = []
            for cell in texts:
                box = Box(cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
                row.append(None if box in seen else box)
                seen.add(box)
            rows.append(tuple(row))
        box = Box(table.bbox.x1, table.bbox.y1, table.bbox.x2, table.bbox.y2)
        out.append(Frame(box, tuple(rows)))
    return out


def _in_columns(found: list[Box]) -> bool:
    """True for a page on which at least three lines consist of three pieces or more: prose has no such."""
    rows: list[list[Box]] = []
    for box in sorted(found, key=lambda b: b.y0 + b.y1):
        if rows and rows[-1][-1].beside(box):
            rows[-1].append(box)
        else:
            rows.append([box])
    return sum(len(row) > 2 for row in rows) >= _ROWS


def _divided(frame: Frame, found: list[Box]) -> Frame:
    return Frame(frame.box, tuple(row for whole in frame.rows for row in _rows(whole, found)))


def _rows(row: Row, found: list[Box]) -> list[Row]:
    """The row, or as many as its last column has lines when another column has a line beside each of them."""
    lines = [_within(cell, found) for cell in row]
    last = next((group for group in reversed(lines) if group), [])
    like = [len(g) == len(last) and all(a.beside(b) for a, b in zip(g, last, strict=True)) for g in lines]
    if len(last) < 2 or sum(like) < 2:
        return [row]
    edges = [(above.y1 + below.y0) // 2 for above, below in pairwise(last)]
    top, bottom = min(c.y0 for c in row if c), max(c.y1 for c in row if c)
    parts = list(pairwise([top, *edges, bottom]))
    return [
        tuple(
            cell and (cell._replace(y0=y0, y1=y1) if len(group) != 1 else None if at else cell)
            for cell, group in zip(row, lines, strict=True)
        )
        for at, (y0, y1) in enumerate(parts)
    ]


def _within(cell: Box | None, found: list[Box]) -> list[Box]:
    if cell is None:
        return []
    inside = [
        b for b in found if cell.x0 <= (b.x0 + b.x1) / 2 < cell.x1 and cell.y0 <= (b.y0 + b.y1) / 2 < cell.y1
    ]
    return sorted(inside, key=lambda b: b.y0)
