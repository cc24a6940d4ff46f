"""Figures with their units: the scan through a value."""

from __future__ import annotations

import re
from typing import Final

from .context import FLIP, Before, before
from .dates import date_at
from .figures import TIES, figure_at, range_end, signed, word_fraction
from .lexicon import DAYS
from .model import Candidate
from .numerals import figure
from .units import Unit, per_name, per_parts, scaled, unit_at

MAX_MEASURES: Final = 64  # a cell with more is a page of prose
_MAX_TRIES: Final = 512  # figures looked at, names included: bounds the time on adversarial text
_YEARS: Final = range(1900, 2100)
_LARGEST: Final = 1e15

_SCAN = re.compile(
    r"[0-9][0-9,.]*|[零〇一二两三四五六七八九十][零〇一二两三四五六七八九十百千万亿点]*|半(?=个?[小年天日月])"
    r"|每(?:个|一)?[日天周旬月季年]|百?[百千万]分[之百]|[上下]半年|第[一二三四]季|(?:当|本|全|今)年|[次当]月的?[0-9]|年[底末内初度](?!(?:基本|水平)?持平)|年中(?=[前完])"
)
_AFTER = re.compile(
    r"(?P<more>余|多)?(?:\(?含(?:本数|[0-9.]{1,9}[%‰]?)?\)?|及|或|\((?=[以及]))?(?:(?P<ge>以上|之上|起步)|(?P<le>以下|之下|以内|之内|内(?![容部审科外控涝])|封顶|为限"
    r"|(?:之前|以前|前)(?![三五期置]))|(?P<near>左右|上下)|之间)?(?P<near2>左右)?"
)
CLOCK: Final = re.compile(
    r"([1-9][0-9]?)[*xX×]24(?:个?小时)?|(?<![0-9])24小时(?=值班|值守|在线|全天|不间断|无间断|服务|监测|运行|响应|畅通|开放)"
)
_OFTEN = re.compile(
    "每(?:个|一)?(?P<unit>日|天|周|旬|月|季度?|年)(?:(?P<n>[一二两三四五六])次|(?P<m>[一二两三1-9])(?:报|检|查|巡|评|调度|通报|更新))"
)
_LINKS: Final = frozenset("或和及与并且均都为是时按需的地内,;。、\\/()!<>≤≥=+~-每左以之")
_TIME = re.compile(r"[0-9]{1,2}:[0-5][0-9](?:[-~至到][0-9]{1,2}:[0-5][0-9]|(?=前|后|以前|之前))")
_JOINTS: Final = frozenset(("", "且", "但", "而", "并且", ",", "、"))


def _compare(text: str, found: Candidate, words: Before) -> bool:
    """Set comparator, hedge and sign of `found` from the words around it; True if they compare at all."""
    match = _AFTER.match(text, found.end)
    suffix = ""
    if match and match.end() > found.end:
        suffix = "≥" if match["ge"] else "≤" if match["le"] else ""
        hedged = bool(match["near"] or match["near2"] or match["more"])
        if suffix or hedged or match.group().endswith("之间"):
            found.end = match.end()
            found.approximate = found.approximate or hedged
    if not suffix and text.startswith("+", found.end):
        suffix, found.end = "≥", found.end + 1
    found.approximate = found.approximate or words.approximate
    if found.upper is not None:
        found.comparator = "between"
    elif words.strong:
        found.comparator = words.comparator
    else:
        found.comparator = suffix or words.comparator or "="
    found.start = words.left
    change = words.change
    number = found.number or 0.0
    figure_moves = number > 0 or (number == 0 and found.unit != "")
    if change and figure_moves and (found.unit == "倍" or found.kind != "ratio"):
        grows = found.kind == "count" and not words.basis and text.startswith(("增加", "减少"), words.left)
        if not grows:
            _turn(found, change, words.basis)
    return bool(words.comparator or suffix or change or found.approximate)


def _turn(found: Candidate, sign: int, basis: str) -> None:
    """Make `found` a signed change from `basis`."""
    found.kind, found.basis = "relative", basis
    if sign < 0 and found.number is not None:
        found.comparator = FLIP[found.comparator]
        if found.upper is None:
            found.number = -found.number or 0.0
        else:
            found.number, found.upper = -found.upper or 0.0, -found.number or 0.0


def _number_at(text: str, start: int, floor: int) -> Candidate | None:
    fraction = word_fraction(text, start)
    if fraction:
        number, name, kind, end = fraction
        found = Candidate(kind, number, start, end, unit=name)
        _compare(text, found, before(text, start, floor))
        return found
    half = text[start] == "半"
    if half:
        got: tuple[float, float | None, int, bool] | None = (0.5, None, start + 1, True)
        if start > floor and text[start - 1] in "一每两大多":
            return None
    else:
        got = figure_at(text, start, floor)
    if got is None:
        return None
    value, second, end, han = got
    negative = signed(text, start)
    spread = start > floor and text[start - 1] == "±"
    words = before(text, start - (negative or spread), floor)
    if text[end : end + 1] == "+" and not text[end + 1 : end + 2].isdigit():  # 100+场
        end, words.comparator = end + 1, words.comparator or "≥"
    unit = unit_at(text, end, value, han, bool(words.strong or words.change))
    if unit is None and text[end : end + 1] in TIES:
        unit = Unit("", "count", end)
        if range_end(text, end, unit, start) is None:
            return None
    if unit is None or (unit.unit in ("分", "点", "度") and han and value == 10):
        return None
    low = scaled(value, unit)
    high = scaled(second, unit) if second is not None else None
    kind, name, end = unit.kind, unit.unit, unit.end
    if name == "年" and value in _YEARS and text[start : start + 4].isdigit():
        return None  # 较2022年
    if name == "" and start and text[start - 1] == "¥":
        kind, name = "money", "元"
    if half and name == "月":
        return None
    if tail := (None if spread or unit.unit == ":" else range_end(text, end, unit, start)):
        high, last, end = tail
        kind, name = last.kind, last.unit
        if unit.unit == "" and last.factor != 1.0:
            low = scaled(value, last)
    if negative:
        low = -low or 0.0
    if spread:
        low, high, words.change = -low or 0.0, low, 0
    if max(abs(low), abs(high or 0.0)) >= _LARGEST or (kind == "ratio" and name == ":" and high is not None):
        return None
    if high is not None and high < low:
        low, high = high, low
    if high == low:
        high = None
    if (name == "成" and max(abs(low), abs(high or 0.0)) >= 11) or (
        kind == "relative" and low < 0 < (high or 0.0)
    ):
        return None
    if name == "" and kind in ("count", "ratio"):
        kind = "ratio" if 0 < low < 1 and (high is None or high <= 1) else "count"
    if words.per and kind in ("count", "money", "duration") and name:
        name += words.per
    found = Candidate(kind, low, start, end, upper=high, unit=name, han=han)
    found.approximate = unit.approximate or second is not None
    compared = _compare(text, found, words)
    if found.unit and "/" not in found.unit and found.kind in ("count", "money", "duration"):
        per, found.end = per_parts(text, found.end, False)  # 3次以上/年
        found.unit += per
    _classify(text, found, words, compared)
    return None if kind == "count" and han and not name and not compared else found


def _classify(text: str, found: Candidate, words: Before, compared: bool) -> None:
    """Tell what is to be reached from what it is about."""
    plain = found.kind in ("count", "duration") and (
        not compared or (words.approximate and words.left == found.start)
    )
    base = found.unit.partition("/")[0]
    after = text[found.end] if found.end < len(text) else ","
    if base in ("岁", "周岁") and after not in _LINKS:
        found.scope = True
    elif plain and found.kind in ("count", "duration") and found.unit:
        exact = found.comparator == "=" and (not words.approximate or found.kind == "duration")
        found.scope = (
            exact and after not in _LINKS and not text.startswith(("完成", "满意", "合格"), found.end)
        )
    previous = text[found.start - 1] if found.start else ""
    if found.kind == "duration" and base in DAYS and not compared:
        found.every = previous == "每" or (found.han and found.number == 1)
    elif found.kind == "count" and previous == "每" and not compared:
        found.every = True


def _often_at(text: str, start: int) -> Candidate | None:
    """每周一次, 每月一报: the numeral would otherwise be read as part of 周一."""
    match = _OFTEN.match(text, start)
    if match is None:
        return None
    number = figure(match["n"] or match["m"]) or 1.0
    found = Candidate("count", number, start, match.end(), unit=f"次/{match['unit']}")
    _compare(text, found, Before(start))
    return found


def _join_period(text: str, period: Candidate, item: Candidate) -> bool:
    """每3个月 + 1次 is 次/3个月: attach the period to the figure that directly follows it."""
    if not period.every or not period.unit or item.start != period.end or item.kind not in ("count", "money"):
        return False
    many = period.number or 1.0
    if (
        item.unit in ("", "岁", "周岁")
        or "/" in item.unit + period.unit
        or many != int(many)
        or not 0 < many < 100
    ):
        return False
    if many != 1 and period.kind != "duration":
        return False
    item.unit += f"/{per_name(period.unit)}" if many == 1 else f"/{int(many)}{period.unit}"
    item.start = period.start - (period.start > 0 and text[period.start - 1] == "每")
    return True


def _join_band(text: str, low: Candidate, high: Candidate) -> bool:
    """≥60%且<80%, 60%以上不足80%: two one-sided figures that close a range, low one first."""
    if low.comparator not in ("≥", ">") or high.comparator not in ("≤", "<") or low.kind != high.kind:
        return False
    if low.unit != high.unit or low.kind in ("date", "relative") or low.number is None or high.number is None:
        return False
    if low.number >= high.number or text[low.end : high.start] not in _JOINTS:
        return False
    low.comparator, low.upper, low.end = "between", high.number, high.end
    low.approximate = low.approximate or high.approximate
    return True


def scan(text: str) -> list[Candidate]:
    """All figures and dates of normalised `text`, in order."""
    found: list[Candidate] = []
    pos = floor = 0
    for _ in range(_MAX_TRIES):
        match = _SCAN.search(text, pos)
        if match is None or len(found) == MAX_MEASURES:
            break
        start = match.start()
        # 7*24小时 says always, not how long.
        if around := CLOCK.match(text, start) or _TIME.match(text, start):
            pos = around.end()
            continue
        item = date_at(text, start, floor)
        if item is None:
            if text[start] == "每":
                item = _often_at(text, start)
            elif text[start] not in "上下第当本全今年次":
                item = _number_at(text, start, floor)
        if item is None:
            pos = match.end()
            continue
        if found:
            if _join_period(text, found[-1], item):
                found.pop()
            elif _join_band(text, found[-1], item):
                pos = floor = item.end
                continue
        found.append(item)
        pos = floor = item.end
    return found
