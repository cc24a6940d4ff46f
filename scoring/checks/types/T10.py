"""T10: coverage filed as timeliness."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .cells import WHY, one

_COVERAGE = re.compile(r"全覆盖|覆盖[率面]")
_TIME = re.compile(r"及时|按时|按期|时限|时间|周期|前完成|进度|时效|天内|小时")


def _coverage(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.declared != {"timeliness"} or _TIME.search(context.name):
        return
    match = _COVERAGE.search(context.name)
    target = context.target
    if match and not (target and target.kind == "date"):  # a date says when
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”衡量做了多少，不是做得及时不及时。",
            "请移到数量指标；时效指标写完成时间或及时率。",
        )


CHECK = Check(
    code="T10",
    title="覆盖填在时效指标下",
    english="Coverage filed as timeliness",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=7,
    why=WHY,
    run=_coverage,
    needs=("timeliness",),
    instead_of=("T01",),
    bad=(
        one("全年水质监测全覆盖", "365天", level2="时效指标"),
        one("水表覆盖率", "100%", level2="时效指标"),
    ),
    good=(
        one("水表及时更换覆盖率", "100%", level2="时效指标"),
        one("水表覆盖率", "100%", level2="数量指标"),
        one("干渠监控全覆盖", "9月底前", level2="时效指标"),
    ),
    fault="class",
)
