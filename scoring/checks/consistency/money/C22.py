"""C22: cost target above the budget."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....models.taxonomy import OUTPUTS
from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....money import money, price, wan
from ....registry import Check, Example
from ....views import RecordView, SetView
from .costs import NOTE, TOLERANCE, cost, larger

_OTHER_UNIT = 50.0
_SLIPS = (100.0, 10_000.0)
_SLIP = 0.02
_EACH = re.compile(r"人均|户均|每人|每户|单次|每次")
_ALL = 0.9


def _above_budget(check: Check, view: SetView) -> Iterator[Finding]:
    sums, empty = view.budgets, set[str]()
    for i, (record, context) in enumerate(view):
        if (finding := _price(check, view[i], sums[i])) is not None:
            yield finding.at(i)
            continue
        budget, cost = sums[i], money(context.target)
        if (
            budget
            and cost
            and abs(budget / cost - 10_000) < 1
            and context.declared == {"cost"}
            and context.value
        ):
            said = f"成本“{short(record.value)}”与预算数 {wan(budget)} 数字相同而相差一万倍，疑为单位写错。"
            yield check.mark(record, "value", None, said, "请把单位改为万元，并写明“≤”。").at(i)
            continue
        if budget is None or cost is None or record.narrative or cost <= budget:
            continue
        # The goals of several years have their own money.
        if record.horizon == "term" or (context.declared or {context.type}) != {"cost"} or not context.value:
            continue
        if not budget:
            said = f"成本指标写“{short(record.value)}”，而本年度预算数填的是 0，资金是否匹配无法审核。"
            advice = "请核对预算数；本年度不安排资金的，不设本年度的成本。"
            if not record.owner_id or record.owner_id not in empty:
                empty.add(record.owner_id)  # it is the budget that is wrong: once a project
                yield check.finding(*owner_span(record), said, advice).at(i)
            continue
        budget = larger(view, record.owner_id, budget)
        if cost <= budget:
            continue
        times = cost / budget
        slip = next((f for f in _SLIPS if abs(times - f) <= _SLIP * f), 0.0)
        if cost <= budget * (1 + TOLERANCE) or slip:
            tail = f"约 {slip:.0f} 倍，疑为单位或笔误" if slip else "略多，两者应当相等"
            yield check.mark(
                record,
                "value",
                None,
                f"成本“{short(record.value)}”比预算数 {wan(budget)} {tail}。"
                if not slip
                else f"成本“{short(record.value)}”是预算数 {wan(budget)} 的{tail}。",
                "请核对成本和预算的数额与单位，使两者一致。",
                "" if slip else "P3",
            ).at(i)
            continue
        if times > _OTHER_UNIT:
            continue  # of another scope
        share = f"{times:.2f}".rstrip("0").rstrip(".")
        years = "，像是把几年的总额写进了年度指标" if times > 1.5 and abs(times - round(times)) < 0.01 else ""
        yield check.mark(
            record,
            "value",
            None,
            f"成本“{short(record.value)}”是预算数 {wan(budget)} 的 {share} 倍{years}，成本目标不能超出预算。",
            "请按本年度批复的预算填写成本上限；几年合计的，改为本年度数。",
            "P3" if times <= NOTE else "",
        ).at(i)


def _price(check: Check, view: RecordView, budget: float | None) -> Finding | None:
    """A price of one of something that exceeds all the money there is."""
    record, context = view
    one = price(context.target, context.name)
    # What one person gets is never all that there is.
    most = budget * _ALL if budget and _EACH.search(context.name) else (budget or 0.0) * (1 + TOLERANCE)
    if not budget or one is None or one <= most:
        return None
    if record.narrative or record.horizon == "term" or not context.value or not context.declared <= OUTPUTS:
        return None
    target = context.target
    assert target is not None
    said = f"“{short(record.name)}”是每人、每公里一类的单价，“{short(record.value)}”却不低于整个项目的预算 {wan(budget)}，疑为单位或笔误。"
    smaller = target.unit.replace("万元", "元") if "万元" in target.unit else ""
    advice = f"请核对数额和单位{f'（是否应为“{smaller}”）' if smaller else ''}"
    per = "" if "/" in target.unit else "，并写明每什么（如元/人·年）"
    return check.mark(record, "value", None, said, f"{advice}{per}。")


CHECK = Check(
    code="C22",
    title="成本指标超出预算",
    english="Cost target above the budget",
    severity="P1",
    opinion=4,
    why="成本指标以预算支出标准为准，不得超出（财预〔2021〕101号）；与项目资金量不匹配是审核机构须人工查找的一类问题。",
    run=_above_budget,
    scope="document",
    dimension="适当性",
    bad=(
        Example(cost("不超过90万元", "", "30万元")),
        Example(cost("≤30.5万元", "", "30")),
        Example(cost("≤3000万元", "", "30万元")),
        Example(cost("≤30.1万元", "", "30万元")),
        Example(cost("≤30万元", "", "0万元")),
        Example(cost("≥3000万元/公里·年", "", "30万元", "渠道管护补助标准")),
        Example(cost("20000万元", "", "30万元", "水管员补助标准")),
        Example(
            cost("总成本不超过90万元", "", ""),
            others=(Indicator("泵站检修费", "≤8万元", level2="成本指标", project="泵站检修"),),
            passages=(
                Passage("budget", "300,000.00", "灌区清淤"),
                Passage("budget", "80,000.00", "泵站检修"),
            ),
        ),
    ),
    good=(
        Example(cost("≤30万元", "", "30")),
        Example(replace(cost("≤90万元", "", "30"), horizon="term")),
        Example(cost("≤8万元", "", "30万元")),
        Example(cost("≤30元/亩", "", "0.01万元")),
        Example(cost("≤3万元", "", "30万元", "水管员补助标准")),
        Example(cost("≤30万元/年", "", "30万元")),
        Example(cost("≤30万元", "", ""), passages=(Passage("budget", "300,000.00", "灌区清淤"),)),
        # Targets were set by the budget of the beginning of the year, which was cut later.
        Example(
            cost("≤30万元", "", "25"),
            passages=(
                Passage("execution", "年初预算数 30；全年预算数 25；全年执行数 24.5；执行率 98%", "灌区清淤"),
            ),
        ),
    ),
)
