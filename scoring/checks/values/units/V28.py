"""V28: unit of the name and of the value differ."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from ..limits.form import CLEAR, one

_PAREN_UNIT = re.compile(r"\((万元|元|亿元|人次|人|个|次|场|户|份|件|项|台|套|%|天|公里|米|亩|吨)\)$")


def _units(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    declared = _PAREN_UNIT.search(context.name)
    target = context.target
    if not declared or target is None or not target.unit or not context.value:
        return
    written = target.unit.partition("/")[0]
    if written in (declared[1], "人" if declared[1] == "名" else declared[1]):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"名称里的单位是“{declared[1]}”，指标值的单位是“{target.unit}”。",
        "请统一计量单位，只在一处书写。",
    )


CHECK = Check(
    code="V28",
    title="名称与数值的单位不一致",
    english="Unit of the name and of the value differ",
    severity="P3",
    opinion=11,
    why=CLEAR,
    run=_units,
    bad=(one("管护支出(万元)", "15000元"), one("培训规模(人)", "12场")),
    good=(one("管护支出(万元)", "1.5万元"), one("培训规模", "12场")),
    needs=("value", "bracketed"),
)
