"""Reasons in a narrow last column, each line of which stands below its row → the rows with their reasons whole."""

from __future__ import annotations

from collections.abc import Sequence

from ....vocabulary import classes
from ..cells import width
from ..shapes import shape

_SIGNS = frozenset("，。；、：）,;:)")
_FEWEST = 2  # lines below a row
_NARROW = 16  # halves of a Chinese character
_SHORTEST = 3  # characters of the line beside the points
_WORDS = 3  # of a line: 于 2024 年


def with_reasons(lines: Sequence[str]) -> list[str]:
    """The lines with each reason in its row; what was taken leaves an empty line.

    >>> with_reasons(["偏差原因", "清淤长度 ≥12公里 9公里 8 6 汛期停工", "两个月，", "余下3公", "里已完工", "泵站座数 8座 8座 8 8"])
    ['偏差原因', '清淤长度 ≥12公里 9公里 8 6 汛期停工两个月，余下3公里已完工', '', '', '', '泵站座数 8座 8座 8 8']
    """
    whole = list(lines)
    if not any("原因" in line for line in lines) or any("\t" in line or "|" in line for line in lines):
        return whole
    words = [line.split() for line in lines]
    for n, row in enumerate(words):
        if not _has_reason(row):
            continue
        rests = _rests(words, n)
        if len(rests) >= _FEWEST:
            whole[n] = lines[n].rstrip() + "".join("".join(words[k]) for k in rests)
            whole[rests[0] : rests[-1] + 1] = [""] * len(rests)
    return whole


def _has_reason(row: Sequence[str]) -> bool:
    """Whether a line has a target, points and the beginning of a text behind them."""
    if len(row) < 4 or shape(row[-1]).target or len(row[-1]) < _SHORTEST or width(row[-1]) > _NARROW:
        return False
    return shape(row[-2]).points and sum(shape(word).target for word in row[:-1]) >= _SHORTEST


def _rests(words: Sequence[Sequence[str]], row: int) -> list[int]:
    """The lines of the reason below its row; none where the last may be the next row's name."""
    before = words[row][-1]
    limit = max(width(text) for text in (before, *("".join(line) for line in words[row + 1 : row + 2])))
    found: list[int] = []
    for n in range(row + 1, len(words)):
        text = "".join(words[n])
        if not text or len(words[n]) > _WORDS or width(text) > limit + 1 or any(map(classes, words[n])):
            break
        if not _is_full(before, text, limit):
            return found
        found.append(n)
        before = text
    after = words[found[-1] + 1] if found and found[-1] + 1 < len(words) else []
    return [] if after and shape(after[0]).target else found


def _is_full(above: str, below: str, limit: int) -> bool:
    """Whether a line had no room left: a sign never begins one, so that the character before it goes with it."""
    return width(above) >= limit - 1 or (width(above) >= limit - 3 and below[1:2] in _SIGNS)
