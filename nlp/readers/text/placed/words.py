"""Words of a line and where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from ..cells import width
from ..shapes import shape

# A date is one word, also where its line ends in the middle: 2024 年 12
_WORD = re.compile(
    r"(?:\d+ [年月日](?: (?=\d+ [年月日]))?)+(?:[底末前]{1,2}| \d{1,2}(?=  |$| \d{4} 年))?|\S+"
)
_BLANK = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")
SIGNS = frozenset("≥≤><=＝＞＜≧≦")
_OPEN = tuple("（(、，至到-~—")
# Whom a name is about, by age or level: 7 岁以下儿童健康管理率.
_AGE, _AGES = re.compile("周?岁|个月"), re.compile(r"\d{1,2}(?:[-~至—]\d{1,2})?")
_EACH = ("每月", "每季", "每季度", "每年", "当月", "次月")
_HOTLINES = frozenset(("110", "119", "120", "122", "12345", "12315", "12348", "12388"))  # 110 接警到达时间
_UNIT = 5  # characters of a unit behind its figure
_DAYS = tuple("年月日前底末")
_CHUNK = re.compile(r"[（(“《【]*(?:[!-~]+[（“《]?|.)[，。、；：）》”%％]*")


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

    start: int
    end: int
    text: str
    words: tuple[Word, ...]

    @property
    def middle(self) -> float:
        """Half way between start and end."""
        return (self.start + self.end) / 2


def parts_of(line: str, wide: bool) -> list[Part]:
    """The parts of a line; `wide`: a Chinese character fills two places."""
    place = [0, *accumulate(width(c) if wide and c != " " else 1 for c in line)]
    words = [Word(place[m.start()], place[m.end()], m[0]) for m in _WORD.finditer(line)]
    parts: list[list[Word]] = []
    for word in words:
        if parts and word.start - parts[-1][-1].end <= 1 and not _are_apart(parts[-1][-1], word):
            parts[-1].append(word)
        else:
            parts.append([word])
    return [Part(p[0].start, p[-1].end, " ".join(word.text for word in p), tuple(p)) for p in parts]


def _are_apart(before: Word, word: Word) -> bool:
    """Whether a figure behind a date is another cell: 2024年3月-11月 | 2024年3月-11月 | 5."""
    if not before.text.endswith(_DAYS) or not word.text[0].isdigit():
        return False
    return shape(before.text).figure == "date" and shape(word.text).figure in ("date", "bare")


def pieces_of(part: Part) -> list[Word]:
    """The words of a part, apart where one cell ends and the next begins with a single blank before it.

    Chinese has no blanks: one stands beside a figure (≥18 个), or between two cells.

    >>> [piece.text for piece in pieces_of(parts_of("垃圾清运率 ≥95% 96.5%", False)[0])]
    ['垃圾清运率', '≥95%', '96.5%']
    >>> [piece.text for piece in pieces_of(parts_of("社会效益指 绿道长度 ≥18 公里 19.2 公里", False)[0])]
    ['社会效益指', '绿道长度', '≥18 公里', '19.2 公里']
    >>> [piece.text for piece in pieces_of(parts_of("0-6 岁儿童眼保健覆盖率 ≥90%", False)[0])]
    ['0-6 岁儿童眼保健覆盖率', '≥90%']
    >>> [piece.text for piece in pieces_of(parts_of("每月 15 日前工资发放率 100%", False)[0])]
    ['每月 15 日前 工资发放率', '100%']
    >>> [piece.text for piece in pieces_of(parts_of("110 接警平均到达时间 ≤10 分钟", False)[0])]
    ['110 接警平均到达时间', '≤10 分钟']
    >>> [piece.text for piece in pieces_of(parts_of("人均保障标准 ≤4.65 万元/人·年 4.69 万元/人·年", False)[0])]
    ['人均保障标准', '≤4.65 万元/人·年', '4.69 万元/人·年']
    """
    found = [part.words[0]]
    for before, word in pairwise(part.words):
        if word.start > before.end and _is_next(before.text, word.text):
            found.append(word)
        else:
            found[-1] = Word(found[-1].start, word.end, f"{found[-1].text} {word.text}")
    for k in range(len(found) - 3, -1, -1):  # a figure in a sentence: 报修后 | 48 | 小时内修复的次数
        if (
            found[k + 1].text.isdigit()
            and len(found[k + 2].text) > _UNIT
            and not found[k + 2].text[0].isdigit()
        ):
            one, _, last = found[k : k + 3]
            found[k : k + 3] = [Word(one.start, last.end, " ".join(piece.text for piece in found[k : k + 3]))]
    return found


def _is_next(before: str, word: str) -> bool:
    """Whether a word begins another cell than the one before it."""
    last, first = before[-1], word[0]
    if first in SIGNS:
        return last not in SIGNS
    if first.isdigit():
        open_ = last in SIGNS or last in _OPEN or before.endswith(_EACH)
        return len(before) > 1 and not open_  # 约 1200 万元, 每月 15 日前
    if last.isdigit():
        named = before in _HOTLINES or (_AGE.match(word) and _AGES.fullmatch(before))
        unit = len(word) <= _UNIT or "/" in word or shape(word).unit  # 微克/立方米
        return not (unit or named)
    return not (last.isascii() and last.isalpha()) and not (first.isascii() and first.isalpha())


def is_full(above: str, below: str, limit: int) -> bool:
    """Whether the first word of `below` had no room behind `above`."""
    chunk = _CHUNK.match(below)
    blank = below[:1].isascii() and not above[-1:].isascii()  # which a page leaves between 至 and 2025
    return chunk is not None and width(above) + blank + width(chunk[0]) > limit


def joined(lines: Sequence[str]) -> str:
    """The lines of a cell in one; a blank stays between Latin words only."""
    text = ""
    for line in lines:
        text += f" {line}" if _ends_latin(text) else line
    return _BLANK.sub("", text)


def _ends_latin(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalpha()
