"""C39: a price, or the cost of one line, that is not that of the calculation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import canonical
from ....advice import terms
from ....context import Context
from ....findings import Finding, short
from ....money import money, wan
from ....registry import Check, Example
from ....views import SetView
from .amounts import Item, Sums, agree, sums_of
from .costs import cost
from .products import products

_AMOUNT = r"(\d[\d,]*(?:\.\d+)?)(万?)元"
_ONE = re.compile(r"单价|单次|每次|单位|人均|户均|亩均|标准|单[台条个场项家户件套座所]")
_EACH = re.compile(
    r"[单每]([台条个场项家户件套座所次])|([人户])均"
)  # one of what, where the unit does not say it
_CLAUSE = re.compile(r"[。；;，\n+]|,(?!\d)")
_OVER = 1.05
_TOTAL = re.compile(r"总(?:成本|投资|支出|费用|经费|预算)|合计|全部")
_MOST = 0.6  # of the words of a line that a name must have to be about it
_FEWEST, _LONG = 2, 4
_LINES = 8  # of which every sum is tried


def _above(check: Check, view: SetView) -> Iterator[Finding]:
    told = {p.owner_id: p.text for p in view.of_kind("calculation") if p.text}
    for i, (record, context) in enumerate(view) if told else ():
        text = told.get(record.owner_id)
        if not text or context.declared != {"cost"} or record.horizon == "term":
            continue
        rate = _rate(context)
        if rate is None:
            yield from _line(check, view, i, text)
            continue
        found = _priced(fold(text), record.name, rate[1])
        if found is None or 1 / _OVER <= rate[0] / found[0] <= _OVER:
            continue
        above = rate[0] > found[0]
        if not above and found[2]:
            continue
        yield check.mark(
            record,
            "value",
            None,
            f"成本“{short(record.value)}”{'高于' if above else '低于'}测算依据{'最高的单价' if found[2] else '的'}“{short(found[1], 24)}”，"
            f"{'按测算用不了这么多' if above else '按这个价格，测算的金额就用不完'}，两处必有一处写错。",
            "请按测算的单价填写，或按实际价格改正测算依据。",
        ).at(i)


def _line(check: Check, view: SetView, i: int, text: str) -> Iterator[Finding]:
    """A cost that is about one line of a calculation, and not its sum."""
    record, context = view[i]
    amount, budget = money(context.target), view.budgets[i]
    # What exceeds all of the money is C22's.
    if not amount or (budget and amount > budget) or _TOTAL.search(context.name):
        return
    sums = sums_of(text)
    item = _of_line(sums, context.name) if sums.plain else None
    if item is None or 1 / _OVER <= amount / item.amount <= _OVER or _adds_up(sums, amount):
        return
    above = amount > item.amount
    yield check.mark(
        record,
        "value",
        None,
        f"成本“{short(record.value)}”{'高于' if above else '低于'}测算依据的“{short(item.label, 16)}” {wan(item.amount)}，"
        f"{'按测算用不了这么多' if above else '测算的金额用不完'}，两处必有一处写错。",
        "请按测算的金额填写，或按实际需要改正测算依据。",
        "" if above else "P2",
    ).at(i)


def _of_line(sums: Sums, name: str) -> Item | None:
    """The only line whose words a name has, most of them and more than one."""
    wanted = terms(name)
    related = []
    for item in sums.items:
        told = terms(item.label)
        whole = len(item.label) >= _LONG and item.label in name
        if whole or len(told & wanted) >= max(_MOST * len(told), _FEWEST):
            related += [item] if told else []
    return related[0] if len(related) == 1 and related[0].amount else None


def _adds_up(sums: Sums, amount: float) -> bool:
    """Whether some of the lines, or all of them, make up a cost: it may be that of several."""
    amounts = [item.amount for item in sums.items][:_LINES]
    chosen = (sum(some) for n in range(1, len(amounts) + 1) for some in combinations(amounts, n))
    return any(agree(amount, added) for added in (*chosen, sums.added, sums.total or 0.0))


def _rate(context: Context) -> tuple[float, str] | None:
    """What one costs in 元, and one of what ('' where only the name says that it is a price)."""
    target = context.target
    if target is None or target.kind != "money" or target.upper is not None:
        return None
    number, _, unit = canonical(target)
    per = unit.partition("/")[2].partition("/")[0]
    return (number, per) if number and (per or _ONE.search(context.name)) else None


def _priced(text: str, name: str, per: str) -> tuple[float, str, bool] | None:
    """The price of the thing in a calculation, in 元, with the clause that says it: 480元/台, or 120台×480元. Of several
    prices the one whose clause says most of the name; where two say as much the highest, and True. The only price of
    a calculation needs no words before it."""
    each = _EACH.search(name)
    one = re.escape(per) if per else (each[1] or each[2]) if each else "[次人台场]"
    pattern = re.compile(rf"{_AMOUNT}[/／每]{{1,2}}{one}|[\d万]{one}[^×xX*\d]{{0,6}}[×xX*]{_AMOUNT}")
    found: dict[float, tuple[int, str]] = {}
    clauses = _CLAUSE.split(text)
    # The only price by this unit is meant by a name that says no more than the unit: 单场平均费用.
    bare = _EACH.sub("", name).replace("平均", "")
    only = each and not terms(bare) and sum(bool(pattern.search(clause)) for clause in clauses) == 1
    alone = len(products(text)) == 1 and (per or each)
    for clause in clauses:
        prices = list(pattern.finditer(clause))
        said = terms(clause[: prices[0].start()]) if len(prices) == 1 else frozenset()
        shared = len(said & terms(name)) or int(bool(prices) and (bool(only) or (not said and bool(alone))))
        if shared:
            figure, scale = (prices[0][1], prices[0][2]) if prices[0][1] else (prices[0][3], prices[0][4])
            price = float(figure.replace(",", "")) * (10_000 if scale else 1)
            found[price] = max(found.get(price, (0, "")), (shared, clause.strip()))
    best = sorted(((shared, price, clause) for price, (shared, clause) in found.items()), reverse=True)
    if not best:
        return None
    several = len(best) > 1 and best[0][0] == best[1][0]
    return best[0][1], best[0][2], several


def _told(text: str) -> tuple[Passage, ...]:
    return (Passage("calculation", text, "灌区清淤"),)


_PUMP = cost("≤600元/台", "", "30万元", "泵站检测单台费用")

CHECK = Check(
    code="C39",
    title="单价或成本与测算依据不符",
    english="A price or cost that is not that of the calculation",
    severity="P1",
    opinion=4,
    why="成本指标以预算支出标准和测算为准，不得放宽（财预〔2021〕101号）；上限高于测算的单价，控制不了成本；两个单价不一，说明有一处写错。",
    run=_above,
    scope="document",
    dimension="适当性",
    bad=(
        Example(
            cost("≤6000元", "", "30万元", "单场活动平均费用"),
            passages=_told("节水宣传活动40场×4000元=16万元；水表采购300只×200元=6万元。"),
        ),
        Example(
            cost("≤100元/亩", "", "200万元", "绿肥补助标准"),
            passages=_told("绿肥1.5万亩×60元=90万元；渠道清淤80万元。"),
        ),
        Example(_PUMP, passages=_told("泵站检测120台×480元/台=5.76万元；管护费3万元。")),
        Example(_PUMP, passages=_told("泵站检测120台×800元/台=9.6万元。")),
        Example(_PUMP, passages=_told("泵站检测120台×480元/台；闸门检测40台×700元/台。")),
        Example(
            cost("≤3.5万元/场", "", "30万元", "节水宣传活动费用"),
            passages=_told("节水宣传活动6场，2.5万元/场，计15万元。"),
        ),
        Example(
            cost("≤5000元", "", "30万元", "培训人均成本"),
            passages=_told("管水员培训20人×4000元=8万元；机手培训60人×2500元=15万元。"),
        ),
        Example(
            cost("≤0.35万元", "", "30万元", "单家企业核查费用"), passages=_told("90家×0.31万元/家=27.9万元")
        ),
        Example(
            cost("≤46万元", "", "90万元", "护渠站运行补助总额"),
            passages=_told("护渠站8个×5万元=40万元；泵站维修6台×8万元=48万元。合计88万元。"),
        ),
        Example(
            cost("≤20万元", "", "60万元", "闸门检测费"),
            passages=_told("闸门检测费16.5万元；渠道清淤40万元。"),
        ),
    ),
    good=(
        Example(
            cost("≤5000元/公里", "", "35万元", "支渠清淤标准"),
            passages=_told("干渠20公里×10000元+支渠30公里×5000元=35万元。"),
        ),
        Example(
            cost("≤16.5万元", "", "60万元", "闸门检测费"),
            passages=_told("闸门检测费16.5万元；渠道清淤40万元。"),
        ),
        # Several lines make it up; it is about several; it is the whole.
        Example(
            cost("≤25万元", "", "60万元", "闸门检测及更换费"),
            passages=_told("闸门检测费16.5万元；闸门更换8.5万元；渠道清淤30万元。"),
        ),
        Example(
            cost("≤30万元", "", "60万元", "闸门检测及更换费"),
            passages=_told("闸门检测费16.5万元；闸门更换8.5万元；渠道清淤30万元。"),
        ),
        Example(
            cost("≤55万元", "", "60万元", "闸门检测项目总成本"),
            passages=_told("闸门检测费16.5万元；渠道清淤38.5万元。"),
        ),
        Example(_PUMP, passages=_told("泵站年检120台×600元/台；闸门检测40台×300元/台。")),
        Example(_PUMP, passages=_told("泵站检测120台×600元/台=7.2万元。")),
        Example(_PUMP, passages=_told("闸门检测120座×480元/座=5.76万元。")),
        Example(_PUMP, passages=_told("泵站检测大型20台×900元/台，泵站检测小型100台×480元/台。")),
        Example(
            cost("≤3000元", "", "30万元", "培训人均成本"),
            passages=_told("管水员培训20人×4000元=8万元；机手培训60人×2500元=15万元。"),
        ),
        Example(cost("≤0.3万元", "", "30万元", "单家企业核查费用"), passages=_told("90家×0.3万元/家=27万元")),
        Example(_PUMP, others=(Indicator("泵站检测数量", "120台", project="灌区清淤"),)),
    ),
)
