"""Text that keeps the places of a page (pdftotext -layout): tables whose cells go on in the next line → whole rows.

Nothing but where words stand says what belongs together. Columns stand under their headings; a row has one target (or
sign, or points), and its other cells begin beside it or are centred on it; a line of a cell is full where it goes on.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import NamedTuple

from ...vocabulary import classes, column, label
from .cells import is_page
from .fit import scores
from .shapes import shape

_LEVELS = frozenset(("level1", "level2"))
_BLANK = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")
_LATIN = re.compile(r"[!-~]")
_WORD = re.compile(r"\S+")
_CHUNK = re.compile(r"[（(“《【]*(?:[!-~]+[（“《]?|.)[，。、；：）》”%％]*")
_HEADINGS = 3
_INDENT, _INDENTED = 8, 3  # blanks before the lines of a table whose first columns are merged
_LONGEST = 18  # characters of a heading
_NAMES, _RESULTS = frozenset(("name", "detail")), frozenset(("value", "actual", "sign"))
_SOON = 4  # lines
_HEAD_LINES = 4
_EDGE_WORDS = frozenset(("level1", "level2", "project", "activity", "goal", "content", "number"))
_ANCHORS = ("sign", "points", "weight", "value", "actual")
_ONE_EACH = 0.8  # of an anchor column's cells are one short word each
_WIDE = 24  # characters of a sentence over the columns
_NOT_FULL, _FULL, _AWAY = 1.0, 0.6, 0.5
_ASIDE, _SHARED, _MOST, _FEW = 0.03, 1.0, 30, 8
_BESIDE, _SUITS = 0.4, 0.2
_SKIPS, _SKIPPED = {"name": 6.0, "value": 4.0, "level1": 1.5, "level2": 2.0}, 0.8
_WORST = -1.0
_SHARED_HEAD, _ONE_CELL = 2.5, 0.3
_SUMS = ("分", "计")
_TWO_FIGURES = 4.0
_CENTRED, _LIKELY_TOP = 1.0, 0.5


class Word(NamedTuple):
    """What stands between blanks: where it starts and ends in its line."""

    start: int
    end: int
    text: str

    @property
    def middle(self) -> float:
        """Half way between start and end."""
        return (self.start + self.end) / 2


class Part(NamedTuple):
    """Words of a line with one blank between them at most."""

    words: tuple[Word, ...]

    @property
    def start(self) -> int:
        """Where the first word starts."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where the last word ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """The words with a blank between them."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Half way between start and end."""
        return (self.start + self.end) / 2


class _Head(NamedTuple):
    """The headings of a table, which fill lines [start, end)."""

    start: int
    end: int
    cells: tuple[Word, ...]

    @property
    def roles(self) -> list[str]:
        roles = [column(cell.text) for cell in self.cells]
        # 绩效指标 heads the left edge, too.
        first = next((k for k, role in enumerate(roles) if role in _LEVELS), 0)
        return ["" if role == "name" and k < first else role for k, role in enumerate(roles)]


Row = list[list[str]]  # the lines of each cell


def pages_of(text: str) -> list[int]:
    """The number of the page that each line of a text stands on, as far as form feeds tell."""
    ends = [line.endswith("\f") for line in text.splitlines(keepends=True)]
    return [0, *accumulate(ends)][:-1] if ends else []


def whole_rows(lines: Sequence[str], pages: Sequence[int]) -> list[str]:
    """The lines with each row of a table in one, its cells between tabs; what was taken into it leaves empty lines."""
    if any("\t" in line for line in lines):
        return list(lines)
    # Some tools count a Chinese character for one place, some for two: what stands in columns starts at few places.
    parts = min(
        ([_parts(line, wide) for line in lines] for wide in (False, True)),
        key=lambda parts: len({part.start for line in parts if len(line) >= _HEADINGS for part in line}),
    )
    if sum(bool(line) and line[0].start >= _INDENT for line in parts) < _INDENTED:
        return list(lines)
    whole = list(lines)
    at = 0
    while at < len(lines):
        head = _head_at(parts, at)
        if head is None or _better(head, _head_at(parts, at + 1)):
            at += 1
            continue
        at, rows = _table(parts, head, pages)
        if rows:
            whole[head.start : at] = [""] * (at - head.start)
            whole[head.start] = "\t".join(cell.text for cell in head.cells)
            for n, row in rows.items():
                whole[n] = "\t".join(map(_joined, row))
    return whole


def _parts(line: str, wide: bool) -> list[Part]:
    """The parts of a line; `wide`: a Chinese character fills two places."""
    place = [0, *accumulate(_width(c) if wide and c != " " else 1 for c in line)]
    words = [Word(place[m.start()], place[m.end()], m[0]) for m in _WORD.finditer(line)]
    parts: list[list[Word]] = []
    for word in words:
        if parts and word.start - parts[-1][-1].end <= 1:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Part(tuple(part)) for part in parts]


def _head_at(parts: Sequence[Sequence[Part]], at: int) -> _Head | None:
    """The head of an indicator table that begins in a line, over as many lines as name the most columns."""
    found: _Head | None = None
    known = (_HEADINGS - 1, _MOST)
    for end in range(at + 1, min(at + _HEAD_LINES, len(parts)) + 1):
        if not parts[at] or (end > at + 1 and not parts[end - 1]):
            break
        cells = _under_one_another([_headings(line) for line in parts[at:end]])
        roles = [column(c.text) for c in cells]
        if max(len(c.text) for c in cells) > _LONGEST or not (_NAMES & set(roles) and _RESULTS & set(roles)):
            continue
        if _known(roles) > known:
            found, known = _Head(at, end, tuple(cells)), _known(roles)
    while found and found.end < len(parts) and (more := _goes_below(parts[found.end], found.cells)):
        found = _Head(at, found.end + 1, more)
    return found


def _single(line: Sequence[Part]) -> list[Part]:
    """The line with headings apart that have one blank between them."""
    single: list[Part] = []
    for part in line:
        words = [Part(part.start + m.start(), part.start + m.end(), m[0]) for m in _WORD.finditer(part.text)]
        apart = all(column(w.text) for w in words) or not (column(part.text) or _LATIN.search(part.text))
        single += words if apart and all(len(w.text) > 1 for w in words) else [part]
    return single


def _goes_below(line: Sequence[Part], cells: Sequence[Part]) -> tuple[Part, ...]:
    """The headings with the rests that a line holds; none where it holds something else."""
    whole = list(cells)
    gained = False
    for part in line:
        if shape(part.text).figure or classes(part.text):
            return ()
        k = min(range(len(cells)), key=lambda k: abs(cells[k].middle - part.middle))
        text = whole[k].text + part.text
        if column(text) or not column(whole[k].text):
            gained = gained or bool(column(text))
            whole[k] = whole[k]._replace(text=text)
    return tuple(whole) if gained else ()


def _better(head: _Head, other: _Head | None) -> bool:
    """Whether the head that begins in the next line is the better one: what stands above it belongs to the form."""
    return other is not None and _known(other.roles) >= _known(head.roles)


def _known(roles: Sequence[str]) -> tuple[int, int]:
    """How many headings are known: different ones, and all."""
    known = [role for role in roles if role]
    return len(set(known)), len(known)


def _under_one_another(lines: Sequence[Sequence[Word]]) -> list[Word]:
    """The cells of lines: what stands above or below another belongs to it."""
    cells = list(max(lines, key=len))
    texts: list[list[tuple[int, str]]] = [[] for _ in cells]
    for n, line in enumerate(lines):
        for part in line:
            at = min(range(len(cells)), key=lambda k: abs(cells[k].middle - part.middle))
            if part.end <= cells[at].start or part.start >= cells[at].end:
                at += part.middle > cells[at].middle
                cells.insert(at, part)
                texts.insert(at, [])
            texts[at].append((n, part.text))
    return [c._replace(text="".join(t for _, t in sorted(told))) for c, told in zip(cells, texts, strict=True)]


def _headings(line: Sequence[Part]) -> list[Word]:
    """The parts of a line, those apart that are headings with one blank between them."""
    found: list[Word] = []
    for part in line:
        apart = all(column(w.text) for w in part.words) or not (column(part.text) or _LATIN.search(part.text))
        if apart and all(len(word.text) > 1 for word in part.words):
            found += part.words
        else:
            found.append(Word(part.start, part.end, part.text))
    return found


def _goes_below(line: Sequence[Part], cells: Sequence[Word]) -> tuple[Word, ...]:
    """The headings with the rests that a line holds; none where it holds something else."""
    whole = list(cells)
    gained = False
    for part in line:
        if shape(part.text).figure or classes(part.text):
            return ()
        k = min(range(len(cells)), key=lambda k: abs(cells[k].middle - (part.start + part.end) / 2))
        text = whole[k].text + part.text
        if column(text) or not column(whole[k].text):
            gained = gained or bool(column(text))
            whole[k] = whole[k]._replace(text=text)
    return tuple(whole) if gained else ()


def _better(head: _Head, other: _Head | None) -> bool:
    """Whether the head that begins in the next line is the better one: what stands above it belongs to the form."""
    return other is not None and _known(other.roles) >= _known(head.roles)


def _known(roles: Sequence[str]) -> tuple[int, int]:
    """How many headings are known: different ones, and all."""
    known = [role for role in roles if role]
    return len(set(known)), len(known)


def _table(
    parts: Sequence[Sequence[Part]], head: _Head, pages: Sequence[int]
) -> tuple[int, dict[int, list[list[str]]]]:
    """Behind the last line of the table, and its rows by the line of each, cell by cell, line by line."""
    end, again = _end(parts, head)
    body = [n for n in range(head.end, end) if parts[n] and n not in again]
    if not body:
        return end, {}
    lines: dict[int, list[str]] = {}
    if not any(_is_edge(cell.text) for cell in head.cells):
        parts = [[part for part in line if not _is_edge(part.text)] for line in parts]
        body = [n for n in body if parts[n]]
    for page in sorted({pages[n] for n in body}):  # each is laid out anew
        own = [n for n in body if pages[n] == page]
        columns = _columns(head, [parts[n] for n in own if len(parts[n]) >= _HEADINGS] or [parts[n] for n in own])
        told = {head.roles[column.head] for column in columns}
        if not (told & _NAMES and told & _RESULTS):
            return end, {}
        lines |= {n: _dealt(parts[n], columns, tuple(head.roles)) for n in own}
    return end, _rows(lines, head.roles)


def _is_edge(text: str) -> bool:
    """Whether it heads the left edge of a table: 绩效指标."""
    return column(text) == "name" and text.endswith("绩效指标")


def _end(parts: Sequence[Sequence[Part]], head: _Head) -> tuple[int, set[int]]:
    """Behind the last line of the table; lines in it that only number a page or repeat the head."""
    again: set[int] = set()
    before = {tuple(p.text for p in line) for line in parts[: head.start]}
    for n in range(head.end, len(parts)):
        if not parts[n] or n in again:
            continue
        texts = tuple(p.text for p in parts[n])
        if is_page(" ".join(texts)):
            again.add(n)
            continue
        other = _head_at(parts, n)
        if other is not None:
            if [c.text for c in other.cells] != [c.text for c in head.cells]:
                return n, again
            again |= {*range(n, other.end)}
        elif len(texts) == 1 and (texts in before or (shape(texts[0]).footer and not classes(texts[0]))):
            if _opens(parts, n):
                return n, again
            again.add(n)
        elif _ends_table(parts[n], head):
            return n, again
    return len(parts), again


def _opens(parts: Sequence[Sequence[Part]], at: int) -> bool:
    """Whether a form begins soon below a line, or the text ends: else it is a running title."""
    below = [n for n in range(at + 1, len(parts)) if parts[n]][:_SOON]
    return not below or any(_head_at(parts, n) is not None or _asks(parts[n][0].text) for n in below)


def _asks(text: str) -> bool:
    return bool(label(text.rstrip(":："))) and not classes(text)


def _ends_table(line: Sequence[Part], head: _Head) -> bool:
    """Whether a line belongs to no table: a label of a form, or a sentence over its columns."""
    first = line[0].text
    if (_asks(first) and line[0].start <= head.cells[0].end) or (shape(first).footer and not _is_sum(first)):
        return True
    return any(len(p.text) > _WIDE and sum(p.start < c.start < p.end - 1 for c in head.cells) > 1 for p in line)


def _is_sum(text: str) -> bool:
    return text.endswith(_SUMS)


class _Column(NamedTuple):
    """Where the words of a column stand in the rows; headings may stand elsewhere."""

    start: int
    end: int
    head: int

    def away(self, start: int, end: int) -> int:
        """How far words stand beside the column."""
        return max(0, start - self.end + 1, self.start - end + 1)


def _columns(head: _Head, body: Sequence[Sequence[Part]]) -> list[_Column]:
    """The columns that the words of the rows make, each under the heading that it fits best, in order."""
    parts = [Word(part.start, part.end, part.text) for line in body for part in line]
    words = [word for line in body for part in line for word in part.words]
    (cost, columns), (dearer, finer) = (_under(head, told, len(body)) for told in (parts, words))
    coarse, fine = ({head.roles[c.head] for c in way} for way in (columns, finer))
    if (fine - coarse) & (_NAMES | _RESULTS):
        return finer
    return columns if len(coarse) >= len(fine) or cost <= dearer else finer


def _under(head: _Head, told: Sequence[Word], lines: int) -> tuple[float, list[_Column]]:
    """The cheapest way to put what stands below one another under headings: each under the heading of the one before
    it, or a later one."""
    stretches = _stretches(told, len(head.cells), lines)
    words = [[word.text for word in told if a <= word.middle < b] for a, b in stretches]
    roles = tuple(head.roles)
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
            after.append((paid + _ASIDE * abs(cell.middle - (start + end) / 2) - fits[k], (*way, k)))
        best = after
    paid, way = min((paid + skips[-1] - skips[k + 1], way) for k, (paid, way) in enumerate(best))
    return paid, [_Column(a, b, k) for (a, b), k in zip(stretches, way, strict=False)]


def _fit(roles: tuple[str, ...], texts: Sequence[str]) -> list[float]:
    """How well texts stand under each heading, on average."""
    points = [scores(roles, text) for text in texts[:_MOST]]
    return [sum(max(_WORST, p) for p in column) / len(points) for column in zip(*points, strict=True)] or [0.0] * len(roles)


def _stretches(words: Sequence[Word], wide: int, lines: int) -> list[tuple[int, int]]:
    """From where to where words stand below one another; what a few lines have out of place does not count."""
    cover = [0] * (1 + max((word.end for word in words), default=0))
    for word in words:
        for x in range(word.start, word.end):
            cover[x] += 1
    found: list[tuple[int, int]] = []
    for least in range(1 + lines // _FEW):
        filled = [x for x, count in enumerate(cover) if count > least]
        starts = [x for at, x in enumerate(filled) if not at or filled[at - 1] < x - 1]
        ends = [x + 1 for at, x in enumerate(filled) if at + 1 == len(filled) or filled[at + 1] > x + 1]
        if len(starts) > len(found):
            found = list(zip(starts, ends, strict=True))
        if len(found) >= wide:
            break
    return found


def _dealt(line: Sequence[Part], columns: Sequence[_Column], roles: tuple[str, ...]) -> list[str]:
    """The words of a line by heading: each piece stands in or near its column, from left to right."""
    pieces = [piece for part in line for piece in _parted(part, columns)]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ())]
    for at, piece in enumerate(pieces):
        points = scores(roles, piece.text)
        shared = _TWO_FIGURES if at and _is_one(piece.text) and _is_one(pieces[at - 1].text) else _SHARED
        after: list[tuple[float, tuple[int, ...]]] = []
        for c, place in enumerate(columns):
            cost = _BESIDE * place.away(piece.start, piece.end) - _SUITS * points[place.head]
            before = min(
                (best[j][0] + (shared if j == c else 0.0), best[j][1]) for j in range(c + 1)
            ) if at else best[0]
            after.append((before[0] + cost, (*before[1], c)))
        best = after
    cells = [""] * len(roles)
    for piece, c in zip(pieces, min(best)[1], strict=True):
        k = columns[c].head
        cells[k] = f"{cells[k]} {piece.text}".strip()
    return cells


def _parted(part: Part, columns: Sequence[_Column]) -> list[Word]:
    """The words of a part, apart where they stand in different columns."""
    pieces = [part.words[0]]
    for word in part.words[1:]:
        x = pieces[-1].end
        if any(one.end <= x + 1 and x <= two.start for one, two in pairwise(columns)):
            pieces.append(word)
        else:
            pieces[-1] = Word(pieces[-1].start, word.end, f"{pieces[-1].text} {word.text}")
    return pieces


def _rows(lines: dict[int, list[str]], roles: Sequence[str]) -> dict[int, list[list[str]]]:
    """The rows of the table: lines that belong together, and the classes that each begins."""
    name = next((k for k, role in enumerate(roles) if role in ("name", "detail")), 0)
    owners = [k for k, role in enumerate(roles) if role in _EDGE_WORDS or (k < name and not role)]
    owned = [k for k in range(len(roles)) if k not in owners]
    numbers = [n for n, cells in lines.items() if any(cells[k] for k in owned)]
    limits = [max((_width(cells[k]) for cells in lines.values()), default=0) for k in range(len(roles))]
    anchors = _anchors(lines, numbers, roles, name, limits)
    if len(anchors) < 2:
        return {n: [[cell] if cell else [] for cell in cells] for n, cells in lines.items()}

    def price(above: int, below: int, parted: bool) -> float:
        """What it costs that two lines are of one row, or of two."""
        total = 0.0
        for k in owned:
            one, two = lines[above][k], lines[below][k]
            if one and two:
                full = _is_full(one, two, limits[k])
                total += (_FULL if full else 0.0) if parted else (0.0 if full else _NOT_FULL)
        return total

    beside = numbers[0] == anchors[0] and all(lines[n][name] for n in anchors)
    starts = _parted_lines(numbers, anchors, price, _LIKELY_TOP * len(anchors) if beside else 0.0)
    spans = [range(a, b) for a, b in pairwise([*starts, max(lines) + 1])]
    rows = {span.start: _stacked([lines[n] for n in span if n in lines], owned, len(roles)) for span in spans}
    centred = any(start not in anchors for start in starts)
    order = {n: i for i, n in enumerate(lines)}
    for k in owners:
        _give_owners(order, rows, spans, [(n, cells[k]) for n, cells in lines.items() if cells[k]], k, limits[k], centred)
    return rows


def _anchors(
    lines: dict[int, list[str]], numbers: Sequence[int], roles: Sequence[str], name: int, limits: Sequence[int]
) -> list[int]:
    """The lines of the cells of that column which has one short cell for each row."""
    best: list[int] = []
    for k, role in enumerate(roles):
        if k <= name or role not in _ANCHORS:
            continue
        filled = [n for n in numbers if lines[n][k]]
        single = [
            n
            for at, n in enumerate(filled)
            if not (at and role in _RESULTS and _goes_on(lines[filled[at - 1]], lines[n], k, name, limits))
        ]
        if role == "value" and all(lines[n][name] and lines[n][k] for n in numbers):
            return numbers  # no cell has more than one line
        clean = sum(_is_one(lines[n][k]) for n in filled)
        if (clean >= _ONE_EACH * len(filled) or role == "value") and len(single) > len(best):
            best = single
            if role in ("sign", "points") and clean == len(filled):
                break
    return best


def _is_one(text: str) -> bool:
    s = shape(text)
    return s.sign or s.kind or s.grade or s.state or s.figure in ("signed", "bound", "plain", "bare", "date")


def _goes_on(above: Sequence[str], below: Sequence[str], k: int, name: int, limits: Sequence[int]) -> bool:
    """Whether a target goes on in the next line: 每季度末 | 月 25 日前, ≥180 万 | 元."""
    one, two = above[k], below[k]
    if shape(two).unit:
        return True
    fresh = below[name] and above[name] and not _is_full(above[name], below[name], limits[name])
    if fresh or (_is_one(one) and _is_one(two)) or any(classes(cell) for cell in below[:name]):
        return False
    return shape(one + two).figure == "date" or _is_full(one, two, limits[k])


def _parted_lines(
    numbers: Sequence[int], anchors: Sequence[int], price: Callable[[int, int, bool], float], likely: float
) -> list[int]:
    """The first line of each row: the anchors' own, or lines above them where cells are centred."""
    top = [numbers[0] if numbers[0] < anchors[0] else anchors[0], *anchors[1:]]
    ways = [top, _centred_lines(numbers, anchors, price)]

    def total(starts: Sequence[int]) -> float:
        first = set(starts)
        return sum(price(a, b, b in first) for a, b in pairwise(numbers))

    at_top, centred = map(total, ways)
    return ways[0] if at_top <= centred + _CENTRED + likely else ways[1]


def _centred_lines(
    numbers: Sequence[int], anchors: Sequence[int], price: Callable[[int, int, bool], float]
) -> list[int]:
    """The cheapest partition of the lines into one group for each anchor, which stands in its middle."""
    at = {n: i for i, n in enumerate(numbers)}
    places = [at[a] for a in anchors]
    best: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for i, place in enumerate(places):
        ends = range(place + 1, places[i + 1] + 1) if i + 1 < len(places) else range(len(numbers), len(numbers) + 1)
        after: dict[int, tuple[float, tuple[int, ...]]] = {}
        for end in ends:
            for start, (cost, way) in best.items():
                inner = sum(price(numbers[j - 1], numbers[j], False) for j in range(start + 1, end))
                outer = price(numbers[end - 1], numbers[end], True) if end < len(numbers) else 0.0
                away = abs((start + end - 1) / 2 - place)
                whole = cost + inner + outer + _AWAY * max(0.0, away - 0.5)
                if end not in after or whole < after[end][0]:
                    after[end] = (whole, (*way, end))
        best = after
    _, way = min(best.values())
    return [numbers[j] for j in way[:-1]]


def _stacked(lines: Sequence[Sequence[str]], owned: Sequence[int], wide: int) -> list[list[str]]:
    return [[line[k] for line in lines if line[k]] if k in owned else [] for k in range(wide)]


def _give_owners(
    order: dict[int, int],
    rows: dict[int, list[list[str]]],
    spans: Sequence[range],
    pieces: Sequence[tuple[int, str]],
    k: int,
    limit: int,
    centred: bool,
) -> None:
    """Put the cells of a column of classes to the first row of each: cells are several lines, and stand over many rows."""
    cells: list[tuple[list[int], list[str]]] = []
    for n, text in pieces:
        before = cells[-1][1] if cells else []
        if before and "".join(before) == text:
            continue  # a cell over two pages says what it says on both
        if before and order[n] - order[cells[-1][0][-1]] <= 1 and _is_same(before, text, limit):
            cells[-1][0].append(n)
            before.append(text)
        else:
            cells.append(([n], [text]))
    starts = [span.start for span in spans]
    first = 0
    for places, texts in cells:
        if centred:
            at = first
            middle = (places[0] + places[-1]) / 2
            last = max(i for i, span in enumerate(spans) if span.start <= max(middle, starts[first]))
            around = range(max(last, at), len(spans))
            end = min(around, key=lambda i: abs((spans[at].start + spans[i].stop - 1) / 2 - middle))
            first = min(end + 1, len(spans) - 1)
        else:
            at = max((i for i, start in enumerate(starts) if start <= places[0]), default=0)
        rows[starts[at]][k] += texts


def _is_same(above: Sequence[str], below: str, limit: int) -> bool:
    """Whether a line goes on with the class above it."""
    text = "".join(above)
    if classes(text + below) and not (classes(text) and classes(below)):
        return True
    return not classes(text) and not classes(below) and _is_full(above[-1], below, limit)


def _is_full(above: str, below: str, limit: int) -> bool:
    """Whether the first word of `below` had no room behind `above`."""
    chunk = _CHUNK.match(below)
    return chunk is not None and _width(above) + _width(chunk[0]) > limit


@lru_cache(maxsize=4096)
def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text if c != " ")


def _joined(lines: Sequence[str]) -> str:
    """The lines of a cell in one; a blank stays between Latin words only."""
    text = ""
    for line in lines:
        text += f" {line}" if _ends_latin(text) else line
    return _BLANK.sub("", text)


def _ends_latin(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalpha()
