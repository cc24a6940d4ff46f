"""V23: decimals and percentages mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets import Target, parse_target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .form import CLEAR, one

_PURE = re.compile(r"0?\.\d{1,4}")
_LEAST = 20.0  # %: 0.5 beside ≤1% may be one half of a percent


def _is_share(number: float, target: Target) -> bool:
    """Whether a bare decimal surely is the share that the target has as a percentage."""
    wanted = target.number or 0.0
    return _LEAST <= wanted <= 100.0 and 0.5 <= number * 100 / wanted <= 2.0


def _decimals(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent":
        return
    if _PURE.fullmatch(record.actual.strip()) and _is_share(float(record.actual), target):
        said = f"{float(record.actual) * 100:.6g}%"
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"目标写作“{short(record.value)}”，实际完成值写作“{record.actual}”，小数和百分数混用。",
            f"请统一写成百分数，如“{said}”。",
            "P3",
        )
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
    bad=(
        one("水表智能化率", "≥60%", history=("0.5", "0.55")),
        one("渠道完好率", "85%", history=("0.8",)),
        Example(Indicator("水费网上缴纳占比", "≥60%", actual="0.71")),
    ),
    good=(
        one("水表智能化率", "≥60%", history=("50%", "55%")),
        one("亏水指数", "0.6", history=("0.5",)),
        Example(Indicator("水样不合格率", "≤1%", actual="0.5")),
        Example(Indicator("水费网上缴纳占比", "≥60%", actual="71%")),
    ),
    needs=("percent",),
)
