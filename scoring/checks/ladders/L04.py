"""L04: A point as a tier."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...advice.measures import is_harm
from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .tiers import GOOD, JOIN, JOIN_LOW, WHY, gaps_of, listed, tiers


def _points(check: Check, view: RecordView) -> Iterator[Finding]:
    """L04: a tier that holds only when one value is hit exactly."""
    record, context = view
    analysed = gaps_of(context.tiers, context.name)
    if not analysed:
        return
    ladder, at = analysed[0].ladder, analysed[0].points
    join = JOIN_LOW if is_harm(context.name) else JOIN
    found = analysed[1].get("L04", [])
    if not ladder.domain.whole and ladder.kind != "relative" and at:
        # ≥50% below a point of 60% takes what lies above 60%.
        misplaced = any(ladder.one_sided[k] == 1 and k > at[0] for k in range(len(ladder.intervals)))
        if found or misplaced:
            tier = (record.tiers or ())[at[0]]
            rest = (
                f"{listed(ladder, found)} 不属于任何一档"
                if found
                else f"高于“{short(tier)}”的值反而落入下一档"
            )
            yield check.finding(
                "tiers", tier_span(record, at[0]), f"“{short(tier)}”只有恰好等于时才成立，{rest}。", join
            )
    elif found and not _is_above(record.tiers or (), at):
        tier = (record.tiers or ())[at[0] if at else found[0][1]]
        yield check.finding(
            "tiers",
            tier_span(record, at[0] if at else found[0][1]),
            f"“{short(tier)}”是一个点，只有恰好等于时才成立，{listed(ladder, found)} 不属于任何一档。",
            join,
        )


def _is_above(tiers: Sequence[str], points: Sequence[int]) -> bool:
    """Whether counts go down one by one from the plan (7座 | 6座 | 5座 | 5座以下): more than planned is reached all the more."""
    told = [re.fullmatch(r"(\d+)\D{0,3}", tier.strip()) for tier in (tiers[k] for k in points)]
    counts = [int(found[1]) for found in told if found]
    return (
        len(counts) == len(points) > 1
        and points[0] == 0
        and counts == [*range(counts[0], counts[0] - len(counts), -1)]
    )


CHECK = Check(
    code="L04",
    title="以单点作为档次",
    english="A point as a tier",
    severity="P1",
    opinion=4,
    why=WHY,
    run=_points,
    needs=("tiers",),
    instead_of=("L05",),
    bad=(
        tiers("75.00%", "≥60%", "≥50%", "50%以下"),
        tiers("建成40处", "建成30处", "建成20处", "20处以下", name="小型泵站建成数"),
        tiers("92%以上", "91%", "90%", "90%以下"),
    ),
    good=(
        *GOOD,
        tiers("7座", "6座", "5座", "5座以下", name="小型泵站建成数"),
        tiers("100%", "≥95%", "≥90%", "<90%"),
    ),
)
