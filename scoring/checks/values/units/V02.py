"""V02: A count stated as a completion rate."""

from __future__ import annotations

from .....nlp.record import Indicator
from ....registry import Check, Example
from .counts import one, percent

CHECK = Check(
    code="V02",
    title="数量指标用完成率",
    english="A count stated as a completion rate",
    severity="P1",
    opinion=4,
    why="绩效指标应与计划数、任务数相对应（财预〔2020〕10号“绩效指标明确性”）；只写完成率看不出计划数。",
    run=percent,
    needs=("percent",),
    bad=(
        one("新建蓄水池个数", "完成率100%"),
        Example(Indicator("培训水管员人数", tiers=("完成率95%", "完成率90%", "完成率80%", "完成率80%以下"))),
    ),
    good=(one("新建蓄水池完成率", "完成率100%"), one("新建蓄水池个数", "60个")),
    fault="unit",
)
