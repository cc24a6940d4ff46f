"""V01: A count measured in percent."""

from __future__ import annotations

from .....nlp.record import Indicator
from ....registry import Check, Example
from .counts import one, percent

CHECK = Check(
    code="V01",
    title="数量指标用百分比",
    english="A count measured in percent",
    severity="P0",
    opinion=4,
    why="指标值应与指标内容相符，由计算符号、数值和计量单位组成（财预〔2021〕101号）；数量不能用百分比衡量。",
    run=percent,
    needs=("percent",),
    bad=(
        one("村级泵站新建数量", "≥90%"),
        Example(Indicator("节水宣传活动场次", tiers=("90%以上", "80%-90%", "70%-80%", "70%以下"))),
    ),
    good=(
        one("村级泵站新建数量", "≥12座"),
        one("农户用水满意指数", "≥90%"),
        one("渠道维修数量完成率", "100%"),
    ),
    fault="unit",
)
