"""M02: one indicator for a whole goal."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding, owner_span
from ...money import yuan
from ...registry import Check, Example
from ...views import SetView
from ..owners import quoted
from .classes import CLEAN, FORM, LENGTH, row

_LARGE = 1_000_000.0


def _alone(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        record, context = view[rows[0]]
        if len(rows) != 1 or not record.owner:
            continue
        budget = yuan(record.budget)
        large = budget is not None and budget >= _LARGE
        # Forms by activity ask for no class; one indicator may do for a small sum.
        if not context.declared and not large:
            continue
        money = f"（预算 {record.budget}）" if budget else ""
        yield check.finding(
            *owner_span(record),
            f"{quoted(record.owner, 30)}{money}只有{quoted(record.name)}这 1 条指标，反映不出目标的完成情况。",
            "请按目标的各项内容分别设置数量、质量、时效和效益指标。",
        ).at(rows[0])


CHECK = Check(
    code="M02",
    title="一个目标只有一条指标",
    english="One indicator for a whole goal",
    severity="P2",
    opinion=9,
    why="绩效指标应能完整反映目标的产出和效果（财预〔2015〕88号：规范完整性）。",
    run=_alone,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(row("水费收缴率", "100%", "数量指标", "", activity="长期目标2"), passages=FORM),
        Example(Indicator("渠道完好率", activity="渠道管护", budget="860.2"), passages=FORM),
    ),
    good=(
        Example(LENGTH, others=(CLEAN,), passages=FORM),
        Example(Indicator("渠道完好率", activity="渠道管护", budget="6.2"), passages=FORM),
    ),
)
