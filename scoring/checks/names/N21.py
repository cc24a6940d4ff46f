"""N21: no name."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.name:
        return
    said = f"指标值是“{short(context.said)}”，" if context.said else ""
    yield check.finding(
        "name",
        (0, len(record.name)),
        f"{said}却没有指标名称，不知道衡量的是什么。",
        "请填写三级指标名称；这一行如果不是指标，请删去。",
    )


CHECK = Check(
    code="N21",
    title="没有指标名称",
    english="No name",
    severity="P0",
    opinion=1,
    why="绩效指标由名称和指标值组成（财预〔2015〕88号绩效目标申报表），缺名称的行无法评价。",
    run=_run,
    dimension="完整性",
    absence=True,
    bad=(Example(Indicator("", value="5人")), Example(Indicator(" ", value="≥90%"))),
    good=(Example(Indicator("护渠员人数", value="5人")), Example(Indicator("水费收缴率", value="≥90%"))),
)
