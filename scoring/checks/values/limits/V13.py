"""V13: no direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....advice import bound
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ..units.counts import where_said
from .form import CLEAR, one

_WHOLE = 100.0
_KEPT = re.compile(r"(?:成本|费用|支出|造价|投资|经费)的?(?:控制|管控)率$")


def _bare_rate(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.comparator != "=" or target.kind not in ("percent", "permille"):
        return
    if target.number == _WHOLE and _KEPT.search(context.name) and target.kind == "percent":
        field, span = where_said(record)
        said = f"“{short(record.name)}”填“{short(record.target_text)}”，没有写明不超过，也没有写控制的基数是多少钱。"
        advice = "请写“≤100%”并写明基数，或直接写金额上限（≤__万元）、单位成本。"
        yield check.finding(field, span, said, advice)
        return
    if (target.number in (0.0, 100.0) and not _LIMITED.search(context.name)) or (
        target.kind == "percent" and not context.name.endswith(("率", "度", "面", "比例", "比重"))
    ):
        return
    field, span = where_said(record)
    yield check.finding(
        field,
        span,
        f"“{short(record.target_text)}”没有写明是不低于还是不高于。",
        f"请加上比较符号，如“{bound(context)}”。",
        "P3" if context.declared == {"satisfaction"} else "",
    )


_LIMITED = re.compile(r"(?:控制|变动|调整|结余)率$")

CHECK = Check(
    code="V13",
    title="没有写明方向",
    english="No direction",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=4,
    why=CLEAR + "比率缺“≥”“≤”时，超过算好还是算差不明确。",
    run=_bare_rate,
    bad=(
        one("渠道巡查率", "85%"),
        one("清淤成本控制率", "100%"),
        one("灌区人员控制率", "100%"),
        Example(Indicator("漏损水量占比千分率", tiers=("12‰", "15‰", "20‰", "大于20‰"))),
    ),
    good=(one("渠道巡查率", "≥85%"), one("清淤成本控制率", "≤100%"), one("水质合格率", "100%")),
    needs=("percent",),
    weight=0.3,
)
