"""L08: ambiguous order of adjectives."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .order import DIGIT, GOOD, tiers

_ADJECTIVE = re.compile(
    r"(非常|十分|特别|很|较为|比较|较|基本|不太|不很|不够|不|未|一般)?([\u4e00-\u9fff]{2,4})$"
)
_RANK = {"非常": 5, "十分": 5, "特别": 5, "很": 5, "": 4, "较为": 3, "比较": 3, "较": 3, "基本": 3,
         "一般": 2, "不太": 1, "不很": 1, "不够": 1, "不": 0, "未": 0}  # fmt: skip


def _adjectives(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    ranks: list[tuple[int, str]] = []
    for tier in context.tiers:
        match = _ADJECTIVE.search(tier) if not DIGIT.search(tier) else None
        if match:
            ranks.append((_RANK[match[1] or ""], match[2]))
    stem = {word for _, word in ranks}
    if len(ranks) < 3 or len(stem) != 1:
        return
    order = [rank for rank, _ in ranks]
    confused = [i for i in range(1, len(order)) if order[i] >= order[i - 1]]
    # 满意 before 较满意: which is better is a matter of taste.
    if not confused and 4 in order and 3 in order:
        confused = [order.index(3)]
    if confused:
        i = confused[0]
        tiers = record.tiers or ()
        yield check.finding(
            "tiers",
            tier_span(record, i - 1, i),
            f"“{short(tiers[i - 1])}”与“{short(tiers[i])}”哪个更好不清楚。",
            "请用次序明确的分档，如“非常满意、满意、一般、不满意”，并写明各档的得票比例。",
        )


CHECK = Check(
    code="L08",
    title="形容词分档次序不清",
    english="Ambiguous order of adjectives",
    severity="P3",
    opinion=11,
    why="定性指标可分级分档表述，但各档次序要明确（财预〔2015〕88号：定性描述要充分、具体）。",
    run=_adjectives,
    needs=("tiers",),
    bad=(
        tiers("非常满意", "满意", "较满意", "不满意", name="供水服务"),
        tiers("很明显", "明显", "较明显", "不明显", name="节水效果"),
    ),
    good=GOOD,
)
