"""L03: whole-number bands for a rate."""

from __future__ import annotations

from ...registry import Check
from .tiers import GOOD, JOIN, WHY, gap, tiers

CHECK = Check(
    code="L03",
    title="比率按整数分档",
    english="Whole-number bands for a rate",
    severity="P2",
    opinion=4,
    why=WHY + "比率是连续的，94.5% 这样的值也会出现。",
    run=gap("L03", "{gaps} 不属于任何一档：完成值不一定是整数。", JOIN),
    needs=("tiers",),
    bad=(
        tiers("96%-100%", "91%-95%", "81%-90%", "80%以下"),
        tiers("≥90%", "85%-89%", "80%-84%", "<80%"),
    ),
    good=(
        *GOOD,
        tiers("10场以上", "8-9场", "6-7场", "5场以下", name="节水宣传场次"),
        tiers("3000万亩次以上", "2700-2999万亩次", "2400-2699万亩次", "2400万亩次以下", name="灌溉面积"),
        tiers("≥35小时", "30-34小时", "25-29小时", "<25小时", name="闸门值守时长"),
    ),
)
