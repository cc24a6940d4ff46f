"""Dates and periods: 2023年11月底前, 12月31日, 2023-06-30, 年底前, 第四季度, 2019年全年, 1-12月."""

from __future__ import annotations

import calendar
import re
from typing import Final, NamedTuple

from .model import Candidate
from .numerals import HAN_DIGITS, han

_YEAR = r"(?P<y{0}>(?:19|20)[0-9]{{2}}|二[〇零][〇零一二三四五六七八九]{{2}})"
_MONTH = r"(?P<m{0}>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_DAY = r"(?P<{0}>[0-9]{{1,2}}|[一二三四五六七八九十]{{1,3}})[日号]"
_PART = "初|上旬|中旬|中下旬|下旬|中|底|末"
_QUARTER = "第?[一二三四1-4]季度?(?:[末底初])?"

_ISO = re.compile(r"(?P<y>(?:19|20)[0-9]{2})([-/.])(?P<m>[0-9]{1,2})\2(?P<d>[0-9]{1,2})(?![0-9%])")
_YEAR_MONTH = re.compile(r"(?P<y>(?:19|20)[0-9]{2})[-/](?P<m>0?[1-9]|1[0-2])(?![0-9%.,/万元个人次])")
_DIGITS = re.compile(
    r"(?P<y>(?:19|20)[0-9]{2})(?P<m>0[1-9]|1[0-2])(?P<d>[0-3][0-9])(?![0-9.,%]|[一-鿿]*[元人次个])"
)
_FULL = re.compile(
    rf"(?:{_YEAR.format('')}年的?)?(?:{_MONTH.format('0')}月?[-~至到])?{_MONTH.format('')}月(?!度)份?"
    rf"(?:{_DAY.format('d')}|(?P<part>{_PART}))?"
)
_WHOLE = re.compile(
    rf"(?:{_YEAR.format('0')}年?[-~至到])?{_YEAR.format('')}年(?:度)?(?P<part>全年|底|末|初|中(?!期)|年底|年末|上半年|下半年|{_QUARTER})?"
)
_BARE = re.compile(
    rf"(?P<part>上半年|下半年|{_QUARTER}|(?:当|本)?年[底末内初](?!(?:基本|水平)?持平)|年中(?=[前完])|(?:当|本|全|今)?年度内?|全年|当年|本年)"
)
_EVERY_MONTH = re.compile(rf"(?:每个?月|次月|当月)的?{_DAY.format('d')}")
_LAST_DAY: Final = 1231  # greater numbers have their year in them
_STARTS: Final = frozenset("0123456789一二三四五六七八九十上下第当本年今全每次")
_BEFORE = re.compile(r"(?:\([^()0-9]{1,8}\))?(?:(?:之|以)?前(?!三|五|[0-9])|止|为止)")
_AFTER = re.compile(r"起|以后|之后|后(?!续|期)")
_WITHIN = re.compile(r"期间|以内|之内|内(?![容部审科外控涝])")
_UNTIL = re.compile(r"(?:截至|截止到?|不晚于|不迟于|至迟于|≤|(?<![0-9月日])[至到])$")
_EARLIER = re.compile(r"(?:早于|<)$")
_FROM = re.compile(r"(?:自|从|≥|>)$")
_BOUNDARY: Final = frozenset(",;。、\\:)!")


class _Stretch(NamedTuple):
    """First and last day of what a date expression names; `year` 0 where it names none."""

    year: int
    first: int
    last: int
    period: bool
    end: int


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    if len(text) == 4:
        return int("".join(str(HAN_DIGITS[char]) for char in text))
    return int(han(text) or 0)


def _last_day(year: int, month: int) -> int:
    return calendar.monthrange(year or 2023, month)[1]


def _part_of_year(part: str) -> tuple[int, int, bool]:
    """(first MMDD, last MMDD, is a stretch) of a part of the year."""
    if "上半年" in part:
        return 101, 630, True
    if "下半年" in part:
        return 701, 1231, True
    if "季" in part:
        digit = part[1] if part[0] == "第" else part[0]
        last_month = 3 * (int(digit) if digit.isascii() else HAN_DIGITS[digit])
        last = last_month * 100 + _last_day(0, last_month)
        at_end = part[-1] in "末底"
        return (last if at_end else (last_month - 2) * 100 + 1), last, not at_end
    if part.endswith(("底", "末")):
        return 1231, 1231, False
    if part.endswith("初"):
        return 131, 131, False
    if part.endswith("中"):
        return 630, 630, False
    return 101, 1231, True


def _day_span(year: int, month: int, groups: dict[str, str | None]) -> tuple[int, int] | None:
    """First and last day within a month; None where there is no such day."""
    last = _last_day(year, month)
    if day_text := groups.get("d"):
        day = _number(day_text)
        return (day, day) if 1 <= day <= last else None
    part = groups.get("part") or ""
    if part in ("初", "上旬"):  # 月初 is taken as the first ten days
        return 1, 10
    if part in ("中旬", "中"):
        return 11, 20
    return (21 if "下旬" in part else 1), last


def _stretch(text: str, start: int) -> _Stretch | None:
    for pattern in (_ISO, _DIGITS, _FULL, _YEAR_MONTH, _WHOLE, _BARE):
        match = pattern.match(text, start)
        if match is None:
            continue
        groups: dict[str, str | None] = match.groupdict()
        year = _number(groups.get("y") or "0")
        if groups.get("m"):
            month = _number(groups["m"] or "0")
            if not 1 <= month <= 12 or (days := _day_span(year, month, groups)) is None:
                continue
            first = month
            if groups.get("m0"):
                first = _number(groups["m0"] or "0")
                if first > month:
                    continue
            return _Stretch(year, first * 100 + days[0], month * 100 + days[1], first != month, match.end())
        part = groups.get("part") or ""
        opening, closing, period = _part_of_year(part)
        if groups.get("y0"):
            from_year = _number(groups["y0"] or "0")
            if from_year > year:
                continue
            return _Stretch(0, from_year * 10_000 + 101, year * 10_000 + closing, True, match.end())
        return _Stretch(year, opening, closing, period, match.end())
    return None


def _dated(year: int, day: int) -> float:
    return float(year * 10_000 + day if year else day)


def _day_of_month(text: str, start: int) -> Candidate | None:
    match = _EVERY_MONTH.match(text, start)
    if match is None or not 1 <= (day := _number(match["d"])) <= 31:
        return None
    end, comparator = match.end(), "="
    if before := _BEFORE.match(text, end):
        end, comparator = before.end(), "≤"
    return Candidate("date", float(day), start, end, comparator=comparator)


def _is_due(text: str, start: int, end: int, year: int) -> bool:
    """A period inside a longer phrase says when something was made (2021年档案), not when it is due."""
    at_end = end == len(text) or text[end] in _BOUNDARY or text.startswith("完成", end)
    at_start = start == 0 or text[start - 1] in _BOUNDARY
    return at_end and (at_start or bool(year) or text[start] in "上下第")


def date_at(text: str, start: int, floor: int) -> Candidate | None:
    """The date that begins at `start` of normalised `text`; words before it count from `floor` on."""
    char = text[start]
    if char not in _STARTS:
        return None
    before = text[start - 1] if start > floor else ""
    if char in "每次" or text.startswith("当月", start):
        return _day_of_month(text, start)
    if before and (before in "每个第.〔[比较" or (before.isascii() and before.isalnum())):
        return None
    stretch = _stretch(text, start)
    if stretch is None:
        return None
    year, first, last, period, end = stretch
    opening, closing = _dated(year, first), _dated(year, last)
    if end < len(text) and text[end] in "-~至到" and (second := _stretch(text, end + 1)):
        until = _dated(second.year or (0 if second.last > _LAST_DAY else year), second.last)
        if until >= opening:
            return Candidate("date", opening, start, second.end, upper=until, comparator="between")
    left = max(floor, start - 4)
    if match := _BEFORE.match(text, end):
        return Candidate("date", closing, start, match.end(), comparator="≤")
    if match := _UNTIL.search(text[left:start]):
        return Candidate("date", closing, left + match.start(), end, comparator="≤")
    if match := _EARLIER.search(text[left:start]):
        return Candidate("date", opening, left + match.start(), end, comparator="<")
    if match := _AFTER.match(text, end):
        return Candidate("date", opening, start, match.end(), comparator="≥")
    if match := _FROM.search(text[left:start]):
        return Candidate("date", opening, left + match.start(), end, comparator="≥")
    if match := _WITHIN.match(text, end):
        end = match.end()
    if not period:
        return Candidate("date", closing, start, end)
    months = closing - opening < 1_200 and first % 100 == 1 and text[end - 1] in "月份"
    if not months and not _is_due(text, start, end, year):
        return None
    return Candidate("date", opening, start, end, upper=closing, comparator="between", period=True)
