"""M12: the quantity indicators are shares, so that how much is done cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .....models.taxonomy import BENEFITS
from .....nlp.record import Indicator
from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import RecordView, SetView
from ..classes import FORM, OUTPUTS, is_paid_work, row

_COUNTED = re.compile(r"[0-9](?:[人名户家个座处台套辆件份期场次篇项只]|公里|平方米|吨|头|株|亩|公顷)")
_SHARES = ("percent", "permille")
_NAMED = 2
# Rates of a whole population: forms of the ministries state the volume of a service by them.
_VOLUME = re.compile(r"接种率|建档率|管理率|签约率|筛查率|访视率|体检率|监测率|参保率|入学率")


def _only_shares(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        first = view[rows[0]].record
        filed = [i for i in rows if view[i].context.declared == {"quantity"}]
        if not first.project or not filed or not all(_is_share(view[i]) for i in filed):
            continue
        if any(_COUNTED.search(view[i].context.name) for i in filed):  # N04: the quantity stands in the name
            continue
        if _counts(view, rows, OUTPUTS) or any(_VOLUME.search(view[i].context.name) for i in filed):
            continue
        names = "、".join(f"“{short(view[i].record.name, 16)}”" for i in filed[:_NAMED])
        more = "等" if len(filed) > _NAMED else ""
        grave = is_paid_work(view, rows) and not _counts(view, rows, BENEFITS)
        yield check.finding(
            *owner_span(first),
            f"数量指标只有{names}{more}这样的比率，没有一个实际数量，看不出资金要做成多少事。",
            "请改为实际工作量，如面积、长度、人数、次数、台套数，写明计量单位；比率放在质量或时效指标下。",
            "P1" if grave else "P2",
        ).at(rows[0])


def _is_share(item: RecordView) -> bool:
    target = item.context.target
    return target is not None and target.kind in _SHARES


def _counts(view: SetView, rows: Sequence[int], classes: frozenset[str]) -> bool:
    """Whether a row of some classes tells a number of things."""
    targets = (view[i].context.target for i in rows if view[i].context.leaves & classes)
    return any(t is not None and t.kind == "count" for t in targets)


def _row(name: str, value: str, level2: str = "数量指标") -> Indicator:
    return replace(row(name, value, level2), budget="60万元")


_RATE = _row("渠道清淤完成率", "100%")
_OTHERS = (_row("清淤验收合格率", "100%", "质量指标"), _row("用水纠纷下降率", "10%", "社会效益指标"))

CHECK = Check(
    code="M12",
    title="数量指标全是比率",
    english="Quantity indicators without a quantity",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=9,
    why="数量指标反映提供产品和服务的数量（财预〔2015〕88号），与资金量相匹配；只有百分比，看不出买到多少、做成多少。",
    run=_only_shares,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_RATE, others=_OTHERS, passages=FORM),
        Example(_row("清淤渠段覆盖率", "≥95%"), others=_OTHERS, passages=FORM),
    ),
    good=(
        Example(_RATE, others=(*_OTHERS, _row("清淤长度", "12公里")), passages=FORM),
        Example(_RATE, others=(_row("清淤渠段", "8条", "质量指标"), *_OTHERS), passages=FORM),
        Example(_row("牲畜疫苗接种率", "≥95%"), others=_OTHERS, passages=FORM),
        Example(_row("清淤进度", "按计划"), others=_OTHERS, passages=FORM),
    ),
)
