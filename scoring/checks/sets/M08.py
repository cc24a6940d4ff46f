"""M08: unit of money undeclared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ...findings import DOCUMENT_FIELD, Finding
from ...money import BARE
from ...registry import Check, Example
from ...views import SetView
from .blank import FIRST, FORM, ROW, duty

_BARE_NEEDED = 2
_SAID = re.compile(r"单位[:：]?\s*[亿万千百]?元|[(（][亿万千百]?元[)）]")


def _no_unit(check: Check, view: SetView) -> Iterator[Finding]:
    if view.of_kind("unit") or any(_SAID.search(p.text) for p in view.passages):
        return
    sums = [p for p in view.of_kind("budget") if BARE.fullmatch(p.text.strip())]
    if len(sums) < _BARE_NEEDED:
        return
    quoted = "、".join(p.text.strip() for p in sums[:3])
    yield check.finding(
        DOCUMENT_FIELD,
        (0, 0),
        f"{len(sums)} 处金额（{quoted} 等）只有数字，表头也没有注明单位是元还是万元。",
        "请在表头注明金额单位，如“单位：万元”。",
    )


_UNIT = Passage("unit", "万元")


CHECK = Check(
    code="M08",
    title="金额没有注明单位",
    english="Unit of money undeclared",
    severity="P2",
    opinion=11,
    why="预算数与绩效目标要能对照（财预〔2015〕88号：资金匹配性）；元与万元相差一万倍，单位必须写明。",
    run=_no_unit,
    scope="document",
    dimension="完整性",
    bad=(
        Example(ROW, passages=(*FIRST, *duty("二、水价改革", "理顺水价"))),
        Example(
            FORM, passages=(Passage("budget", "1,200", "灌区清淤"), Passage("budget", "300", "水价改革"))
        ),
    ),
    good=(
        Example(ROW, passages=(_UNIT, *FIRST, *duty("二、水价改革", "理顺水价"))),
        Example(
            FORM,
            passages=(Passage("budget", "12万元", "灌区清淤"), Passage("budget", "3万元", "水价改革")),
        ),
    ),
)
