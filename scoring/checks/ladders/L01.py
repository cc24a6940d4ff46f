"""L01: gap between tiers."""

from __future__ import annotations

from ...registry import Check
from .tiers import GOOD, JOIN, WHY, gap, tiers

CHECK = Check(
    code="L01",
    title="档次之间有空档",
    english="Gap between tiers",
    severity="P1",
    opinion=4,
    why=WHY,
    run=gap("L01", "{gaps} 不属于任何一档，完成值落在其中时无法评定。", JOIN),
    needs=("tiers",),
    bad=(
        tiers("≥90%", "≥80%", "60%以下", "50%以下"),
        tiers("100%", "95%-99%", "90%-95%", "90%以下"),
        tiers("≥92%", "≥85%", "≥71%", "70%以下"),
    ),
    good=GOOD,
)
