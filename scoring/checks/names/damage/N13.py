"""N13: A foreign fragment in the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .broken import NAME, one

_FOREIGN = re.compile(r"[和及与并或][高低大小长短新旧轻重]、[\u4e00-\u9fff]")


def _pasted(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _FOREIGN.search(context.name)
    if match:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”前后不通，像是误粘了别处的文字。",
            "请核对原文，删去多余的文字。",
        )


CHECK = Check(
    code="N13",
    title="名称混入别处文字",
    english="A foreign fragment in the name",
    severity="P1",
    opinion=1,
    why=NAME,
    run=_pasted,
    needs=("marked",),
    dimension="完整性",
    bad=(one("水泵和高、年检数量值管材集中采购率"), one("水库与低、压管道维修率")),
    good=(one("水泵和管材集中采购率"), one("高、低压管道维修率"), one("新、旧泵站完好率")),
)
