"""V25: several targets in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import Target, parse_targets
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.form import one

# One figure for each county: columns of a form, read as one value.
_BY_PLACE = re.compile(r"(?:[\u4e00-\u9fff]{1,10}[县区市旗州盟镇乡][^;]{1,12}(?:;|$))+")
_JOINT = re.compile(r"[,;、\\]")


def _compound(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not _JOINT.search(context.value) and (context.target is None or context.target.kind != "state"):
        return
    if _BY_PLACE.fullmatch(context.value):
        return
    targets = [
        t for t in parse_targets(record.value) if t.kind not in ("date", "text") and (t.number or t.basis)
    ]
    if len(targets) < 2 or any(t.kind == "duration" and not _period(t) for t in targets):
        return
    kinds = {(t.kind, t.unit) for t in targets}
    if len(kinds) < 2 and not _JOINT.search(context.value):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value, 30)}”一格里有 {len(targets)} 个目标，完成一个、未完成另一个时无法评定。",
        "请拆成几条指标，各写各的目标值。",
    )


def _period(target: Target) -> bool:
    """Months or years of a service are a target of their own, an answer within hours is the other's limit."""
    return target.unit in ("个月", "年") and target.comparator == "="


CHECK = Check(
    code="V25",
    title="一格多个目标",
    english="Several targets in one cell",
    severity="P2",
    opinion=5,
    why="一条指标只衡量一件事（财预〔2015〕88号：细化量化）。",
    run=_compound,
    bad=(
        one("用水人数及设备", "村民300人，泵机12台"),
        one("沿渠绿化", "20公里渠道绿化达到A级"),
        one("委托巡渠", "12个月，65处险段巡查"),
    ),
    good=(
        one("用水人数", "≥300人"),
        one("补助乡镇数", "东山区2个；河口县11个"),
        one("水质抽检", "每月2次，11月底前完成"),
    ),
    needs=("value", "state"),
)
