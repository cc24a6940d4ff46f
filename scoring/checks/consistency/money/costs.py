"""C02, C10, C11, C22: indicators against the money they are given.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from ....views import SetView
from ..completion.points import account

TOLERANCE = 0.005
NOTE = 1.05  # up to here above the budget a cost is a note
_WAN = 10_000.0
_SAME = 1e-6
# Words that tell one kind of what is paid for from the others: the price of county roads is not that of all roads.
_KIND = re.compile(
    r"[省县乡村]道|城[市镇]|农村|小学|初中|高中|中职|本科|专科|[一二三四]级|重度|轻度|特困|分散|集中|全自理|半护理|专职|兼职|首次|大型|中型|小型|民事|刑事|行政案|仲裁"
)


def of_a_part(price: str, count: str) -> bool:
    """Whether a price is that of one kind, and the things counted are of any: 县道养护补助标准 beside 农村公路里程."""
    return any(kind not in count for kind in _KIND.findall(price))


def larger(view: SetView, owner: str, budget: float) -> float:
    """The larger of 年初预算数 and 全年预算数 in 元, where a form states both: targets were set by the first."""
    told = account(view.of_kind("execution"), owner)
    if told is None or not told.planned or not told.first:
        return budget
    low, high = sorted((float(told.planned), float(told.first)))
    is_low = any(abs(budget - low * unit) <= _SAME * budget for unit in (1.0, _WAN))
    return budget * high / low if is_low else budget


def cost(value: str, actual: str, budget: str, name: str = "清淤费用") -> Indicator:
    """For the examples."""
    return Indicator(
        name,
        value,
        level1="产出指标",
        level2="成本指标",
        project="灌区清淤",
        actual=actual,
        budget=budget,
    )
