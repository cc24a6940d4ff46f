"""Lines dealt out to columns → the rows of a table.

A row has one target (or sign, or points): its anchor. Its other cells begin beside that or are centred on it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import ceil, floor

from ....vocabulary import classes
from ..cells import width
from ..shapes import shape
from ..torn import is_cut_day, is_in_word
from .columns import is_one
from .head import NAMES, RESULTS
from .levels import cells_of, centred
from .words import is_full

_OWNERS = frozenset(("level1", "level2", "project", "activity", "goal", "content", "number"))
_LEVELS = ("level1", "level2")
_POINTS = ("points", "weight")
_ANCHORS = ("sign", "points", "weight", "value", "actual", "tier")
_TEXTS = 0.5  # what a target in words counts as an anchor, beside a figure
_NONE = frozenset(("无", "不适用", "不涉及"))
_WHOLE = frozenset(("signed", "bound", "plain"))
_NEAR = 2  # lines from one of a class to the next
_TALLEST, _ROWS = 60, 2  # lines of a row, at most; rows, at least
_OPEN = tuple("的和及与、，,（(")
# Prices: two lines in one row though the first is not full, in two though it is; a line that an anchor stands beside
# the middle of its row; cells that are centred, and more where each row has a name beside its anchor.
_NOT_FULL, _FULL, _AWAY, _CENTRED, _LIKELY_TOP = 1.0, 0.6, 0.5, 1.0, 0.5
_WORD, _SENTENCE = 2.0, 6.0  # more where that cuts a word, or a sentence before its comma
_NEVER_FIRST = tuple("，、。；：）”")
_BEGUN = 0.9  # of the classes stand beside the first of their rows, where they begin there
_BEYOND = 2  # lines behind one, which may say whether its cells go on
_WEIGHED = 0.9  # of the anchors have their points beside them
_NO_END, _BROKEN, _LATE, _HALF = 0.3, 0.5, 1.0, 0.5  # of names; lines

Rows = dict[int, list[list[str]]]  # by the first line, cell by cell, line by line
Lines = dict[int, list[str]]  # by the number of the line, cell by cell


@dataclass(frozen=True, slots=True)
class _Body:
    """The lines of a table with something beside the classes (`numbers`), and how wide each column is."""

    lines: Lines
    numbers: Sequence[int]
    limits: Sequence[int]
    roles: Sequence[str]
    name: int
    owned: Sequence[int]

    def price(self, at: int, parted: bool) -> float:
        """What it costs that the line at this place of `numbers` and the next are of one row, or of two. Cells of an even
        number of lines stand between those of the others: then the line beyond tells."""
        told = [self.lines[n] for n in self.numbers[max(at - 1, 0) : at + _BEYOND + 1]]
        above, below = told[at > 0], told[(at > 0) + 1]
        total = 0.0
        for k in self.owned:
            one, two = above[k], below[k]
            if parted:
                one, two = one or told[0][k], two or (told[-1][k] if one else "")
            if one and two:
                full = is_full(one, two, self.limits[k])
                if parted:
                    total += (_FULL + _WORD * is_in_word(one, two)) if full else 0.0
                    total += _SENTENCE * two.startswith(_NEVER_FIRST)
                else:
                    total += 0.0 if full else _NOT_FULL
        return total

    def named(self, group: Sequence[int]) -> float:
        """What the name of a row costs that ends like none."""
        text = "".join(self.lines[n][self.name] for n in group)
        return _NO_END * (not shape(text).head) + _BROKEN * (text[-1:] in _OPEN)


def rows_of(lines: Lines, roles: Sequence[str]) -> Rows:
    """The rows of the table: lines that belong together, and the classes that each begins."""
    if not lines:
        return {}
    name = next((k for k, role in enumerate(roles) if role in NAMES), 0)
    owners = [k for k, role in enumerate(roles) if role in _OWNERS or (k < name and not role)]
    owned = [k for k in range(len(roles)) if k not in owners]
    lines = {n: _unnamed(cells, name, owned, roles) for n, cells in lines.items()}
    numbers = [n for n, cells in lines.items() if any(cells[k] for k in owned)]
    limits = [max((width(cells[k]) for cells in lines.values()), default=0) for k in range(len(roles))]
    body = _Body(lines, numbers, limits, roles, name, owned)
    ways = [way for way in (_apart(body),) if way is not None]
    ways = ways or [way for way in (_from_the_top(body), *_centred(body)) if way is not None]
    if not ways:
        return {n: [[cell] if cell else [] for cell in cells] for n, cells in lines.items()}
    _, middle, starts = min(ways)
    spans = [range(a, b) for a, b in pairwise([*starts, max(lines) + 1])]
    rows = {span.start: _stacked([lines[n] for n in span if n in lines], owned, len(roles)) for span in spans}
    classed = {k: cells_of(lines, k, limits[k]) for k in owners}
    middle = middle or not _begin_beside(
        [cells for k, cells in classed.items() if roles[k] in _LEVELS], starts[0]
    )
    own = [[n for n in numbers if n in span] or [span.start] for span in spans]
    names = ["".join("".join(cell) for cell in rows[span.start][name : name + 1]) for span in spans]
    at = centred([(lines[0], lines[-1]) for lines in own], classed, roles, names) if middle else {}
    for k, cells in classed.items():
        if middle:
            lines_of = [starts[i] for i in at[k]]
        else:
            lines_of = [_row_at(body, starts, places[0]) for places, _ in cells]
        for n, (_, texts) in zip(lines_of, cells, strict=True):
            rows.setdefault(n, [[] for _ in roles])[k] += texts
    return dict(sorted(rows.items()))


def _unnamed(cells: list[str], name: int, owned: Sequence[int], roles: Sequence[str]) -> list[str]:
    """The cells of a line, without a class that has no indicator: 生态效益指标 | 不适用."""
    if cells[name] not in _NONE or any(cells[k] for k in owned if k != name):
        return cells
    return [
        "" if k == name or (role == "level2" and classes(cell)) else cell
        for k, (cell, role) in enumerate(zip(cells, roles, strict=True))
    ]


def _begin_beside(columns: Sequence[Sequence[tuple[list[int], list[str]]]], first: int) -> bool:
    """Whether classes stand beside the first of their rows: the first ones beside the first row, and those of the first
    level beside those of the second."""
    begun = [[places[0] for places, _ in cells] for cells in columns if cells]
    if any(lines[0] > first for lines in begun):
        return False
    return len(begun) < _ROWS or sum(n in begun[1] for n in begun[0]) >= _BEGUN * len(begun[0])


def _row_at(body: _Body, starts: Sequence[int], n: int) -> int:
    """The line of the row that a class begins; its own where nothing else stands in it, and no row begins there."""
    if not any(body.lines[n][k] for k in body.owned):
        return n
    return max((start for start in starts if start <= n), default=starts[0])


def _anchors(body: _Body, centred: bool) -> list[tuple[int, int]]:
    """The first and the last line of each cell of that column which has one short cell for each row."""
    best: list[tuple[int, int]] = []
    most = (0.0, 0)
    at = {n: i for i, n in enumerate(body.numbers)}
    step = min((b - a for a, b in pairwise(body.numbers)), default=1)  # a cell goes on without an empty line
    for k, role in enumerate(body.roles):
        if k <= body.name or role not in _ANCHORS:
            continue
        told = {n: body.lines[n][k] for n in body.numbers}
        named = [n for n in body.numbers if body.lines[n][body.name]]
        ends = any(shape(b).unit or is_cut_day(a, b) for a, b in pairwise(told[n] for n in named))
        if role == "value" and named == [n for n, cell in told.items() if cell] and not ends:
            return [(n, n) for n in named]  # no name or target has more than one line
        cells: list[tuple[int, int]] = []
        for n in (n for n in body.numbers if body.lines[n][k]):
            last = cells[-1][1] if cells else n
            apart = at[n] - at[last]
            near = role in RESULTS and 0 < apart <= _NEAR and n - last == apart * step
            if near and _goes_on(body, last, n, k, centred, apart > 1):
                cells[-1] = (cells[-1][0], n)
            else:
                cells.append((n, n))
        whole = sum(is_one(body.lines[a][k] + (body.lines[b][k] if b != a else "")) for a, b in cells)
        # One that is whole counts; where hardly any is, the column of targets has as many as there are rows.
        worth = (whole + (_TEXTS * len(cells) if role == "value" else 0.0), -k)
        if worth > most:
            best, most = cells, worth
    return _with_weighed(body, best)


def _with_weighed(body: _Body, anchors: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The anchors, and the names that have nothing but their weight beside them where each anchor has one."""
    begun = {n for n, _ in anchors}
    for k in (k for k, role in enumerate(body.roles) if role in _POINTS):
        if sum(bool(body.lines[n][k]) for n in begun) < _WEIGHED * len(begun):
            continue
        alone = [n for n in body.numbers if n not in begun and body.lines[n][k] and body.lines[n][body.name]]
        if all(b - a > 1 for a, b in pairwise(sorted((*begun, *alone)))):
            return sorted([*anchors, *((n, n) for n in alone)])
    return anchors


def _goes_on(body: _Body, above: int, below: int, k: int, centred: bool, parted: bool) -> bool:
    """Whether a target goes on in the next line: 每季度末 | 月 25 日前, ≥180 万 | 元; with a line of other cells between
    the two (`parted`) where they have one line or three."""
    upper, lower = body.lines[above], body.lines[below]
    one, two = upper[k], lower[k]
    name, after = upper[body.name], lower[body.name]
    if any(upper[j] and lower[j] for j, role in enumerate(body.roles) if role in _POINTS and j != k):
        return False  # a row has its points once
    if shape(two).unit or is_cut_day(one, two) or (name and len(after) == 1):
        return True
    if parted:
        return False
    # Beside a class a row begins where cells begin at its top, and always beside a name when the one above has ended.
    classed = not centred and any(classes(cell) for cell in lower[: body.name])
    named = name and after and not is_full(name, after, body.limits[body.name])
    if (is_one(one) and is_one(two)) or classed or named:
        return False
    whole = shape(one + two).figure in _WHOLE and not shape(two).figure  # ≥15 万 | 元/公顷
    return whole or shape(one + two).figure == "date" or is_full(one, two, body.limits[k])


def _apart(body: _Body) -> tuple[float, bool, list[int]] | None:
    """Rows that empty lines part, and the first line of each: no price, as nothing is left open."""
    starts = [b for a, b in pairwise([-_NEAR, *body.numbers]) if b > a + 1]
    ends = [*starts[1:], body.numbers[-1] + 1] if starts else []
    anchors = _anchors(body, True)
    alone = len(starts) == len(anchors) and all(
        start <= first <= last < end for start, (first, last), end in zip(starts, anchors, ends, strict=True)
    )
    return (0.0, False, starts) if alone and len(starts) > _ROWS else None


def _from_the_top(body: _Body) -> tuple[float, bool, list[int]] | None:
    """The price of rows that begin at their anchors, and the first line of each."""
    anchors = _anchors(body, False)
    if len(anchors) < _ROWS:
        return None
    starts = [min(body.numbers[0], anchors[0][0]), *(first for first, _ in anchors[1:])]
    begun = set(starts)
    cost = sum(body.price(i, b in begun) for i, b in enumerate(body.numbers[1:]))
    for start, end in pairwise([*starts, body.numbers[-1] + 1]):
        group = [n for n in body.numbers if start <= n < end] if end - start < _TALLEST else [start]
        late = not body.lines[start][body.name] if start in body.lines else True
        cost += body.named(group) + (_LATE if late and any(body.lines[n][body.name] for n in group) else 0.0)
    return cost, False, starts


def _centred(body: _Body) -> Iterator[tuple[float, bool, list[int]]]:
    """The same of rows with anchors in their middle: the upper or the lower of two middle lines."""
    anchors = _anchors(body, True)
    if len(anchors) < _ROWS:
        return
    numbers = body.numbers
    at = {n: i for i, n in enumerate(numbers)}
    places = [(at[first] + at[last]) / 2 for first, last in anchors]
    gaps = range(len(numbers) - 1)
    within = [0.0, 0.0, *accumulate(body.price(i, False) for i in gaps)]  # up to a line
    between = [0.0, *(body.price(i, True) for i in gaps), 0.0]  # before a line
    firsts, lasts = [at[first] for first, _ in anchors], [at[last] for _, last in anchors]
    for lower in (False, True):
        best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
        for place, last, following in zip(places, lasts, [*firsts[1:], None], strict=True):
            most = len(numbers) if following is None else min(following, last + _TALLEST)
            after: dict[int, tuple[float, tuple[int, ...]]] = {}
            for end in range(most if following is None else last + 1, most + 1):
                for start, (cost, way) in best.items():
                    middle = (start + end - 1) / 2
                    away = abs((ceil(middle) if lower else floor(middle)) - place)
                    whole = (
                        cost + within[end] - within[start + 1] + between[end] + _AWAY * max(0.0, away - _HALF)
                    )
                    if end - start < _TALLEST:
                        whole += body.named(numbers[start:end])
                    if end not in after or whole < after[end][0]:
                        after[end] = (whole, (*way, end))
            best = after
        if not best:
            return  # two anchors in one line
        cost, way = min(best.values())
        beside = numbers[0] == anchors[0][0] and all(body.lines[n][body.name] for n, _ in anchors)
        likely = _LIKELY_TOP * len(anchors) if beside else 0.0
        yield cost + _CENTRED + likely, True, [numbers[j] for j in way[:-1]]


def _stacked(lines: Sequence[Sequence[str]], owned: Sequence[int], wide: int) -> list[list[str]]:
    return [[line[k] for line in lines if line[k]] if k in owned else [] for k in range(wide)]
