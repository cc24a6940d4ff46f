"""C43: a cost that only repeats the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ....context import Context
from ....findings import Finding, short
from ....money import money, wan
from ....registry import Check, Example
from ....views import RecordView, SetView
from ...owners import owners
from .costs import TOLERANCE, cost
from .products import Product, products

_CORE = r"总(?:成本|支出|费用|投资|投入|金额|经费|额)|(?:项目|资金|预算)金额|成本|经费|预算|投入"
# Words that mean all of the money: none begins another, so that there is one way to read a name.
_WHOLE = re.compile(
    rf"(?=.*(?:{_CORE}))(?:年度|全年|本年|项目|资金|财政|工程|实施|采购|服务|活动|{_CORE}|控制|支出|金额|数|额|情况){{1,8}}"
    r"|[\u4e00-\u9fff]{0,6}总(?:成本|费用|投资|支出)(?:控制)?|(?:委托|购买|采购|外包|技术|第三方){0,4}服务(?:费用?|总?成本)"
)
_SPARE = re.compile(r"的|所需|控制在?(?:预算)?(?:以内|之内|范围内?)$|\([^()]*\)$")
_INVESTED = re.compile("投资|投入|消费|内需")
_APPROVED = re.compile("概算|批复|决算|中标|合同价")  # the limit is that of the approved works


def _repeats(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        for i in owner.rows:
            if owner.budget and _is_spent(view[i], owner.budget):
                record = view[i].record
                said = f"效益指标“{short(record.name)}”填“{short(record.value)}”，就是本年度预算数 {wan(owner.budget)}：这是投入，不是效果。"
                advice = "请改写花了这笔钱带来的变化，如带动的其他投资、增加的收入、节约的支出，写明依据。"
                yield check.mark(record, "value", None, said, advice, "P1").at(i)
        costs = [i for i in owner.rows if owner.budget and _is_cost(view[i])]
        priced = any(_is_priced(view[i].context) for i in owner.rows)
        for i in costs:
            record, context = view[i]
            amount = money(context.target) or 0.0
            if abs(amount - (owner.budget or 0.0)) > TOLERANCE * amount:
                continue
            # The only cost of a project is all of its money, whatever its name.
            if (
                (len(costs) > 1 or priced)
                and context.declared == {"cost"}
                and not _WHOLE.fullmatch(_SPARE.sub("", context.name))
            ):
                continue
            if _APPROVED.search(record.description):
                continue
            if context.declared == {"quantity"}:
                if priced:
                    continue
                said = f"“{short(record.name)}”是数量指标，填的“{short(record.value)}”却是本年度预算数，看不出做多少。"
                advice = "请写用这笔钱完成的数量（户、人次、份、公里），金额移到成本指标。"
                yield check.mark(record, "value", None, said, advice, "P1").at(i)
                continue
            yield check.mark(
                record,
                "value",
                None,
                f"“{short(record.name)}”填“{short(record.value)}”，就是本年度预算数 {wan(amount)}，不超预算本是要求，看不出成本控制得怎样。",
                _advice(products(owner.text("calculation"))),
                "P3" if priced else "",  # the total stands beside what it is made of
            ).at(i)


def _is_spent(item: RecordView, budget: float) -> bool:
    """Whether an economic effect is the budget itself: 拉动有效投资 ≥4860万元."""
    record, context = item
    amount = money(context.target) or 0.0
    effect = context.declared == {"economic"} and bool(_INVESTED.search(context.name))
    return effect and record.horizon != "term" and abs(amount - budget) <= TOLERANCE * budget


def _is_cost(item: RecordView) -> bool:
    record, context = item
    return (
        bool(money(context.target))
        and record.horizon != "term"
        and not record.narrative
        and (
            context.declared in ({"cost"}, {"quantity"})
            or (
                "cost" in context.declared and context.type == "cost" and bool(_WHOLE.fullmatch(context.name))
            )
        )
    )


def _is_priced(context: Context) -> bool:
    """Whether a target says what one costs: 3200元/平方米."""
    target = context.target
    if context.declared != {"cost"} or target is None or target.kind != "money":
        return False
    return target.unit.partition("/")[2] not in ("", "年", "年度", "月")


def _advice(worked: tuple[Product, ...]) -> str:
    told = f"测算依据中的“{short(worked[0].text, 24)}”" if worked else "测算依据"
    return f"请改用单位成本或支出标准（如每人、每户、每公里的费用），可取自{told}。"


_OWN = cost("≤30万元", "", "30万元", "项目总成本")

CHECK = Check(
    code="C43",
    title="成本指标只重复预算数",
    english="A cost that only repeats the budget",
    severity="P2",
    opinion=2,
    why="成本指标反映产出的成本或支出标准（财预〔2015〕88号、财预〔2021〕101号）；总成本不超预算，没有单位成本，考核不出成本控制的效果。",
    run=_repeats,
    scope="document",
    dimension="适当性",
    instead_of=("B16",),
    bad=(
        Example(_OWN),
        Example(cost("不超过300000元", "", "30万元", "预算控制数")),
        Example(cost("≤30万元", "", "30万元", "运维总成本")),
        Example(cost("30万元", "", "30万元", "服务费")),
        Example(cost("30万元", "", "30万元", "项目所需成本")),
        Example(cost("≤30万元/年", "", "30万元", "项目总成本")),
        Example(cost("≤30万元", "", "30万元", "闸门检修费")),
        Example(replace(cost("=30万元", "", "30万元", "发放灌溉物资"), level1="产出指标", level2="数量指标")),
        Example(
            replace(cost("≥30万元", "", "30万元", "拉动有效投资"), level1="效益指标", level2="经济效益指标")
        ),
        Example(_OWN, others=(cost("≤600元/台", "", "30万元", "泵站检测单台费用"),)),
    ),
    good=(
        Example(cost("≤28万元", "", "30万元", "项目总成本")),
        Example(
            cost("≤30万元", "", "30万元", "闸门检修成本"),
            others=(cost("≤3万元", "", "30万元", "闸门检测成本"),),
        ),
        Example(cost("≤600元/台", "", "30万元", "泵站检测单台费用")),
        Example(cost("≤30万元", "", "", "项目总成本")),
        Example(replace(_OWN, description="不超批复概算")),
    ),
)
