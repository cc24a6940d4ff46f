"""Words of a line and where they stand in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from ..cells import width
from ..shapes import shape

# A date is one word, also where its line ends in the middle: 2024 年 12
_WORD = re.compile(r"(?:\d+ [年月日](?: (?=\d+ [年月日]))?)+(?:[底末前]| \d{1,2}(?=  |$))?|\S+")
_BLANK = re.compile(r"(?<![A-Za-z]) | (?![A-Za-z])")
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


def is_full(above: str, below: str, limit: int) -> bool:
    """Whether the first word of `below` had no room behind `above`."""
    chunk = _CHUNK.match(below)
    return chunk is not None and width(above) + width(chunk[0]) > limit


def joined(lines: Sequence[str]) -> str:
    """The lines of a cell in one; a blank stays between Latin words only."""
    text = ""
    for line in lines:
        text += f" {line}" if _ends_latin(text) else line
    return _BLANK.sub("", text)


def _ends_latin(text: str) -> bool:
    return text[-1:].isascii() and text[-1:].isalpha()
