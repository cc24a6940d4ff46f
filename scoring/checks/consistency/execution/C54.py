"""C54: the points of a form entered as its targets."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView

_POINTS = re.compile(r"[0-9]{1,2}(?:\.[05])?分?")
_FEWEST = 5
_FULL = frozenset((80.0, 90.0, 100.0))


def _entered(check: Check, view: SetView) -> Iterator[Finding]:
    forms: dict[str, list[int]] = defaultdict(list)
    for i, (record, context) in enumerate(view):
        if context.value and record.horizon != "term" and not record.narrative:
            forms[record.owner_id].append(i)
    for members in forms.values():
        values = [view[i].context.value for i in members]
        if len(members) < _FEWEST or not all(map(_POINTS.fullmatch, values)):
            continue
        points = [float(v.strip("分")) for v in values]
        weights = [view[i].record.weight for i in members]
        if sum(points) not in _FULL or (any(weights) and weights != points):
            continue
        for i in members:
            record = view[i].record
            yield check.mark(
                record,
                "value",
                None,
                f"“{short(record.value)}”是这条指标的分值，不是目标值：全表的指标值合计正好是满分。",
                "请在指标值一栏填写要达到的数量、比例或日期，分值写在分值一栏。",
            ).at(i)


def _rows(*values: str) -> tuple[Indicator, ...]:
    names = ("干渠衬砌", "验收达标", "投资按时完成", "带动灌区发展", "农户用水条件", "农户满意度")
    return tuple(Indicator(n, value=v, project="东干渠") for n, v in zip(names, values, strict=True))


_FIRST, *_OTHERS = _rows("20", "20", "20", "10", "10", "20")
_REAL, *_REALS = _rows("20公里", "100%", "20", "10", "10", "≥90%")

CHECK = Check(
    code="C54",
    title="把分值填作指标值",
    english="Points entered as targets",
    severity="P0",
    opinion=4,
    why="指标值由计算符号、数值和计量单位组成（财预〔2021〕101号）；分值另有一栏，填在指标值里就没有目标可以评价。",
    run=_entered,
    scope="document",
    instead_of=("V12", "V13", "V36", "C36"),
    fault="target",
    bad=(
        Example(_FIRST, others=tuple(_OTHERS)),
        Example(
            replace(_FIRST, weight=20.0), others=tuple(replace(r, weight=float(r.value)) for r in _OTHERS)
        ),
        Example(
            replace(_FIRST, value="20分"), others=tuple(replace(r, value=f"{r.value}分") for r in _OTHERS)
        ),
    ),
    good=(
        Example(_REAL, others=tuple(_REALS)),
        Example(replace(_FIRST, weight=20.0), others=tuple(replace(r, weight=10.0) for r in _OTHERS)),
    ),
)
