"""Figures where they stand: one number, a word fraction, the second end of a range."""

from __future__ import annotations

import re
from typing import Final

from .lexicon import NAME_BEFORE, NAME_STARTS
from .numerals import HAN_DIGITS, figure
from .units import Unit, scaled, unit_at

_RUN = re.compile(r"[0-9][0-9,.]*|[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿点]{0,15}")
_PARTS = re.compile(
    r"(?P<base>百|千|[一1]?万|十万|10万|百万)分之(?P<n>[0-9][0-9.]*|[零一二两三四五六七八九十百千点]{1,9})"
)
_THIRDS = re.compile(r"(?P<d>[二两三四五六七八九十])分之(?P<n>[一二两三四五六七八九])")
_HUNDRED = re.compile("百分之?百")
_OF_BASE: Final = {"百": ("%", "percent"), "千": ("‰", "permille"), "百万": ("/100万", "permille")}
_MARK = re.compile(r"[0-9]{1,2}[.、)](?![0-9])")
TIES: Final = frozenset("-~至到")
_BAND_STARTS: Final = TIES | {"<", "≤"}
_BANDS = re.compile(r"[<≤][A-Za-z一-鿿]{1,4}[<≤](?=[0-9])")
_INCLUDED = re.compile(r"\(不?含\)(?=[-~至到])")


def _named(text: str, start: int, run: str, end: int, floor: int) -> bool:
    """True for figures that are names or marks: 第1名, 〔2018〕1号, pm2.5, (1), 1、…, 一体, 四害."""
    previous = text[start - 1] if start else ""
    if previous == "前" and text[end : end + 1] in ("名", "位"):
        return True
    if run[0].isascii():
        if (previous.isascii() and previous.isalpha()) or previous in ("第", "#", "№", "_"):
            return True
        if (
            previous in ("-", "/")
            and start > max(floor, 1)
            and text[start - 2].isascii()
            and text[start - 2].isdigit()
        ):
            return True  # the rest of a code; a range would have been read as a whole
        if previous in ("〔", "[", "(", "【") and text[end : end + 1] in ("〕", "]", ")", "】"):
            return previous != "(" or len(run) < 3
        if text[end : end + 1] in (":",) and text[max(0, start - 2) : start] in ("指标", "目标"):
            return True
        at_start = start == 0 or previous in ";。,(:"
        return at_start and end + 1 < len(text) and bool(_MARK.match(text, start))
    if run == "一" and previous in ("上", "下", "前") and start > floor:  # 上一年
        return True
    return (previous in NAME_BEFORE and start > floor) or text.startswith(NAME_STARTS, start)


def figure_at(text: str, start: int, floor: int) -> tuple[float, float | None, int, bool] | None:
    """(value, second value of 三四次, end, is Chinese) of the figure written at `start`."""
    match = _RUN.match(text, start)
    if match is None:
        return None
    run = match.group()
    han = not run[0].isascii()
    if not han:
        run = run.rstrip(".,")
    if _named(text, start, run, start + len(run), floor):
        return None
    value = figure(run)
    if value is None and not han and "," in run:  # 5,6: a list, not thousands
        run = run.partition(",")[0]
        value = figure(run)
    if value is None and len(run) == 2 and han:
        low, high = HAN_DIGITS.get(run[0], 0), HAN_DIGITS.get(run[1], 0)
        if 0 < low == high - 1 or (run == "三五"):
            return float(low), float(high), start + 2, True
    if value is None:
        return None
    return value, None, start + len(run), han


def signed(text: str, start: int) -> bool:
    """True where the - before `start` is a sign, not a dash between two things."""
    if start == 0 or text[start - 1] != "-":
        return False
    return start == 1 or text[start - 2] in "<>≤≥=~至到(,;:\\于过约近"


def range_end(text: str, end: int, unit: Unit, start: int) -> tuple[float, Unit, int] | None:
    """The second figure of 95-99%, 10万-20万元, 三到五天, -5~5℃ and its unit."""
    if end >= len(text) or text[end] not in "-~至到<≤(":
        return None
    scale = text[end - 1]
    if match := _INCLUDED.match(text, end):
        end = match.end()
    if text[end : end + 1] not in _BAND_STARTS:
        return None
    second = end + 1
    while second < len(text) and text[second] in "-~" and second < end + 3:
        second += 1
    negative = second > end + 1 and text[second - 1] == "-"
    if text[end] in "<≤":  # 80%<x≤90%, but not ≥90%≤20%
        ladder = _BANDS.match(text, end)
        if ladder is None:
            return None
        second, negative = ladder.end(), False
    got = figure_at(text, second, second)
    if got is None or got[1] is not None or (unit.unit == "成" and got[0] >= 11):
        return None
    bare = unit.unit == ""
    last = unit_at(text, got[2], got[0], got[3], bound=not bare)
    if last is None:
        return None
    if last.unit == "" and last.kind == "count":
        last = unit._replace(end=last.end)
    elif not bare and unit.unit != last.unit and not (scale in "万亿" and last.unit[:1] == scale):
        return None  # 10万-20万人 is a range, 1人-3个 is not
    value = scaled(got[0], last)
    return (-value if negative else value), last, last.end


def word_fraction(text: str, start: int) -> tuple[float, str, str, int] | None:
    """(number, unit, kind, end) of 百分之九十五, 十万分之二十四, 三分之二, 百分百."""
    if match := _HUNDRED.match(text, start):
        return 100.0, "%", "percent", match.end()
    if match := _PARTS.match(text, start):
        number = figure(match["n"].rstrip("."))
        if number is None:
            return None
        base = match["base"]
        unit, kind = _OF_BASE.get(base, ("/10万" if base in ("十万", "10万") else "/万", "permille"))
        if base == "百万":
            return number / 10, "/10万", kind, match.end()
        return number, unit, kind, match.end()
    if match := _THIRDS.match(text, start):
        below = figure(match["d"]) or 1.0
        above = figure(match["n"]) or 1.0
        return (round(above / below, 12), "", "ratio", match.end()) if above < below else None
    return None
