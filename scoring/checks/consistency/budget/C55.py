"""C55: a price times how many are to be paid for is more than the money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from .....nlp.record import Indicator
from .....nlp.targets import canonical
from ....advice import terms
from ....findings import Finding, short
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, owners, quoted
from ..money.costs import cost, larger, of_a_part

_OVER = 1.05  # of the money, from which the two do not go together
_TOO_MUCH = 20.0  # of it, from which something else is meant
_PEOPLE = frozenset(("人", "名", "户"))
_TIMES = frozenset("年月日次")


def _multiplied(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        for i in owner.rows if owner.budget else ():
            record, context = view[i]
            if context.declared != {"cost"} or record.horizon == "term" or record.narrative:
                continue
            price, per = _price(view, i)
            k = _counted(view, owner, i, per) if price else -1
            if k < 0:
                continue
            many = canonical(view[k].context.target).number or 0.0  # type: ignore[arg-type]
            paid, budget = price * many, larger(view, owner.id, owner.budget or 0.0)
            if not _OVER * budget < paid < _TOO_MUCH * budget:
                continue
            counted = view[k].record
            yield check.mark(
                record,
                "value",
                None,
                f"“{short(record.value)}”乘以{quoted(counted.name, 16)}“{short(counted.value, 12)}”是 {wan(round(paid, 2))}，"
                f"超过本年度预算 {wan(budget)}。",
                "请核对单价、数量和预算，三者应当对得上；另有资金来源的请注明。",
            ).at(i)


def _price(view: SetView, i: int) -> tuple[float, str]:
    """What one costs in 元 and what it is one of, (0, '') for other targets: 23万元/个."""
    target = view[i].context.target
    if target is None or target.kind != "money" or not target.number or target.upper is not None:
        return 0.0, ""
    unit, _, per = target.unit.partition("/")
    per = per.partition("·")[0].strip("每")
    scale = {"元": 1.0, "万元": 10_000.0}.get(unit, 0.0)
    return (target.number * scale, per) if per and per not in _TIMES and "/" not in per else (0.0, "")


def _counted(view: SetView, owner: Owner, i: int, per: str) -> int:
    """The one quantity of a project that counts what a price is for: by its measure word, and by what the two names
    have in common where there are several. -1 for none."""
    rows = [k for k in owner.rows if k != i and _is_number_of(view, k, per)]
    if len(rows) > 1 or per in _PEOPLE:  # those who are paid are not those who are served
        own = terms(view[i].context.name)
        rows = [k for k in rows if own & terms(view[k].context.name)]
    rows = rows if len(rows) == 1 and not of_a_part(view[i].context.name, view[rows[0]].context.name) else []
    return rows[0] if rows else -1


def _is_number_of(view: SetView, k: int, per: str) -> bool:
    context = view[k].context
    target = context.target
    if context.declared != {"quantity"} or target is None or target.kind != "count" or not target.number:
        return False
    return view[k].record.horizon != "term" and target.unit.lstrip("万") == per


def _row(name: str, value: str) -> Indicator:
    return replace(cost("", "", "40万元", name), value=value, level2="数量指标")


_EACH = cost("6万元/座", "", "40万元", "闸门检修单价")

CHECK = Check(
    code="C55",
    title="单价乘数量超过预算",
    english="A price times the number is more than the money",
    severity="P1",
    opinion=4,
    why="绩效目标应与资金量匹配（财预〔2015〕88号审核表“资金匹配性”）；单价、数量和预算三者对不上，其中必有一个填错。",
    run=_multiplied,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_EACH, others=(_row("检修闸门数", "8座"),)),
        Example(_EACH, others=(_row("检修闸门数", "≥8座"), _row("巡查泵站", "5座"))),
    ),
    good=(
        Example(_EACH, others=(_row("检修闸门数", "6座"),)),
        Example(_EACH, others=(_row("清淤长度", "12公里"),)),
        Example(_EACH, others=(_row("检修东闸门", "8座"), _row("检修西闸门", "9座"))),
        Example(replace(_EACH, name="护渠员工资", value="6万元/人"), others=(_row("用水农户数", "8人"),)),
        Example(replace(_EACH, value="6万元/年"), others=(_row("检修闸门数", "8座"),)),
    ),
)
