"""L02: tiers share values."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, tier_span
from ...registry import Check
from ...views import RecordView
from .analysis import analyse
from .tiers import GOOD, WHY, tiers

_BARE = re.compile(r"\d+(?:\.\d+)?[%％]")


def _shared(check: Check, view: RecordView) -> Iterator[Finding]:
    """L02: two tiers claim the same values."""
    record, context = view
    analysis = analyse(context.tiers, context.name)
    if not analysis or analysis.ladder.domain.whole:
        return
    ladder = analysis.ladder
    # Behind a bare figure at the top one reads on from there: 100% | ≥98%.
    top = (record.tiers or ("",))[0].strip(" =＝")
    found = [
        d for d in analysis.doubles if d.second - d.first == 1 and not (d.first == 0 and _BARE.fullmatch(top))
    ]
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


CHECK = Check(
    code="L02",
    title="相邻两档重叠",
    english="Tiers share values",
    severity="P2",
    opinion=4,
    why=WHY + "“以上”“以下”包括本数（民法典第1259条）。",
    run=_shared,
    needs=("tiers",),
    bad=(
        tiers("95%以上", "95%-85%", "85%-70%", "70%以下"),
        tiers("85%以上", "80%-90%", "60%-80%", "60%以下"),
    ),
    good=(
        *GOOD,
        tiers("100%", "≥98%", "≥95%", "<95%"),
        tiers(
            "38%及以上", "36%（含）-38%", "34%（含）-36%", "34%以下"
        ),  # what one tier claims, the others leave
    ),
)
