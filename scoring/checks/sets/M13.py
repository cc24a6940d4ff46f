"""M13: no cost indicator of a project names money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, owner_span, short
from ...registry import Check, Example
from ...views import RecordView, SetView
from .classes import FORM, LENGTH, row

_SHARES = ("percent", "permille")
_MONEY = re.compile("元")
# How far the costs stay under the budget, which V08 lets pass; what is no cost at all is V08's.
_CONTROL = re.compile(r"(?<!效)率|比|幅|度$|节约|节省|控制|降低|下降|偏差")
_APART = re.compile("社会成本|生态")


def _no_money(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        first = view[rows[0]].record
        costs = [i for i in rows if view[i].context.declared == {"cost"}]
        costs = [i for i in costs if not _APART.search(view[i].record.level2)]
        if not first.project or not costs or not all(_is_control(view[i]) for i in costs):
            continue
        yield check.finding(
            *owner_span(first),
            f"成本指标只有“{short(view[costs[0]].record.name, 16)}”这样的比率，没有一条写明金额。",
            "请补充总成本的上限或单位成本、支出标准（元/人、元/平方米），以便与预算核对。",
            "P3" if first.actual and "整体" in first.project else "",  # what a whole unit reports on
        ).at(rows[0])


def _is_control(item: RecordView) -> bool:
    record, context = item
    target = context.target
    told = _MONEY.search(record.name + record.value + record.description)
    return target is not None and target.kind in _SHARES and not told and bool(_CONTROL.search(context.name))


CHECK = Check(
    code="M13",
    title="成本指标没有金额",
    english="No cost indicator names money",
    severity="P2",
    opinion=2,
    why="成本指标反映产出所需的成本或支出标准（财预〔2015〕88号），应与预算支出标准核对；成本控制率不能代替金额。",
    run=_no_money,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(LENGTH, others=(row("成本控制率", "≤100%", "成本指标"),), passages=FORM),
        Example(LENGTH, others=(row("成本节约率", "≥3%", "成本指标"),), passages=FORM),
    ),
    good=(
        Example(
            LENGTH,
            others=(row("成本控制率", "≤100%", "成本指标"), row("清淤单价", "36元/米", "成本指标")),
            passages=FORM,
        ),
        Example(LENGTH, others=(row("清淤成本", "按合同", "成本指标"),), passages=FORM),
        Example(LENGTH, passages=FORM),
    ),
)
