"""V07: wrong unit word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.form import CLEAR, one

_WORD = re.compile(r"(?<=[0-9])(百分比|比例(?=$))")


def _percent_word(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if found := _WORD.search(context.value):
        yield check.mark(
            record,
            "value",
            found.span(1),
            f"“{short(record.value)}”：{found[1]}不是计量单位。",
            "请改写金额（万元）。"
            if context.declared == {"cost"} and not context.name.endswith("率")
            else "请写作“__%”。",
        )


CHECK = Check(
    code="V07",
    title="单位写成“百分比”",
    english="Wrong unit word",
    severity="P3",
    opinion=4,
    why=CLEAR,
    run=_percent_word,
    bad=(one("清淤完成率", "100百分比"), one("资金成本", "1百分比"), one("视频在线率", "≥0.97比例")),
    good=(one("清淤完成率", "100%"), one("投入产出百分比", "≥1.2")),
    needs=("value", "figures"),
    weight=0.5,  # a habit of whole forms, and everybody knows what is meant
)
