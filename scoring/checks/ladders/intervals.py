"""Intervals over the domain of a measure: gaps, overlaps and containment, exact to the end points.

A ladder's tiers become intervals over a domain: rates are continuous (a share of a whole has a ceiling of
100 %), counts are whole numbers, changes against a basis may be negative. On whole numbers (9, 10) is empty
and every interval can be written closed; everything below works on that normal form.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ....nlp.targets.numerals import plain

INF = math.inf


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`; an end belongs to it where its flag is set. Infinite ends never do."""

    low: float
    high: float
    low_in: bool = True
    high_in: bool = True

    @property
    def empty(self) -> bool:
        """True when nothing lies in it."""
        return self.low > self.high or (self.low == self.high and not (self.low_in and self.high_in))

    @property
    def point(self) -> bool:
        """True for a single value."""
        return self.low == self.high and not self.empty

    def contains(self, value: float) -> bool:
        """Whether `value` lies in it."""
        above = value > self.low or (value == self.low and self.low_in)
        return above and (value < self.high or (value == self.high and self.high_in))

    def meet(self, other: Interval) -> Interval:
        """What both have in common (may be empty)."""
        low, low_in = max((self.low, not self.low_in), (other.low, not other.low_in))
        high, high_in = min((self.high, self.high_in), (other.high, other.high_in))
        return Interval(low, high, not low_in, high_in)


@dataclass(frozen=True, slots=True)
class Domain:
    """The values that a measure can take: `low` … `high`, only whole numbers where `whole`; `unit` is for
    messages."""

    low: float = 0.0
    high: float = INF
    whole: bool = False
    unit: str = ""

    def clip(self, interval: Interval) -> Interval:
        """`interval` cut to the domain; on whole numbers with both ends in it."""
        cut = interval.meet(Interval(self.low, self.high, self.low > -INF, self.high < INF))
        if not self.whole:
            return cut
        low, high = cut.low, cut.high
        if abs(low) < INF:
            low = (
                math.floor(low) + 1.0 if low == math.floor(low) and not cut.low_in else float(math.ceil(low))
            )
        if abs(high) < INF:
            high = (
                math.ceil(high) - 1.0
                if high == math.ceil(high) and not cut.high_in
                else float(math.floor(high))
            )
        return Interval(low, high, low > -INF, high < INF)

    def show(self, interval: Interval) -> str:
        """`[60%, 80%)`; on whole numbers `1` or `31~40`."""
        low, high, unit = _number(interval.low), _number(interval.high), self.unit
        if self.whole:
            if interval.high == INF:
                return f"{low}{unit}及以上"
            if interval.low == -INF:
                return f"{high}{unit}及以下"
            return f"{low}{unit}" if low == high else f"{low}~{high}{unit}"
        if interval.high == INF:
            return f"{low}{unit}{'及' if interval.low_in else ''}以上"
        if interval.low == -INF:
            return f"{high}{unit}{'及' if interval.high_in else ''}以下"
        if interval.point:
            return f"{low}{unit}"
        return f"{'[' if interval.low_in else '('}{low}{unit}, {high}{unit}{']' if interval.high_in else ')'}"


def _number(value: float) -> str:
    return plain(round(value, 6)) if abs(value) < INF else str(value)


def union(intervals: Iterable[Interval], whole: bool = False) -> list[Interval]:
    """Disjoint intervals in ascending order that cover the same values; touching ones are joined."""
    ordered = sorted((i for i in intervals if not i.empty), key=lambda i: (i.low, not i.low_in))
    joined: list[Interval] = []
    for item in ordered:
        if joined and _touch(joined[-1], item, whole):
            last = joined[-1]
            high, high_in = max((last.high, last.high_in), (item.high, item.high_in))
            joined[-1] = Interval(last.low, high, last.low_in, high_in)
        else:
            joined.append(item)
    return joined


def _touch(left: Interval, right: Interval, whole: bool) -> bool:
    if left.high > right.low or (whole and left.high + 1 >= right.low):
        return True
    return left.high == right.low and (left.high_in or right.low_in)


def complement(intervals: Iterable[Interval], domain: Domain) -> list[Interval]:
    """The parts of `domain` that no interval covers, in ascending order."""
    gaps: list[Interval] = []
    low, low_in = domain.low, domain.low > -INF
    for item in union((domain.clip(i) for i in intervals), domain.whole):
        gaps.append(domain.clip(Interval(low, item.low, low_in, not item.low_in)))
        low, low_in = item.high, not item.high_in
    gaps.append(domain.clip(Interval(low, domain.high, low_in, domain.high < INF)))
    return [g for g in gaps if not g.empty and g.low < INF and g.high > -INF]


def overlap(one: Interval, other: Interval, domain: Domain) -> Interval | None:
    """What two intervals share within `domain`, None where nothing is."""
    common = domain.clip(one.meet(other))
    return None if common.empty else common


def covered(interval: Interval, by: Sequence[Interval], domain: Domain) -> bool:
    """Whether every value of `interval` in `domain` lies in one of `by`."""
    mine = domain.clip(interval)
    if mine.empty:
        return True
    return any(
        u.meet(mine) == mine or (u.low <= mine.low and u.high >= mine.high and _inside(mine, u))
        for u in union((domain.clip(i) for i in by), domain.whole)
    )


def _inside(inner: Interval, outer: Interval) -> bool:
    low = inner.low > outer.low or outer.low_in or not inner.low_in
    return low and (inner.high < outer.high or outer.high_in or not inner.high_in)
