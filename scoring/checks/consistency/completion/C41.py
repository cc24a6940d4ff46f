"""C41: the whole cost reported is not what was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.layouts.execution import stated
from .....nlp.record import Indicator
from .....nlp.targets import parse_target
from ....findings import Finding, short
from ....money import money, wan, yuan
from ....registry import Check, Example
from ....views import SetView
from .completions import row

_WHOLE = re.compile(
    r"(?:年度|全年|本年|项目|经费|实际|预算|资金)*(?:总成本|成本|总支出|支出|成本控制|总投资)(?:金额|数|控制数?|控制情况)?"
)
_NEAR = 0.01
_SAME = 0.0005  # of the budget: a cost that is set as high is all of the money, whatever its name


def _differs(check: Check, view: SetView) -> Iterator[Finding]:
    spent: dict[str, float] = {}
    for passage in view.of_kind("execution"):
        amount = yuan(stated(passage.text).get("全年执行数", ""))
        if amount:
            spent.setdefault(passage.owner_id, amount)
    for i, (record, context) in enumerate(view) if spent else ():
        executed = spent.get(record.owner_id)
        if not executed or context.declared != {"cost"}:
            continue
        planned, budget = money(context.target), view.budgets[i]
        whole = bool(planned and budget) and abs((planned or 0.0) - (budget or 0.0)) <= _SAME * (
            budget or 0.0
        )
        if not whole and not _WHOLE.fullmatch(context.name):
            continue
        reported = money(parse_target(record.actual))
        # A bare figure under a heading of its own, and sums of another scale, tell nothing.
        if not reported or not 0.2 < reported / executed < 5 or abs(reported - executed) <= _NEAR * executed:
            continue
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"“{short(record.name)}”的完成值填“{short(record.actual)}”，而全年执行数是 {wan(executed)}，两处不符。",
            "请按实际支出填写完成值；执行数不含其他资金的，在偏差原因中说明。",
        ).at(i)


def _cost(actual: str) -> Indicator:
    return row("项目总成本", "≤350万元", actual, "成本指标")


_SPENT = (
    Passage(
        "execution", "全年预算数 350万元；全年执行数 312.5万元；执行率 89.29%；分值 10；得分 8.93", "灌区清淤"
    ),
)

CHECK = Check(
    code="C41",
    title="总成本与执行数不符",
    english="The whole cost reported is not what was spent",
    severity="P1",
    opinion=4,
    why="自评的完成值应与决算、执行数据一致（财预〔2020〕10号）；成本照抄预算，说明没有按实际填报。",
    run=_differs,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_cost("350万元"), passages=_SPENT),
        Example(row("成本控制", "不超预算", "340万元", "成本指标"), passages=_SPENT),
        Example(row("渠道维修成本", "350万元", "340万元", "成本指标", budget="350万元"), passages=_SPENT),
    ),
    good=(
        Example(_cost("312.5万元"), passages=_SPENT),
        Example(_cost("3125000元"), passages=_SPENT),
        Example(row("闸门采购成本", "≤120万元", "118万元", "成本指标"), passages=_SPENT),
        Example(_cost("350万元")),
    ),
)
