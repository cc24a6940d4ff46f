"""C56: what each is reported to have cost, times how many there were, is more than was spent."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.layouts.execution import stated
from .....nlp.record import Indicator
from .....nlp.targets import canonical, parse_target, parse_targets
from ....advice import terms
from ....findings import Finding, owner_span, short
from ....money import wan, yuan
from ....registry import Check, Example
from ....views import SetView
from ..budget.priced import SINGLE
from ..completion.completions import row
from .costs import of_a_part

_OVER = 1.05
_MEAN = re.compile(r"([人户亩车台件例座校村])均")
_OF = {"车": ("辆", "台"), "校": ("所", "个"), "村": ("个", "村")}


def _differs(check: Check, view: SetView) -> Iterator[Finding]:
    spent = {
        p.owner_id: yuan(stated(p.text).get("全年执行数", "")) for p in reversed([*view.of_kind("execution")])
    }
    paid: dict[str, dict[int, tuple[int, float]]] = {}  # of each form, by the row of the count
    for i, (record, context) in enumerate(view) if spent else ():
        executed = spent.get(record.owner_id)
        each = _each(record) if executed and context.declared == {"cost"} else None
        if not executed or each is None:
            continue
        counts = [
            k
            for k, (r, c) in enumerate(view)
            if r.owner_id == record.owner_id and _many(r, each[1]) and not c.clipped
        ]
        related = [k for k in counts if terms(view[k].record.name) & terms(record.name)]
        if len(chosen := related or counts) != 1 or of_a_part(context.name, view[chosen[0]].context.name):
            continue
        many = view[chosen[0]].record
        product = round(each[0] * _many(many, each[1]), 2)
        if product <= _OVER * executed:
            paid.setdefault(record.owner_id, {})[chosen[0]] = i, product
            continue
        yield check.finding(
            *owner_span(record),
            f"“{short(record.name)}”的完成值是“{short(record.actual)}”，“{short(many.name)}”是“{short(many.actual)}”，"
            f"相乘是 {wan(product)}，而全年执行数是 {wan(executed)}。",
            "请按实际支出除以实际数量填写；另有资金来源的，在偏差原因中说明。",
        ).at(i)

    for owner, rows in paid.items():
        added, executed = round(sum(product for _, product in rows.values()), 2), spent[owner] or 0.0
        if len(rows) > 1 and added > _OVER * executed:
            first = next(iter(rows.values()))[0]
            said = "、".join(
                f"“{short(view[i].record.name)}”{short(view[i].record.actual)}×{short(view[k].record.actual)}"
                for k, (i, _) in rows.items()
            )
            yield check.finding(
                *owner_span(view[first].record),
                f"{said}相加是 {wan(added)}，而全年执行数是 {wan(executed)}。",
                "请核对各项单价、数量和执行数，按实际支出填写；另有资金来源的写明。",
            ).at(first)


def _each(record: Indicator) -> tuple[float, tuple[str, ...]] | None:
    """What one is reported to have cost in 元, and the units that it may be counted in; None for other periods."""
    targets = parse_targets(record.actual)
    target = targets[0] if len(targets) == 1 else None
    if target is None or target.kind != "money" or target.upper is not None:
        return None
    number, _, unit = canonical(target)
    per, _, period = unit.partition("/")[2].partition("/")
    mean = _MEAN.search(record.name) or SINGLE.search(record.name)
    if not number or period not in ("", "年") or per in ("年", "月", "日", "天"):
        return None
    return (number, (per,)) if per else (number, _OF.get(mean[1], (mean[1],))) if mean else None


def _many(record: Indicator, units: tuple[str, ...]) -> float:
    """How many were reported, 0 where it is none of the units."""
    target = parse_target(record.actual)
    if target is None or target.kind != "count" or target.upper is not None:
        return 0.0
    number, _, unit = canonical(target)
    return number or 0.0 if unit in units else 0.0


def _guards(actual: str) -> Indicator:
    return row("在岗护渠员人数", "260人", actual, "数量指标")


def _pay(actual: str, name: str = "护渠员人均补助") -> Indicator:
    return row(name, "≤12000元/人", actual, "成本指标")


_SPENT = (
    Passage(
        "execution", "全年预算数 318万元；全年执行数 312万元；执行率 98.11%；分值 10；得分 9.81", "灌区清淤"
    ),
)

_PRICES = (
    row("闸门采购单价", "≤12万元/套", "11.9万元/套", "成本指标"),
    row("单场抢险演练经费", "≤10万元", "9.5万元", "成本指标"),
    row("抢险演练场次", "12场", "14场"),
)

CHECK = Check(
    code="C56",
    title="平均成本乘以数量超过支出",
    english="Cost of each times how many is more than was spent",
    severity="P1",
    opinion=4,
    why="自评的完成值应与决算、执行数据一致（财预〔2020〕10号）；平均成本乘以完成的数量多于支出，就有一个数填错。",
    run=_differs,
    scope="document",
    dimension="适当性",
    bad=(
        Example(_pay("1.5万元"), others=(_guards("260人"),), passages=_SPENT),
        Example(_pay("12000元/人", "护渠员补助标准"), others=(_guards("310人"),), passages=_SPENT),
        Example(_PRICES[0], others=(*_PRICES[1:], row("更换闸门套数", "20套", "20套")), passages=_SPENT),
    ),
    good=(
        Example(_PRICES[0], others=(*_PRICES[1:], row("更换闸门套数", "20套", "4套")), passages=_SPENT),
        Example(_pay("12000元/人"), others=(_guards("260人"),), passages=_SPENT),
        Example(_pay("工龄10年以上15000元/人，其他12000元/人"), others=(_guards("235人"),), passages=_SPENT),
        # There may be other costs.
        Example(_pay("12000元/人", "护渠员补助标准"), others=(_guards("210人"),), passages=_SPENT),
        Example(_pay("1000元/人·月"), others=(_guards("310人"),), passages=_SPENT),
        Example(_pay("12000元/人"), others=(_guards("235人"),)),
    ),
)
