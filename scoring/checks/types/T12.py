"""T12: A satisfaction scale for an activity."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .cells import one

_SCALE = re.compile(r"满意")


def _scale(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if _SCALE.search(context.name) or context.declared == {"satisfaction"}:
        return
    hits = [i for i, t in enumerate(context.tiers) if _SCALE.search(t)]
    if len(hits) < 2:
        return
    yield check.finding(
        "tiers",
        tier_span(record, hits[0], hits[-1]),
        f"“{short(record.name)}”不是满意度指标，却按满意程度分档。",
        "考核工作量的，改用次数、人数分档；考核满意度的，名称改为“×××满意度”。",
    )


CHECK = Check(
    code="T12",
    title="非满意度指标按满意分档",
    english="A satisfaction scale for an activity",
    severity="P1",
    opinion=4,
    why="指标值应与指标内容相符（财预〔2020〕10号“绩效指标明确性”）。",
    run=_scale,
    instead_of=("V29",),
    needs=(
        "tiers",
        "satisfied",
    ),
    bad=(
        one("开展节水宣传活动", "", "", "", ("群众非常满意", "满意", "一般", "不满意")),
        one("设立护河基金", "", "", "", ("非常满意", "满意", "较满意", "不满意")),
    ),
    good=(
        one("农户满意度", "", "", "", ("非常满意", "满意", "一般", "不满意")),
        one("节水宣传场次", "", "", "", ("10场及以上", "8-9场", "6-7场", "5场及以下")),
    ),
)
