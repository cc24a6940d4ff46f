"""C38: how many, times what each of them gets, is more than the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....advice import terms
from ....findings import Finding
from ....money import money, wan
from ....registry import Check, Example
from ....views import SetView
from ...owners import Owner, about, owners, quoted
from ..goals import example_goal
from ..money.costs import cost, larger, of_a_part
from .by_goal import OVER, by_goal
from .priced import count_of, rate_of

_PART = 0.03
_NAMED = 4
# What is done with each, and how it is told: 水罐车购置单价.
_PRICED = re.compile("购置|采购|单价|费用|成本|标准")
_EFFECTS = frozenset(("economic", "social", "ecological", "sustainable"))
# Sums that may hold what one gets: the whole, wages, subsidies.
_WIDE = re.compile(
    r"投资|总(?:成本|投资|支出|费用|经费|预算|额)|合计|全部|人员|人工|劳务|工资|薪|补[助贴偿]|奖|资金|经费"
)

_WHOLE_OF = re.compile(r"([\u4e00-\u9fff]{4,10})总(?:成本|费用|支出|投资)")


def _product(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners) if any(view.budgets) else ():
        if not owner.budget:
            continue
        for horizon in ("", "annual"):
            if found := _most(view, [i for i in owner.rows if view[i].record.horizon == horizon], owner):
                i, k, product = found
                each, many = view[i].record, view[k].record
                yield about(
                    check,
                    view,
                    owner,
                    f"{quoted(many.name, 16)}{many.value}，{quoted(each.name, 16)}{each.value}，相乘是 {wan(product)}，"
                    f"本年度预算只有 {wan(owner.budget)}。",
                    "请核对数量、标准和预算：分期支付或另有资金来源的在指标解释中写明，写错的改正。",
                )
                break
            if said := _together(view, [i for i in owner.rows if view[i].record.horizon == horizon], owner):
                yield about(
                    check,
                    view,
                    owner,
                    said,
                    "请核对各项标准、数量和预算：写错的改正，另有资金来源的写明。",
                    "P2",
                )
                break
            said, severity = by_goal(
                view, [i for i in owner.rows if view[i].record.horizon == horizon], owner
            )
            if said:
                advice = "请核对数量、标准、发放月数和预算：写错的改正，另有资金来源的写明。"
                yield about(check, view, owner, said, advice, severity)
                break


def _together(view: SetView, rows: list[int], owner: Owner) -> str:
    """What all prices with their counts, and the sums of money beside them, come to where that is above the budget; only
    of costs that have no word in common, so that none is part of another."""
    costs = [i for i in rows if view[i].context.declared == {"cost"} and view[i].context.value]
    # What the project's name and every cost say tells none of them apart.
    shared = terms(owner.name).intersection(*(terms(view[i].record.name) for i in costs))
    paired = {i: k for i in costs if (k := _count_for(view, rows, i, shared)) >= 0}
    told: list[tuple[frozenset[str], float, str]] = []
    for i in costs:
        context = view[i].context
        about_ = terms(_PRICED.sub(" ", view[i].record.name)) - shared
        if rate := rate_of(context):
            if i in paired:
                # Of a number that several prices share there is one of each at least.
                alone = list(paired.values()).count(paired[i]) == 1
                times = count_of(view[paired[i]].context, rate[1]) if alone else 1.0
                amount = round(rate[0] * times, 2)
                many = view[paired[i]].record.value if alone else "1"
                told.append((about_, amount, f"{quoted(view[i].record.name, 16)}×{many} {wan(amount)}"))
        elif (amount := money(context.target) or 0.0) and not _is_wide(context.name, owner):
            told.append((about_, amount, f"{quoted(view[i].record.name, 16)} {wan(amount)}"))
    apart = all(one[0] and two[0] and not one[0] & two[0] for one, two in combinations(told, 2))
    added, budget = sum(amount for _, amount, _ in told), owner.budget or 0.0
    if any("×" in said and abs(amount - budget) <= _PART * budget for _, amount, said in told):
        return ""  # what one costs takes in all of the money, and the others are parts of it
    # Sums alone are C27's, one above the budget C22's.
    priced = any("×" in said for *_, said in told)
    if not (apart and priced and len(told) > 1 and added > budget * OVER) or max(t[1] for t in told) > budget:
        return ""
    return f"{'、'.join(said for *_, said in told[:_NAMED])}等 {len(told)} 项成本相加是 {wan(round(added, 2))}，本年度预算只有 {wan(budget)}。"


def _is_wide(name: str, owner: Owner) -> bool:
    """Whether a sum may hold what one gets; 专项维修总成本 is that of one work."""
    of = _WHOLE_OF.fullmatch(name)
    if of is not None and terms(of[1]) - terms(owner.name) and not _WIDE.search(of[1]):
        return False
    return bool(_WIDE.search(name))


def _count_for(view: SetView, rows: list[int], i: int, shared: frozenset[str]) -> int:
    """The row that counts what the price in row `i` is for: the only one that shares its own words, or else any; -1 for
    none."""
    rate, name = rate_of(view[i].context), terms(view[i].record.name)
    counts = [k for k in rows if rate and k != i and count_of(view[k].context, rate[1])]
    for words in (name - shared, name):
        alike = {k: len(words & terms(view[k].record.name)) for k in counts}
        most = max(alike.values(), default=0)
        if found := [k for k in counts if most and alike[k] == most]:
            return found[0] if len(found) == 1 else -1
    return -1


def _most(view: SetView, rows: list[int], owner: Owner) -> tuple[int, int, float] | None:
    """The rate and the count whose product is the most above the budget; None where none is."""
    best: tuple[int, int, float] | None = None
    rates = {i: rate for i in rows if (rate := rate_of(view[i].context)) is not None}
    for i, (amount, unit) in rates.items():
        counts = [k for k in rows if k != i and count_of(view[k].context, unit)]
        # The one count of the unit that is paid for, or the one that is about the same thing.
        paid = [k for k in counts if not view[k].context.declared & _EFFECTS]
        related = [k for k in counts if terms(view[k].record.name) & terms(view[i].record.name)]
        if len(counts) == 1 and sum(other == unit for _, other in rates.values()) > 1:
            continue  # 水罐车单价 and 抢险车单价 share the number of cars
        chosen = related if len(related) == 1 else paid if len(counts) == 1 else []
        for k in (k for k in chosen if not of_a_part(view[i].context.name, view[k].context.name)):
            product = round(amount * count_of(view[k].context, unit), 2)
            if product > larger(view, owner.id, owner.budget or 0.0) * OVER and (
                best is None or product > best[2]
            ):
                best = i, k, product
    return best


def _counted(name: str, value: str, budget: str = "40万元") -> Indicator:
    return Indicator(name, value, level1="产出指标", level2="数量指标", project="灌区清淤", budget=budget)


def _guards(value: str = "420人", budget: str = "318万元") -> Indicator:
    return _counted("在岗护渠员人数", value, budget)


_PAY = cost("12000元/人·年", "", "318万元", "护渠员补助标准")

CHECK = Check(
    code="C38",
    title="数量乘以标准超出预算",
    english="How many times how much each is more than the budget",
    severity="P1",
    opinion=4,
    why="指标值应与资金量相匹配（财预〔2015〕88号：资金匹配性）；人数、件数乘以补助标准或单价超出预算，三者必有一个写错。",
    run=_product,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_PAY, others=(_guards(),)),
        Example(
            cost("≤26万元", "", "40万元", "单座闸门维修成本"),
            others=(_counted("维修闸门座数", "2座"),),
        ),
        Example(
            cost("1800元/件", "", "40万元", "调解补贴标准"),
            others=(_counted("水事纠纷调解件数", "≥300件"),),
        ),
        Example(_PAY, others=(_guards("250人"), cost("≤60万元", "", "318万元", "闸门检修费"))),
        Example(
            cost("≤25万元/台", "", "40万元", "清淤船购置单价"),
            others=(
                cost("≤18万元/台", "", "40万元", "巡渠车购置单价"),
                _counted("购置灌区清淤船和巡渠车", "2台"),
            ),
        ),
        Example(
            cost("≤6万元/座", "", "40万元", "灌区测绘费用"),
            others=(
                cost("≤12万元/座", "", "40万元", "灌区加固费用"),
                _counted("灌区测绘座数", "4座"),
                _counted("灌区加固座数", "2座"),
            ),
        ),
        Example(
            cost("6万元/座", "", "40万元", "闸门检修单价"),
            others=(_counted("检修闸门数", "≥8座"),),
        ),
        Example(
            cost("≤3万元/座", "", "40万元", "单座闸站日常养护标准"),
            others=(
                cost("≤36万元", "", "40万元", "专项检修总成本"),
                _counted("日常养护闸站座数", "6座"),
                _counted("专项检修闸站座数", "2座"),
            ),
        ),
        Example(
            cost("50元/人·月", "", "40万元", "80-89岁渠道老人津贴标准"),
            others=(
                cost("100元/人·月", "", "40万元", "90岁以上渠道老人津贴标准"),
                _counted("享受津贴老人数", "≥880人"),
            ),
            passages=(example_goal("为80-89岁老人600人、90岁以上老人80人按月发放津贴。", "灌区清淤"),),
        ),
    ),
    good=(
        # Two prices of one count; an average.
        Example(
            cost("6900元/人·年", "", "40万元", "城区老人津贴标准"),
            others=(cost("5600元/人·年", "", "40万元", "乡镇老人津贴标准"),),
            passages=(example_goal("为60名老人按年发放津贴。", "灌区清淤"),),
        ),
        Example(
            cost("≤800元/批次", "", "40万元", "水样平均检测费用"),
            passages=(example_goal("检测水样600批次。", "灌区清淤"),),
        ),
        Example(
            cost("≤50万元/户", "", "40万元", "单户贷款贴息标准"),
            passages=(example_goal("对20户贷款企业给予贴息。", "灌区清淤"),),
        ),
        Example(
            cost("58000元/人·年", "", "140万元", "护渠员劳务标准"),
            passages=(
                example_goal("为96名学生聘请护渠员，开展护渠劳务。", "灌区清淤"),
                Passage("calculation", "护渠员12人×5.8万元=69.6万元；学具70万元。", "灌区清淤"),
            ),
        ),
        # No word says for how many months.
        Example(
            cost("50元/人·月", "", "40万元", "80-89岁渠道老人津贴标准"),
            passages=(example_goal("为80-89岁老人1200人发放津贴。", "灌区清淤"),),
        ),
        Example(
            cost("50元/人·月", "", "40万元", "80-89岁渠道老人津贴标准"),
            others=(cost("100元/人·月", "", "40万元", "90岁以上渠道老人津贴标准"),),
            passages=(example_goal("为80-89岁老人500人、90岁以上老人80人按月发放津贴。", "灌区清淤"),),
        ),
        Example(
            cost("≤3万元/座", "", "40万元", "单座闸站日常养护标准"),
            others=(
                cost("≤36万元", "", "40万元", "项目总成本"),
                _counted("日常养护闸站座数", "6座"),
            ),
        ),
        Example(_PAY, others=(_guards("260人"),)),
        Example(_PAY, others=(_guards("210人"), cost("≤60万元", "", "318万元", "闸门检修费"))),
        # One may be part of the other.
        Example(_PAY, others=(_guards("250人"), cost("≤60万元", "", "318万元", "护渠员保险费"))),
        Example(_PAY, others=(_guards("250人"), cost("≤318万元", "", "318万元", "项目总成本"))),
        Example(cost("1000元/人·月", "", "318万元", "护渠员补助标准"), others=(_guards("4200人"),)),
        Example(
            cost("干渠2万元/公里、支渠0.5万元/公里", "", "40万元", "渠道养护标准"),
            others=(_counted("养护渠道里程", "42公里"),),
        ),
        Example(
            _PAY,
            others=(
                _guards("300座"),
                Indicator(
                    "受益农户",
                    "8000人",
                    level1="效益指标",
                    level2="社会效益指标",
                    project="灌区清淤",
                    budget="318万元",
                ),
                _counted("培训农户", "900人", "318万元"),
            ),
        ),
        Example(
            cost("12000元/人·年", "", "3180万元", "护渠员补助标准"), others=(_guards("2650人", "3180万元"),)
        ),
    ),
)
