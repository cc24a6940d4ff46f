"""Tables of a PDF page: ruled ones from their lines, unruled ones from the columns of their header."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from ...blocks import Cell, Row, row_of
from ...layouts.rows import line_of
from ...location import NOWHERE, Location
from .lines import Char, Line, cell_text, lines_of, segments

if TYPE_CHECKING:
    from pdfplumber.page import Page

_MIN_CELLS = 4


@dataclass
class Grid:
    """A table on one page: `edges` are the x of its column lines, rows have a cell per column."""

    edges: list[float]
    rows: list[Row]
    top: float
    bottom: float
    ruled: bool = True
    place: Location = NOWHERE


def ruled_tables(page: Page, chars: Sequence[Char], page_place: Location) -> tuple[list[Grid], list[Char]]:
    """Tables drawn with lines, top to bottom, and the characters outside all of them."""
    found = page.find_tables() if len(page.edges) > 3 else []
    tables = [t for t in found if len(t.cells) >= _MIN_CELLS or len(t.rows) > 1]
    owners: dict[tuple[float, float, float, float], list[Char]] = {}
    outside: list[Char] = []
    finders = [(t.bbox, _Locator([c for c in t.cells if c is not None])) for t in tables]
    for char in chars:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        for (x0, top, x1, bottom), finder in finders:
            if x0 <= x <= x1 and top <= y <= bottom:
                cell = finder.at(x, y)
                if cell is not None:
                    owners.setdefault(cell, []).append(char)
                    break
        else:
            outside.append(char)
    grids = []
    for number, table in enumerate(tables, 1):
        place = page_place._replace(table=number)
        rows: list[Row] = []
        for index, row in enumerate(table.rows, 1):
            rows.append(
                tuple(
                    Cell(
                        cell_text(lines_of(owners[box]), box[2] - box[0]) if box in owners else "",
                        place._replace(row=index),
                        column,
                    )
                    for column, box in enumerate(row.cells, 1)
                )
            )
        edges = [*sorted({c[0] for c in table.cells}), table.bbox[2]]
        grids.append(Grid(edges, rows, table.bbox[1], table.bbox[3], place=place))
    return grids, outside


class _Locator:
    """Finds the cell under a point: cells by their top edge, few of them beside one another."""

    def __init__(self, cells: list[tuple[float, float, float, float]]) -> None:
        self.columns = sorted({c[0] for c in cells})
        self.by_left: dict[float, list[tuple[float, float, float, float]]] = {}
        for cell in sorted(cells, key=lambda c: c[1]):
            self.by_left.setdefault(cell[0], []).append(cell)
        self.tops = {x: [c[1] for c in column] for x, column in self.by_left.items()}

    def at(self, x: float, y: float) -> tuple[float, float, float, float] | None:
        for k in range(bisect_right(self.columns, x) - 1, -1, -1):
            left = self.columns[k]
            column = self.by_left[left]
            i = bisect_right(self.tops[left], y) - 1
            if i >= 0 and column[i][2] >= x and column[i][3] >= y:
                return column[i]
        return None


def unruled_table(
    lines: Sequence[Line], start: int, place: Location, above: Grid | None = None
) -> tuple[Grid, int] | None:
    """The table that begins at line `start`, and the number of the first line after it.

    Precision first: only a line that reads like the head of an indicator table begins one, or one that
    goes on with the columns of the unruled table `above`, the last thing on the page before.
    """
    heads = segments(lines[start])
    if line_of(tuple(Cell(s.text) for s in heads)).kind == "header":
        edges = column_edges(heads)
    elif above is not None and len(heads) > 1 and not _crosses(lines[start], above.edges):
        edges = above.edges
    else:
        return None
    end = start + 1
    while end < len(lines) and _belongs(lines[end], lines[end - 1], edges):
        end += 1
    rows = unruled_rows(lines[start:end], edges, place)
    return Grid(edges, rows, lines[start].top, lines[end - 1].bottom, ruled=False, place=place), end


def column_edges(heads: Sequence[Line]) -> list[float]:
    """Column borders half way between neighbouring headings."""
    middles = [(a.x1 + b.x0) / 2 for a, b in pairwise(heads)]
    return [float("-inf"), *middles, float("inf")]


def _belongs(line: Line, above: Line, edges: list[float]) -> bool:
    if line.top - above.bottom > 3 * max(line.em, above.em):
        return False
    return not _crosses(line, edges)


def _crosses(line: Line, edges: list[float]) -> bool:
    """True for a sentence across the columns: it is a paragraph, the table has ended."""
    parts = segments(line)
    crossed = max(sum(p.x0 < e < p.x1 for e in edges[1:-1]) for p in parts)
    return crossed > 1 or (len(parts) == 1 and crossed > 0 and len(parts[0].text) > 12)


def unruled_rows(lines: Sequence[Line], edges: list[float], place: Location) -> list[Row]:
    """Rows of a table without rules: lines nearer to each other than usual are one row."""
    gaps = [below.top - above.bottom for above, below in pairwise(lines)]
    apart = (min(gaps) + max(gaps)) / 2 if gaps and max(gaps) - min(gaps) > 2.5 else None
    groups: list[list[Line]] = [[lines[0]]]
    for gap, line in zip(gaps, lines[1:], strict=True):
        same = gap < apart if apart is not None else _wraps(line, edges, len(groups))
        if same:
            groups[-1].append(line)
        else:
            groups.append([line])
    rows = []
    for index, group in enumerate(groups, 1):
        columns: list[list[Line]] = [[] for _ in edges[1:]]
        for line in group:
            for part in segments(line):
                columns[bisect_right(edges, (part.x0 + part.x1) / 2) - 1].append(part)
        location = place._replace(row=index)
        # Without rules a cell's width is unknown; its widest line tells how far text may run.
        rows.append(
            row_of([cell_text(c, max((p.x1 - p.x0 for p in c), default=0)) for c in columns], location)
        )
    return rows


def _wraps(line: Line, edges: list[float], rows: int) -> bool:
    """At even line spacing a line with text in one column only goes on with the row above."""
    parts = segments(line)
    return rows > 1 and len(parts) == 1 and bisect_right(edges, (parts[0].x0 + parts[0].x1) / 2) > 1
