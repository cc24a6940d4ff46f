"""V36: a rate stated as 1."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets.numerals import plain
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.bounds import one
from .counts import BARE
from .dimensions import of_name

# 死亡率 0.13 may be so many in a hundred thousand.
_RARE = re.compile(r"死亡|发病|患病|[百千万亿].*率$")


def _one(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.unit or target.kind not in ("count", "ratio") or not context.value:
        return
    number = target.number
    if number is None or target.upper is not None or not 0 < number <= 1:
        return
    if (
        of_name(context.name)[0] != "share"
        or not BARE.fullmatch(context.value.strip("。"))
        or _RARE.search(context.name)
    ):
        return
    shown = plain(round(number * 100, 6))
    yield check.mark(
        record,
        "value",
        None,
        f"比率写作“{short(record.value)}”，没有百分号：是 {shown}% 还是 {plain(number)}%？",
        f"请写明单位，如“{shown}%”。",
    )


CHECK = Check(
    code="V36",
    title="比率写成小数或 1",
    english="A rate stated as 1",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=4,
    why="指标值由计算符号、数值和计量单位组成（财预〔2021〕101号）；比率写成 1，看不出是 100% 还是 1%。",
    run=_one,
    needs=("value", "unitless"),
    bad=(one("水费收缴率", "1", "质量指标"), one("渠道巡查覆盖率", "≥0.95", "数量指标")),
    good=(
        one("水费收缴率", "100%", "质量指标"),
        one("水库蓄水频率", "1", "数量指标"),
        one("灌溉水有效利用系数", "0.58", "生态效益指标"),
        one("渠道垮塌率", "0", "质量指标"),
        one("洪水预报模型准确率", "确定性系数≥0.82", "质量指标"),
    ),
    fault="unit",
)
