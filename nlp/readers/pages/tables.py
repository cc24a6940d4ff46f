"""Ruled tables of a page: each piece of text goes to the cell it was written into."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...blocks import Cell, Row
from ...location import NOWHERE, Location
from .cell import text_in
from .decoration import without_decoration
from .lines import Line, is_full, lines_of, reach_of
from .page import Box, Char, Page
from .rules import CLOSE, MOST_RULES, tables_of, with_whole_lines
from .untidy import Filled, one_below_the_other, side_by_side
from .words import is_head

if TYPE_CHECKING:
    from pdfplumber.table import Table

_MIN_CELLS = 4
_JOINED = 0.3  # ems between two characters of one piece of text
_PIERCED = 0.2  # of a character's width: a border that far inside runs through it
_PADDING = 9.0  # points from its cell's left border at which text is written from there on


@dataclass
class Grid:
    """A table on one page: `edges` are the x of its column lines, rows have a cell per column.

    For each column, what a next page may go on with: `open_from` is the row in which its last cell begins,
    `blanks` counts its empty cells below the head, `full` says whether the last row's text fills its cell's last line.
    """

    edges: list[float]
    rows: list[Row]
    top: float
    bottom: float
    ruled: bool = True
    place: Location = NOWHERE
    open_from: list[int] = field(default_factory=list)
    blanks: list[int] = field(default_factory=list)
    full: list[bool] = field(default_factory=list)


def ruled_tables(page: Page, page_place: Location) -> tuple[list[Grid], list[Char]]:
    """Tables drawn with lines, top to bottom, and the characters outside all of them."""
    tables = [t for t in _tables(page) if len(t.cells) >= _MIN_CELLS or len(t.rows) > 1]
    finders = [(t.bbox, _Locator([c for c in t.cells if c is not None])) for t in tables]
    owners: dict[Box, list[Char]] = {}
    outside: list[Char] = []
    for piece in _pieces(page.chars) if tables else ():
        for char, cell in _placed(piece, finders):
            (outside if cell is None else owners.setdefault(cell, [])).append(char)
    grids = [_grid(t, owners, page_place._replace(table=n)) for n, t in enumerate(tables, 1)]
    return grids, outside if tables else list(page.chars)


def _tables(page: Page) -> list[Table]:
    if not 3 < len(page.rules) <= MOST_RULES:
        return []
    return tables_of(without_decoration(with_whole_lines(page.rules), page.chars))


def _grid(table: Table, owners: dict[Box, list[Char]], place: Location) -> Grid:
    edges = [*sorted({c[0] for c in table.cells}), table.bbox[2]]
    grid = Grid(edges, [], table.bbox[1], table.bbox[3], place=place)
    grid.open_from, grid.blanks = [0] * (len(edges) - 1), [0] * (len(edges) - 1)
    headed, reaches = False, _reaches(table, owners)
    above: list[Box] = []  # cells that reach into the row
    for drawn in table.rows:
        above = [box for box in above if box[3] > drawn.bbox[1] + CLOSE]
        covered = {k for box in above for k, x in enumerate(edges) if box[0] - CLOSE < x < box[2] - CLOSE}
        above += [box for box in drawn.cells if box is not None]
        cells = side_by_side([Filled(box, owners.get(box, ()) if box else ()) for box in drawn.cells], edges)
        for row in one_below_the_other(cells) if headed else [cells]:
            _add(grid, row, reaches, covered)
        if is_head(grid.rows[-1]):
            headed, grid.blanks = True, [0] * (len(edges) - 1)
    return grid


def _reaches(table: Table, owners: dict[Box, list[Char]]) -> dict[tuple[float, float], float]:
    """How far full lines run in the cells between the same two borders."""
    columns: dict[tuple[float, float], list[list[Line]]] = {}
    for box in table.cells:
        if box in owners and len({c.bottom for c in owners[box]}) > 1:
            columns.setdefault((box[0], box[2]), []).append(lines_of([c for c in owners[box] if not c.turn]))
    return {column: reach_of(cells) for column, cells in columns.items()}


def _add(
    grid: Grid, row: Sequence[Filled], reaches: dict[tuple[float, float], float], covered: set[int]
) -> None:
    """Append a row of cells with their texts; cells of rows above reach into the columns `covered`."""
    index = len(grid.rows)
    here = grid.place._replace(row=index + 1)
    texts = [
        text_in(chars, box, reaches.get((box[0], box[2]), 0.0)) if box is not None and chars else ""
        for box, chars in row
    ]
    below = [box is None and k in covered for k, (box, _) in enumerate(row)]
    cells = zip(texts, below, strict=True)
    grid.rows.append(tuple(Cell(text, here, k, None, down) for k, (text, down) in enumerate(cells, 1)))
    for k, (box, _) in enumerate(row):
        if box is not None:
            grid.open_from[k] = index
            grid.blanks[k] += not texts[k]
    grid.full = [box is not None and is_full(lines_of(chars), box[2] - box[0]) for box, chars in row]


def _pieces(chars: Sequence[Char]) -> Iterator[list[Char]]:
    """Characters drawn as one text and beside one another."""
    piece: list[Char] = []
    for char in chars:
        last = piece[-1] if piece else None
        if last is not None and (
            last.run != char.run
            or last.turn
            or char.turn
            or abs(last.bottom - char.bottom) > _JOINED * char.size
            or not -0.5 * char.size < char.x0 - last.x1 < _JOINED * char.size
        ):
            yield piece
            piece = []
        piece.append(char)
    if piece:
        yield piece


Finders = Sequence[tuple[Box, "_Locator"]]


def _placed(piece: list[Char], finders: Finders) -> Iterator[tuple[Char, Box | None]]:
    """The cell of each character. Text that a border runs through stands in one cell and sticks out."""
    cells = [_cell_at(finders, (c.x0 + c.x1) / 2, (c.top + c.bottom) / 2) for c in piece]
    if any(cell != cells[0] for cell in cells) and _is_pierced(piece, cells):
        first = cells[0]
        x = (piece[0].x0 + piece[-1].x1) / 2
        middle = _cell_at(finders, x, (piece[0].top + piece[0].bottom) / 2)
        cells = [first if first is not None and piece[0].x0 - first[0] < _PADDING else middle or first] * len(
            cells
        )
    if cells[0] is None and cells[-1] is None:
        cells = [_cell_near(finders, piece)] * len(cells)
    return zip(piece, cells, strict=True)


def _is_pierced(piece: list[Char], cells: list[Box | None]) -> bool:
    borders = {x for cell in cells if cell is not None for x in (cell[0], cell[2])}
    for char in piece:
        inset = _PIERCED * (char.x1 - char.x0)
        if not char.text.isspace() and any(char.x0 + inset < x < char.x1 - inset for x in borders):
            return True
    return False


def _cell_at(finders: Finders, x: float, y: float) -> Box | None:
    for (x0, top, x1, bottom), finder in finders:
        if x0 <= x <= x1 and top <= y <= bottom:
            return finder.at(x, y)
    return None


def _cell_near(finders: Finders, piece: list[Char]) -> Box | None:
    """The cell that text overlaps although its middle lies outside."""
    x0, x1, top, bottom = piece[0].x0, piece[-1].x1, piece[0].top, piece[0].bottom
    for x, y in ((0.5, 0.25), (0.5, 0.75)):
        cell = _cell_at(finders, x0 + x * (x1 - x0), top + y * (bottom - top))
        if cell is not None:
            return cell
    return None


class _Locator:
    """Finds the cell under a point: cells by their top edge, few of them beside one another."""

    def __init__(self, cells: list[Box]) -> None:
        self.columns = sorted({c[0] for c in cells})
        self.by_left: dict[float, list[Box]] = {}
        for cell in sorted(cells, key=lambda c: c[1]):
            self.by_left.setdefault(cell[0], []).append(cell)
        self.tops = {x: [c[1] for c in column] for x, column in self.by_left.items()}

    def at(self, x: float, y: float) -> Box | None:
        for k in range(bisect_right(self.columns, x) - 1, -1, -1):
            left = self.columns[k]
            column = self.by_left[left]
            i = bisect_right(self.tops[left], y) - 1
            if i >= 0 and column[i][2] >= x and column[i][3] >= y:
                return column[i]
        return None
