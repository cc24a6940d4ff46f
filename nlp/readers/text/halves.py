"""Rows whose cells an extractor has written down one a line from the top of the page (pdftotext without options): the halves
of a name stand above and below the figures of its row, and so do those of a class.

Which of the texts between two rows end the one and which begin the other is told by what they make together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise
from typing import NamedTuple

from ...vocabulary import classes
from .cells import Atom, width
from .fit import scores
from .placed.levels import centred
from .shapes import shape
from .torn import is_in_word

_FIGURES = frozenset(("sign", "kind", "value", "unit", "weight", "points", "actual", "forecast"))
_KNOWN = _FIGURES | {"level1", "level2", "name", "number", "other"}
_GOOD = 0.6  # of the names end like one
_LEAST, _MOST = 2, 4  # figures of a row, at least; lines of a cell, at most
_LONG, _UNIT = 24, 6  # characters of a name, and of a unit
# What a row gains by a name that ends like one and by words that a line's end has cut, and loses by a name that is none, by
# a class that is not whole and by a line that goes on though it is not full.
_HEAD, _WORD, _NONE, _BROKEN, _NOT_FULL, _ALONE = 1.5, 0.7, 6.0, 2.0, 1.0, 0.2


class Assembled(NamedTuple):
    """A row: what each role says, and where its class stands beside the rows (2 for each row)."""

    cells: dict[str, str]
    first: Atom
    place: float | None


def assembled(atoms: Sequence[Atom], roles: Sequence[str]) -> list[Assembled]:
    """The rows of a table of names and figures; none where it has texts of another kind."""
    asked = [role for role in roles if role in _FIGURES]
    if not set(roles) <= _KNOWN | {""} or "name" not in roles or len(asked) < _LEAST:
        return []
    runs, between = _parted(atoms, len(asked))
    if len(runs) < _LEAST:
        return []
    limit = _limit(between)
    rows = []
    for k, (starts, rests) in enumerate(_dealt(between, limit)):
        name, level2, place = _named(starts, rests)
        figures = _filed([atom.text for atom in runs[k]], asked)
        beside = None if place is None else 2 * k + place
        rows.append(Assembled({"name": name, "level2": level2, **figures}, (starts or runs[k])[0], beside))
    good = sum(shape(row.cells["name"]).head for row in rows)
    return _classed(rows) if good >= _GOOD * len(rows) else []


def _parted(atoms: Sequence[Atom], most: int) -> tuple[list[list[Atom]], list[list[Atom]]]:
    """The figures of each row, `most` of them, and the texts before, between and behind them."""
    runs: list[list[Atom]] = []
    between: list[list[Atom]] = [[]]
    at = 0
    while at < len(atoms):
        run = list(_run(atoms[at : at + most + 1], most))
        if len(run) >= _LEAST:
            runs.append(run)
            between.append([])
            at += len(run)
        else:
            between[-1].append(atoms[at])
            at += 1
    between[0] = between[0][-_MOST:]
    between[-1] = between[-1][:_MOST]
    return runs, between


def _run(atoms: Sequence[Atom], most: int) -> Iterator[Atom]:
    """The figures from an atom on; between two of them a short text is a unit that nobody knows."""
    for n, atom in enumerate(atoms[:most]):
        unit = (
            0 < n < len(atoms) - 1 and len(atom.text) <= _UNIT and shape(atoms[n + 1].text).figure == "bare"
        )
        if not _is_figure(atom) and not (unit and shape(atoms[n - 1].text).figure == "bare"):
            return
        yield atom


def _is_figure(atom: Atom) -> bool:
    s = shape(atom.text)
    return s.sign or s.kind or s.unit or s.figure not in ("", "mixed")


def _limit(between: Sequence[Sequence[Atom]]) -> int:
    """How wide the column of names is: the widest text that comes back."""
    widths = Counter(width(a.text) for texts in between for a in texts if not classes(a.text))
    return max((w for w, count in widths.items() if count >= _LEAST), default=0)


def _dealt(between: Sequence[Sequence[Atom]], limit: int) -> Iterator[tuple[Sequence[Atom], Sequence[Atom]]]:
    """The texts above and below the figures of each row: the best way to cut what stands between two rows."""
    best: dict[int, tuple[float, tuple[int, ...]]] = {j: (0.0, (j,)) for j in range(len(between[0]) + 1)}
    for above, below in pairwise(between):
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for j, (total, way) in best.items():
            for end in range(len(below) + 1):
                points = total + _points(above[j:], below[:end], limit)
                if end not in after or points > after[end][0]:
                    after[end] = points, (*way, end)
        best = after
    _, way = max(best.values())
    for (above, below), (start, end) in zip(pairwise(between), pairwise(way), strict=True):
        yield above[start:], below[:end]


def _points(starts: Sequence[Atom], rests: Sequence[Atom], limit: int) -> float:
    """How well texts make up a row."""
    if len(starts) > _MOST or len(rests) > _MOST:
        return -_NONE * _MOST
    parts = _parts(starts, rests)[0]
    name = "".join(parts)
    points = _HEAD * shape(name).head - _NONE * (len(name) < _LEAST) - (len(name) > _LONG)
    points -= _BROKEN * sum(part.endswith("指") or "指标" in part or part == "标" for part in parts)
    for one, two in pairwise(parts):
        points += _WORD * is_in_word(one, two) - _NOT_FULL * (width(one) < limit - 1)
    return points - _ALONE * (bool(parts) and width(parts[-1]) == limit)


def _parts(starts: Sequence[Atom], rests: Sequence[Atom]) -> tuple[list[str], str, float | None]:
    """The parts of the name, the class, and where that stands: 0 beside the row, -0.5 above it, 1 below."""
    above, below = [a.text for a in starts], [a.text for a in rests]
    for x in above:
        for y in below:
            if not classes(x) and classes(x + y):
                above.remove(x)
                below.remove(y)
                return [*above, *below], x + y, 0.0
    for texts, first, later in ((above, -0.5, 0.0), (below, 0.0, 1.0)):
        for n, text in enumerate(texts):
            if "指标" in text and classes(text):
                texts.remove(text)
                return [*above, *below], text, later if n else first
    return [*above, *below], "", None


def _named(starts: Sequence[Atom], rests: Sequence[Atom]) -> tuple[str, str, float | None]:
    parts, level2, place = _parts(starts, rests)
    return "".join(parts), level2, place


def _filed(texts: Sequence[str], asked: Sequence[str]) -> dict[str, str]:
    """The figures of a row under their headings, in order."""
    fits = [scores(tuple(asked), text) for text in texts]
    ways = combinations(range(len(asked)), len(texts))
    best = max(ways, key=lambda way: sum(points[k] for points, k in zip(fits, way, strict=True)))
    return {asked[k]: text for k, text in zip(best, texts, strict=True)}


def _classed(rows: Sequence[Assembled]) -> list[Assembled]:
    """Each class in the first of its rows, in the middle of which it stands."""
    told = [(row.place, row.cells["level2"]) for row in rows if row.place is not None]
    lines = [(2 * k, 2 * k) for k in range(len(rows))]
    cells = [([place], [text]) for place, text in told]
    firsts = centred(lines, {1: cells}, ("name", "level2"))[1] if cells else []
    classed = dict(zip(firsts, (text for _, text in told), strict=True))
    return [row._replace(cells={**row.cells, "level2": classed.get(k, "")}) for k, row in enumerate(rows)]
