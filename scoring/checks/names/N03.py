"""N03: A requirement as indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...advice import object_of, with_head
from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .sentences import NAME, one

_TREATMENT = re.compile(r"(?:享受|享有|达到|符合|满足)[^,;。]{1,16}(?:待遇|要求|标准|规定|规范)。?$")


def _requirement(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _TREATMENT.search(context.name)
    if match and not context.clipped and match.start() > 0 and not record.narrative:
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{short(match[0])}”是工作要求，不是衡量的内容。",
            f"请改为可衡量的内容，如“{with_head(object_of(record.name[: match.start()] or record.name), '达标率')}”≥__%。",
        )


CHECK = Check(
    code="N03",
    title="工作要求作名称",
    english="A requirement as indicator",
    severity="P1",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why=NAME,
    run=_requirement,
    needs=("relative",),
    instead_of=("N01",),
    bad=(one("用水户享受同等供水待遇。", "非常满意"), one("乡镇泵站设备达到规范要求", "≥90%")),
    good=(one("泵站设备达标率", "≥90%"), one("饮用水标准", "达到国家标准")),
    fault="measurand",
)
