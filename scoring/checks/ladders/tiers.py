"""L01–L06, L12: the tiers of a ladder as intervals: values that no tier or two tiers claim.

Shared by the checks of the family.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ....nlp.record import Indicator
from ...findings import Finding, tier_span
from ...registry import Check, Example, Run
from ...views import RecordView
from .analysis import Analysis, Ladder, analyse
from .intervals import INF, Interval

WHY = (
    "各档评价标准应首尾相接、互不重叠，任一完成值都能且只能落入一档，否则无法按标准评分"
    "（财预〔2020〕10号“绩效指标明确性”：指标值清晰、可衡量）。"
)


def inner(found: Analysis) -> list[Interval]:
    """Gaps of a ladder; where some tier is in words, only those between tiers that are not."""
    known = found.ladder.figures
    low, high = min(i.low for i in known), max(i.high for i in known)
    return [g for g in found.gaps if found.ladder.complete or (g.low >= low and g.high <= high)]


def neighbours(ladder: Ladder, gap: Interval) -> tuple[int, int]:
    """The tiers just above and just below a gap, -1 where there is none."""
    above = [(i.low, k) for k, i in enumerate(ladder.intervals) if i is not None and i.low >= gap.high]
    below = [(-i.high, k) for k, i in enumerate(ladder.intervals) if i is not None and i.high <= gap.low]
    return min(above, default=(0.0, -1))[1], min(below, default=(0.0, -1))[1]


Spans = dict[str, list[tuple[Interval, int]]]


@lru_cache(maxsize=4096)
def gaps_of(tiers: tuple[str, ...], name: str) -> tuple[Analysis, Spans] | None:
    """Gaps by the check that reports them, each with the tier where it shows."""
    analysis = analyse(tiers, name)
    if analysis is None:
        return None
    ladder, found = analysis.ladder, {}  # type: Ladder, Spans
    for gap in inner(analysis):
        above, below = neighbours(ladder, gap)
        near = {above, below} - {-1}
        if ladder.kind == "relative":
            code = "L06"
        elif ladder.domain.whole and gap.high < INF and gap.high - gap.low < 2:
            code = "L05"
        elif near & set(analysis.points):
            code = "L04"
        elif whole_bands(ladder, gap, above, below):
            code = "L03"
        else:
            code = "L01"
        found.setdefault(code, []).append((gap, max(near, default=0)))
    if "L01" in found and "L03" in found:  # one ladder, one finding
        found["L01"] += found.pop("L03")
    return analysis, found


def whole_bands(ladder: Ladder, gap: Interval, above: int, below: int) -> bool:
    """A gap at a band written in whole numbers: 90%-94%, 85%-89%, <85%."""
    if min(above, below) < 0 or ladder.domain.whole or gap.high - gap.low != 1:
        return False
    pair = [(ladder.intervals[k], ladder.one_sided[k]) for k in (above, below)]
    bands = [i is not None and not i.point and i.high < INF and not side for i, side in pair]
    return any(bands) and all(band or side for band, (_, side) in zip(bands, pair, strict=True))


def listed(ladder: Ladder, found: list[tuple[Interval, int]]) -> str:
    """Intervals as text."""
    return "、".join(ladder.domain.show(gap) for gap, _ in found[:4])


def gap(code: str, said: str, advice: str) -> Run:
    """The run of a check of gaps between tiers."""

    def run(check: Check, view: RecordView) -> Iterator[Finding]:
        record, context = view
        analysed = gaps_of(context.tiers, context.name)
        found = analysed[1].get(code) if analysed else None
        if not analysed or not found:
            return
        ladder = analysed[0].ladder
        where = found[0][1]
        shown = "、".join(
            "0（恰好持平）" if code == "L06" and g.point and not g.low else ladder.domain.show(g)
            for g, _ in found[:4]
        )
        yield check.finding("tiers", tier_span(record, where), said.format(gaps=shown), advice)

    return run


JOIN_LOW = "请把各档改为首尾相接的区间，如“≤a”“>a且≤b”“>b且≤c”“>c”，每个数值只属于一档。"
JOIN = "请把各档改为首尾相接的区间，如“≥a”“≥b且<a”“≥c且<b”“<c”，每个数值只属于一档。"


def tiers(*tiers: str, name: str = "渠系水利用监测合格率") -> Example:
    """For the examples."""
    return Example(Indicator(name, tiers=tiers))


GOOD = (
    tiers("≥95%", "≥90%", "≥80%", "<80%"),
    tiers("≥95%", "≥90%且<95%", "≥80%且<90%", "<80%"),
    tiers("0起", "1起", "2起", "3起及以上", name="灌区溺水事故"),
    tiers("群众非常满意", "满意", "一般", "不满意"),
)
