"""A ladder of 优/良/中/差 read as intervals, and what is wrong with them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ....nlp.targets import Target, canonical, parse_targets
from .intervals import INF, Domain, Interval, complement, covered, overlap

# A share of a whole: can't go beyond 100 %. Growth, completion and turnover can.
UNBOUNDED = re.compile(
    r"完成|增长|增幅|增速|提高|提升|增加|增值|利用|周转|产能|贡献|回报|收益|偿债|负债|利润|产销|超额|使用率|入住|杠杆|同比|变动|弹性|偏差"
)
_KINDS = frozenset(("percent", "permille", "count", "money", "duration", "ratio", "relative", "state"))


@dataclass(frozen=True, slots=True)
class Ladder:
    """Tiers as intervals, best first; None where a tier states no figure. `one_sided`: +1 for a tier like
    ≥80%, -1 for ≤80%, 0 for points and bands. `kind` is that of the figures."""

    domain: Domain
    intervals: tuple[Interval | None, ...]
    one_sided: tuple[int, ...]
    kind: str

    @property
    def figures(self) -> list[Interval]:
        """The intervals that are known."""
        return [i for i in self.intervals if i is not None]

    @property
    def complete(self) -> bool:
        """Whether every tier states a figure."""
        return None not in self.intervals


@dataclass(frozen=True, slots=True)
class Doubled:
    """Values that tiers `first` and `second` both claim."""

    first: int
    second: int
    interval: Interval


def gaps(ladder: Ladder) -> list[Interval]:
    """The values of the domain that belong to no tier."""
    return complement(ladder.figures, ladder.domain)


def doubles(ladder: Ladder) -> list[Doubled]:
    """The values that two tiers claim. Nested thresholds (≥90%, ≥80%) do not: the better tier goes first;
    nor does a point well inside a lower threshold (100%, ≥95%)."""
    found = []
    for i, one in enumerate(ladder.intervals):
        for j in range(i + 1, len(ladder.intervals)):
            other = ladder.intervals[j]
            if one is None or other is None or _nested(ladder, i, j):
                continue
            common = overlap(one, other, ladder.domain)
            if common:
                found.append(Doubled(i, j, common))
    return found


def _nested(ladder: Ladder, i: int, j: int) -> bool:
    one, other = ladder.intervals[i], ladder.intervals[j]
    if one is None or other is None:
        return False
    side = ladder.one_sided[j]
    if side and side == ladder.one_sided[i]:
        return True
    return bool(side) and one.point and other.low < one.low < other.high


def unreachable(ladder: Ladder) -> list[int]:
    """Tiers that hold nothing which a better tier does not already claim."""
    found = []
    for i, one in enumerate(ladder.intervals):
        better = [b for b in ladder.intervals[:i] if b is not None]
        if one is not None and covered(one, better, ladder.domain):
            found.append(i)
    return found


def direction(ladder: Ladder) -> int:
    """+1 where better tiers have higher values, -1 where lower, 0 where neither holds throughout."""
    known = ladder.figures
    pairs = list(itertools.pairwise(known))
    if pairs and all(
        a.low >= b.low and a.high >= b.high and (a.low, a.high) != (b.low, b.high) for a, b in pairs
    ):
        return 1
    if pairs and all(
        a.low <= b.low and a.high <= b.high and (a.low, a.high) != (b.low, b.high) for a, b in pairs
    ):
        return -1
    return 0


def points(ladder: Ladder) -> list[int]:
    """Tiers of a single value, which hold only when it is hit exactly. The end of the domain is none."""
    ends = (ladder.domain.low, ladder.domain.high)
    return [
        i
        for i, one in enumerate(ladder.intervals)
        if one is not None and one.point and ladder.one_sided[i] == 0 and one.low not in ends
    ]


@dataclass(frozen=True, slots=True)
class Analysis:
    """A ladder with everything that the checks ask of it, worked out once."""

    ladder: Ladder
    gaps: tuple[Interval, ...]
    doubles: tuple[Doubled, ...]
    unreachable: tuple[int, ...]
    points: tuple[int, ...]
    direction: int


def analyse(tiers: tuple[str, ...], name: str = "") -> Analysis | None:
    """The ladder of folded `tiers`, None unless two or more state figures of one unit. `name` tells whether
    the measure has a ceiling of 100 %."""
    return _analyse(tiers, bool(UNBOUNDED.search(name))) if tiers else None


@lru_cache(maxsize=4096)
def _analyse(tiers: tuple[str, ...], open_ended: bool) -> Analysis | None:
    ladder = _read(tiers, open_ended)
    if ladder is None:
        return None
    return Analysis(
        ladder,
        tuple(gaps(ladder)),
        tuple(doubles(ladder)),
        tuple(unreachable(ladder)),
        tuple(points(ladder)),
        direction(ladder),
    )


def _read(tiers: tuple[str, ...], open_ended: bool) -> Ladder | None:
    mains = [_main(tier) for tier in tiers]
    known = [t for t in mains if t is not None]
    if len(known) < 2:
        return None
    # Absence of incidents (未出现) is 0 of whatever the other tiers count.
    measured = [t for t in known if t.kind != "state"]
    kinds = {t.kind for t in measured}
    units = {canonical(t).unit for t in measured if canonical(t).unit}
    if len(kinds) != 1 or len(units) > 1:
        return None
    kind = kinds.pop()
    if kind != "count" and len(measured) < len(known):
        return None
    domain = _domain(kind, measured, open_ended)  # in the unit that all tiers are written in, if one
    written = len({t.unit for t in measured}) == 1 and kind in _AS_WRITTEN
    kept = [_numbers(_KEPT, tier) for tier in tiers]
    claimed = set[float | None]().union(*kept)
    read = [
        _interval(t, kind, written, tier, claimed - own) if t is not None else (None, 0)
        for t, tier, own in zip(mains, tiers, kept, strict=True)
    ]
    return Ladder(domain, tuple(i for i, _ in read), tuple(s for _, s in read), kind)


def _main(tier: str) -> Target | None:
    targets = [t for t in parse_targets(tier) if t.kind in _KINDS and t.number is not None]
    return targets[0] if len(targets) == 1 else _band(targets)


def _band(targets: Sequence[Target]) -> Target | None:
    """<70%>40% means the band between, however oddly it is put."""
    if len(targets) != 2:
        return None
    high, low = targets
    if high.comparator in ("≥", ">") and low.comparator in ("≤", "<"):
        high, low = low, high
    same = high.kind == low.kind and high.unit == low.unit
    if not same or high.comparator not in ("≤", "<") or low.comparator not in ("≥", ">"):
        return None
    assert high.number is not None
    assert low.number is not None
    if low.number > high.number:
        return None
    return Target("between", low.number, high.number, low.unit, low.kind)


def _domain(kind: str, targets: Sequence[Target], open_ended: bool) -> Domain:
    unit = next((t.unit for t in targets if t.unit), "")
    if kind == "percent":
        tops = [t.upper or t.number or 0.0 for t in targets]
        # A band that ends at 100% says that no more is possible.
        closed = not open_ended or any(t.upper == 100 for t in targets)
        bounded = closed and max(tops) <= 100
        return Domain(0.0, 100.0 if bounded else INF, False, "%")
    if kind == "relative":
        return Domain(-INF, INF, False, unit)
    one = len({t.unit for t in targets}) == 1 and kind in _AS_WRITTEN
    if kind == "permille":
        return Domain(0.0, INF, False, unit if one else "")
    figures = [f for t in targets for f in (t.number, t.upper) if f is not None]
    # A bare figure of 109 may be a ratio or an index: only things with a measure word come whole, and hours or days.
    counted = (kind == "count" and unit not in _MEASURED) or (kind == "duration" and one)
    whole = counted and bool(unit) and all(f == int(f) for f in figures)
    return Domain(0.0, INF, whole, unit if one else canonical(targets[0]).unit)


# Kinds whose tiers are compared in the unit that all of them are written in: 万人次 and hours come whole.
_AS_WRITTEN = ("permille", "count", "duration")


_MEASURED = frozenset(
    [
        "分",
        "亩",
        "吨",
        "米",
        "公里",
        "千米",
        "里",
        "平方米",
        "㎡",
        "平方公里",
        "公顷",
        "立方米",
        "克",
        "公斤",
        "千克",
        "升",
        "毫升",
        "千瓦",
        "千瓦时",
        "兆瓦",
        "分贝",
        "度",
        "倍",
        "岁",
    ]
)


# Words in a band (≥90%且<95%) that leave its upper or lower end out; a parsed band no longer tells.
_BELOW = re.compile(r"<(?!=)|不足|不到|不满|(?<!不)(?:低于|小于|少于)(?!等于|或)")
_ABOVE = re.compile(r">(?!=)|(?<!不)(?:高于|大于|多于|超过)(?!等于|或)")
_LEFT_OUT = re.compile(r"(?<![0-9.])([0-9.]+)[^0-9]{0,3}\(?不含")
_KEPT = re.compile(r"(?<![0-9.])([0-9.]+)[^0-9]{0,3}\(含")  # 36%(含)-38%: the other end is left out


def _numbers(pattern: re.Pattern[str], text: str) -> set[float | None]:
    return {float(n) for n in pattern.findall(text) if n.count(".") < 2 and n != "."}


def _interval(
    target: Target, kind: str, as_written: bool, text: str, others: set[float | None]
) -> tuple[Interval, int]:
    """The interval of a tier and its side. `others` are the bounds that other tiers claim in so many words."""
    number, upper, _ = (target.number, target.upper, "") if as_written else canonical(target)
    low = float(number or 0.0)
    bottom = -INF if kind == "relative" else 0.0
    if upper is not None:
        out = others | _numbers(_LEFT_OUT, text)
        if len(kept := _numbers(_KEPT, text) & {target.number, target.upper}) == 1:
            out |= {target.number, target.upper} - kept
        low_in = not (_ABOVE.search(text) or target.number in out)
        high_in = not (_BELOW.search(text) or target.upper in out)
        return Interval(low, float(upper), low_in, high_in), 0
    match target.comparator:
        case "≥":
            return Interval(low, INF, target.number not in others, False), 1
        case ">":
            return Interval(low, INF, False, False), 1
        case "≤":
            return Interval(bottom, low, bottom > -INF, target.number not in others), -1
        case "<":
            return Interval(bottom, low, bottom > -INF, False), -1
        case _:
            if kind == "relative":  # 高于省要求10个百分点 is reached by anything that far above, and so below
                return Interval(low, INF, True, False), 1
            if kind == "percent" and low == 100.0:
                return Interval(low, INF, True, False), 0
            return Interval(low, low), 0
