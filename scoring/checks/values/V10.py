"""V10: at least 100 percent of a bounded share."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding, short
from ...ladder import UNBOUNDED
from ...registry import Check
from ...views import RecordView
from .bounds import OVER, one


def _at_most(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or not context.value or UNBOUNDED.search(context.name):
        return
    if UNBOUNDED.search(context.value) or target.number != OVER or target.comparator not in ("≥", ">"):
        return
    yield check.mark(
        record,
        "value",
        (target.start, target.end) if context.value == record.value else None,
        f"“{short(record.value)}”：占全体的比例不会超过 100%，“{target.comparator}”没有意义。",
        "请写“100%”；若允许个别例外，写“≥__%”。",
    )


CHECK = Check(
    code="V10",
    title="≥100% 没有意义",
    english="At least 100 percent of a bounded share",
    severity="P1",
    opinion=4,
    why="占全体的比例不会超过 100%，“≥100%”没有取值空间，目标应合理可行（财预〔2015〕88号）。",
    run=_at_most,
    profiles={"selfcheck": "P2"},
    dimension="可行性",
    needs=("value", "percent", "compared"),
    bad=(one("困难户水费减免", "困难户≥100%"), one("水质合格率", "≥100%")),
    good=(one("水质合格率", "100%"), one("投资完成率", "≥100%"), one("水费收入增长率", "≥100%")),
)
