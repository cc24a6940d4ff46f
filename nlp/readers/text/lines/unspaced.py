"""Blanks and line ends that separate no cells: a blank between each figure and what it counts (320 元, 2025 年), as
typesetters put it and extractors keep it; and the numbered chunks in which document libraries show a text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....normalize import fold
from ....targets import parse_targets
from ....vocabulary import column
from ..shapes import shape

_APART = re.compile(r"\d [年月日个万亿元人名次]")
_TOGETHER = re.compile(r"\d[年月日个万亿元人名次]")
_LEAST = 5
_DATE = re.compile(r"(?<=\d) (?=[年月日])|(?<=[\d ][年月]) (?=\d)")
_MEASURE = 3  # characters of a measure word that is in no list: 5.9 个别管护 is two cells
_CHUNK = 100  # characters of a chunk, more than an item of a list has
_STOPS = ("。", "；", ";", "：", ":", "，")
# 指标2： that nobody has filled in, before the next class or the next number.
_EMPTY = re.compile(
    r"指标\d{1,2}\s?[:：]\s?(?=指标\d{1,2}\s?[:：]|(?:产出|数量|质量|时效|成本|效益|经济|社会|生态|可持续影|满意度|服务对象)[^\d:：]{0,6}指\s?标|总分|合计)"
)
_CELLS = re.compile(r" [≥≤=＝<>]? ?\d")  # cells, and no wrapped lines
_WRAPPED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_PAIR = re.compile(r"(?<![^\s])(?P<figure>\S{0,12}\d) (?P<unit>[^\s\d≥≤＞＜<>=]\S{0,9})(?!\S)")


def unspaced(lines: Sequence[str]) -> list[str]:
    """The lines without blanks before units, where the text has them throughout and no column of units."""
    apart, together = (sum(len(p.findall(line)) for line in lines) for p in (_APART, _TOGETHER))
    if apart < _LEAST or together > apart:
        return list(lines)
    if any(column(word) == "unit" for line in lines for word in line.split()):
        return list(lines)
    return [_PAIR.sub(_joined, _DATE.sub("", line)) for line in lines]


def unchunked(lines: Sequence[str]) -> list[str]:
    """The lines with the chunks 1、…, 2、… that a library has cut a text into as one; the lines of the others are empty."""
    told = [n for n, line in enumerate(lines) if line.strip()]
    for at in range(len(told)):
        run: list[int] = []
        for n in told[at:]:
            if not lines[n].lstrip().startswith(f"{len(run) + 1}、"):
                break
            run.append(n)
        cut = [n for n in run[:-1] if len(lines[n]) > _CHUNK and not lines[n].rstrip().endswith(_STOPS)]
        if cut:
            text = "".join(lines[n].strip().partition("、")[2] for n in run)
            whole = ["" if n in run else line for n, line in enumerate(lines)]
            whole[run[0]] = text if len(_CELLS.findall(text)) > _LEAST else _WRAPPED.sub("", text)
            return whole
    return list(lines)


def unfilled(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of indicators that are not there (指标2：时效指标…)."""
    return [_EMPTY.sub("", line) if "指标" in line else line for line in lines]


def _joined(pair: re.Match[str]) -> str:
    whole = fold(pair["figure"] + pair["unit"])
    for target in parse_targets(whole):
        rest = whole[target.end :]
        if (
            target.unit
            and (len(target.unit) <= _MEASURE or shape(target.unit).unit)
            and target.start <= len(pair["figure"])
            and (not rest or (rest[0] == "(" and rest[-1] == ")"))
        ):
            return pair["figure"] + pair["unit"]
    return pair[0]
