"""Lines of text → atoms: the smallest pieces that may be cells, each with what stands before it.

Web pages and extractors leave bars, blanks, line ends or nothing at all between the cells of a table.
How much each of them means depends on the table; here they are only told apart.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from typing import NamedTuple

from ...blocks import Paragraph
from ...targets import parse_targets
from ...vocabulary import classes, column


class Gap(IntEnum):
    """What separates an atom from the one before it, weakest first."""

    NONE = 0
    SPACE = 1
    WIDE = 2
    BAR = 3
    LINE = 4
    BLANK = 5  # a line end and at least one empty line


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
_RULE = re.compile(r"[\s|｜│┃¦:：\-—=+─━┼├┤┬┴┌┐└┘╋*]{3,}")
_WIDE = re.compile(r"\s{2,}|[\u3000\t]\s*")
_SIGNED = re.compile(r"(?<=[一-鿿）)])(?=[≥≤＞＜≧≦<>])")
_CLASS_ENDS = re.compile(r"(?:(?:效益|影响|满意度)类?(?:指标)?|指标)(?:\s*[（(]\d{1,3}分?[)）])?")
_CLASS_STARTS = frozenset("数质时进成经社生环可服受群公满产效项完其具其")
_LONGEST_CLASS = 14
_HEAD_START = re.compile(r"[一二三]级(?:绩效)?(?:指标|目录)?|指标名称|绩效指标")
_LONGEST_HEAD = 18
_LONGEST_CELL = 200


def atoms_of(paragraphs: Iterable[Paragraph]) -> list[Atom]:
    """The atoms of lines that follow one another; rules of bars and dashes are dropped."""
    found: list[Atom] = []
    last = 0
    for paragraph in paragraphs:
        line = paragraph.location.line
        gap = Gap.BLANK if last and line > last + 1 else Gap.LINE
        pieces = list(_split(paragraph.text))
        for order, (inner, text, place) in enumerate(pieces, 1):
            found.append(Atom(text, line, order, gap if order == 1 else inner, place, len(pieces) > 1))
            last = line
    return found


def _split(line: str) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    """Gap, text and place of each piece of a line."""
    if len(line) > 2 and _RULE.fullmatch(line):
        return
    if _BAR.search(line):
        yield from _barred(line)
        return
    wide = [t for t in _WIDE.split(line) if t]
    for i, cell in enumerate(wide):
        gap = Gap.WIDE if i else Gap.LINE
        for word in cell.split(" "):
            if word:
                yield from _heads(gap, word, (i, len(wide)) if len(wide) > 1 else (0, 0))
                gap = Gap.SPACE


def _barred(line: str) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    cells = [t.strip() for t in _BAR.split(line)]
    if cells and not cells[0]:
        cells = cells[1:]
    if cells and not cells[-1]:
        cells = cells[:-1]
    if sum(map(bool, cells)) == 1:
        yield Gap.LINE, next(filter(None, cells)), (0, 0)
        return
    for i, text in enumerate(cells):
        if text:
            yield Gap.BAR, text, (i, len(cells))


def _heads(gap: Gap, text: str, place: tuple[int, int]) -> Iterator[tuple[Gap, str, tuple[int, int]]]:
    """Headings that follow one another without anything between them are atoms of their own."""
    start = _HEAD_START.search(text) if len(text) > 7 else None
    if start is None or column(text):
        yield gap, text, place
        return
    pieces, at = [text[: start.start()]], start.start()
    while end := _head_end(text, at):
        pieces.append(text[at:end])
        at = end
    pieces.append(text[at:])
    if len(pieces) < 4:  # fewer than two headings
        yield gap, text, place
        return
    for piece in filter(None, pieces):
        yield gap, piece, (0, 0)
        gap = Gap.NONE


def _head_end(text: str, at: int) -> int:
    """Where the longest heading that begins at `at` ends, 0 when none does."""
    for end in range(min(at + _LONGEST_HEAD, len(text)), at, -1):
        piece = text[at:end]
        if column(piece) and not classes(piece) and not piece.isdigit():
            return end
    return 0


def glued(atoms: Iterable[Atom]) -> Iterator[Atom]:
    """The atoms cut where a class name, a sign or a figure begins or ends inside of them."""
    for atom in atoms:
        marks = sorted({0, *cuts(atom.text), len(atom.text)})
        gap, shared = atom.gap, atom.shared or len(marks) > 2
        for k, (start, end) in enumerate(itertools.pairwise(marks)):
            yield atom._replace(text=atom.text[start:end], order=atom.order + k, gap=gap, shared=shared)
            gap = Gap.NONE


def cuts(text: str) -> set[int]:
    """Positions inside `text` where a cell may end and the next begin."""
    if len(text) < 4 or classes(text):
        return set()
    found: set[int] = set()
    last = 0
    for start, end in _class_names(text):
        found |= {start, end} | _figures(text, last, start)
        last = end
    return found | _figures(text, last, len(text))


def _class_names(text: str) -> Iterator[tuple[int, int]]:
    floor = 0
    for mark in _CLASS_ENDS.finditer(text):
        end = mark.end()
        for start in range(max(floor, end - _LONGEST_CLASS - 5), end - 1):
            if text[start] in _CLASS_STARTS and classes(text[start:end]):
                yield start, end
                floor = end
                break


def _figures(text: str, start: int, end: int) -> set[int]:
    if end - start > _LONGEST_CELL or end - start < 2:
        return set()
    piece = text[start:end]
    found = {start + m.start() for m in _SIGNED.finditer(piece)}
    for target in parse_targets(piece):
        if target.kind != "text":
            found |= {start + target.start, start + target.end}
    found |= {start + m.start() for m in STATE_END.finditer(piece)} | {
        start + m.end() for m in STATE_END.finditer(piece)
    }
    return found - {0}


_HOW = (
    "不断|逐步|逐渐|持续|明显|显著|有效|进一步|大幅|稳步|基本|全面|充分|长期|较|有所|得到|切实|稳定|及时|逐年"
)
_WHAT = (
    "提升|提高|改善|增强|增加|促进|加强|优化|完善|保障|降低|减少|减轻|下降|好转|推动|推进|发挥|保持|健全|缓解|实现|"
    "满足|规范|控制|遏制|巩固|扩大|增长|落实|完成|向好|提质"
)
STATE_END = re.compile(
    rf"(?:{_HOW})+(?:{_WHAT})+(?:了)?|(?:{_WHAT})(?=$)|(?:达标|合格|长期|良好|优秀?)$|(?<=[率量度])(?:高|较高|良好)$"
)
