"""Atoms → rows: the best way to deal them out to the columns of a header, left to right, row by row.

A semi-Markov chain: a cell is one or more atoms, columns may be skipped at a price, a new row may begin
anywhere at a price that depends on what stands between the atoms, and text may stand outside the table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from .cells import Atom, Gap, width
from .fit import outside, scores
from .shapes import is_class, shape
from .torn import is_cut_day, is_in_word

_NEVER = -1e9
_MOST = 24  # atoms of one cell
_DEAREST = 7.0  # no cell is worth more
_LONGEST = 400  # characters of one cell
_SIGNS = frozenset("，。；、：）,;:)")
_GOES_ON = ("，", ",", "、")
_BRACKETS, _CLOSED = ("（", "("), ("）", ")")
_RESTS = ("，", ",", "。")
_STOPS = ("。", "；", ";", "：", ":")
_LONE = re.compile(r"[费率数度性量额次人款院目标化金程设务法]")  # ends of names, and no answer
_LONE_LEAST = 6
_SKIP = {
    "level1": 0.15,
    "level2": 0.25,
    "name": 7.0,
    "value": 2.6,
    "description": 0.7,
    "basis": 0.7,
    "actual": 0.9,
    "tier": 0.6,
    "sign": 0.9,
    "kind": 1.5,
}
_SKIPPED = 0.5


class Costs(NamedTuple):
    """The price of what may happen at a gap: the cell goes on, the next cell begins, a row begins."""

    join: float
    cell: float
    row: float


_END = Costs(9.0, 9.0, 0.0)
# Rows are lines; a cell is a line; one stream in which lines mean little.
MODES: dict[str, dict[Gap, Costs]] = {
    "line": {
        Gap.NONE: Costs(0.0, 2.3, 4.0),
        Gap.SPACE: Costs(1.6, 0.1, 3.0),
        Gap.WIDE: Costs(2.5, 0.0, 3.0),
        Gap.BAR: Costs(9.0, 0.0, 3.0),
        Gap.LINE: Costs(1.8, 1.8, 0.0),
        Gap.BLANK: Costs(3.5, 2.5, 0.0),
        Gap.ROW: _END,
    },
    "cell": {
        Gap.NONE: Costs(0.0, 1.2, 1.4),
        Gap.SPACE: Costs(0.0, 1.6, 1.8),
        Gap.WIDE: Costs(0.5, 0.6, 0.6),
        Gap.BAR: Costs(3.0, 0.0, 0.0),
        Gap.LINE: Costs(1.6, 0.0, 0.0),
        Gap.BLANK: Costs(3.5, 0.2, 0.0),
        Gap.ROW: _END,
    },
    "flow": {
        Gap.NONE: Costs(0.0, 2.4, 3.2),
        Gap.SPACE: Costs(1.6, 0.0, 0.0),
        Gap.WIDE: Costs(2.0, 0.0, 0.0),
        Gap.BAR: Costs(9.0, 0.0, 0.0),
        Gap.LINE: Costs(1.2, 0.0, 0.0),
        Gap.BLANK: Costs(3.0, 0.2, 0.0),
        Gap.ROW: _END,
    },
}
# The same where headings, too, have nothing between them.
MODES["glued flow"] = MODES["flow"] | {Gap.NONE: Costs(0.0, 0.4, 0.4)}
MODES["glued line"] = MODES["line"] | {Gap.NONE: Costs(0.0, 0.4, 3.5)}
_OPEN = 0.1  # the price of going on in the next line where the text can't end
_IN_PLACE = 1.5
_ROW = 0.3
_WRAP, _WRAPS, _WRAPPED = 1.5, 3, 0.2
_INSIDE = 0.9
_CUT = 0.1


class Piece(NamedTuple):
    """A cell of the answer: atoms [start, end) in `column` (-1: outside) of row number `row`."""

    start: int
    end: int
    column: int
    row: int


def decode(atoms: Sequence[Atom], roles: tuple[str, ...], mode: str, kept: bool = False) -> list[Piece]:
    """The best reading of the atoms under columns of these roles; `kept`: lines have kept empty cells."""
    if not atoms:
        return []
    table = MODES[mode]
    wide = len(roles)
    skip = [_SKIP.get(role, _SKIPPED) for role in roles]
    upto = [sum(skip[:i]) for i in range(wide + 1)]  # price of skipping all columns before i
    best = [[_NEVER] * (wide + 1) for _ in range(len(atoms) + 1)]  # last slot: outside
    back: list[list[tuple[int, int, bool]]] = [[(0, 0, False)] * (wide + 1) for _ in range(len(atoms) + 1)]
    best[0][wide] = 0.0
    wraps = wrapped(atoms)
    for at in range(len(atoms)):
        costs = table[atoms[at].gap] if at else Costs(0.0, 0.0, 0.0)
        if at in wraps:
            costs = Costs(_OPEN, costs.cell + _WRAP, costs.row + _WRAP)
        entry, origin = _entries(best[at], upto, costs, wide)
        _place(atoms, at, roles, table, entry, origin, best, back, _IN_PLACE if kept else 0.0, wraps)
    return _trace(best, back, wide)


def _entries(
    scores: list[float], upto: list[float], costs: Costs, wide: int
) -> tuple[list[float], list[tuple[int, bool]]]:
    """For each column the best score with which a cell of it may begin here; the last slot is outside."""
    whole = upto[wide]
    ended, last = scores[wide], wide
    for s in range(wide):
        if (end := scores[s] - (whole - upto[s + 1])) > ended:
            ended, last = end, s
    new_row = ended - costs.row - _ROW
    entry: list[float] = []
    origin: list[tuple[int, bool]] = []
    going, left = _NEVER, 0
    for c in range(wide):
        fresh, cont = new_row - upto[c], going - upto[c] - costs.cell
        entry.append(max(fresh, cont))
        origin.append((last, True) if fresh >= cont else (left, False))
        if scores[c] + upto[c + 1] > going:
            going, left = scores[c] + upto[c + 1], c
    entry.append(ended - costs.row * 0.5)
    origin.append((last, False))
    return entry, origin


def _place(
    atoms: Sequence[Atom],
    at: int,
    roles: tuple[str, ...],
    table: dict[Gap, Costs],
    entry: list[float],
    origin: list[tuple[int, bool]],
    best: list[list[float]],
    back: list[list[tuple[int, int, bool]]],
    in_place: float,
    wraps: frozenset[int],
) -> None:
    wide = len(roles)
    out = entry[wide] + outside(atoms[at].text)
    if out > best[at + 1][wide]:
        best[at + 1][wide], back[at + 1][wide] = out, (at, *origin[wide])
    text, paid, torn = atoms[at].text, 0.0, False
    index, count = atoms[at].place
    kept = index if count == wide and in_place else -1
    for end in range(at + 1, min(at + _MOST, len(atoms)) + 1):
        if end > at + 1:
            atom = atoms[end - 1]
            if shape(atom.text).numbered:
                break
            goes_on = end - 1 in wraps or _is_open(text, atom.text)
            paid += _OPEN if goes_on else table[atom.gap].join
            before, text = text, joined(text, atom)
            if len(text) > _LONGEST or paid > _DEAREST:
                break
            # A class name goes on in the next piece only where it has been torn itself.
            if atom.gap is Gap.NONE:
                torn = torn or (before.endswith("指标") and is_class(before))
            elif end - 1 not in wraps:
                torn = torn or is_class(atom.text) or is_class(before)
            if torn and not is_class(text):
                continue
        row, links = best[end], back[end]
        for c, points in enumerate(scores(roles, text)):
            total = entry[c] + points - paid
            if c == kept:
                total += in_place
            if total > row[c]:
                row[c], links[c] = total, (at, *origin[c])


def wrapped(atoms: Sequence[Atom]) -> frozenset[int]:
    """Atoms that go on in the next line because the one before them was full: many texts, and no other lines of cells,
    end at one width."""
    ends = [
        at
        for at in range(1, len(atoms))
        if atoms[at].gap is Gap.LINE and not any(_is_other(atoms[k].text) for k in (at - 1, at))
    ]
    full: set[int] = set()
    limits: set[int] = set()
    for limit, count in Counter(width(atoms[at - 1].text) for at in ends).items():
        of_it = [at for at in ends if limit - 2 < width(atoms[at - 1].text) <= limit]
        inside = sum(width(atoms[at].text) <= limit for at in of_it)
        if count >= _WRAPS and inside >= _INSIDE * len(of_it):
            full |= set(of_it)
            limits |= {limit - 1, limit}
    cut = {at for at in ends if is_in_word(atoms[at - 1].text, atoms[at].text)}
    # Lines that are broken where they are full cut words.
    if len(full) < _WRAPPED * len(ends) or len(cut & full) < _CUT * len(full):
        return frozenset(cut)
    # A sign never begins a line: the character before it goes with it.
    full |= {at for at in ends if width(atoms[at - 1].text) + 2 in limits and atoms[at].text[1:2] in _SIGNS}
    bare = (  # 数量 is the end of a name, too
        at
        for at in range(1, len(atoms))
        if atoms[at].gap is Gap.LINE
        and width(atoms[at - 1].text) in limits
        and not _is_other(atoms[at - 1].text)
        and shape(atoms[at].text).classed
        and "指标" not in atoms[at].text
    )
    return frozenset((*full, *bare, *cut))


def _is_other(text: str) -> bool:
    s = shape(text)
    return s.classed or s.target or s.unit or s.kind or bool(s.label)


def _is_open(text: str, after: str) -> bool:
    """Whether a text can't end before `after`: behind a comma, where one character is all that is left of it, or where
    `after` is the rest of a sentence."""
    if is_cut_day(text, after):
        return True
    if text.endswith(_GOES_ON) or (after.startswith(_BRACKETS) and after.endswith(_CLOSED)):
        return True
    if len(after) == 1:
        return _LONE.fullmatch(after) is not None and len(text) > _LONE_LEAST
    return len(text) > _LONE_LEAST and after.endswith(_RESTS) and not text.endswith(_STOPS)


def joined(text: str, atom: Atom) -> str:
    """`text` and the atom after it in one cell; a blank stays between Latin words only."""
    if atom.gap is Gap.NONE or not text:
        return text + atom.text
    latin = text[-1].isascii() and text[-1].isalpha() and atom.text[:1].isascii() and atom.text[:1].isalpha()
    return f"{text} {atom.text}" if latin else text + atom.text


def _trace(best: list[list[float]], back: list[list[tuple[int, int, bool]]], wide: int) -> list[Piece]:
    at = len(best) - 1
    slot = max(range(wide + 1), key=lambda s: best[at][s])
    found: list[tuple[int, int, int, bool]] = []
    while at > 0:
        start, before, fresh = back[at][slot]
        found.append((start, at, slot, fresh))
        at, slot = start, before
    pieces: list[Piece] = []
    row = -1
    for start, end, column, fresh in reversed(found):
        row += fresh
        pieces.append(Piece(start, end, -1 if column == wide else column, row))
    return pieces
