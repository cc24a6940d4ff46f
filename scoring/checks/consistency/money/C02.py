"""C02: planned cost equals actual cost but not the budget."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.targets import parse_target
from ....findings import Finding
from ....money import money, wan, yuan
from ....registry import Check, Example
from ....views import SetView
from .costs import TOLERANCE, cost

# A cost that is further from the budget is that of a part.
_WHOLE = (0.7, 1.3)


def _filled_back(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms if any(r.actual for r, _ in view) else ():
        costs = [i for i in form if view[i][1].declared == {"cost"} and money(view[i][1].target)]
        if len(costs) != 1:
            continue
        record, context = view[costs[0]]
        planned, budget = money(context.target), yuan(record.budget)
        if not planned or not budget or not record.actual or money(parse_target(record.actual)) != planned:
            continue
        share = planned / budget
        if abs(share - 1) <= TOLERANCE or not _WHOLE[0] <= share <= _WHOLE[1]:
            continue
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"成本的预期值与实际值都是 {wan(planned)}，而预算数是 {wan(budget)}：预期值像是年终按支出倒填的。",
            "预期值请填批复的预算或测算的成本，实际值填决算支出，两者的差额单独说明。",
        ).at(costs[0])


CHECK = Check(
    code="C02",
    title="成本的预期值按支出倒填",
    english="Planned cost equals actual cost but not the budget",
    severity="P1",
    opinion=4,
    why="预期值应是批复的预算或测算的成本（财预〔2021〕101号：预算支出标准），自评时再与实际支出比较（财预〔2020〕10号）。",
    run=_filled_back,
    scope="document",
    dimension="适当性",
    bad=(
        Example(cost("27.4万元", "27.4万元", "30万元")),
        Example(cost("274000元", "27.4万元", "30")),
    ),
    good=(
        Example(cost("30万元", "27.4万元", "30万元")),
        Example(cost("30万元", "30万元", "30万元")),
        Example(cost("2万元", "2万元", "30万元", "宣传册印制费")),
        Example(cost("500元/户", "500元/户", "30万元")),
    ),
)
