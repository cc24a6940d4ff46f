"""Lines of text → atoms: the smallest pieces that may be cells, each with what stands before it.

Web pages and extractors leave bars, blanks, line ends or nothing at all between the cells of a table.
How much each of them means depends on the table; here they are only told apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...blocks import Paragraph
from ...vocabulary import classes, column


class Gap(IntEnum):
    """What separates an atom from the one before it, weakest first."""

    NONE = 0
    SPACE = 1
    WIDE = 2
    BAR = 3
    LINE = 4
    BLANK = 5  # a line end and at least one empty line
    ROW = 6  # what only the end of a row is marked with


class Atom(NamedTuple):
    """A piece of a line: its text, its line, which of the line's cells it is (1, 2 …), the gap before it.

    `place` is (index, count) of the cell among those that bars or wide blanks make, empty ones counted;
    `shared` is True where the line has other pieces too.
    """

    text: str
    line: int
    order: int
    gap: Gap
    place: tuple[int, int] = (0, 0)
    shared: bool = False


_BAR = re.compile(r"[|｜│┃¦]")
_DATE = re.compile(r"(?<=\d) (?=[年月日]|周?岁)|(?<=[\d ][年月]) (?=\d)")
_PAGE = re.compile(
    r"[-—–―·\s]*+(?:第\s*+)?\d{1,4}\s*+页(?:[，,/\s]*+共\s*+\d{1,4}\s*+页)?[-—–―·\s]*+|[-—–―·]++\s*+\d{1,4}\s*+[-—–―·]++|\d{1,3} / \d{1,3}|[…．.·。]++"
)
_MOST_PARTS = 4  # lines of one row
_RULE = re.compile(r"[\s|｜│┃¦:：\-—=+─━┼├┤┬┴┌┐└┘╋*]{3,}")
_WIDE = re.compile(r"\s{2,}|[\u3000\t]\s*")
_CLASS_ENDS = re.compile(r"(?:(?:效益|影响|满意度)类?(?:指标)?|指标)(?:\s*[（(]\d{1,3}分?[)）])?")
_CLASS_STARTS = frozenset("数质时进成经社生环可服受群公满产效项完其具其")
_LISTED = tuple("、，,。；;：:“”等和及或")  # beside a class name in a sentence
_LISTED_BEFORE = tuple("、，,“和及或")
_LONGEST_CLASS = 14
_HEAD_START = re.compile(r"指标类[型别]|[一二三]级(?:绩效)?(?:指标|目录)?|指标名称|绩效指标")
_LEVEL_WORD = re.compile(r"[一二]级")
_LEVEL = re.compile(r"[一二三]级(?:绩效)?指标")
_LONGEST_HEAD = 18
_LONGEST_CELL = 200
_WORD = 15  # characters between two blanks
_EVERY = 0.9  # of the lines


def atoms_of(paragraphs: Iterable[Paragraph]) -> list[Atom]:
    """The atoms of lines that follow one another; rules of bars and dashes are dropped."""
    found: list[Atom] = []
    last, outer, ended = 0, True, False
    lines = list(_closed(list(paragraphs)))
    tailed = _is_tailed([p.text for p in lines])
    for paragraph in lines:
        line = paragraph.location.line
        if _BAR.search(paragraph.text) and _HEAD_START.search(paragraph.text):
            outer = _BAR.match(paragraph.text) is not None
        gap = Gap.ROW if ended else Gap.BLANK if last and line > last + 1 else Gap.LINE
        ended = (
            tailed and _BAR.match(paragraph.text[-1]) is not None and len(_BAR.findall(paragraph.text)) > 1
        )
        pieces = list(_split(paragraph.text, outer and not tailed, ended))
        for order, (inner, text, place) in enumerate(pieces, 1):
            found.append(Atom(text, line, order, gap if order == 1 else inner, place, len(pieces) > 1))
            last = line
    ends = [a.gap for a in found if a.gap in (Gap.LINE, Gap.BLANK)]
    if ends.count(Gap.BLANK) > _EVERY * len(ends):  # an empty line behind each line says nothing
        return [a._replace(gap=Gap.LINE) if a.gap is Gap.BLANK else a for a in found]
    return found


def is_page(line: str) -> bool:
    """Whether a line only numbers a page."""
    return _PAGE.fullmatch(line.strip()) is not None


def _closed(paragraphs: list[Paragraph]) -> Iterator[Paragraph]:
    """Lines without page numbers; where rows begin and end with a bar, a row broken in a cell is one line."""
    closed = _is_closed([p.text for p in paragraphs])
    mark = next(filter(None, (_comma(p.text) for p in paragraphs)), "")
    open_row: Paragraph | None = None
    parts = 0
    for paragraph in paragraphs:
        if is_page(paragraph.text):
            continue
        if mark and mark in paragraph.text and "。" not in paragraph.text:
            paragraph = replace(paragraph, text=paragraph.text.replace(mark, "|"))
        if open_row is not None:
            paragraph = replace(open_row, text=f"{open_row.text}{paragraph.text}")
            parts += 1
        text = paragraph.text
        if closed and parts < _MOST_PARTS and _BAR.match(text) and not _BAR.match(text[-1]):
            open_row = paragraph
            continue
        open_row, parts = None, 0
        yield paragraph
    if open_row is not None:
        yield open_row


def _is_tailed(lines: list[str]) -> bool:
    """True where rows end with a bar and begin without one: behind the last bar there is no cell."""
    barred = [t for t in lines if len(t) > 2 and _BAR.search(t)]
    ended = sum(_BAR.match(t[-1]) is not None for t in barred)
    return ended > 0.7 * len(barred) and sum(_BAR.match(t) is not None for t in barred) * 3 < len(barred)


def _comma(line: str) -> str:
    """The comma or semicolon that separates headings in a line, '' where none does."""
    if "指标" not in line or len(line) > _LONGEST_CELL:
        return ""
    return next((m for m in ",，;；" if line.count(m) > 1 and all(map(column, line.split(m)))), "")


def _is_closed(lines: list[str]) -> bool:
    """True where a row that ends without a bar goes on in a line that begins without one, and always so."""
    barred = [t for t in lines if _BAR.search(t)]
    begun = [t for t in barred if _BAR.match(t)]
    whole = sum(bool(_BAR.match(t[-1])) for t in begun)
    cells = sum(sum(map(bool, map(str.strip, _BAR.split(t)))) for t in barred)
    if not begun or whole * 3 < len(begun) or len(barred) == whole or cells < 2 * len(barred):
        return False
    torn = [(a, b) for a, b in pairwise(lines) if _BAR.search(a) and not _BAR.match(a[-1])]
    return sum(not _BAR.match(b) for _, b in torn) > 0.9 * len(torn)


def _split(line: str, outer: bool, ended: bool) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    """Gap, text and place of each piece of a line; `outer`: bars stand at the ends of rows, too; `ended`: behind each
    cell, and one for each that is missing."""
    if len(line) > 2 and _RULE.fullmatch(line):
        return
    if _BAR.search(line) and not _is_run(line):
        yield from _barred(line, outer, ended)
        return
    wide = [t for t in _WIDE.split(_DATE.sub("", line)) if t]
    for i, cell in enumerate(wide):
        gap = Gap.WIDE if i else Gap.LINE
        for word in cell.split(" "):
            if word:
                yield from _heads(gap, word, (i, len(wide)) if len(wide) > 1 else (0, 0))
                gap = Gap.SPACE


def _is_run(line: str) -> bool:
    """Whether a line is a whole page whose cells stand between blanks: the bars in it are those of a menu."""
    longest = max(_BAR.split(line), key=len)
    return len(longest) > _LONGEST_CELL and longest.count(" ") * _WORD > len(longest)


def _barred(line: str, outer: bool, ended: bool) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    """The cells of a line; `outer`: a row begins and ends with a bar; `ended`: as in `_split`."""
    cells = [t.strip() for t in _BAR.split(line)]
    while ended and cells and not cells[-1]:
        cells.pop()
    if outer:
        cells = cells[not cells[0] :]
        cells = cells[:-1] if cells and not cells[-1] else cells
    if sum(map(bool, cells)) == 1:
        yield Gap.LINE, next(filter(None, cells)), (0, 0)
        return
    for i, text in enumerate(cells):
        if text:
            yield Gap.BAR, text, (i, len(cells))


def _heads(gap: Gap, text: str, place: tuple[int, int]) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    """Headings that follow one another without anything between them are atoms of their own."""
    if text[:4] == "绩效指标" and _LEVEL_WORD.fullmatch(text, 4):  # 绩效指标一级 | 指标
        yield gap, text[:4], (0, 0)
        yield Gap.NONE, text[4:], (0, 0)
        return
    if len(text) < 8 or column(text):
        yield gap, text, place
        return
    marks = {0, len(text)}
    floor = 0
    classed = [start for start, _ in class_names(text)]
    for match in _HEAD_START.finditer(text):
        ends = [match.start()]
        below = next((start for start in classed if start > match.start()), len(text))
        while ends[-1] >= floor and (end := _head_end(text[:below], ends[-1])):
            ends.append(end)
        if len(ends) > 3:  # three headings at least
            marks |= set(ends)
            floor = ends[-1]
    whole = len(marks) == 2
    for start, end in pairwise(sorted(marks)):
        yield gap, text[start:end], place if whole else (0, 0)
        gap = Gap.NONE


def _head_end(text: str, at: int) -> int:
    """Where the longest heading that begins at `at` ends, 0 when none does; 三级指标分值 are two."""
    level = _LEVEL.match(text, at)
    for end in range(min(at + _LONGEST_HEAD, len(text)), at, -1):
        piece = text[at:end]
        if (role := column(piece)) and not classes(piece) and not piece.isdigit():
            return level.end() if level and role != column(level[0]) else end
    return 0


def class_names(text: str) -> Iterator[tuple[int, int]]:
    """Where each class name in a text begins and ends."""
    floor = 0
    for mark in _CLASS_ENDS.finditer(text):
        end = mark.end()
        for start in range(max(floor, end - _LONGEST_CLASS - 5), end - 1):
            listed = text[start - 1 : start] in _LISTED_BEFORE or (
                text[end : end + 1] in _LISTED and not text.startswith("及时", end)
            )
            if text[start] in _CLASS_STARTS and classes(text[start:end]) and not listed:
                yield start, end
                floor = end
                break


@lru_cache(maxsize=4096)
def width(text: str) -> int:
    """How many halves of a Chinese character a text is wide, without its blanks."""
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text if c != " ")
