"""M03: one indicator a class, all generic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ...findings import Finding, owner_span
from ...registry import Check, Example
from ...views import SetView
from ..generic import stock_of
from ..owners import quoted
from .thin import OWN, STOCK, row

_MIN_CLASSES = 4
_SHARE = 0.8


def _one_each(check: Check, view: SetView) -> Iterator[Finding]:
    for form in view.forms:
        if len(form) < _MIN_CLASSES:
            continue
        classes = Counter(view[i][0].level2 for i in form if view[i][1].declared)
        if len(classes) < _MIN_CLASSES or sum(classes.values()) < len(form) or max(classes.values()) > 1:
            continue
        if (found := stock_of(view, form, _SHARE)) is None:
            continue
        count, names = found
        record = view[form[0]][0]
        yield check.finding(
            *owner_span(record),
            f"{quoted(record.owner, 30)}每类只设 1 条指标，{len(form)} 条中有 {count} 条是{names}这样的通用说法，只是把表填满。",
            "请围绕项目内容选取能反映产出和效果的关键指标，主要产出可设多条，不适用的类别写“不适用”。",
        ).at(form[0])


CHECK = Check(
    code="M03",
    title="每类一条，全是通用说法",
    english="One indicator a class, all generic",
    severity="P1",
    opinion=1,
    why="指标应高度关联、重点突出（财预〔2021〕101号），不求每类都有；每类凑一条通用指标，看不出项目的核心产出和效果。",
    run=_one_each,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(STOCK[0], others=STOCK[1:]),
        Example(STOCK[0], others=(*STOCK[1:], row("成本节约", "节约", "经济效益指标"))),
    ),
    good=(
        Example(OWN[0], others=OWN[1:]),
        Example(STOCK[0], others=(*STOCK[1:], *OWN)),
    ),
)
