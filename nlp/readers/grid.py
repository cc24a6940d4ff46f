"""What all readers of marked-up tables share: covered cells, and tables that only frame other tables."""

from __future__ import annotations

from collections.abc import Iterable

from ..blocks import Block, Cell, Row, Table
from ..location import Location


def put(cells: list[Cell], text: str, place: Location, across: int = 1) -> None:
    """Append a cell and the covered cells of its span to a row that stands at `place`."""
    cells.append(Cell(text, place, len(cells) + 1, across=across))
    if across > 1:
        cover(cells, across - 1, place)


def cover(cells: list[Cell], count: int, place: Location, down: bool = False) -> None:
    """Append `count` cells that merged ones cover, `down` from a row above."""
    first = len(cells) + 1
    cells.extend(Cell("", place, column, None, down) for column in range(first, first + count))


def framed(rows: Iterable[tuple[Row, list[Block]]], place: Location) -> list[Block]:
    """The table of `rows`, each with the blocks that were nested in its cells.

    A row that holds nothing but a nested table is a frame around it: the table is cut there, so that
    what stands above and below keeps its order. Other nested blocks follow the whole table.
    """
    out: list[Block] = []
    later: list[Block] = []
    kept: list[Row] = []
    for row, inner in rows:
        if inner and not any(cell.text for cell in row):
            if kept:
                out.append(Table(tuple(kept), place))
                kept = []
            out.extend(inner)
            continue
        later.extend(inner)
        kept.append(row)
    if kept:
        out.append(Table(tuple(kept), place))
    return out + later
