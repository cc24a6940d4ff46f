"""C38, C64: what one of something costs, and how many there are of it.

Shared by the checks of the families.
"""

from __future__ import annotations

import re

from .....nlp.targets import canonical, parse_targets
from ....context import Context

SINGLE = re.compile("[单每](间|台|套|座|处|户|栋|个|辆|亩|公里|场|期|株|盏)")  # 单间实训室建设成本 65万元
_YEARLY = {"": 1.0, "年": 1.0, "月": 12.0, "季度": 4.0}  # how often a period comes back


def rate_of(context: Context) -> tuple[float, str] | None:
    """What one gets in 元, and of what: 1.2万元/人·年 is (12000, 人). None for other periods than the year."""
    rate = most_of(context)
    return rate[:2] if rate and rate[2] in ("", "年") else None


def most_of(context: Context) -> tuple[float, str, str] | None:
    """What one gets in 元 a year at the most, of what, and the period it is told for: 1000元/人·月 is (12000, 人, 月)."""
    target = context.target
    if target is None or target.kind != "money" or target.upper is not None:
        return None
    if context.declared and context.declared != {"cost"}:
        return None
    if sum(t.kind == "money" for t in parse_targets(context.value)) > 1:
        return None  # 县道1万元/公里、乡道0.5万元/公里: of which of them how many there are is not told
    number, _, unit = canonical(target)
    if "/" not in unit:
        single = SINGLE.search(context.name)
        return (number, single[1], "") if number and single else None
    per, _, period = unit.partition("/")[2].partition("/")
    return (number * _YEARLY[period], per, period) if number and per and period in _YEARLY else None


def count_of(context: Context, unit: str) -> float:
    """How many of `unit` a count is, 0 where it is none of them."""
    target = context.target
    if target is None or target.kind != "count" or target.upper is not None:
        return 0.0
    number, _, counted = canonical(target)
    return number or 0.0 if counted == unit else 0.0
