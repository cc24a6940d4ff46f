"""V42: a price or standard, and nothing says for one of what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..limits.bounds import one

_PRICE = re.compile(
    r"(?:补[助贴]|津贴|资助|奖[励补]|慰问|救助|报酬|工资|伙食|收费|租赁|租金|住宿|交通|培训|维修|养护|采购|支付|发放|经费|支出|费用|成本)(?:费|金|资金)*的?标准$"
    r"|(?<!总)(?:(?<![器仪机车备置辆台])单价|单位(?:成本|造价|价格)|单位面积.{0,6}(?:成本|造价))$"
)
# One of what: in the name, the value or the description.
_EACH = re.compile(
    r"[/／每]|[人户亩均]均|平均|一次性|单[台个条场项家户件套座所次人]|元\s*[·.]?\s*(?:人|户|亩|次|场|天|日|月|年|公里|平方米|台|套|件|份|吨)"
)
# A sum so small is paid to one of them.
_PAID = re.compile(r"(?:补[助贴]|津贴|报酬|慰问金|租金|奖励)$")
_ONE = 5000.0
_PERIODS = frozenset(("年", "月", "日", "天"))
_TO_PEOPLE = re.compile(r"(?:补[助贴]|津贴|资助|救助)(?:金|资金|经费)*标准$")


def _each(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "money" or not target.number:
        return
    if target.unit.partition("/")[2] in _PERIODS and _TO_PEOPLE.search(context.name) and not context.clipped:
        if not re.search("[人户生]均|每[人户]", f"{context.name} {record.description}"):
            said = f"“{short(record.value)}”只写了多长时间，没有写每人还是每户。"
            yield check.mark(record, "value", None, said, "请写全计量单位，如“__元/人·月”。", "P2")
        return
    if "/" in target.unit:
        return
    single = (
        _PAID.search(context.name)
        and "元" in context.value
        and "万元" not in context.value
        and target.number < _ONE
    )
    if not (_PRICE.search(context.name) or single) or context.clipped:
        return
    if _EACH.search(f"{context.name} {context.value} {record.description}"):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”是单价或标准，“{short(record.value)}”没有写明每什么多少钱，分不清是单价还是总额。",
        "请写全计量单位，如“≤__元/人·月”“≤__元/平方米”“≤__万元/公里”。",
    )


CHECK = Check(
    code="V42",
    title="单价或标准没有写明每什么",
    english="A price without what it is for one of",
    severity="P1",
    profiles={"selfcheck": "P2", "disclosure": "P2"},
    opinion=4,
    why="指标值由计算符号、数值和计量单位组成（财预〔2021〕101号）；补助标准、单价的单位是“元/人·月”“元/平方米”一类。",
    run=_each,
    needs=("value", "figures"),
    fault="unit",
    bad=(
        one("水费补贴标准", "100元", "成本指标"),
        one("管水员误工补助", "80元", "成本指标"),
        one("干渠衬砌单位造价", "≤120万元", "成本指标"),
        one("管水员补助标准", "3600元/年", "成本指标"),
    ),
    good=(
        one("水费补贴标准", "100元/户", "成本指标"),
        one("水费补贴标准", "每户100元", "成本指标"),
        one("户均水费补贴标准", "100元", "成本指标"),
        one("管水员人均补助标准", "3600元/年", "成本指标"),
        one("干渠衬砌总成本", "≤120万元", "成本指标"),
        one("管水员补助标准", "3600元，按人发放，每人每年一次", "成本指标"),
    ),
)
