"""Tables without rules: their columns are those of their header."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ...blocks import Cell, Row, row_of
from ...location import Location
from .lines import Line, cell_text, segments
from .tables import Grid
from .words import is_head


def unruled_table(
    lines: Sequence[Line], start: int, place: Location, above: Grid | None = None
) -> tuple[Grid, int] | None:
    """The table that begins at line `start`, and the number of the first line after it.

    Precision first: only a line that reads like the head of an indicator table begins one, or one that
    goes on with the columns of the unruled table `above`, the last thing on the page before.
    """
    heads = segments(lines[start])
    if is_head(tuple(Cell(s.text) for s in heads)):
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
