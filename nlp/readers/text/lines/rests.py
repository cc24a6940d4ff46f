"""Rows on a line with the rests of their cells on the lines below it, as extractors write narrow columns (pdfplumber).

Which cell a rest belongs to is told by which one is full, and by the words that a line's end has cut in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ....vocabulary import classes, column, label
from ..cells import width
from ..shapes import shape
from ..torn import is_in_word

_EVIDENCE = 2  # words cut in two, at least
_SHARE = 0.1  # of the rests cut a word
_BARE = 0.15  # of the rows begin with a target
_OFTEN = 2  # a width that so many cells are cut at is that of a column
_WHOLE = frozenset(("signed", "bound", "plain", "date"))
_BOUNDS = ("前", "底前", "以前", "之前", "以上", "以下", "以内", "内")
_UNCOUNTED = (*"0123456789万亿千百", "/")  # ends of a figure that lacks its unit
_ENDS = ("指标", "标", "度", "度指标")  # 经济成本 | 指标 is a class before, too
_LONGEST = 16  # characters of a rest


def with_rests(lines: Sequence[str]) -> list[str]:
    """The lines with the rests of cells in their rows; what was taken into a row leaves an empty line."""
    if any("\t" in line for line in lines):
        return list(lines)
    words = [line.split() for line in lines]
    groups = list(_groups(words))
    if sum(shape(words[row][0]).target for row, _ in groups) > _BARE * len(groups):
        return list(lines)  # a name of two lines stands whole above its row
    cut = Counter(
        width(word)
        for row, rests in groups
        for word in words[row]
        if _is_text(word) and any(is_in_word(word, rest) for n in rests for rest in words[n])
    )
    found = sum(len(words[n]) for _, rests in groups for n in rests)
    limits = {w for w, count in cut.items() if count >= _OFTEN}
    if cut.total() < _EVIDENCE or cut.total() < _SHARE * found or not limits:
        return list(lines)
    whole = list(lines)
    wide = max((sum(bool(column(word)) for word in line) for line in words), default=0)
    name: list[str] = []  # of the next row, where it stands above it
    for (row, rests), after in zip(groups, [*groups[1:], None], strict=True):
        cells = [[word] for word in _named(name, words[row])]
        name = []
        headless = after is not None and _is_headless(words[after[0]], [w for n in rests for w in words[n]])
        for k, n in enumerate(rests):
            if headless and not _is_sure(cells, words[n]):
                name = [word for m in rests[k:] for word in words[m]]
                whole[n : rests[-1] + 1] = [""] * (rests[-1] + 1 - n)
                break
            if not _deal(cells, words[n], limits, wide):
                break
            whole[n] = ""
        whole[row] = "    ".join("".join(cell) for cell in cells)
    return whole


def _is_headless(row: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the name of a row, or the beginning of it, is the last of the words above it."""
    return bool(above) and (shape(row[0]).target or is_in_word(above[-1], row[0]))


def _named(name: Sequence[str], row: Sequence[str]) -> list[str]:
    if not name or shape(row[0]).target:
        return [*(["".join(name)] if name else []), *row]
    return ["".join(name) + row[0], *row[1:]]


def _groups(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[int]]]:
    """Each line with a target, and the lines of mere text below it."""
    row, rests = -1, list[int]()
    for n, line in enumerate(words):
        if _is_row(line) or (row >= 0 and len(line) > 1 and shape(line[0]).target):
            if row >= 0:
                yield row, rests
            row, rests = n, []
        elif row >= 0 and line and all(_is_rest(word) for word in line):
            rests.append(n)
        elif line:
            if row >= 0:
                yield row, rests
            row, rests = -1, []
    if row >= 0:
        yield row, rests


def _is_row(line: Sequence[str]) -> bool:
    if len(line) < 2 or sum(bool(column(word)) for word in line) > 1 or label(line[0].rstrip(":：")):
        return False
    return any(shape(word).target for word in line[1:])


def _is_text(word: str) -> bool:
    return not shape(word).target and len(word) > 1


def _is_rest(word: str) -> bool:
    s = shape(word)
    whole = bool(classes(word)) and "指标" in word
    return len(word) <= _LONGEST and not (
        whole or s.figure or s.footer or s.label or (column(word) and len(word) > 2)
    )


def _deal(cells: list[list[str]], rests: Sequence[str], limits: set[int], wide: int) -> bool:
    """Give each rest to the first cell from the left that is open; behind a cell that is whole they are cells of their
    own where a row of `wide` columns lacks so many. False where one finds none."""
    if (
        len(cells[-1]) > 1
        and len(cells) + len(rests) <= wide
        and not any(_goes_on(c, r) for c in cells for r in rests)
    ):
        cells += [[rest] for rest in rests]
        return True
    taken: list[tuple[int, str]] = []
    at = 0
    for rest in rests:
        places = [k for k in range(at, len(cells)) if _is_open(cells[k], rest, limits)]
        sure = next((k for k in places if _goes_on(cells[k], rest)), -1)
        if sure < 0 and not places:
            return False
        told = sure if sure >= 0 else places[0]
        taken.append((told, rest))
        at = told + 1
    for k, rest in taken:
        cells[k].append(rest)
    return True


def _is_sure(cells: Sequence[Sequence[str]], rests: Sequence[str]) -> bool:
    """Whether each of the rests makes a cell whole."""
    return all(any(_goes_on(cell, rest) for cell in cells) for rest in rests)


def _goes_on(cell: Sequence[str], rest: str) -> bool:
    return _completes(cell, rest) or is_in_word(cell[-1], rest)


def _is_open(cell: Sequence[str], rest: str, limits: set[int]) -> bool:
    if _completes(cell, rest):
        return True
    if classes("".join(cell)) or shape("".join(cell)).target:
        return False
    return any(limit - 2 < width(cell[-1]) <= limit for limit in limits)


def _completes(cell: Sequence[str], rest: str) -> bool:
    """Whether the rest makes a class or a target whole: 服务对象满意度指 | 标, ≥180万 | 元."""
    text = "".join(cell)
    if classes(text + rest):
        return rest in _ENDS or not classes(text)
    counted = (shape(rest).unit and text.endswith(_UNCOUNTED)) or rest in _BOUNDS
    return counted and shape(text + rest).figure in _WHOLE and not text.endswith(rest)
