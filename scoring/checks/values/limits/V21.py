"""V21: A rise that may pass 100 percent."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets import parse_target
from ....findings import Finding
from ....registry import Check, Example
from ....views import RecordView
from ..units.counts import where_said
from .bounds import OVER, SHARE, one


def _infeasible(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "relative" or target.unit not in ("%", "个百分点"):
        return
    if not target.number or target.number <= 0 or not SHARE.search(context.name):
        return
    base = parse_target(record.history[-1]) if record.history else None
    known = base.number if base and base.kind == "percent" else None
    if known is not None and known + target.number <= OVER:
        return
    if known is None and target.number < 10:
        return
    field, span = where_said(record)
    said = f"上年已是 {known:g}%，" if known is not None else "未写明基数；"
    yield check.finding(
        field,
        span,
        f"{said}再提高 {target.number:g} 个百分点可能超过 100%，无法实现。",
        "请写明基数和目标水平，如“由__%提高到__%”。",
    )


CHECK = Check(
    code="V21",
    title="提高幅度可能超过上限",
    english="A rise that may pass 100 percent",
    severity="P2",
    opinion=11,
    why="绩效目标应合理可行，经过论证和测算（财预〔2015〕88号审核表“实现可能性”）。",
    run=_infeasible,
    dimension="可行性",
    needs=("relative",),
    bad=(
        one("用水户签约率", "比上年提高12个百分点", history=("94%",)),
        Example(
            Indicator(
                "水费收缴建档率",
                tiers=("高于市要求10个百分点", "高于市要求5个百分点", "高于市要求", "低于市要求"),
            )
        ),
    ),
    good=(one("用水户签约率", "比上年提高3个百分点", history=("80%",)), one("用水户签约率", "≥95%")),
    fault="target",
)
