"""C17: all graded best without a single value."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.location import Location
from .....nlp.record import Indicator
from ....findings import DOCUMENT_FIELD, Finding, short
from ....registry import Check, Example
from ....views import SetView
from .ticks import BRIDGE, WHY, row

_MIN_TICKS = 5


def _all_best(check: Check, view: SetView) -> Iterator[Finding]:
    graded = [i for i, (record, _) in enumerate(view) if record.grade]
    rows = {view[i][0].location.whole or Location(line=i): view[i][0].grade for i in graded}
    grades = [*rows.values(), *(p.text for p in view.of_kind("tick"))]
    if not graded or len(grades) < _MIN_TICKS or set(grades) != {"优"}:
        return
    if any(view[i][0].value or view[i][0].tiers or view[i][0].actual for i in graded):
        return
    record = view[graded[0]][0]
    yield check.finding(
        DOCUMENT_FIELD,
        (0, 0),
        f"{len(grades)} 处评价全部是“优”，而 {len(graded)} 个指标都没有指标值和完成值，评价无从核实。",
        f"请先为“{short(record.name)}”等指标填写指标值和实际完成值，再据此评定等级。",
    ).at(graded[0])


_OTHERS = tuple(Indicator(f"第{n}标段养护率", activity="一、桥梁养护", grade="优") for n in "一二三四")


CHECK = Check(
    code="C17",
    title="全部评优而没有任何指标值",
    english="All graded best without a single value",
    severity="P0",
    opinion=11,
    why=WHY + "全部评优又没有数值，评价结果不可信。",
    run=_all_best,
    scope="document",
    dimension="可行性",
    bad=(
        Example(BRIDGE, others=_OTHERS),
        Example(BRIDGE, others=_OTHERS[:2], passages=(*row("二、渡口", "优"), *row("三、航标", "优"))),
    ),
    good=(
        Example(BRIDGE, others=(*_OTHERS, Indicator("巡查次数", activity="一、桥梁养护", grade="良"))),
        Example(BRIDGE, others=(*_OTHERS, Indicator("巡查次数", value="12次", grade="优"))),
    ),
)
