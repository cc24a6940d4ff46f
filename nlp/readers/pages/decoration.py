"""Rules that are mere decoration: lines to write on, underlines, bars. They split no cell.

Suspected is a rule that is drawn in another way than the borders (fainter, dashed, in another colour, as the edge
of a ground, without meeting other rules). It stays a border where it goes through several cells, meets other
suspects in a grid, or carries on a border on either side. What runs along a line of text is none.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...vocabulary import classes
from .lines import is_full, lines_of
from .page import Box, Char, Rule
from .rules import CLOSE, merged, swap, tables_of

_FAINT = 0.6  # of the borders' weight (width and shade)
_BORDERS = 0.3  # of all rules' length: so much the borders make up, at least
_OTHER_COLOUR = 0.5  # from grey to red is 1
_APART = 0.8  # of a line's height between two rows; lines of one text are closer
_TIGHT = 1.25  # points between the ends of borders that meet
_BESIDE = 0.5  # ems between neighbouring characters
_ENDS = 1.5  # points that a rule along a text may stick out of it
_MOST_SUSPECTS, _MOST_PAIRS = 500, 1_000_000  # more on a page are a drawing
_MOST_LOOKED_AT = 4_000_000  # characters


class _Texts:
    """The characters of a page by place."""

    def __init__(self, chars: Sequence[Char]) -> None:
        self.chars = sorted((c for c in chars if not c.text.isspace()), key=lambda c: c.top + c.bottom)
        self.middles = [(c.top + c.bottom) / 2 for c in self.chars]
        self.tallest = max((c.bottom - c.top for c in self.chars), default=0.0)
        self.looked_at = 0

    def within(self, box: Box) -> list[Char]:
        """Those whose middle lies in the box."""
        start, end = bisect_left(self.middles, box[1]), bisect_right(self.middles, box[3])
        self.looked_at += max(end - start, 0)
        if self.looked_at > _MOST_LOOKED_AT:
            return []
        return [c for c in self.chars[start:end] if box[0] <= (c.x0 + c.x1) / 2 <= box[2]]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a rule parts in a cell: whether text on both sides, whether close together, whether one text."""

    both: bool = False
    close: bool = False
    torn: bool = False


def without_decoration(rules: Sequence[Rule], chars: Sequence[Char]) -> list[Rule]:
    """The rules that are borders."""
    texts = _Texts(chars)
    rules = _without_lines_at_text(rules, texts)
    suspects = _suspects(rules)
    plain = [r for r, odd in zip(rules, suspects, strict=True) if not odd]
    odd = merged([r for r, odd in zip(rules, suspects, strict=True) if odd])
    cells = [c for t in tables_of(plain) for c in t.cells] if 0 < len(odd) <= _MOST_SUSPECTS else []
    if not 0 < len(cells) * len(odd) <= _MOST_PAIRS:
        return list(rules)
    flat = _Direction(plain, odd, cells, texts, upright=False)
    steep = _Direction(plain, odd, cells, texts, upright=True)
    grids = {c for c in flat.inside if c in steep.inside and len(flat.inside[c]) + len(steep.inside[c]) > 2}
    return plain + flat.borders(grids) + [swap(r) for r in steep.borders(grids)]


def _suspects(rules: Sequence[Rule]) -> list[bool]:
    """Whether each rule may be decoration by the way it is drawn."""
    borders = [r for r in rules if not r.kind]
    weight = _FAINT * _usual([(r.weight, r.length) for r in borders], _BORDERS)
    vivid = _usual([(r.vivid, r.length) for r in borders], 0.5)
    sides = sorted(r.x0 for r in rules if not r.flat)
    return [
        bool(r.kind)
        or r.weight < weight
        or abs(r.vivid - vivid) > _OTHER_COLOUR
        or (r.flat and not _meets(r.x0, sides) and not _meets(r.x1, sides))
        for r in rules
    ]


def _meets(x: float, sides: Sequence[float]) -> bool:
    k = bisect_left(sides, x - _TIGHT)
    return k < len(sides) and sides[k] <= x + _TIGHT


def _usual(values: Sequence[tuple[float, float]], share: float) -> float:
    """The value that, with those above it, makes up a share of the length."""
    left = share * sum(length for _, length in values)
    for value, length in sorted(values, reverse=True):
        left -= length
        if left <= 0:
            return value
    return 0.0


class _Direction:
    """The suspected rules of one direction; upright ones are turned, so that all lie flat here."""

    def __init__(
        self, plain: Sequence[Rule], odd: Sequence[Rule], cells: Sequence[Box], texts: _Texts, upright: bool
    ) -> None:
        self.upright, self.texts = upright, texts
        self.plain = [swap(r) if upright else r for r in plain if r.flat is not upright]
        self.odd = [swap(r) if upright else r for r in odd if r.flat is not upright]
        self.cells = [(c, (c[1], c[0], c[3], c[2]) if upright else c) for c in cells]
        self.inside: dict[Box, list[Rule]] = {}  # the rules by the cells that they part
        self.parted: list[tuple[Rule, list[Box], int]] = []  # with them, and how many they might have
        self.free: list[Rule] = []
        for rule in self.odd:
            level = [
                (c, b)
                for c, b in self.cells
                if b[1] - CLOSE <= rule.top <= b[3] + CLOSE and b[0] < rule.x1 and b[2] > rule.x0
            ]
            if not level or rule.x0 < min(b[0] for _, b in level) - CLOSE:
                self.free.append(rule)
                continue
            if rule.x1 > max(b[2] for _, b in level) + CLOSE:
                self.free.append(rule)
                continue
            band = [(c, b) for c, b in self.cells if b[1] + CLOSE < rule.top < b[3] - CLOSE]
            crossed = [c for c, b in band if b[0] < rule.x1 - CLOSE and b[2] > rule.x0 + CLOSE]
            for cell in crossed:
                self.inside.setdefault(cell, []).append(rule)
            if crossed:
                self.parted.append((rule, crossed, len(band)))

    def borders(self, grids: set[Box]) -> list[Rule]:
        """Those that are borders."""
        edges = {b[k] for _, b in self.cells for k in (1, 3)}
        outer = (min(edges), max(edges))
        inner = sum(r.length for r in self.plain if outer[0] + CLOSE < r.top < outer[1] - CLOSE)
        most = sum(r.length for r, *_ in self.parted) > inner
        end = max(b[2] for _, b in self.cells)
        kept = list(self.free)
        for rule, cells, band in self.parted:
            parts = [self._parts(rule, c) for c in cells]
            torn, apart = any(p.torn for p in parts), any(p.both and not p.torn for p in parts)
            if not grids.isdisjoint(cells):
                border = True
            elif len(cells) > 1:
                through = 2 * len(cells) > band or rule.x1 > end - CLOSE
                border = through if torn == apart else apart
            elif any(self._parts(r, cells[0]).close for r in self.inside[cells[0]]):
                border = False
            else:
                sides = self._carries_on(rule)
                border = most or sides == 2 or (sides == 1 and apart)
            if border:
                kept.append(rule)
        return kept

    def _carries_on(self, rule: Rule) -> int:
        """On how many sides a plain rule goes on at the same height."""
        level = [r for r in self.plain if abs(r.top - rule.top) <= 1]
        return any(abs(r.x1 - rule.x0) <= CLOSE for r in level) + any(
            abs(r.x0 - rule.x1) <= CLOSE for r in level
        )

    def _parts(self, rule: Rule, cell: Box) -> _Parts:
        chars = self.texts.within(cell)
        if self.upright:
            return _beside(rule.top, chars)
        lines = lines_of(chars)
        for above, below in pairwise(lines):
            if (above.top + above.bottom) / 2 < rule.top <= (below.top + below.bottom) / 2:
                close = below.top - above.bottom < _APART * max(above.em, below.em)
                lone = len(above.text) == len(below.text) == 1
                full = is_full([above], cell[2] - cell[0])
                torn = full or lone or bool(classes("".join(line.text for line in lines)))
                return _Parts(True, close, close and torn)
        return _Parts()


def _beside(x: float, chars: Sequence[Char]) -> _Parts:
    """What an upright rule parts."""
    both = False
    for line in lines_of(chars):
        left = [c for c in line.chars if (c.x0 + c.x1) / 2 < x]
        right = [c for c in line.chars if (c.x0 + c.x1) / 2 >= x]
        if left and right:
            both = True
            if right[0].x0 - left[-1].x1 < _BESIDE * left[-1].size:
                return _Parts(True, True, True)
    return _Parts(both)


def _without_lines_at_text(rules: Sequence[Rule], texts: _Texts) -> list[Rule]:
    """The rules without underlines and struck out texts: no longer than a text, and not from border to border."""
    suspects = [r for r in rules if r.flat and _runs_along(r, texts)]
    if not suspects or len(suspects) > _MOST_SUSPECTS:
        return list(rules)
    flat, steep = [r for r in rules if r.flat], [r for r in rules if not r.flat]
    found: set[Rule] = set()
    for rule in suspects:
        ends = sum(
            any(abs(s.x0 - x) <= 1 and s.top - 1 <= rule.top <= s.bottom + 1 for s in steep)
            for x in (rule.x0, rule.x1)
        )
        lone = not any(
            abs(f.top - rule.top) <= 1
            and f != rule
            and (abs(f.x1 - rule.x0) <= 1 or abs(f.x0 - rule.x1) <= 1)
            for f in flat
        )
        if ends < 2 and lone:
            found.add(rule)
    return [r for r in rules if r not in found]


def _runs_along(rule: Rule, texts: _Texts) -> bool:
    """True when characters stand on the rule, or in it, from its one end to the other."""
    y = rule.top
    near = texts.within((rule.x0 - _ENDS, y - texts.tallest, rule.x1 + _ENDS, y + texts.tallest))
    at = [c for c in near if not c.turn and c.top + 0.3 * c.size < y < c.bottom + 0.25 * c.size]
    if not at:
        return False
    start, end = min(c.x0 for c in at), max(c.x1 for c in at)
    return start - _ENDS <= rule.x0 and rule.x1 <= end + _ENDS
