"""C69: a self-evaluation gives itself nearly all points though several rows missed their targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....findings import Finding, owner_span
from ....registry import Check, Example
from ....views import SetView
from ..completion.claims import told
from ..completion.completions import row, rows_of
from ..completion.points import is_execution, is_full
from ..completion.reached import outcome

_FEWEST = 2  # rows that missed and have all of their points: one may be a slip
_HIGH = 0.95  # of the points


def _lenient(check: Check, view: SetView) -> Iterator[Finding]:
    for members in view.once(rows_of):
        scored = [
            view[i].record for i in members if view[i].record.weight and view[i].record.points is not None
        ]
        weight = sum(r.weight or 0.0 for r in scored)
        if not weight or sum(r.points or 0.0 for r in scored) < _HIGH * weight:
            continue
        missed = []
        for i in members:
            record, context = view[i]
            reached = outcome(record, context) if is_full(record) and not is_execution(record) else None
            if reached is not None and reached.missed:
                missed.append(record)
        if len(missed) < _FEWEST:
            continue
        points = sum(r.points or 0.0 for r in scored)
        yield replace(
            check.finding(
                *owner_span(view[members[0]].record),
                f"{len(scored)} 项指标得了 {points:.10g} 分（分值 {weight:.10g}），而{told(missed)}没有达到目标仍得满分，自评得分偏高。",
                "请按评分规则逐项重新打分，并按核实的得分改写自评结论。",
            ),
            costs="P3",  # each row has its own finding
        ).at(members[0])


def _scored(name: str, value: str, actual: str, points: float):  # type: ignore[no-untyped-def]
    return row(name, value, actual, weight=10.0, points=points)


_LONG, _GATES = _scored("清淤长度", "≥12公里", "10公里", 10.0), _scored("检修闸门座数", "8座", "7座", 10.0)
_REST = (_scored("护渠人数", "≥60人", "62人", 10.0), _scored("巡查次数", "≥24次", "24次", 10.0))

CHECK = Check(
    code="C69",
    title="自评得分偏高",
    english="A self-evaluation that spares itself",
    severity="P2",
    opinion=11,
    why="绩效自评应客观反映完成情况，没有达到目标的按比例扣分（财预〔2020〕10号）；多项没有完成仍接近满分，自评流于形式。",
    run=_lenient,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_LONG, others=(_GATES, *_REST)),
        Example(_scored("清淤完成时间", "6月底前", "11月20日", 10.0), others=(_GATES, *_REST)),
    ),
    good=(
        Example(_LONG, others=_REST),
        Example(replace(_LONG, points=8.3), others=(_GATES, *_REST)),
        Example(_LONG, others=(_GATES, replace(_REST[0], points=5.0), _REST[1])),
    ),
)
