"""L01–L06, L12: the tiers of a ladder as intervals: values that no tier or two tiers claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from ...nlp.record import Indicator
from ..findings import Finding, short, tier_span
from ..intervals import INF, Interval
from ..ladder import Analysis, Ladder, analyse
from ..registry import Check, Context, Example, IndicatorRun

_WHY = (
    "各档评价标准应首尾相接、互不重叠，任一完成值都能且只能落入一档，否则无法按标准评分"
    "（财预〔2020〕10号“绩效指标明确性”：指标值清晰、可衡量）。"
)


def _inner(found: Analysis) -> list[Interval]:
    """Gaps of a ladder; where some tier is in words, only those between tiers that are not."""
    known = found.ladder.figures
    low, high = min(i.low for i in known), max(i.high for i in known)
    return [g for g in found.gaps if found.ladder.complete or (g.low >= low and g.high <= high)]


def _neighbours(ladder: Ladder, gap: Interval) -> tuple[int, int]:
    """The tiers just above and just below a gap, -1 where there is none."""
    above = [(i.low, k) for k, i in enumerate(ladder.intervals) if i is not None and i.low >= gap.high]
    below = [(-i.high, k) for k, i in enumerate(ladder.intervals) if i is not None and i.high <= gap.low]
    return min(above, default=(0.0, -1))[1], min(below, default=(0.0, -1))[1]


Found = dict[str, list[tuple[Interval, int]]]


@lru_cache(maxsize=4096)
def _sorted(tiers: tuple[str, ...], name: str) -> tuple[Analysis, Found] | None:
    """Gaps by the check that reports them, each with the tier where it shows."""
    analysis = analyse(tiers, name)
    if analysis is None:
        return None
    ladder, found = analysis.ladder, {}  # type: Ladder, Found
    for gap in _inner(analysis):
        above, below = _neighbours(ladder, gap)
        near = {above, below} - {-1}
        if ladder.kind == "relative":
            code = "L06"
        elif ladder.domain.whole and gap.high < INF and gap.high - gap.low < 2:
            code = "L05"
        elif near & set(analysis.points):
            code = "L04"
        elif _whole_bands(ladder, gap, above, below):
            code = "L03"
        else:
            code = "L01"
        found.setdefault(code, []).append((gap, max(near, default=0)))
    return analysis, found


def _whole_bands(ladder: Ladder, gap: Interval, above: int, below: int) -> bool:
    """A gap between two bands written in whole numbers: 90%-94%, 85%-89%."""
    if min(above, below) < 0 or ladder.domain.whole or gap.high - gap.low != 1:
        return False
    pair = [(ladder.intervals[k], ladder.one_sided[k]) for k in (above, below)]
    return all(i is not None and not i.point and i.high < INF and not side for i, side in pair)


def _list(ladder: Ladder, found: list[tuple[Interval, int]]) -> str:
    return "、".join(ladder.domain.show(gap) for gap, _ in found[:4])


def _gap(code: str, said: str, advice: str) -> IndicatorRun:
    def run(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
        analysed = _sorted(context.tiers, context.name)
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


def _points(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    """L04: a tier that holds only when one value is hit exactly."""
    analysed = _sorted(context.tiers, context.name)
    if not analysed:
        return
    ladder, at = analysed[0].ladder, analysed[0].points
    found = analysed[1].get("L04", [])
    if not ladder.domain.whole and ladder.kind != "relative" and at:
        # ≥50% below a point of 60% takes what lies above 60%.
        misplaced = any(ladder.one_sided[k] == 1 and k > at[0] for k in range(len(ladder.intervals)))
        if found or misplaced:
            tier = (record.tiers or ())[at[0]]
            rest = (
                f"{_list(ladder, found)} 不属于任何一档"
                if found
                else f"高于“{short(tier)}”的值反而落入下一档"
            )
            yield check.finding(
                "tiers", tier_span(record, at[0]), f"“{short(tier)}”只有恰好等于时才成立，{rest}。", _JOIN
            )
    elif found:
        tier = (record.tiers or ())[at[0] if at else found[0][1]]
        yield check.finding(
            "tiers",
            tier_span(record, at[0] if at else found[0][1]),
            f"“{short(tier)}”是一个点，只有恰好等于时才成立，{_list(ladder, found)} 不属于任何一档。",
            _JOIN,
        )


_JOIN = "请把各档改为首尾相接的区间，如“≥a”“≥b且<a”“≥c且<b”“<c”，每个数值只属于一档。"


def _shared(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    """L02: two tiers claim the same values."""
    analysis = analyse(context.tiers, context.name)
    if not analysis or analysis.ladder.domain.whole:
        return
    ladder = analysis.ladder
    found = [d for d in analysis.doubles if d.second - d.first == 1]
    if not found or not analysis.direction:
        return
    shown = "、".join(dict.fromkeys(ladder.domain.show(d.interval) for d in found))
    wide = [d for d in found if not d.interval.point]
    first = (wide or found)[0]
    yield check.finding(
        "tiers",
        tier_span(record, first.first, first.second),
        f"{shown} 同时属于上下两档（“以上”“以下”和区间都包含本数）。",
        "请只让一档包含边界，如“≥a”“≥b且<a”。",
        "P1" if wide else "",
    )


def _skipped(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    """L05: whole numbers that no tier or two tiers count."""
    analysed = _sorted(context.tiers, context.name)
    if not analysed or not analysed[0].ladder.domain.whole:
        return
    ladder, twice = analysed[0].ladder, analysed[0].doubles
    missing = analysed[1].get("L05", [])
    if not missing and not twice:
        return
    parts = []
    if missing:
        parts.append(f"{_list(ladder, missing)} 不属于任何一档")
    if twice:
        parts.append(
            "、".join(dict.fromkeys(ladder.domain.show(d.interval) for d in twice)) + " 同时属于两档"
        )
    where = missing[0][1] if missing else twice[0].second
    yield check.finding(
        "tiers", tier_span(record, where), "，".join(parts) + "。", _COUNT, "" if missing else "P2"
    )


_COUNT = "请按整数逐档写全，使相邻两档恰好相接、不重复，如“0起”“1起”“2起”“3起及以上”。"


def _dead(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    """L12: a tier that no value can reach."""
    analysis = analyse(context.tiers, context.name)
    for i in analysis.unreachable if analysis else ():
        tier = short((record.tiers or ())[i])
        yield check.finding(
            "tiers",
            tier_span(record, i),
            f"“{tier}”这一档不可能评到：它的取值已全部属于更好的档次，或超出可能的范围。",
            "请检查各档的数值和比较符号，按由好到差依次排列。",
        )


def _tiers(*tiers: str, name: str = "渠系水利用监测合格率") -> Example:
    return Example(Indicator(name, tiers=tiers))


_GOOD = (
    _tiers("≥95%", "≥90%", "≥80%", "<80%"),
    _tiers("≥95%", "≥90%且<95%", "≥80%且<90%", "<80%"),
    _tiers("0起", "1起", "2起", "3起及以上", name="灌区溺水事故"),
    _tiers("群众非常满意", "满意", "一般", "不满意"),
)

CHECKS = (
    Check(
        code="L01",
        title="档次之间有空档",
        english="Gap between tiers",
        severity="P1",
        opinion=4,
        why=_WHY,
        run=_gap("L01", "{gaps} 不属于任何一档，完成值落在其中时无法评定。", _JOIN),
        needs=("tiers",),
        bad=(
            _tiers("≥90%", "≥80%", "60%以下", "50%以下"),
            _tiers("100%", "95%-99%", "90%-95%", "90%以下"),
            _tiers("≥92%", "≥85%", "≥71%", "70%以下"),
        ),
        good=_GOOD,
    ),
    Check(
        code="L02",
        title="相邻两档重叠",
        english="Tiers share values",
        severity="P2",
        opinion=4,
        why=_WHY + "“以上”“以下”包括本数（民法典第1259条）。",
        run=_shared,
        needs=("tiers",),
        bad=(
            _tiers("95%以上", "95%-85%", "85%-70%", "70%以下"),
            _tiers("85%以上", "80%-90%", "60%-80%", "60%以下"),
        ),
        good=_GOOD,
    ),
    Check(
        code="L03",
        title="比率按整数分档",
        english="Whole-number bands for a rate",
        severity="P2",
        opinion=4,
        why=_WHY + "比率是连续的，94.5% 这样的值也会出现。",
        run=_gap("L03", "{gaps} 不属于任何一档：比率不只取整数。", _JOIN),
        needs=("tiers",),
        bad=(
            _tiers("96%-100%", "91%-95%", "81%-90%", "80%以下"),
            _tiers("≥90%", "85%-89%", "80%-84%", "<80%"),
        ),
        good=(*_GOOD, _tiers("10场以上", "8-9场", "6-7场", "5场以下", name="节水宣传场次")),
    ),
    Check(
        code="L04",
        title="以单点作为档次",
        english="A point as a tier",
        severity="P1",
        opinion=4,
        why=_WHY,
        run=_points,
        needs=("tiers",),
        bad=(
            _tiers("75.00%", "≥60%", "≥50%", "50%以下"),
            _tiers("建成40处", "建成30处", "建成20处", "20处以下", name="小型泵站建成数"),
            _tiers("92%以上", "91%", "90%", "90%以下"),
        ),
        good=(*_GOOD, _tiers("100%", "≥95%", "≥90%", "<90%")),
    ),
    Check(
        code="L05",
        title="计数档次跳级或重复",
        english="A count ladder skips or repeats a number",
        severity="P1",
        opinion=4,
        why=_WHY,
        run=_skipped,
        needs=("tiers",),
        bad=(
            _tiers("未发生泄漏事件", "2起", "3起", "3起以上", name="加氯间安全管理"),
            _tiers("0次", "1次", "3次", "4次以上", name="停水次数"),
        ),
        good=(*_GOOD, _tiers("未发生", "1起", "2起", "3起及以上", name="加氯间事故数")),
    ),
    Check(
        code="L06",
        title="按差距分档有空档",
        english="Gap in a ladder of distances",
        severity="P1",
        opinion=4,
        why=_WHY,
        run=_gap("L06", "与比较对象的差距为 {gaps} 时，不属于任何一档。", _JOIN),
        needs=("tiers",),
        bad=(
            _tiers("高于市要求8个百分点", "高于市要求4个百分点", "高于市要求", "低于市要求"),
            _tiers("完成目标", "低于计划任务2个百分点", "低于计划任务3个百分点", "低于计划任务6个百分点以上"),
        ),
        good=_GOOD,
    ),
    Check(
        code="L12",
        title="有一档不可能评到",
        english="A tier that cannot be reached",
        severity="P1",
        opinion=4,
        why=_WHY,
        run=_dead,
        needs=("tiers",),
        bad=(
            _tiers("≥80%", "≥90%", "≥60%", "<60%"),
            _tiers("≥60%", "60%-70%", "50%-60%", "50%以下"),
        ),
        good=_GOOD,
    ),
)
