"""M17: the quantity indicators are sums of money, so that what it buys cannot be seen."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, owner_span, short
from ....registry import Check, Example
from ....views import RecordView, SetView
from ..classes import CLEAN, FORM, LENGTH, row

_NAMED = 2
_FUNDS = re.compile(
    r"(?:经费|资金|预算|投入|支出|投资)(?:安排|使用|拨付|下达|执行|支出|投入)?(?:数额?|金?额|总额|额度|规模)$"
)
# What people are handed, and what the work earns, is counted in money.
_RESULT = re.compile(
    r"补[助贴偿]|救助|慰问|奖|津贴|报酬|工资|待遇|发放|兑[付现]|贷款|担保|收入|产值|销售|交易|融资|引资|保费|税|债务|利息|捐"
)


def _only_sums(check: Check, view: SetView) -> Iterator[Finding]:
    for rows in view.forms if view.whole else ():
        first = view[rows[0]].record
        filed = [i for i in rows if view[i].context.declared == {"quantity"}]
        if not first.project or not filed or not all(_is_sum(view[i]) for i in filed):
            continue
        if any(_is_counted(view[i]) for i in rows if i not in filed):
            continue
        names = "、".join(f"“{short(view[i].record.name, 16)}”" for i in filed[:_NAMED])
        more = "等" if len(filed) > _NAMED else ""
        yield check.finding(
            *owner_span(first),
            f"数量指标只有{names}{more}这样的金额，没有一条实物或工作数量，看不出这些钱要做成多少事。",
            "请按资金用途设置数量指标，如面积、长度、台套数、件数、人次，写明计量单位；金额放在成本指标下。",
        ).at(rows[0])


def _is_sum(item: RecordView) -> bool:
    record, context = item
    return bool(_FUNDS.search(context.name)) and not _RESULT.search(
        context.name + _before_brackets(record.project)
    )


def _before_brackets(project: str) -> str:
    """What a project's name says before brackets: what its money is for."""
    return re.split(r"[（(]", project)[0]


def _is_counted(item: RecordView) -> bool:
    """Whether a row of another class tells a number of things, with their unit."""
    target = item.context.target
    return target is not None and target.kind == "count" and bool(target.unit)


_PAID = row("清淤工程经费数额", "62.5万元", "数量指标")
_MORE = (CLEAN, row("农户满意度", "≥90%", "服务对象满意度指标"))

CHECK = Check(
    code="M17",
    title="数量指标只是金额",
    english="Quantity indicators that are sums of money",
    severity="P1",
    opinion=9,
    why="数量指标反映提供产品和服务的数量（财预〔2015〕88号）；花多少钱是投入，写在成本指标和预算里。",
    run=_only_sums,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_PAID, others=_MORE, passages=FORM),
        Example(row("业务经费支出安排额", "28万元", "数量指标"), others=_MORE, passages=FORM),
    ),
    good=(
        Example(_PAID, others=(*_MORE, LENGTH), passages=FORM),
        Example(_PAID, others=(*_MORE, row("闸门更换数", "6座", "质量指标")), passages=FORM),
        Example(row("水费补贴资金总额", "62万元", "数量指标"), others=_MORE, passages=FORM),
        Example(
            row("带动社会投资额", "≥600万元", "数量指标", "水利债券贴息贷款"), others=_MORE, passages=FORM
        ),
    ),
)
