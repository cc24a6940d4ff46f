"""Characters of a page → lines and the text of a cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ...vocabulary import classes, label
from .page import Char

# In ems: how far apart two Latin letters are when a space was meant, two columns when no rule is drawn.
_WORD_GAP = 0.25
_COLUMN_GAP = 1.2
# Word and Excel keep up to this many points free on both sides of a cell together.
PADDING = 12.0
_UNIT = re.compile(r"[（《“‘【]*(?:[!-~]+|.)[，。；：、！？）》”’】％‰]*")
_EVIDENCE = 3  # lines that show where a column's lines are full
_SIGN = re.compile(r"[≥≤>＞<＜=＝]")
_HAN = re.compile(r"[\u4e00-\u9fff（）()]+")
_AGENCY = re.compile(r"\d{3,9}[\u4e00-\u9fff]")
_TALLEST = 20  # characters of a label that is written one character a line
_LIST_MARK = re.compile(r"\d{1,2}[.、．)）]|[（(][\d一二三四五六七八九十]{1,2}[)）]|[①-⑳]")


@dataclass(frozen=True, slots=True)
class Line:
    """Characters of one line, left to right, with its box."""

    chars: tuple[Char, ...]
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def text(self) -> str:
        """The line as read."""
        return spell(self.chars)

    @property
    def em(self) -> float:
        """Height of its largest character."""
        return max(self.bottom - self.top, 1.0)


def lines_of(chars: Sequence[Char]) -> list[Line]:
    """Characters grouped into lines by their vertical centres, top to bottom."""
    groups: list[list[Char]] = []
    centre = height = 0.0
    for char in sorted(chars, key=lambda c: (c.top + c.bottom, c.x0)):
        middle = (char.top + char.bottom) / 2
        if groups and abs(middle - centre) <= 0.4 * max(height, char.bottom - char.top):
            groups[-1].append(char)
        else:
            groups.append([char])
            centre, height = middle, char.bottom - char.top
    return [line for line in map(_line, groups) if line is not None]


def _line(chars: list[Char]) -> Line | None:
    kept: list[Char] = []
    for char in sorted(chars, key=lambda c: c.x0):
        last = kept[-1] if kept else None
        # Bold faces are often faked by printing a character twice, a hair apart.
        if last and last.text == char.text and abs(last.x0 - char.x0) < 0.2 * (char.x1 - char.x0):
            continue
        kept.append(char)
    inked = [c for c in kept if not c.text.isspace()]
    if not inked:
        return None
    return Line(
        tuple(kept),
        inked[0].x0,
        max(c.x1 for c in inked),
        min(c.top for c in inked),
        max(c.bottom for c in inked),
    )


def spell(chars: Sequence[Char]) -> str:
    """Text of characters on one line, with the spaces that were only moved over."""
    parts = [chars[0].text] if chars else []
    for left, right in pairwise(chars):
        gap = right.x0 - left.x1
        if (
            gap > _WORD_GAP * left.size
            and left.text[-1:].isascii()
            and right.text[:1].isascii()
            and not left.text.isspace()
            and not right.text.isspace()
        ):
            parts.append(" ")
        parts.append(right.text)
    return "".join(parts).strip()


def segments(line: Line) -> list[Line]:
    """The parts of a line that stand a column's gap apart."""
    inked = [c for c in line.chars if not c.text.isspace()]
    parts: list[list[Char]] = [[inked[0]]]
    reach = inked[0].x1
    for char in inked[1:]:
        if char.x0 - reach > _COLUMN_GAP * max(char.size, 4):
            parts.append([])
        parts[-1].append(char)
        reach = max(reach, char.x1)
    return [part for part in map(_line, parts) if part is not None]


def _unit(line: Line) -> float:
    """Width of what can't be parted at the start of a line: a word, or a character and its marks."""
    inked = [c for c in line.chars if not c.text.isspace()]
    match = _UNIT.match("".join(c.text[:1] for c in inked))
    last = inked[max(match.end() if match else 1, 1) - 1]
    return float(last.x1 - inked[0].x0)


def begins_anew(text: str) -> bool:
    """True for a line that names something of a form (项目名称：…, 314007某某中心): no line goes on with that."""
    head = re.split(r"[:：]", text[:16], maxsplit=1)
    return (len(head) > 1 and bool(label(head[0]))) or bool(_AGENCY.match(text))


def goes_on(above: Line, line: Line, left: float, right: float) -> bool:
    """True when `line` only continues the paragraph of `above` in a text between `left` and `right`."""
    em = line.em
    if begins_anew(line.text):
        return False
    near = line.top - above.bottom < 1.6 * em
    return near and above.x1 > right - 1.6 * em and line.x0 < left + 1.2 * em


def cell_text(lines: Sequence[Line], width: float, free: float = PADDING) -> str:
    """Text of a cell `width` points wide: lines broken by its width are joined, paragraphs kept.

    A line was broken by the width when the first character of the next would not have fitted, with `free`
    points of the width left free.
    """
    if len(lines) > 1:
        whole = "".join("".join(line.text.split()) for line in lines)
        if classes(whole) or (len(whole) == len(lines) < _TALLEST and _HAN.fullmatch(whole)):
            return whole  # 产出\n指标, or one character a line
    text = ""
    for above, line in pairwise([None, *lines]):
        piece = line.text if line is not None else ""
        if above is None or line is None:
            text = piece
            continue
        missing = width - (above.x1 - above.x0) - _unit(line)
        begins = _LIST_MARK.match(piece)
        ended = begins and text.endswith(("。", "；", ";"))
        if (missing < PADDING and not ended) or (missing < free and not (begins or _SIGN.match(piece))):
            joint = (
                " "
                if text[-1:].isascii() and text[-1:].isalpha() and piece[:1].isascii() and piece[:1].isalpha()
                else ""
            )
            text = f"{text}{joint}{piece}"
        else:
            text = f"{text}\n{piece}"
    return text.strip()


def reach_of(cells: Sequence[Sequence[Line]]) -> float:
    """How far the full lines of a column's cells run: most lines but the last ones end there; 0 if unknown."""
    widths = sorted(line.x1 - line.x0 for lines in cells for line in lines[:-1])
    if len(widths) < _EVIDENCE:
        return 0.0
    em = max(lines[0].em for lines in cells if lines)
    return (
        widths[-1] if widths[int(0.3 * len(widths))] > widths[-1] - 1.1 * em and widths[-1] > 4 * em else 0.0
    )


def is_full(lines: Sequence[Line], width: float) -> bool:
    """True when the last line of a cell reaches its end, so that the text may well go on elsewhere."""
    return bool(lines) and width - (lines[-1].x1 - lines[-1].x0) < lines[-1].em + PADDING
