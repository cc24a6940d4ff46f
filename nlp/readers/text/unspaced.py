"""Text with a blank between each figure and what it counts (320 元, 2025 年), as typesetters put it and extractors keep it:
there such a blank separates no cells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...normalize import fold
from ...targets import parse_targets
from ...vocabulary import column

_APART = re.compile(r"\d [年月日个万亿元人名次]")
_TOGETHER = re.compile(r"\d[年月日个万亿元人名次]")
_LEAST = 5
_DATE = re.compile(r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)")
_PAIR = re.compile(r"(?<![^\s])(?P<figure>\S{0,12}\d) (?P<unit>[^\s\d≥≤＞＜<>=]\S{0,9})(?!\S)")


def unspaced(lines: Sequence[str]) -> list[str]:
    """The lines without blanks before units, where the text has them throughout and no column of units."""
    apart, together = (sum(len(p.findall(line)) for line in lines) for p in (_APART, _TOGETHER))
    if apart < _LEAST or together > apart:
        return list(lines)
    if any(column(word) == "unit" for line in lines for word in line.split()):
        return list(lines)
    return [_PAIR.sub(_joined, _DATE.sub("", line)) for line in lines]


def _joined(pair: re.Match[str]) -> str:
    whole = fold(pair["figure"] + pair["unit"])
    for target in parse_targets(whole):
        rest = whole[target.end :]
        if (
            target.unit
            and target.start <= len(pair["figure"])
            and (not rest or (rest[0] == "(" and rest[-1] == ")"))
        ):
            return pair["figure"] + pair["unit"]
    return pair[0]
