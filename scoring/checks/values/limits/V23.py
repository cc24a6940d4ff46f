"""V23: decimals and percentages mixed."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .form import CLEAR, one


def _decimals(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent":
        return
    for earlier in record.history:
        other = parse_target(earlier)
        if (
            other
            and other.kind in ("ratio", "count")
            and not other.unit
            and other.number
            and 0 < other.number <= 1
        ):
            yield check.mark(
                record,
                "value",
                None,
                f"历年值写作“{earlier}”，本年目标写作“{short(record.value)}”，小数和百分数混用。",
                "请统一写成百分数。",
            )
            return


CHECK = Check(
    code="V23",
    title="小数与百分数混用",
    english="Decimals and percentages mixed",
    severity="P2",
    opinion=11,
    why=CLEAR,
    run=_decimals,
    bad=(one("水表智能化率", "≥60%", history=("0.5", "0.55")), one("渠道完好率", "85%", history=("0.8",))),
    good=(one("水表智能化率", "≥60%", history=("50%", "55%")), one("亏水指数", "0.6", history=("0.5",))),
    needs=("history", "percent"),
)
