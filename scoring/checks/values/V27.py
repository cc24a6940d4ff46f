"""V27: too low a bar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, short, tier_span
from ...registry import Check, Example
from ...views import RecordView
from .bounds import one

_LOW = {
    re.compile(r"满意[度率]$"): 80.0,
    re.compile(r"(?:到位率|合格率|及时率|达标率|办结率|准确率)$"): 80.0,
    re.compile(r"(?:管理率|覆盖率|接种率|建档率|落实率|普及率)$"): 60.0,
}


def _low_bar(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or target.number is None or target.upper is not None:
        return
    if target.comparator in ("≤", "<"):
        return
    for pattern, bar in _LOW.items():
        low = target.number < bar or (target.number == bar and not context.value)
        if low and pattern.search(context.name):
            field, span = (
                ("tiers", tier_span(record, 0)) if not record.value else ("value", (0, len(record.value)))
            )
            yield check.finding(
                field,
                span,
                f"“{short(record.target_text)}”作为目标偏低，同类指标通常不低于 {bar:g}%。",
                "请对照历史完成值和行业标准说明依据，或提高目标值。",
            )
            return


CHECK = Check(
    code="V27",
    title="目标值偏低",
    english="Too low a bar",
    severity="P2",
    profiles={"selfcheck": "P3"},
    opinion=11,
    why="绩效目标不应过低（财预〔2015〕88号审核表“绩效合理性”）；满意度通常不低于 90%，60% 是不得分线（财预〔2021〕101号）。",
    run=_low_bar,
    dimension="适当性",
    needs=("percent",),
    bad=(
        Example(Indicator("备件及时配送到位率", tiers=("80.00%", "60-79%", "50-59%", "50%以下"))),
        one("用水户满意度", "≥60%"),
    ),
    good=(one("用水户满意度", "≥92%"), one("老旧管网改造率", "≥40%")),
)
