"""L11: two ladders in one cell."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .order import GOOD, tiers


def _two(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    for i, tier in enumerate(context.tiers):
        left, joint, right = tier.partition("\\")
        if joint and left and right:
            yield check.finding(
                "tiers",
                tier_span(record, i),
                f"“{short((record.tiers or ())[i])}”一格里写了两套标准。",
                "请把两项内容拆成两条指标，各用各的分档。",
            )
            return


CHECK = Check(
    code="L11",
    title="一格两套分档",
    english="Two ladders in one cell",
    severity="P2",
    opinion=5,
    why="一条指标只衡量一件事（财预〔2015〕88号：细化量化）；两套标准合在一格无法评定。",
    run=_two,
    needs=("tiers",),
    bad=(
        tiers("95%以上\\无泄漏", "90%\\1起", "85%\\2起", "80%以下\\3起以上"),
        tiers("12次\\98%", "10次\\95%", "8次\\90%", "8次以下\\90%以下"),
    ),
    good=GOOD,
)
