"""V40: a month with a sign, which reads as a number of months."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.form import one

_SIGNED = re.compile(r"(?:[≤<=]|小于等于|不超过|不晚于)\s*([1-9]|1[0-2])月")
_DEADLINE = re.compile(
    r"(?:完成|完工|竣工|开工|验收|交付|投用|启动|举办|发放|拨付|支付|上线|到位)[^,。;]{0,4}(?:时间|时限|日期|时点|节点)$"
)


def _signed(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    found = _SIGNED.fullmatch(context.value)
    if found is None or not _DEADLINE.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”分不清是 {found[1]} 月份还是 {found[1]} 个月。",
        f"请写成日期，如“{found[1]}月底前”；确是时长的，写“≤{found[1]}个月”。",
        "P3" if f"{found[1]}月" in record.description else "",  # there it is told
    )


CHECK = Check(
    code="V40",
    title="月份前加了符号",
    english="A month with a sign",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=4,
    why="指标值由计算符号、数值和计量单位组成（财预〔2021〕101号）；完成时间是日期，前面加“≤”会读成时长。",
    run=_signed,
    needs=("value", "timeliness"),
    bad=(one("闸门检修完工时间", "≤10月", "时效指标"), one("清淤完成时间", "＝6月", "时效指标")),
    good=(
        one("闸门检修完工时间", "10月底前", "时效指标"),
        one("清淤完成时间", "≤6个月", "时效指标"),
        one("水费减免执行期", "≤6月", "时效指标"),
    ),
    fault="unit",
    instead_of=("V24",),
)
