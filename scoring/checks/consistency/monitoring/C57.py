"""C57: a monitoring form expects to miss its target."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.record import Indicator
from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ..completion.completions import explains, mends, row
from ..completion.reached import outcome

# What is counted on one day, or is better the less there is of it, may be less at the end of the year.
_LEVEL = re.compile(
    r"在[岗册校院]|存量|库存|日均|月均|平均|人均|时长|时间|天数|事故|投诉|上访|失业|病|债|亏损|拥堵|能耗|得分|评分|分数|排名"
)


def _expected(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if _is_below(record):
        yield check.finding(
            "value",
            (0, len(record.value)),
            f"到监控时已完成“{short(record.so_far)}”，全年预计却只有“{short(record.forecast)}”。",
            "请核对两个数：预计的是全年完成数，不会少于已完成的。",
        )
        return
    reached = outcome(replace(record, actual=record.forecast), context) if record.forecast else None
    if reached is None or not reached.missed:
        return
    told = explains(record.reason)
    if told and mends(record.reason):
        return
    yield check.finding(
        "value",
        (0, len(record.value)),
        f"目标是“{short(record.value)}”，全年预计只有“{short(record.forecast)}”，{reached.said}，"
        + ("说了原因，没有写怎么补救。" if told else "没有说明原因，也没有写怎么补救。"),
        "请写明原因和纠偏措施；确实完不成的，按程序调整目标，“完成可能性”也要与预计一致。",
        "P2" if told else "",
    )


def _is_below(record: Indicator) -> bool:
    """Whether less is expected of the whole year than was done in a part of it."""
    done, expected = parse_target(record.so_far), parse_target(record.forecast)
    if done is None or expected is None or {done.kind, expected.kind} != {"count"}:
        return False
    same = done.unit == expected.unit and "/" not in done.unit and expected.comparator not in ("≤", "<")
    return same and (expected.number or 0.0) < (done.number or 0.0) and not _LEVEL.search(record.name)


CHECK = Check(
    code="C57",
    title="监控中预计完不成目标",
    english="A monitoring form expects to miss its target",
    severity="P1",
    opinion=4,
    why="绩效运行监控要预计年底完成情况，发现偏离目标的要分析原因、及时纠偏（财预〔2019〕136号）。",
    run=_expected,
    dimension="可行性",
    needs=("value",),
    bad=(
        Example(row("路肩整修里程", "≥80公里", "", forecast="65公里", interim=True)),
        Example(row("路灯更换数", "≥300盏", "", so_far="355盏", forecast="310盏", interim=True)),
        Example(row("日均客运量", "≥9000人次", "", forecast="8200人次", interim=True, reason="客源减少")),
    ),
    good=(
        Example(row("路面保洁考核得分", "≥90分", "", so_far="91.4分", forecast="91分", interim=True)),
        Example(row("路肩整修里程", "≥80公里", "", forecast="80公里", interim=True)),
        Example(row("路肩整修里程", "≥80公里", "", interim=True)),
        Example(
            row(
                "路肩整修里程",
                "≥80公里",
                "",
                forecast="65公里",
                interim=True,
                reason="雨季停工，9月起加派人员赶工",
            )
        ),
    ),
    weight=1.4,
)
