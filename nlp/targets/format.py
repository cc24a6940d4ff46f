"""Targets written in one canonical spelling, and scaled so that tiers can be compared."""

from __future__ import annotations

from typing import Final

from .lexicon import DAYS, SYNONYMS
from .model import Canonical, Target
from .numerals import plain

_FLIP: Final = {"≥": "≤", ">": "<", "=": "=", "<": ">", "≤": "≥"}
_TO_BASIS: Final = {"≥": "不低于", ">": "高于", "<": "低于", "≤": "不高于"}
_RATES: Final = {"‰": 1000.0, "/万": 10_000.0, "/10万": 100_000.0}
_PERCENTS: Final = {"%": 1.0, "百分比": 1.0, "成": 10.0}
_SCALES: Final = {"万": 10_000.0, "亿": 100_000_000.0}
_YEARS: Final = range(1900, 2100)


def _day(number: float) -> str:
    year, rest = divmod(int(number), 10_000)
    month, day = divmod(rest, 100)
    if not month and not year:
        return f"每月{day}日"
    return f"{year}年{month}月{day}日" if year else f"{month}月{day}日"


def _format_date(target: Target) -> str:
    day = _day(target.number or 0)
    if target.upper is not None:
        return f"{day}至{_day(target.upper)}"
    if target.comparator == "<":
        return f"早于{day}"
    return day + {"≤": "前", "≥": "起"}.get(target.comparator, "")


def _figure(number: float, unit: str) -> str:
    """Thousands are marked where plain digits would read as a date or a year."""
    dated = abs(number) >= 19_000_000 or (unit.startswith("年") and abs(number) in _YEARS)
    return f"{int(number):,}" if dated and number == int(number) else plain(number)


def _figures(number: float, upper: float | None, unit: str) -> str:
    """One figure or a range with its unit."""
    text = _figure(number, unit)
    if upper is not None:
        text = f"{text}~{_figure(upper, unit)}"
    if unit == ":":
        return f"{text}:1"
    return f"{text}个{unit}" if unit.startswith("季度") else f"{text}{unit}"  # 1季度 is a time of the year


def _format_relative(target: Target) -> str:
    number, basis = target.number or 0.0, target.basis
    if number == 0 and target.upper is None and not target.unit:
        if target.comparator == "=":
            return f"与{basis}持平" if basis else "持平"
        return _TO_BASIS[target.comparator] + basis
    low, high, comparator = number, target.upper, target.comparator
    falls = number < 0 or (number == 0 and target.upper is not None and target.upper < 0)
    if falls:
        if high is None:
            low, comparator = -number, _FLIP[comparator]
        else:
            low, high = -high, -low
    figure = _figures(low, high, target.unit)
    sign = "" if comparator in "=between" else comparator
    than = f"比{basis}" if basis else ""
    hedge = "约" if target.approximate else ""
    return f"{than}{'下降' if falls else '提高'}{sign}{hedge}{figure}"


def _format_state(target: Target) -> str:
    if target.number == 0:
        return "零事故"
    if target.basis.endswith("24小时"):
        return f"{target.basis}值守"
    return f"达到{target.basis}" if target.basis else "合格"


def format_target(target: Target) -> str:
    """The canonical spelling of a target: ≥90%, 80%~90%, ≤37.02万元/年, 2023年12月31日前, 比上年提高10%.

    `parse_target` gives back an equal target for every target that it can return. Texts have no content
    of their own and become 定性, verdicts 合格, absence of incidents 零事故.
    """
    if target.kind == "text" or (target.number is None and target.kind != "state"):
        return "定性"
    if target.kind == "state":
        return _format_state(target)
    if target.kind == "date":
        return _format_date(target)
    if target.kind == "relative":
        return _format_relative(target)
    sign = "" if target.comparator in "=between" else target.comparator
    hedge = "约" if target.approximate else ""
    return f"{sign}{hedge}{_figures(target.number or 0.0, target.upper, target.unit)}"


def _scale(target: Target) -> tuple[float, str]:
    """Factor to the base unit, and the base unit."""
    unit, kind = target.unit, target.kind
    if kind == "percent":
        return _PERCENTS.get(unit, 1.0), "%"
    if kind == "permille":
        return 1 / _RATES.get(unit, 1000.0), "率"
    if kind == "date":
        number = target.number or 0
        return 1.0, "年月日" if number >= 10_000 else "月日" if number >= 100 else "日"
    base, slash, per = unit.partition("/")
    per = slash + per.replace("·", "/")
    if kind == "duration":
        days = DAYS.get(base, 0.0)
        return (days, f"天{per}") if days else (1.0, base + per)
    factor = 1.0
    if kind in ("money", "count", "relative") and base[:1] in _SCALES:
        factor, base = _SCALES[base[0]], base[1:]
    if kind == "relative" and base in DAYS and DAYS[base]:
        return DAYS[base], f"天{per}"
    return factor, SYNONYMS.get(base, base) + per


def canonical(target: Target) -> Canonical:
    """The figures of a target in a base unit; targets with the same base unit are comparable.

    Percentages become percent points (七成 -> 70 %), ‰ and /10万 a rate per unit (率), money 元, fixed
    times 天 (工作日 and 学期 stay apart; a month counts 30 days, a quarter 90, a year 365), 万人 人,
    spellings of one measure word the same (㎡ -> 平方米, 名 -> 人). Bare shares (0.6) stay shares. Dates
    keep the form of `Target.number` under 年月日, 月日 or 日. Absence of incidents is 0 of unit ''.
    """
    factor, unit = _scale(target)

    def scale(number: float | None) -> float | None:
        if number is None or factor == 1.0:
            return number
        return round(number * factor, 12 if factor < 1 else 6)

    return Canonical(scale(target.number), scale(target.upper), unit)
