"""L12: A tier that cannot be reached."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .analysis import analyse
from .tiers import GOOD, WHY, tiers


def _dead(check: Check, view: RecordView) -> Iterator[Finding]:
    """L12: a tier that no value can reach."""
    record, context = view
    analysis = analyse(context.tiers, context.name)
    for i in analysis.unreachable if analysis else ():
        told = record.tiers or ()
        worded = i > 0 and not any(map(str.isdigit, told[i] + told[i - 1]))
        yield check.finding(
            "tiers",
            tier_span(record, i),
            f"“{short(told[i])}”与前一档“{short(told[i - 1])}”没有界线，评分时分不清属于哪一档。"
            if worded
            else f"“{short(told[i])}”这一档不可能评到：它的取值已全部属于更好的档次，或超出可能的范围。",
            "请为各档写明可以核对的数值或事实。"
            if worded
            else "请检查各档的数值和比较符号，按由好到差依次排列。",
            "P2" if worded else "",
        )


CHECK = Check(
    code="L12",
    title="有一档不可能评到",
    english="A tier that cannot be reached",
    severity="P1",
    opinion=4,
    why=WHY,
    run=_dead,
    needs=("tiers",),
    bad=(
        tiers("≥80%", "≥90%", "≥60%", "<60%"),
        tiers("≥60%", "60%-70%", "50%-60%", "50%以下"),
    ),
    good=GOOD,
)
