"""L10: text and figures in one ladder."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.targets import parse_targets
from ...findings import Finding, short, tier_span
from ...registry import Check
from ...views import RecordView
from .order import DIGIT, GOOD, tiers

_ZERO = re.compile(r"未|无|没有|零|不发生|杜绝")


def _mixed(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    bare = [i for i, t in enumerate(context.tiers) if t and not DIGIT.search(t) and not _ZERO.search(t)]
    if not bare:
        return
    known = [t for t in context.tiers if any(x.number is not None for x in parse_targets(t))]
    bare = [i for i in bare if not any(x.number is not None for x in parse_targets(context.tiers[i]))]
    if bare and len(known) >= 2:
        tier = (record.tiers or ())[bare[0]]
        yield check.finding(
            "tiers",
            tier_span(record, bare[0]),
            f"“{short(tier)}”是文字，其余各档是数值，无法排在同一把尺子上。",
            "请把这一档也写成数值区间。",
        )


CHECK = Check(
    code="L10",
    title="分档文字与数值混用",
    english="Text and figures in one ladder",
    severity="P2",
    opinion=4,
    why="同一指标的各档应可比较（财预〔2020〕10号“绩效指标明确性”）。",
    run=_mixed,
    needs=("tiers",),
    bad=(
        tiers("完成年度任务", "低于任务1个百分点", "低于任务3个百分点", "低于任务5个百分点以上"),
        tiers("优秀", "≥90%", "≥80%", "<80%"),
    ),
    good=(*GOOD, tiers("未发生事故", "1起", "2起", "3起及以上", name="施工事故数")),
)
