"""C64: the cost indicators account for a part of the budget only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....models.taxonomy import BENEFITS
from .....nlp.record import Indicator
from ....advice import terms
from ....findings import Finding
from ....money import money, wan
from ....registry import Check, Example
from ....views import RecordView, SetView
from ...owners import about, owners, quoted
from ..budget.priced import count_of, most_of
from ..money.costs import cost

_SHARE = 0.7  # of the budget, above which the costs may be taken for the whole
_WHOLE = 0.9  # from which a sum repeats the budget: C43 speaks of that
_LEAST = 100_000.0  # 元 that nothing accounts for
_NAMED = 3
_EACH = re.compile("[单每均]|标准|定额|人次")  # a price, whatever its unit says
_OVERALL = re.compile(
    "预算|控制|节约|成本|支出|费|价|超|补[助贴]|标准|工资|资金"
)  # a share of the whole, or a sum without its unit
_SMALL = 0.05  # of the budget, below which a sum is a price


def _partial(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        budget = owner.budget or 0.0
        rows = [i for i in owner.rows if view[i].record.horizon != "term"]
        costs = [i for i in rows if "cost" in view[i].context.declared and not _is_aside(view[i])]
        told = [(i, _amount(view, rows, i, budget)) for i in costs] if budget and owner.form else []
        # A sum near the budget only repeats it; a price that comes to as much tells what it is for.
        told = [
            (i, amount)
            for i, amount in told
            if amount is None or amount < _WHOLE * budget or most_of(view[i].context)
        ]
        added = round(sum(amount or 0.0 for _, amount in told), 2)
        if not told or any(amount is None for _, amount in told):
            continue
        if added > _SHARE * budget or budget - added < _LEAST:
            continue
        names = "、".join(quoted(view[i].record.name, 16) for i, _ in told[:_NAMED])
        yield about(
            check,
            view,
            owner,
            f"成本指标{names}只能说明约 {wan(added)}，本年度预算 {wan(budget)}，其余约 {wan(round(budget - added, 2))}没有成本指标。",
            "请为其余的主要支出设置成本指标，写明单位成本或支出标准。",
        )


def _is_aside(item: RecordView) -> bool:
    """Whether a row among the costs says nothing of money: 社会成本 may be a rate of accidents."""
    target = item.context.target
    return (target is None or target.kind != "money") and not _OVERALL.search(item.context.name)


def _amount(view: SetView, rows: list[int], i: int, budget: float) -> float | None:
    """What a cost comes to in 元 at the most, with the number of what it pays for; None where that is not told."""
    context = view[i].context
    rate = most_of(context)
    if rate is None:
        amount = money(context.target) or 0.0
        return None if _EACH.search(context.name) or amount < _SMALL * budget else amount
    about_ = terms(context.name)
    counted = [
        (len(about_ & terms(view[k].context.name)), many)
        for k in rows
        if k != i and not view[k].context.declared & BENEFITS and (many := count_of(view[k].context, rate[1]))
    ]
    return rate[0] * max(counted)[1] if counted else None


_PAY = cost("2400元/人·月", "", "96万元", "护渠员补助标准")


def _count(name: str, value: str) -> Indicator:
    return Indicator(name, value, level1="产出指标", level2="数量指标", project="灌区清淤", budget="96万元")


CHECK = Check(
    code="C64",
    title="成本指标只覆盖部分支出",
    english="The cost indicators account for a part of the budget",
    severity="P2",
    opinion=9,
    why="成本指标应与项目的主要支出对应（财预〔2015〕88号：资金匹配性；财预〔2021〕101号：预算支出标准）；大部分资金没有成本指标，执行中无从控制。",
    run=_partial,
    scope="document",
    dimension="适当性",
    absence=True,
    # A reader of what was done asks for the costs that were set.
    profiles={"selfcheck": "P3"},
    bad=(
        Example(_PAY, others=(_count("聘用护渠员", "12人"),)),
        Example(cost("≤8万元", "", "96万元", "闸门检修费"), others=(_count("检修闸门", "≥20座"),)),
        Example(
            cost("≤96万元", "", "96万元", "项目总成本"),
            others=(cost("≤4万元/座", "", "96万元", "闸门检修单价"), _count("检修闸门", "≥5座")),
        ),
    ),
    good=(
        Example(_PAY, others=(_count("聘用护渠员", "30人"),)),
        Example(
            cost("≤1.5万元/座", "", "96万元", "闸门检测单价"),
            others=(
                _count("检测闸门", "10座"),
                cost("≤30万元/处", "", "96万元", "渠首加固费用"),
                _count("渠首加固", "3处"),
            ),
        ),
        Example(_PAY, others=(_count("检修闸门", "≥20座"),)),
        Example(cost("≤96万元", "", "96万元", "项目总成本"), others=(_count("检修闸门", "≥20座"),)),
        Example(cost("≤100%", "", "96万元", "成本控制率"), others=(_count("检修闸门", "≥20座"),)),
    ),
)
