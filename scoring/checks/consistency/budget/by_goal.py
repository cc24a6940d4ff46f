"""C38: what prices come to, times the counts that a goal tells.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .....nlp.normalize import fold
from ....advice import terms
from ....money import wan
from ....views import SetView
from ...owners import Owner
from ..goals import Promise, promises
from ..money.costs import larger
from ..money.products import products
from .priced import most_of

OVER = 1.05
_NAMED = 4
_SIGNS = "≤≥=＝<>"
_AGE = re.compile(r"\d+(?:-\d+)?(?=周?岁)")
_AT_MOST = re.compile(r"平均|最高|最多|上限|限额|封顶|额度|单[户个家人]")
_BY_MONTH = re.compile(r"[按逐每]月|12个?月|月度")


def by_goal(view: SetView, rows: list[int], owner: Owner) -> tuple[str, str]:
    """What all prices come to, times the counts that stand in the goal or the table, and how grave that is ('' as usual);
    a month's is paid twelve times where it is by the month. ('', '') where the budget is enough, or a price has no count
    of its own; nor where the calculation tells how many are paid (C28 and C39 hold it), or a price is the most for one."""
    if products(owner.text("calculation")):
        return "", ""
    tabled = "，".join(f"{r.name}{r.value}" for r in (view[i].record for i in rows))
    counts = promises(owner.text("goal")), promises(tabled)
    told: list[str] = []
    used: set[Promise] = set()
    added, severity = 0.0, ""
    for i in rows:
        rate = most_of(view[i].context)
        if rate is None:
            continue
        record = view[i].record
        best = _closest(record.name, rate[1], counts[0]) or _closest(record.name, rate[1], counts[1])
        months = rate[2] == "月"
        by_month = months and _BY_MONTH.search(owner.text("goal") + tabled)
        if len(best) != 1 or best[0] in used or rate[2] == "季度" or (months and not by_month):
            return "", ""
        if record.value.startswith("≤"):
            if _AT_MOST.search(record.name):
                return "", ""  # an average, or the most for one, that may well be less
            severity = "P2"
        used.add(best[0])
        added += round(rate[0] * best[0].number, 2)
        told.append(f"{best[0].text}×{record.value.lstrip(_SIGNS)}" + ("×12个月" if months else ""))
    if added <= larger(view, owner.id, owner.budget or 0.0) * OVER:
        return "", ""
    return (
        f"{'＋'.join(told[:_NAMED])}，合计 {wan(round(added, 2))}，本年度预算只有 {wan(owner.budget or 0.0)}。",
        severity,
    )


def _closest(name: str, unit: str, counts: Sequence[Promise]) -> list[Promise]:
    """The counts of a unit that share the most words with a name, if any does."""
    ages = frozenset(_AGE.findall(fold(name)))
    asked = [c for c in counts if c.unit == unit and ages in (frozenset(), _ages(c))]
    alike = {c: len(terms(name) & terms(_own(c))) for c in asked}
    return [c for c, shared in alike.items() if shared and shared == max(alike.values())]


def _own(promise: Promise) -> str:
    """What is said of one figure, without what its list goes on with."""
    before, _, after = promise.near.partition(promise.text)
    return before + after.partition("、")[0]


def _ages(promise: Promise) -> frozenset[str]:
    return frozenset(_AGE.findall(_own(promise)))
