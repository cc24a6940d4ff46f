"""Borders → the cells they enclose. Dots and dashes are taken together, open sides are closed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .page import Box, Rule

if TYPE_CHECKING:
    from pdfplumber.table import Table

CLOSE = 3.0  # pdfplumber's own tolerance, in points
_OVERSHOOT = 6.0
_DOT = 1.6  # a rule so short is a dot, which has no direction
_GAP = 0.3  # points between two of them
_DASH = 6.0  # the longest of the pieces that make a dashed rule
MOST_RULES, _MOST_MERGED = 20_000, 2_000  # more are a drawing, no table


def with_whole_lines(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with rows of dots, or of dashes drawn one by one, as dashed rules."""
    dots = [r for r in rules if r.length < _DOT]
    dashes = [r for r in rules if _DOT <= r.length < _DASH]
    if not dots and not dashes:
        return list(rules)
    whole = [r for r in rules if r.length >= _DASH]
    upright = [swap(r) for r in dashes if not r.flat]
    for found in _rows_of(dots)[0], *_rows_of([r for r in dashes if r.flat]):
        whole += found
    for found in _rows_of([swap(r) for r in dots])[0], *_rows_of(upright):
        whole += [swap(r) for r in found]
    return whole


def _rows_of(pieces: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Flat rules for pieces that follow one another closely, and the pieces left over (dashes that touch too)."""
    found: list[Rule] = []
    left: list[Rule] = []
    row: list[Rule] = []
    for piece in [*sorted(pieces, key=lambda d: (round(d.top + d.bottom), d.x0)), None]:
        last = row[-1] if row else None
        if (
            last is not None
            and piece is not None
            and abs(piece.top + piece.bottom - last.top - last.bottom) < _DOT
            and piece.x0 - last.x1 < CLOSE
        ):
            row.append(piece)
            continue
        broken = _are_dashes(row)
        if last is not None and last.x1 - row[0].x0 > 2 * CLOSE and (broken or last.length < _DOT):
            y = (last.top + last.bottom) / 2
            found.append(last._replace(x0=row[0].x0, top=y, bottom=y, kind="dash" if broken else last.kind))
        else:
            left += row
        row = [piece] if piece is not None else []
    return found, left


def _are_dashes(row: Sequence[Rule]) -> bool:
    return 3 * sum(b.x0 - a.x1 > _GAP for a, b in pairwise(row)) > len(row) > 2


def tables_of(borders: Sequence[Rule]) -> list[Table]:
    """Tables of at least two cells, top to bottom; their cells are boxes (x0, top, x1, bottom)."""
    rules = merged(borders)
    if len(rules) > _MOST_MERGED:
        return []
    missing = _missing(rules)
    if missing:
        rules = merged([*rules, *missing])
    tables = enclosed(rules)
    frames = [side for t in tables if _has_gaps(t) for side in _frame(t.bbox)]
    return enclosed(merged([*rules, *frames])) if frames else tables


def merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules a hair apart as one."""
    from pdfplumber.table import merge_edges

    edges = merge_edges([_edge(r) for r in rules], CLOSE, CLOSE, CLOSE, CLOSE)
    merged = [Rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges]
    return [r for r in merged if r.length >= CLOSE]


def enclosed(rules: Sequence[Rule]) -> list[Table]:
    """The tables that the rules enclose just as they are."""
    from pdfplumber import table

    crossings = table.edges_to_intersections([_edge(r) for r in rules], CLOSE, CLOSE)
    found = table.cells_to_tables(table.intersections_to_cells(crossings))
    page: Any = None  # asked only by pdfplumber's own way to text
    return [table.Table(page, cells) for cells in found]


def _has_gaps(table: Table) -> bool:
    """True when cells at a corner are open on two sides, so that they are none yet."""
    x0, top, x1, bottom = table.bbox
    return sum((c[2] - c[0]) * (c[3] - c[1]) for c in table.cells) < 0.999 * (x1 - x0) * (bottom - top)


def _frame(box: Box) -> list[Rule]:
    x0, top, x1, bottom = box
    return [
        Rule(x0, top, x1, top),
        Rule(x0, bottom, x1, bottom),
        Rule(x0, top, x0, bottom),
        Rule(x1, top, x1, bottom),
    ]


def _edge(rule: Rule) -> dict[str, Any]:
    return {
        "x0": rule.x0,
        "x1": rule.x1,
        "top": rule.top,
        "bottom": rule.bottom,
        "width": rule.x1 - rule.x0,
        "height": rule.bottom - rule.top,
        "orientation": "h" if rule.flat else "v",
    }


def _missing(rules: Sequence[Rule]) -> list[Rule]:
    """Borders that were left out: where rules of neighbouring rows (or columns) end together at nothing."""
    flat = [r for r in rules if r.flat]
    steep = [r for r in rules if not r.flat]
    return _open_ends(flat, steep) + [swap(r) for r in _open_ends([*map(swap, steep)], [*map(swap, flat)])]


def _end(rule: Rule, end: int) -> float:
    return rule.x1 if end else rule.x0


def swap(rule: Rule) -> Rule:
    """The rule as it lies when the page is mirrored, so that what was flat is upright."""
    return Rule(rule.top, rule.x0, rule.bottom, rule.x1, *rule[4:])


def _open_ends(flat: Sequence[Rule], steep: Sequence[Rule]) -> list[Rule]:
    """Steep rules to close the rows between flat ones that begin, or end, at the same x.

    Two of them are neighbours in one table when a steep rule further inside joins them.
    """
    found: list[Rule] = []
    for end in (0, 1):
        at: list[list[Rule]] = []
        for rule in sorted(flat, key=partial(_end, end=end)):
            if not at or _end(rule, end) - _end(at[-1][0], end) > CLOSE:
                at.append([])
            at[-1].append(rule)
        for rules in at:
            for above, below in pairwise(sorted(rules, key=lambda r: r.top)):
                x = _end(above, end)
                if below.top - above.top < _OVERSHOOT or abs(_end(below, end) - x) > CLOSE:
                    continue
                joins = [s for s in steep if s.top <= above.top + CLOSE and s.bottom >= below.top - CLOSE]
                inside = any(
                    max(above.x0, below.x0) - CLOSE <= s.x0 <= min(above.x1, below.x1) + CLOSE
                    and abs(s.x0 - x) > _OVERSHOOT
                    for s in joins
                )
                if (
                    inside
                    and not any(abs(s.x0 - x) <= CLOSE for s in joins)
                    and not any(
                        above.top + CLOSE < f.top < below.top - CLOSE and f.x0 - CLOSE <= x <= f.x1 + CLOSE
                        for f in flat
                    )
                ):
                    found.append(Rule(x, above.top, x, below.top))
    return found
