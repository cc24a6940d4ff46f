"""C60: the budget was changed in the course of the year, and nobody says why."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from .....nlp.document import Passage
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners
from ..completion.completions import row
from ..completion.points import account, plain

_CHANGED, _MUCH = Decimal("0.06"), Decimal("0.1")
_WHY = re.compile(
    r"调整|追加|追减|调[减增剂入出]|压[减缩]|[增减]加?(?:安排|拨|下达|资金|经费|预算)|结转|补拨|缩减|收回|年中"
)


def _changed(check: Check, view: SetView) -> Iterator[Finding]:
    told = view.of_kind("execution")
    text = (
        "".join(p.text for kind in ("goal_actual", "paragraph") for p in view.of_kind(kind)) if told else ""
    )
    for owner in view.once(owners) if told else ():
        stated = account(told, owner.id)
        if stated is None or not stated.first or not stated.planned:
            continue
        change = stated.planned / stated.first - 1
        reasons = "".join(view[i].record.reason for i in owner.rows)
        if abs(change) < _CHANGED or _WHY.search(text + reasons):
            continue
        yield about(
            check,
            view,
            owner,
            f"年初预算 {plain(stated.first)}，全年预算 {plain(stated.planned)}，{'增加' if change > 0 else '减少'}了 {abs(float(change)) * 100:.3g}%，"
            "全表没有说明为什么调整。",
            "请说明调整的原因和依据（如追加下达、压减、任务变化），指标值相应调整的写明。",
            "" if abs(change) >= _MUCH else "P3",
        )


def _sums(first: str, planned: str) -> tuple[Passage, ...]:
    text = f"年初预算数 {first}；全年预算数 {planned}；全年执行数 {planned}；执行率 100%；分值 10；得分 10"
    return (Passage("execution", text, "灌区清淤"),)


_ROW = row("清淤长度", "≥12公里", "12公里")

CHECK = Check(
    code="C60",
    title="年中调整了预算而没有说明",
    english="A budget changed in the course of the year without a reason",
    severity="P2",
    opinion=11,
    why="绩效自评要分析预算执行情况，年中追加或调减的说明理由，绩效目标相应调整（财预〔2020〕10号；财预〔2015〕88号：预算调整的同时调整绩效目标）。",
    run=_changed,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(_ROW, passages=_sums("46", "41.4")),
        Example(_ROW, passages=_sums("2136.4", "2298.7")),
    ),
    good=(
        Example(_ROW, passages=_sums("46", "46")),
        Example(_ROW, passages=_sums("46", "45.2")),
        Example(
            row("清淤长度", "≥12公里", "9公里", reason="年中预算压减，少清淤3公里"),
            passages=_sums("46", "41.4"),
        ),
        Example(
            _ROW,
            passages=(*_sums("46", "60"), Passage("goal_actual", "省里追加资金14万元。", "灌区清淤")),
        ),
    ),
)
