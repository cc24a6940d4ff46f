"""The columns that words below one another make, and the heading of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..fit import scores
from ..shapes import shape
from .head import LEVELS, Head
from .levels import is_piece
from .words import Part, Word, pieces_of

# Prices, in the points of `fit`.
_ASIDE = 0.03  # for each character that a column stands beside its heading
_BESIDE = 0.4  # for each that words stand beside their column
_SUITS = 0.2  # what the shape of words counts beside that
_SKIPS, _SKIPPED = (
    {"name": 6.0, "value": 4.0, "level1": 1.5, "level2": 2.0},
    0.8,
)  # a heading without a column
_SHARED, _TWO_FIGURES = 1.0, 4.0  # two pieces of a line in one column
_WORST = -1.0
_TWO, _TOO_MANY = 4.0, 4.0  # two cells of a line in one column
_GAP, _WIDE, _CLOSE = 0.2, 6, 4  # what room between two columns gains, by character beyond the usual
_PIECE = 1.5  # what a piece of a class name counts as one
_POINTS = 6  # characters of points, at most
_WORDS = ("reason", "remark")
_HIDDEN, _FAR = 1.0, 200  # a cell of its own where no column was found; how far the last column may reach
_JUMP = 0.7  # for each heading between a cell and the one that stands one blank behind it
_PAIR = 2  # pieces of a line
_NEVER = 1e9
_FIGURES = frozenset(("weight", "points"))


_Way = tuple[float, tuple[tuple[int, int], ...]]  # its price; where each column ends, and its heading


class Column(NamedTuple):
    """Where the words of a column stand in the rows; headings may stand elsewhere."""

    start: int
    end: int
    head: int


def columns_of(head: Head, body: Sequence[Sequence[Part]]) -> list[Column]:
    """The columns of the rows, each under the heading that it fits best, by where cells start: on a page, what stands
    further to the right starts at a later place. Only what has more than one blank before it stands where the page has it.
    """
    lines = [[pieces_of(part)[0] for part in line] for line in body]
    places = sorted({piece.start for line in lines for piece in line})
    at = {x: i for i, x in enumerate(places)}
    fits = [[0.0] * len(head.cells) for _ in places]
    behind: list[list[int]] = [[] for _ in places]  # what stands next in a line with something at this place
    for line in lines:
        for piece in line:
            for k, points in enumerate(points_of(head.roles, piece.text)):
                fits[at[piece.start]][k] += max(_WORST, points)
        for one, two in pairwise(line):
            behind[at[one.start]].append(at[two.start])
    share = len(head.cells) / max(1, sum(map(len, lines)))
    sums = [[0.0, *accumulate(share * fit[k] for fit in fits)] for k in range(len(head.cells))]
    skips = [0.0, *accumulate(_SKIPS.get(role, _SKIPPED) for role in head.roles)]
    # For each number of places the cheapest way to deal them out, the last of them under each heading.
    best: list[list[_Way]] = [[(0.0, ()), *[(_NEVER, ())] * len(head.cells)]]
    for end in range(1, len(places) + 1):
        ways: list[_Way] = [(_NEVER, ())] * (len(head.cells) + 1)
        both = 0.0
        for start in range(end - 1, -1, -1):
            both += share * sum(place < end for place in behind[start])
            if both > _TOO_MANY:
                break
            gap = min(_WIDE, places[start] - places[start - 1]) - _CLOSE if start else 0
            paid: float
            way: tuple[tuple[int, int], ...]
            paid, way = _NEVER, ()
            for k, cell in enumerate(head.cells):
                paid, way = min((paid, way), (best[start][k][0] - skips[k], best[start][k][1]))
                aside = max(0, places[start] - cell.start, cell.start - places[end - 1])
                cost = paid + skips[k] + _TWO * both + _ASIDE * aside - _GAP * gap
                cost -= sums[k][end] - sums[k][start]
                if cost < ways[k + 1][0]:
                    ways[k + 1] = (cost, (*way, (end, k)))
        best.append(ways)
    _, way = min((paid + skips[-1] - skips[k], way) for k, (paid, way) in enumerate(best[-1]))
    ends = [0, *(end for end, _ in way)]
    return [
        Column(places[a], places[b - 1] + 1, k) for (a, b), (_, k) in zip(pairwise(ends), way, strict=True)
    ]


def dealt(line: Sequence[Part], columns: Sequence[Column], roles: tuple[str, ...]) -> list[str]:
    """The words of a line by heading: each piece stands in or near its column, from left to right."""
    pieces = [(piece, at > 0) for part in line for at, piece in enumerate(pieces_of(part))]
    if len(line) == 1 and len(pieces) == _PAIR and shape(pieces[1][0].text).figure == "bare":
        pieces = [(Word(*line[0][:3]), False)]  # a name whose line ends in a figure: 险情 24 | 小时处置率
    every = _with_hidden(columns, len(roles))
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for at, (piece, glued) in enumerate(pieces):
        points = points_of(roles, piece.text)
        shared = _TWO_FIGURES if at and is_one(piece.text) and is_one(pieces[at - 1][0].text) else _SHARED
        after: list[tuple[float, tuple[int, ...]]] = []
        for c, (place, hidden) in enumerate(every):
            # What follows with one blank may stand further to the right on the page.
            away = max(0, piece.start - place.end + 1, 0 if glued else place.start - piece.start)
            cost = _BESIDE * away - _SUITS * max(_WORST, points[place.head]) + _HIDDEN * hidden * (not glued)
            before = (
                min(
                    (
                        best[j][0]
                        + (shared if j == c else 0.0)
                        + (_JUMP * max(0, place.head - every[j][0].head - 1) if glued else 0.0),
                        best[j][1],
                    )
                    for j in range(c + 1)
                )
                if at
                else best[0]
            )
            after.append((before[0] + cost, (*before[1], c)))
        best = after
    cells = [""] * len(roles)
    for (piece, _), c in zip(pieces, min(best)[1], strict=True):
        k = every[c][0].head
        cells[k] = f"{cells[k]} {piece.text}".strip()
    return _moved_on(_explained(cells, roles), roles)


def _with_hidden(columns: Sequence[Column], wide: int) -> list[tuple[Column, bool]]:
    """The columns, and between two of them one for each heading that has none: its cells have but one blank before
    them in every row."""
    found: list[tuple[Column, bool]] = []
    for column, after in zip(columns, [*columns[1:], None], strict=True):
        found.append((column, False))
        last = after.head if after else wide
        end = after.start if after else column.end + _FAR
        found += [(Column(column.end, end, k), True) for k in range(column.head + 1, last)]
    return found


def points_of(roles: tuple[str, ...], text: str) -> tuple[float, ...]:
    """How well a text stands under each heading; pieces of a class name are known as well."""
    points = scores(roles, text)
    if not is_piece(text):
        return points
    return tuple(
        max(_PIECE, p) if role in LEVELS else min(p, _WORST) for role, p in zip(roles, points, strict=True)
    )


def _explained(cells: list[str], roles: tuple[str, ...]) -> list[str]:
    """The cells with a reason that is wider than its column and begins below the points in its own."""
    for k, (role, after) in enumerate(pairwise(roles)):
        if role == "points" and after in _WORDS and len(cells[k]) > _POINTS and not cells[k + 1]:
            cells[k : k + 2] = ["", cells[k]]
    return cells


def _moved_on(cells: list[str], roles: tuple[str, ...]) -> list[str]:
    """The cells with points in their own columns that had one blank before them: 36.2 公顷 10 | 10 | → 36.2 公顷 | 10 | 10."""
    for k, cell in enumerate(cells):
        whole, _, last = cell.rpartition(" ")
        if (
            roles[k] not in ("value", "actual")
            or not whole
            or shape(last).figure != "bare"
            or whole[-1] in "年月"
        ):
            continue
        end = next(
            (i for i in range(k + 1, len(cells)) if roles[i] not in _FIGURES or not cells[i]), len(cells)
        )
        if is_one(whole) and shape(whole).figure != "bare" and end < len(cells) and roles[end] in _FIGURES:
            cells[k : end + 1] = [whole, last, *cells[k + 1 : end]]
    return cells


def is_one(text: str) -> bool:
    """True for a target, sign or kind that is whole by itself."""
    s = shape(text)
    return s.target or s.kind
