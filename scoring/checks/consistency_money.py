"""C02, C10, C11, C22: indicators against the money they are given."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ...nlp.targets import parse_target
from ..findings import Finding, short
from ..registry import Check, Example, Item
from .sets_common import budgets, forms, is_generic, money, owner_span, wan, yuan

_LARGE = 1_000_000.0
_MIN_ROWS = 4
_SHARE = 0.8
# A cost that is further from the budget is that of a part.
_WHOLE = (0.7, 1.3)
_TOLERANCE = 0.005
_BUDGETED = 2
_OTHER_UNIT = 50.0


def _filled_back(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    for form in forms(items) if any(r.actual for r, _ in items) else ():
        costs = [i for i in form if items[i][1].declared == {"cost"} and money(items[i][1].target)]
        if len(costs) != 1:
            continue
        record, context = items[costs[0]]
        planned, budget = money(context.target), yuan(record.budget)
        if not planned or not budget or not record.actual or money(parse_target(record.actual)) != planned:
            continue
        share = planned / budget
        if abs(share - 1) <= _TOLERANCE or not _WHOLE[0] <= share <= _WHOLE[1]:
            continue
        yield (
            costs[0],
            check.finding(
                "actual",
                (0, len(record.actual)),
                f"成本的预期值与实际值都是 {wan(planned)}，而预算数是 {wan(budget)}：预期值像是年终按支出倒填的。",
                "预期值请填批复的预算或测算的成本，实际值填决算支出，两者的差额单独说明。",
            ),
        )


def _unfunded(check: Check, items: Sequence[Item]) -> Iterator[tuple[int, Finding]]:
    activities: dict[str, list[int]] = {}
    for i, (record, _) in enumerate(items):
        if record.activity and not record.project and not record.narrative:
            activities.setdefault(record.activity, []).append(i)
    blank = [rows for rows in activities.values() if not any(items[i][0].budget.strip() for i in rows)]
    if len(activities) - len(blank) < _BUDGETED:
        return  # the form has no budget column
    for rows in blank:
        record = items[rows[0]][0]
        yield (
            rows[0],
            check.finding(
                "activity",
                (0, len(record.activity)),
                f"“{short(record.activity)}”设了 {len(rows)} 条指标，预算数却是空的；同一份表中有 {len(activities) - len(blank)} 项活动填了预算。",
                "请填写预算数；不单独安排资金的，写明“0”或列入哪一项经费。",
            ),
        )


def _out_of_proportion(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    sums = budgets(items, passages)
    for form in forms(items) if any(s is not None and s >= _LARGE for s in sums) else ():
        budget = sums[form[0]]
        if budget is None or budget < _LARGE or len(form) < _MIN_ROWS:
            continue
        stock = [i for i in form if is_generic(items[i][1])]
        if len(stock) < _SHARE * len(form):
            continue
        record = items[form[0]][0]
        names = "、".join(f"“{short(items[i][0].name, 12)}”" for i in stock[:3])
        yield (
            form[0],
            check.finding(
                *owner_span(record),
                f"预算 {wan(budget)}，{len(form)} 条指标中有 {len(stock)} 条是{names}这样的通用说法，看不出这笔钱买到什么。",
                "请按资金用途逐项设置指标：补助多少人、每人多少、建成或采购多少、服务对象有什么变化。",
            ),
        )


def _above_budget(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterator[tuple[int, Finding]]:
    sums = budgets(items, passages)
    for i, (record, context) in enumerate(items):
        budget, cost = sums[i], money(context.target)
        if budget is None or cost is None or record.narrative or cost <= budget * (1 + _TOLERANCE):
            continue
        if context.declared != {"cost"} or not context.value:
            continue
        if not budget:
            said = f"成本指标写“{short(record.value)}”，而本年度预算数填的是 0。"
            yield (
                i,
                check.mark(
                    record, "value", None, said, "请核对预算数；本年度不安排资金的，不设本年度的成本。", "P2"
                ),
            )
            continue
        times = cost / budget
        if times > _OTHER_UNIT:
            continue  # more likely a slip of the unit in either, which is V28's and C08's
        share = f"{times:.2f}".rstrip("0").rstrip(".")
        years = "，像是把几年的总额写进了年度指标" if times > 1.5 and abs(times - round(times)) < 0.01 else ""
        yield (
            i,
            check.mark(
                record,
                "value",
                None,
                f"成本“{short(record.value)}”是预算数 {wan(budget)} 的 {share} 倍{years}，成本目标不能超出预算。",
                "请按本年度批复的预算填写成本上限；几年合计的，改为本年度数。",
            ),
        )


def _cost(value: str, actual: str, budget: str, name: str = "清淤费用") -> Indicator:
    return Indicator(
        name,
        value,
        level1="产出指标",
        level2="成本指标",
        project="灌区清淤",
        actual=actual,
        budget=budget,
    )


def _activity(name: str, activity: str, budget: str) -> Indicator:
    return Indicator(name, tiers=("≥95%", "≥90%", "≥80%", "<80%"), activity=activity, budget=budget)


_FUNDED = (
    _activity("渠道完好率", "渠道管护", "120.5"),
    _activity("泵站完好率", "泵站运行", "36"),
)


def _stock(*names: str, budget: str = "350万元") -> tuple[Indicator, ...]:
    return tuple(Indicator(n, "100%", project="高标准农田", budget=budget) for n in names)


_STOCK = _stock("完成率", "及时率", "成本节约", "服务对象满意度")
_SPECIFIC = _stock("新建灌渠长度", "改造泵站数量", "新增灌溉面积", "受益农户满意度")

CHECKS = (
    Check(
        code="C02",
        title="成本的预期值按支出倒填",
        english="Planned cost equals actual cost but not the budget",
        severity="P1",
        opinion=4,
        why="预期值应是批复的预算或测算的成本（财预〔2021〕101号：预算支出标准），自评时再与实际支出比较（财预〔2020〕10号）。",
        run_set=_filled_back,
        scope="document",
        dimension="适当性",
        bad=(
            Example(_cost("27.4万元", "27.4万元", "30万元")),
            Example(_cost("274000元", "27.4万元", "30")),
        ),
        good=(
            Example(_cost("30万元", "27.4万元", "30万元")),
            Example(_cost("30万元", "30万元", "30万元")),
            Example(_cost("2万元", "2万元", "30万元", "宣传册印制费")),
            Example(_cost("500元/户", "500元/户", "30万元")),
        ),
    ),
    Check(
        code="C10",
        title="有指标没有预算",
        english="Indicators without any budget",
        severity="P2",
        opinion=11,
        why="绩效目标应与预算资金量相匹配（财预〔2015〕88号：资金匹配性）；没有预算数，无从判断目标是高是低。",
        run_set=_unfunded,
        scope="document",
        dimension="适当性",
        absence=True,
        bad=(
            Example(_activity("用水户协会覆盖率", "用水管理", ""), others=_FUNDED),
            Example(
                _activity("水价公示率", "三、水价改革", ""),
                others=(*_FUNDED, _activity("水费收缴率", "水费", "")),
            ),
        ),
        good=(
            Example(_activity("用水户协会覆盖率", "用水管理", "8.2"), others=_FUNDED),
            Example(
                _activity("用水户协会覆盖率", "用水管理", ""), others=(_activity("水费收缴率", "水费", ""),)
            ),
        ),
    ),
    Check(
        code="C11",
        title="资金量大而指标全是通用说法",
        english="Big money, only generic indicators",
        severity="P0",
        opinion=2,
        why="绩效目标应与资金量、支出方向相匹配（财预〔2015〕88号：资金匹配性）；金额越大，越要能从指标看出产出和受益对象。",
        run_text=_out_of_proportion,
        scope="document",
        dimension="适当性",
        bad=(
            Example(_STOCK[0], others=_STOCK[1:]),
            Example(_STOCK[0], others=(*_STOCK[1:], *_stock("社会效益", "质量达标率"), _SPECIFIC[0])),
        ),
        good=(
            Example(_SPECIFIC[0], others=_SPECIFIC[1:]),
            Example(_STOCK[0], others=(*_STOCK[1:], *_SPECIFIC)),
            Example(
                _stock("完成率", budget="8.6")[0],
                others=_stock("及时率", "成本节约", "服务对象满意度", budget="8.6"),
            ),
        ),
    ),
    Check(
        code="C22",
        title="成本指标超出预算",
        english="Cost target above the budget",
        severity="P1",
        opinion=4,
        why="成本指标以预算支出标准为准，不得超出（财预〔2021〕101号）；与项目资金量不匹配是审核机构须人工查找的一类问题。",
        run_text=_above_budget,
        scope="document",
        dimension="适当性",
        bad=(
            Example(_cost("不超过90万元", "", "30万元")),
            Example(_cost("≤30.5万元", "", "30")),
            Example(
                _cost("总成本不超过90万元", "", ""),
                others=(Indicator("泵站检修费", "≤8万元", level2="成本指标", project="泵站检修"),),
                passages=(
                    Passage("budget", "300,000.00", "灌区清淤"),
                    Passage("budget", "80,000.00", "泵站检修"),
                ),
            ),
        ),
        good=(
            Example(_cost("≤30万元", "", "30")),
            Example(_cost("≤8万元", "", "30万元")),
            Example(_cost("≤300元/亩", "", "0.01万元")),
            Example(_cost("≤30万元", "", ""), passages=(Passage("budget", "300,000.00", "灌区清淤"),)),
        ),
    ),
)
