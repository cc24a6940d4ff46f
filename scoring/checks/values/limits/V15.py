"""V15: approximate number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....advice import bound
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .form import CLEAR, one

_HEDGE = re.compile(r"约|左右|大概|大约|近(?=[0-9])|余[人户次个]|[0-9]多[人户次个]|上下")


def _approximate(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    match = _HEDGE.search(context.value)
    if target is None or not target.approximate or not match:
        return
    yield check.mark(
        record,
        "value",
        match.span(),
        f"“{short(record.value)}”是约数，差多少算完成不清楚。",
        f"请去掉约数，写明界限，如“{bound(context)}”。",
    )


CHECK = Check(
    code="V15",
    title="目标值是约数",
    english="Approximate number",
    severity="P2",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why=CLEAR + "约数在申报期可以容忍，评价时会产生争议。",
    run=_approximate,
    bad=(one("用水户走访", "约300户"), one("受益农户", "1200户左右")),
    good=(one("用水户走访", "≥300户"), one("节约用水量", "5万方")),
    needs=("value", "approximate"),
    weight=0.65,
)
