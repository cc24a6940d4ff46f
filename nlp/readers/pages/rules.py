"""Rules of a page → the cells they enclose. Decoration inside a cell splits nothing, open sides are closed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .page import Box, Rule

if TYPE_CHECKING:
    from pdfplumber.table import Table

_NEAR = 3.0  # pdfplumber's own tolerance, in points
_OVERSHOOT = 6.0
_DOT = 1.6  # a rule so short is a dot, which has no direction
_FEW = 0.5  # of the plain rules' length: a kind that is rarer is decoration where it divides one cell only
_MOST_RULES, _MOST_MERGED = 20_000, 2_000  # more are a drawing, no table


def find_tables(rules: Sequence[Rule]) -> list[Table]:
    """Tables of at least two cells, top to bottom; their cells are boxes (x0, top, x1, bottom)."""
    if not 3 < len(rules) <= _MOST_RULES:
        return []
    return _tables(_without_decoration(_without_dots(rules)))


def _without_dots(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with rows of dots as rules."""
    dots = [r for r in rules if r.length < _DOT]
    if not dots:
        return list(rules)
    whole = [r for r in rules if r.length >= _DOT]
    return whole + _rows_of(dots) + [_swap(r) for r in _rows_of([*map(_swap, dots)])]


def _rows_of(dots: Sequence[Rule]) -> list[Rule]:
    """Flat rules for dots that follow one another closely."""
    found: list[Rule] = []
    row: list[Rule] = []
    for dot in [*sorted(dots, key=lambda d: (round(d.top + d.bottom), d.x0)), None]:
        last = row[-1] if row else None
        if (
            last is not None
            and dot is not None
            and abs(dot.top + dot.bottom - last.top - last.bottom) < _DOT
            and dot.x0 - last.x1 < _NEAR
        ):
            row.append(dot)
            continue
        if last is not None and last.x1 - row[0].x0 > 2 * _NEAR:
            y = (last.top + last.bottom) / 2
            found.append(Rule(row[0].x0, y, last.x1, y, row[0].kind))
        row = [dot] if dot is not None else []
    return found


def _tables(rules: Sequence[Rule]) -> list[Table]:
    rules = _merged(rules)
    if len(rules) > _MOST_MERGED:
        return []
    missing = _missing(rules)
    if missing:
        rules = _merged([*rules, *missing])
    tables = _enclosed(rules)
    frames = [side for t in tables if _has_gaps(t) for side in _frame(t.bbox)]
    return _enclosed(_merged([*rules, *frames])) if frames else tables


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Rules a hair apart as one."""
    from pdfplumber.table import merge_edges

    edges = merge_edges([_edge(r) for r in rules], _NEAR, _NEAR, _NEAR, _NEAR)
    merged = [Rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges]
    return [r for r in merged if r.length >= _NEAR]


def _enclosed(rules: Sequence[Rule]) -> list[Table]:
    from pdfplumber import table

    crossings = table.edges_to_intersections([_edge(r) for r in rules], _NEAR, _NEAR)
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


def _without_decoration(rules: Sequence[Rule]) -> list[Rule]:
    """The rules without those of a rare kind (hairlines, dashes, shades) that divide one cell only."""
    total = {kind: sum(r.length for r in rules if r.kind == kind) for kind in {r.kind for r in rules}}
    rare = {kind for kind, length in total.items() if kind and length < _FEW * total.get("", 0.0)}
    if not rare:
        return list(rules)
    plain = [r for r in rules if r.kind not in rare]
    cells = [c for t in _tables(plain) for c in t.cells]
    return plain + [
        r
        for r in rules
        if r.kind in rare
        and not any(
            c[0] - _NEAR <= r.x0
            and r.x1 <= c[2] + _NEAR
            and c[1] - _NEAR <= r.top
            and r.bottom <= c[3] + _NEAR
            for c in cells
        )
    ]


def _missing(rules: Sequence[Rule]) -> list[Rule]:
    """Borders that were left out: where rules of neighbouring rows (or columns) end together at nothing."""
    flat = [r for r in rules if r.flat]
    steep = [r for r in rules if not r.flat]
    return _open_ends(flat, steep) + [_swap(r) for r in _open_ends([*map(_swap, steep)], [*map(_swap, flat)])]


def _end(rule: Rule, end: int) -> float:
    return rule.x1 if end else rule.x0


def _swap(rule: Rule) -> Rule:
    return Rule(rule.top, rule.x0, rule.bottom, rule.x1)


def _open_ends(flat: Sequence[Rule], steep: Sequence[Rule]) -> list[Rule]:
    """Steep rules to close the rows between flat ones that begin, or end, at the same x.

    Two of them are neighbours in one table when a steep rule further inside joins them.
    """
    found: list[Rule] = []
    for end in (0, 1):
        at: list[list[Rule]] = []
        for rule in sorted(flat, key=partial(_end, end=end)):
            if not at or _end(rule, end) - _end(at[-1][0], end) > _NEAR:
                at.append([])
            at[-1].append(rule)
        for rules in at:
            for above, below in pairwise(sorted(rules, key=lambda r: r.top)):
                x = _end(above, end)
                if below.top - above.top < _OVERSHOOT or abs(_end(below, end) - x) > _NEAR:
                    continue
                joins = [s for s in steep if s.top <= above.top + _NEAR and s.bottom >= below.top - _NEAR]
                inside = any(
                    max(above.x0, below.x0) - _NEAR <= s.x0 <= min(above.x1, below.x1) + _NEAR
                    and abs(s.x0 - x) > _OVERSHOOT
                    for s in joins
                )
                if (
                    inside
                    and not any(abs(s.x0 - x) <= _NEAR for s in joins)
                    and not any(
                        above.top + _NEAR < f.top < below.top - _NEAR and f.x0 - _NEAR <= x <= f.x1 + _NEAR
                        for f in flat
                    )
                ):
                    found.append(Rule(x, above.top, x, below.top))
    return found
