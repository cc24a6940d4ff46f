"""Rules of a page → the cells they enclose. Decoration inside a cell splits nothing, open sides are closed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .page import Rule

if TYPE_CHECKING:
    from pdfplumber.table import Table

_NEAR = 3.0  # pdfplumber's own tolerance, in points
_OVERSHOOT = 6.0
_LONG = 60.0  # the side of a cell over a whole page
_FEW = 0.5  # of the plain rules' length: a kind that is rarer is decoration where it divides one cell only
_MOST_RULES = 20_000  # a drawing, no table


def find_tables(rules: Sequence[Rule]) -> list[Table]:
    """Tables of at least two cells, top to bottom; their cells are boxes (x0, top, x1, bottom)."""
    if not 3 < len(rules) <= _MOST_RULES:
        return []
    return _tables(_without_decoration(rules))


def _tables(rules: Sequence[Rule]) -> list[Table]:
    from pdfplumber import table

    edges = table.merge_edges([_edge(r) for r in rules if r.length >= 1], _NEAR, _NEAR, _NEAR, _NEAR)
    missing = _missing([Rule(e["x0"], e["top"], e["x1"], e["bottom"]) for e in edges])
    if missing:
        edges = table.merge_edges(edges + [_edge(r) for r in missing], _NEAR, _NEAR, _NEAR, _NEAR)
    crossings = table.edges_to_intersections(edges, _NEAR, _NEAR)
    found = table.cells_to_tables(table.intersections_to_cells(crossings))
    page: Any = None  # asked only by pdfplumber's own way to text
    return [table.Table(page, cells) for cells in found]


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
    ends = _open_ends(flat, steep) + [_swap(r) for r in _open_ends([*map(_swap, steep)], [*map(_swap, flat)])]
    return ends + _bare_sides(flat, steep)


def _bare_sides(flat: Sequence[Rule], steep: Sequence[Rule]) -> list[Rule]:
    """Ends for a side that meets no flat rule: beside a merged cell that runs over the whole page."""
    found: list[Rule] = []
    for side in steep:
        if side.length < _LONG or any(
            f.x0 - _NEAR <= side.x0 <= f.x1 + _NEAR and side.top - _NEAR <= f.top <= side.bottom + _NEAR
            for f in flat
        ):
            continue
        alike = [
            s
            for s in steep
            if s is not side and abs(s.top - side.top) <= _NEAR and abs(s.bottom - side.bottom) <= _NEAR
        ]
        if alike:
            near = min(alike, key=lambda s: abs(s.x0 - side.x0))
            x0, x1 = sorted((side.x0, near.x0))
            found += [Rule(x0, y, x1, y) for y in (side.top, side.bottom)]
    return found


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
        at: dict[int, list[Rule]] = {}
        for rule in sorted(flat, key=lambda r: r.top):
            at.setdefault(round(_end(rule, end) / _NEAR), []).append(rule)
        for rules in at.values():
            for above, below in pairwise(rules):
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
