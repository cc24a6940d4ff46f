"""M16: much money, and the quantity indicators count one or two things."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ..classes import CLEAN, FORM, row

_GREAT = 5_000_000.0
_FEW = 2
# Units that say nothing of the size of what is counted; one bridge or building may well be all.
_SIZELESS = frozenset(("", "个", "项", "种", "类", "次", "批", "家", "件"))
_NAMED = 2
_ONE_THING = re.compile(r"报告|规划|方案|系统|平台|合同|标段")  # one of which may cost as much


def _tiny(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        first = view[rows[0]].record
        budget = view.budgets[rows[0]] or 0.0
        counted = [i for i in rows if view[i].context.declared == {"quantity"}]
        if not first.project or budget < _GREAT or not counted or not _all_few(view, counted):
            continue
        names = "、".join(
            f"“{short(view[i].record.name, 14)}”{view[i].context.value}" for i in counted[:_NAMED]
        )
        yield check.finding(
            *owner_span(first),
            f"预算 {wan(budget)}，数量指标只有{names}，看不出这些钱要做成多大规模的事。",
            "请按主要支出补充数量指标，写明面积、长度、人数、场次、台套数等能反映规模的工作量。",
        ).at(rows[0])


def _all_few(view: SetView, rows: Sequence[int]) -> bool:
    return all(_is_few(view, i) for i in rows)


def _is_few(view: SetView, i: int) -> bool:
    record, context = view[i]
    target = context.target
    if target is None or target.kind != "count" or target.number is None or _ONE_THING.search(record.name):
        return False
    return target.number <= _FEW and target.unit in _SIZELESS


def _row(name: str, value: str, budget: str = "800万元") -> Indicator:
    return replace(row(name, value, "数量指标"), budget=budget)


CHECK = Check(
    code="M16",
    title="数量与资金规模不匹配",
    english="Much money for one or two things counted",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=9,
    why="绩效目标应与资金量相匹配（财预〔2015〕88号：资金匹配性）；上千万元只对应“1种”“2个”，规模和标准都看不出来。",
    run=_tiny,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_row("清淤工程个数", "2个"), others=(CLEAN,), passages=FORM),
        Example(_row("清淤方式种类", "1种"), others=(_row("灌区种类", "1种"), CLEAN), passages=FORM),
    ),
    good=(
        Example(_row("清淤工程个数", "2个"), others=(_row("清淤长度", "12公里"), CLEAN), passages=FORM),
        Example(_row("清淤工程个数", "2个", "80万元"), others=(CLEAN,), passages=FORM),
        Example(_row("新建泵站", "1座"), others=(CLEAN,), passages=FORM),
        Example(_row("灌区信息平台数", "1个"), others=(CLEAN,), passages=FORM),
    ),
)
