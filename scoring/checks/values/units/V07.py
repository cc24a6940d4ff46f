"""V07: wrong unit word."""

from __future__ import annotations

from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.form import CLEAR, one


def _percent_word(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    at = context.value.find("百分比")
    if at > 0 and context.value[at - 1].isdigit():
        yield check.mark(
            record,
            "value",
            (at, at + 3),
            f"“{short(record.value)}”：百分比不是计量单位。",
            "请改写金额（万元）。"
            if context.declared == {"cost"} and not context.name.endswith("率")
            else "请写作“__%”。",
        )


CHECK = Check(
    code="V07",
    title="单位写成“百分比”",
    english="Wrong unit word",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=4,
    why=CLEAR,
    run=_percent_word,
    bad=(one("清淤完成率", "100百分比"), one("资金成本", "1百分比")),
    good=(one("清淤完成率", "100%"), one("投入产出百分比", "≥1.2")),
    needs=("value", "percent"),
)
