"""T07: satisfaction filed elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .cells import MIXED, WHY, one

# 满意度调查次数 is work that is counted.
_SATISFIED = re.compile(
    r"(?<!标本)(?<!涂片)(?<!图像)满意(?:[度率]|程度)(?!.{0,4}(?:调查|测评|测验|回访|问卷|评估|抽样).{0,6}(?:数|量|率|次|份|时间|及时性?|完成|样本|人次)$)|(?:非常|基本|较为?)满意"
)


def _satisfied(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not context.declared or "satisfaction" in context.declared:
        return
    match = _SATISFIED.search(context.name)
    field = "name"
    if not match and context.declared == {"sustainable"}:
        match, field = _SATISFIED.search(context.value), "value"
    if not match:
        return
    yield check.mark(
        record,
        field,
        match.span(),
        f"“{match[0]}”属于满意度，却填在“{record.level2 or record.level1}”下。",
        "请移到满意度指标，并写明调查对象和目标值（≥__%）。",
    )


CHECK = Check(
    code="T07",
    title="满意度填在其他指标下",
    english="Satisfaction filed elsewhere",
    severity="P1",
    opinion=7,
    why=WHY + MIXED,
    run=_satisfied,
    needs=(
        "declared",
        "satisfied",
    ),
    instead_of=("T01",),
    bad=(
        one("农户对水价政策的满意度", "≥90%", "效益指标", "可持续影响指标"),
        one("农户对抢修的满意率", "≥90%", "产出指标", "时效指标"),
        one("农户对水质改善的满意程度", "≥90%", "效益指标", "社会效益指标"),
    ),
    good=(
        one("农户满意度", "≥90%", "满意度指标", "服务对象满意度指标"),
        one("农户满意度", "≥90%", "效益指标", ""),
        one("农户满意度调查次数", "2次", "产出指标", "数量指标"),
        one("水样涂片标本满意率", "≥95%", "产出指标", "质量指标"),
        one("用水户满意度问卷回收率", "≥80%", "产出指标", "质量指标"),
    ),
    fault="class",
)
