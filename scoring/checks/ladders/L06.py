"""L06: gap in a ladder of distances."""

from __future__ import annotations

from ...registry import Check
from .tiers import GOOD, JOIN, WHY, gap, tiers

CHECK = Check(
    code="L06",
    title="按差距分档有空档",
    english="Gap in a ladder of distances",
    severity="P1",
    opinion=4,
    why=WHY,
    run=gap("L06", "与比较对象的差距为 {gaps} 时，不属于任何一档。", JOIN),
    needs=("tiers",),
    bad=(
        tiers("高于市要求8个百分点", "高于市要求4个百分点", "高于市要求", "低于市要求"),
        tiers("完成目标", "低于计划任务2个百分点", "低于计划任务3个百分点", "低于计划任务6个百分点以上"),
    ),
    good=GOOD,
)
