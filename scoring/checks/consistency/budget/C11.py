"""C11: big money, only generic indicators."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, owner_span
from ....money import wan
from ....registry import Check, Example
from ....views import SetView
from ...generic import stock_of

_LARGE = 1_000_000.0
_MIN_ROWS = 4
_SHARE = 0.8


def _out_of_proportion(check: Check, view: SetView) -> Iterator[Finding]:
    sums = view.budgets
    for form in view.forms if any(s is not None and s >= _LARGE for s in sums) else ():
        budget = sums[form[0]]
        if budget is None or budget < _LARGE or len(form) < _MIN_ROWS:
            continue
        if (found := stock_of(view, form, _SHARE)) is None:
            continue
        count, names = found
        record = view[form[0]][0]
        yield check.finding(
            *owner_span(record),
            f"预算 {wan(budget)}，{len(form)} 条指标中有 {count} 条是{names}这样的通用说法，看不出这笔钱买到什么。",
            "请按资金用途逐项设置指标：补助多少人、每人多少、建成或采购多少、服务对象有什么变化。",
        ).at(form[0])


def _stock(*names: str, budget: str = "350万元") -> tuple[Indicator, ...]:
    return tuple(Indicator(n, "100%", project="高标准农田", budget=budget) for n in names)


_STOCK = _stock("完成率", "及时率", "成本节约", "服务对象满意度")
_SPECIFIC = _stock("新建灌渠长度", "改造泵站数量", "新增灌溉面积", "受益农户满意度")


CHECK = Check(
    code="C11",
    title="资金量大而指标全是通用说法",
    english="Big money, only generic indicators",
    severity="P0",
    opinion=2,
    why="绩效目标应与资金量、支出方向相匹配（财预〔2015〕88号：资金匹配性）；金额越大，越要能从指标看出产出和受益对象。",
    run=_out_of_proportion,
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
)
