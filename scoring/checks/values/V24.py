"""V24: the whole fiscal year as a deadline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .form import one

_WHOLE_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?度?)?(?:全年|[1一]年|[1一]个年度|全年度|年度内?|本年度内?|当年内?|12个月|年内)|(?:19|20)[0-9]{2}年度?内?"
)
_PERIOD_NAMES = re.compile(r"期限|租赁|合同|服务期|质保|保修|使用年限|寿命|周期|年份|服务年")


def _year(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not _WHOLE_YEAR.fullmatch(context.value.strip("。")):
        return
    timely = context.declared == {"timeliness"} or (not context.declared and context.type == "timeliness")
    if not timely or _PERIOD_NAMES.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”就是整个预算年度，没有说明何时完成。",
        "请写明完成日期或时限，如“__月__日前”“__个工作日内”。",
    )


CHECK = Check(
    code="V24",
    title="时效只写整个年度",
    english="The whole fiscal year as a deadline",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="时效指标反映产出的及时程度（财预〔2015〕88号）；预算本就按年度执行，只写全年没有信息。",
    run=_year,
    bad=(one("清淤完成时限", "1年", "时效指标"), one("按工作计划", "2024年全年", "时效指标")),
    good=(
        one("清淤完成时限", "11月底前", "时效指标"),
        one("泵房租赁期限", "1年", "时效指标"),
        one("巡查年限", "1年", "数量指标"),
    ),
    needs=("value", "timeliness"),
    instead_of=("V29",),
    fault="target",
)
