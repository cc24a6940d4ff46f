"""The columns that words below one another make, and the heading of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..fit import scores
from ..shapes import shape
from .head import NAMES, RESULTS, Head
from .words import Part, Word

# Prices, in the points of `fit`.
_ASIDE = 0.03  # for each character that a column stands beside its heading
_UNDER = 0.5  # what a column that stands below its heading gains
_BESIDE = 0.4  # for each that words stand beside their column
_SUITS = 0.2  # what the shape of words counts beside that
_SKIPS, _SKIPPED = (
    {"name": 6.0, "value": 4.0, "level1": 1.5, "level2": 2.0},
    0.8,
)  # a heading without a column
_SHARED_HEAD, _ONE_CELL = 2.5, 0.3  # two columns under one heading; with one blank between them
_SHARED, _TWO_FIGURES = 1.0, 4.0  # two pieces of a line in one column
_WORST = -1.0
_EVERY = 2.5  # what a column for each heading may cost beyond
_FIGURES = frozenset(("weight", "points"))
_MOST, _ASTRAY = 30, 8
_FEW, _FEWER = 8, 6  # one line in so many may be out of place; where a column of targets is lost otherwise


class Column(NamedTuple):
    """Where the words of a column stand in the rows; headings may stand elsewhere."""

    start: int
    end: int
    head: int

    def away(self, start: int, end: int) -> int:
        """How far words stand beside the column."""
        return max(0, start - self.end + 1, self.start - end + 1)


def columns_of(head: Head, body: Sequence[Sequence[Part]]) -> list[Column]:
    """The columns that the words of the rows make, each under the heading that it fits best, in order."""
    parts = [Word(part.start, part.end, part.text) for line in body for part in line]
    words = [word for line in body for part in line for word in part.words]
    (cost, columns), (dearer, finer) = (_under(head, told, len(body) // _FEW) for told in (parts, words))
    loose = _under(head, parts, len(body) // _FEWER)
    told, more = ({head.roles[c.head] for c in way} for way in (columns, loose[1]))
    if told & NAMES and told & RESULTS and (more - told) & RESULTS:
        cost, columns = loose[0], _with_others(loose[1], columns)  # more lines reach over the next column
    coarse, fine = ({head.roles[c.head] for c in way} for way in (columns, finer))
    every = len({c.head for c in finer}) == len(head.cells) > len({c.head for c in columns})
    if (fine - coarse) & (NAMES | RESULTS) or (
        every and (dearer < cost + _EVERY or "reason" in fine - coarse)
    ):
        return finer
    return columns if len(coarse) >= len(fine) or cost <= dearer else finer


def _with_others(columns: Sequence[Column], others: Sequence[Column]) -> list[Column]:
    """Columns, and those of others that stand beside all of them under a heading that has none."""
    heads = {c.head for c in columns}
    beside = [
        c
        for c in others
        if c.head not in heads and all(c.start >= one.end or c.end <= one.start for one in columns)
    ]
    every = sorted([*columns, *beside])
    return every if all(a.head <= b.head for a, b in pairwise(every)) else list(columns)


def _under(head: Head, told: Sequence[Word], astray: int) -> tuple[float, list[Column]]:
    """The cheapest way to put what stands below one another under headings: each under the heading of the one before
    it, or a later one."""
    stretches = _stretches(told, len(head.cells), astray)
    words = [[word.text for word in told if a <= word.middle < b] for a, b in stretches]
    roles = head.roles
    share = len(roles) / max(1, sum(map(len, words)))
    skips = [0.0, *accumulate(_SKIPS.get(role, _SKIPPED) for role in roles)]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    behind = 0
    for (start, end), texts in zip(stretches, words, strict=True):
        shared = _SHARED_HEAD if start - behind > 1 else _ONE_CELL
        behind = end
        fits = [points * len(texts) * share for points in _fit(roles, texts)]
        after: list[tuple[float, tuple[int, ...]]] = []
        for k, cell in enumerate(head.cells):
            paid, way = min(
                (paid + (shared if way and j == k else skips[k] - skips[j + 1] if way else skips[k]), way)
                for j, (paid, way) in enumerate(best[: k + 1])
            )
            under = _UNDER * (cell.start < end and start < cell.end)
            after.append((paid + _ASIDE * abs(cell.middle - (start + end) / 2) - fits[k] - under, (*way, k)))
        best = after
    paid, way = min((paid + skips[-1] - skips[k + 1], way) for k, (paid, way) in enumerate(best))
    return paid, [Column(a, b, k) for (a, b), k in zip(stretches, way, strict=False)]


def _fit(roles: tuple[str, ...], texts: Sequence[str]) -> list[float]:
    """How well texts stand under each heading, on average."""
    points = [scores(roles, text) for text in texts[:_MOST]]
    return [sum(max(_WORST, p) for p in column) / len(points) for column in zip(*points, strict=True)] or [
        0.0
    ] * len(roles)


def _stretches(words: Sequence[Word], wide: int, astray: int) -> list[tuple[int, int]]:
    """From where to where words stand below one another; what a few lines have out of place does not count."""
    cover = [0] * (1 + max((word.end for word in words), default=0))
    for word in words:
        for x in range(word.start, word.end):
            cover[x] += 1
    found: list[tuple[int, int]] = []
    for least in range(1 + min(_ASTRAY, astray)):
        filled = [x for x, count in enumerate(cover) if count > least]
        starts = [x for at, x in enumerate(filled) if not at or filled[at - 1] < x - 1]
        ends = [x + 1 for at, x in enumerate(filled) if at + 1 == len(filled) or filled[at + 1] > x + 1]
        if len(starts) > len(found):
            found = list(zip(starts, ends, strict=True))
        if len(found) >= wide:
            break
    return found


def dealt(line: Sequence[Part], columns: Sequence[Column], roles: tuple[str, ...]) -> list[str]:
    """The words of a line by heading: each piece stands in or near its column, from left to right."""
    pieces = [piece for part in line for piece in _parted(part, columns)]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for at, piece in enumerate(pieces):
        points = scores(roles, piece.text)
        shared = _TWO_FIGURES if at and is_one(piece.text) and is_one(pieces[at - 1].text) else _SHARED
        after: list[tuple[float, tuple[int, ...]]] = []
        for c, place in enumerate(columns):
            cost = _BESIDE * place.away(piece.start, piece.end) - _SUITS * max(_WORST, points[place.head])
            before = (
                min((best[j][0] + (shared if j == c else 0.0), best[j][1]) for j in range(c + 1))
                if at
                else best[0]
            )
            after.append((before[0] + cost, (*before[1], c)))
        best = after
    cells = [""] * len(roles)
    for piece, c in zip(pieces, min(best)[1], strict=True):
        k = columns[c].head
        cells[k] = f"{cells[k]} {piece.text}".strip()
    return _moved_on(cells, roles)


def _moved_on(cells: list[str], roles: tuple[str, ...]) -> list[str]:
    """The cells with points in their own columns that had one blank before them: 36.2 公顷 10 | 10 | → 36.2 公顷 | 10 | 10."""
    for k, cell in enumerate(cells):
        whole, _, last = cell.rpartition(" ")
        if roles[k] not in ("value", "actual") or not whole or shape(last).figure != "bare":
            continue
        end = next(
            (i for i in range(k + 1, len(cells)) if roles[i] not in _FIGURES or not cells[i]), len(cells)
        )
        if is_one(whole) and shape(whole).figure != "bare" and end < len(cells) and roles[end] in _FIGURES:
            cells[k : end + 1] = [whole, last, *cells[k + 1 : end]]
    return cells


def _parted(part: Part, columns: Sequence[Column]) -> list[Word]:
    """The words of a part, apart where they stand in different columns."""
    pieces = [part.words[0]]
    for word in part.words[1:]:
        x = pieces[-1].end
        if any(one.end <= x + 1 and x <= two.start for one, two in pairwise(columns)):
            pieces.append(word)
        else:
            pieces[-1] = Word(pieces[-1].start, word.end, f"{pieces[-1].text} {word.text}")
    return pieces


def is_one(text: str) -> bool:
    """True for a target, sign or kind that is whole by itself."""
    s = shape(text)
    return s.target or s.kind
