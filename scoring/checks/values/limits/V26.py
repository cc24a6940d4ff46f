"""V26: two inequalities without a connective."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, tier_span
from ....registry import Check, Example
from ....views import RecordView
from .form import CLEAR, one

_BAND = re.compile(r"([<>≤≥])=?\s*([0-9.]+)\s*%?([<>≤≥])=?\s*([0-9.]+)\s*%?")


# A space between the two is a line break: two indicators in one cell.
_BROKEN = re.compile(r"[0-9]\s*[%％]?\s[<>≤≥＜＞≦≧]")


def _two_sided(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if record.cell:
        return  # what the reader cut from one cell
    if _BROKEN.search(record.value):
        return
    texts = [("value", i, t) for i, t in enumerate((context.value,)) if t]
    texts += [("tiers", i, t) for i, t in enumerate(context.tiers)]
    found = [(field, i, m) for field, i, t in texts if (m := _BAND.search(t))]
    if not found:
        return
    field, i, match = next((f for f in found if _empty(f[2])), found[0])
    rest = "两个条件不可能同时成立" if _empty(match) else "没有写明两个条件是“且”还是“或”"
    span = tier_span(record, i) if field == "tiers" else (0, len(record.value))
    yield check.finding(field, span, f"“{match[0]}”{rest}。", "请写成一个区间，如“≥a且<b”。")


def _empty(match: re.Match[str]) -> bool:
    try:
        one, two = float(match[2]), float(match[4])
    except ValueError:
        return False
    return (match[1] in ">≥" and match[3] in "<≤" and one > two) or (
        match[1] in "<≤" and match[3] in ">≥" and one < two
    )


CHECK = Check(
    code="V26",
    title="两个不等号没有连接词",
    english="Two inequalities without a connective",
    severity="P1",
    opinion=4,
    why=CLEAR,
    run=_two_sided,
    bad=(
        one("备件周转率", "<80%>30%"),
        Example(Indicator("备件周转率", tiers=("≥90%≤20%", "80%", "70%", "60%"))),
    ),
    good=(
        one("备件周转率", "≥30%且<80%"),
        one("备件周转率", "30%-80%"),
        one("备件合格率 备件报废率", "≥95% ≤5%"),
    ),
    needs=("compared",),
)
