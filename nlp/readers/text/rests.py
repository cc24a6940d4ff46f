"""Rows on a line with the rests of their cells on the lines below it, as extractors write narrow columns (pdfplumber).

Which cell a rest belongs to is told by which one is full, and by the words that a line's end has cut in two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from ...vocabulary import classes, column, label
from .cells import width
from .shapes import shape
from .torn import is_in_word

_EVIDENCE = 2  # words cut in two, at least
_SHARE = 0.1  # of the rests cut a word
_OFTEN = 2  # a width that so many cells are cut at is that of a column
_WHOLE = frozenset(("signed", "bound", "plain"))
_ENDS = ("指标", "标", "度", "度指标")  # 经济成本 | 指标 is a class before, too
_LONGEST = 16  # characters of a rest


def with_rests(lines: Sequence[str]) -> list[str]:
    """The lines with the rests of cells in their rows; what was taken into a row leaves an empty line."""
    if any("\t" in line for line in lines):
        return list(lines)
    words = [line.split() for line in lines]
    groups = list(_groups(words))
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
    for row, rests in groups:
        cells = [[word] for word in words[row]]
        for n in rests:
            if not _deal(cells, words[n], limits):
                break
            whole[n] = ""
        whole[row] = "    ".join("".join(cell) for cell in cells)
    return whole


def _groups(words: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[int]]]:
    """Each line with a target, and the lines of mere text below it."""
    row, rests = -1, list[int]()
    for n, line in enumerate(words):
        if _is_row(line):
            if row >= 0 and rests:
                yield row, rests
            row, rests = n, []
        elif row >= 0 and line and all(_is_rest(word) for word in line):
            rests.append(n)
        elif line:
            if row >= 0 and rests:
                yield row, rests
            row, rests = -1, []
    if row >= 0 and rests:
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


def _deal(cells: list[list[str]], rests: Sequence[str], limits: set[int]) -> bool:
    """Give each rest to the first cell from the left that is open; False where one finds none."""
    taken: list[tuple[int, str]] = []
    at = 0
    for rest in rests:
        places = [k for k in range(at, len(cells)) if _is_open(cells[k], rest, limits)]
        if not places:
            return False
        told = next(
            (k for k in places if _completes(cells[k], rest) or is_in_word(cells[k][-1], rest)), places[0]
        )
        taken.append((told, rest))
        at = told + 1
    for k, rest in taken:
        cells[k].append(rest)
    return True


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
    s = shape(rest)
    return bool(s.unit and shape(text + rest).figure in _WHOLE and not text.endswith(rest))
