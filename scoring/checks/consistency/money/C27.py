"""C27: costs that do not fit the budget when they are taken together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.record import Indicator
from ....findings import Finding
from ....money import money, wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners, quoted
from .costs import NOTE, TOLERANCE, cost, larger

_LITTLE, _HALF = 0.8, 0.5
_SLIPS = (10.0, 100.0, 10_000.0)
_SLIP = 0.02
# A price, not a sum: 人均成本, 每次费用, 补助标准.
_PRICE = re.compile(r"人均|户均|平均|均|每|单[\u4e00-\u9fff]|标准|[/／]")
_TOTAL = re.compile(
    r"(?:年度|全年|本年|项目|经费|预算|运营|资金|支出|实施)*(?:总|合计)(?:成本|支出|费用|投资|金额|经费|额)+(?:控制)?(?:数|额)?"
)


def _together(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        if not (budget := owner.budget):
            continue
        for rows in _horizons(view, owner):
            parts = [i for i in rows if not _TOTAL.fullmatch(view[i].context.name)]
            above = _above(view, parts, budget)
            if above:
                above = _above(view, parts, larger(view, owner.id, budget))
            said = above or _below(view, rows, budget)
            if said:
                message, severity = said
                advice = (
                    "请核对各项成本和本年度预算：单位写错的改正，几年合计的改为本年度数，遗漏的支出补列成本。"
                )
                yield about(check, view, owner, message, advice, severity)


def _horizons(view: SetView, owner: Owner) -> Iterator[list[int]]:
    """The sums of money among the costs of a project, those of the year and of the term apart; once each."""
    found: dict[str, dict[tuple[str, float], int]] = {}
    for i in owner.rows:
        record, context = view[i]
        amount = money(context.target)
        if amount and context.declared == {"cost"} and context.value and not _PRICE.search(context.name):
            found.setdefault(record.horizon, {}).setdefault((context.name, amount), i)
    for horizon, rows in found.items():
        if horizon != "term":
            yield list(rows.values())


def _sum(view: SetView, rows: Sequence[int]) -> float:
    return sum(money(view[i].context.target) or 0.0 for i in rows)


def _above(view: SetView, parts: Sequence[int], budget: float) -> tuple[str, str] | None:
    added = _sum(view, parts)
    alone = max((money(view[i].context.target) or 0.0 for i in parts), default=0.0)
    # A single cost above the budget is C22's.
    if len(parts) < 2 or alone > budget * (1 + TOLERANCE) or added <= budget * (1 + TOLERANCE / 10):
        return None
    figures = "＋".join(f"{(money(view[i].context.target) or 0.0) / 10_000:.10g}" for i in parts)
    names = "、".join(quoted(view[i].record.name, 16) for i in parts[:3])
    slip = next((f for f in _SLIPS if abs(added / budget - f) <= _SLIP * f), 0.0)
    tail = (
        f"，约为预算的 {slip:.0f} 倍，疑为单位或笔误" if slip else f"，超出 {wan(round(added - budget, 2))}"
    )
    message = f"{names}等 {len(parts)} 项成本相加是 {wan(round(added, 2))}（{figures}），本年度预算只有 {wan(budget)}{tail}。"
    return message, "P3" if added <= budget * NOTE else ""


def _below(view: SetView, rows: Sequence[int], budget: float) -> tuple[str, str] | None:
    """The only cost says that it is all of the cost, and it is far less than the money asked for."""
    if view.partial or len(rows) != 1 or not _TOTAL.fullmatch(view[rows[0]].context.name):
        return None
    added = _sum(view, rows)
    record, context = view[rows[0]]
    exact = context.target is not None and context.target.comparator in ("", "=")
    if added >= (_LITTLE if not exact else 1 - TOLERANCE) * budget:
        return None
    slip = next((f for f in _SLIPS if abs(budget / added - f) <= _SLIP * f), 0.0)
    tail = (
        f"，相差约 {slip:.0f} 倍，疑为单位或笔误"
        if slip
        else "，两个数不一致"
        if added >= _LITTLE * budget
        else f"，还有 {wan(round(budget - added, 2))} 没有成本指标"
    )
    message = f"{quoted(record.name, 16)}是 {wan(added)}，而本年度预算是 {wan(budget)}{tail}。"
    return message, "" if slip or added < _HALF * budget else "P2"


_PATROL = cost("≤35万元", "", "86.95万元", "巡护成本")


def _also(name: str, value: str) -> Indicator:
    return cost(value, "", "86.95万元", name)


CHECK = Check(
    code="C27",
    title="成本合计与预算不符",
    english="Costs do not add up to the budget",
    severity="P1",
    opinion=4,
    why="成本指标以预算支出标准为准，不得超出（财预〔2021〕101号）；各项成本合计应与资金量相匹配（财预〔2015〕88号：资金匹配性）。",
    run=_together,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_PATROL, others=(_also("物资购置成本", "≤60万元"),)),
        Example(_PATROL, others=(_also("物资购置成本", "≤52.5万元"),)),
        Example(cost("≤15万元", "", "75万元", "总成本")),
        Example(cost("80万元", "", "86.95万元", "总成本")),
    ),
    good=(
        Example(_PATROL, others=(_also("物资购置成本", "≤50万元"),)),
        Example(_PATROL, others=(_also("项目总成本", "≤86.95万元"), _also("物资购置成本", "≤51万元"))),
        Example(_PATROL, others=(_also("巡护员人均成本", "≤60万元"),)),
        Example(_PATROL, others=(_also("单座瞭望塔建设成本", "≤60万元"),)),
        Example(_also("巡护队服装成本", "≤15万元")),
        Example(cost("≤80万元", "", "86.95万元", "总成本")),
    ),
)
