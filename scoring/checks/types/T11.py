"""T11: A completion rate as quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check
from ...views import RecordView
from .cells import WHY, one

# 按时完成率 is timeliness, 治疗完成率 and 优质完成率 speak of how.
_HOW = re.compile(r"按时|及时|按期|准时|如期|优质|高质量|规范|合格|达标|治疗|疗程|整改|有效")

_COUNT = re.compile(
    r"(?:数量|次数|人数|场次|面积|里程)(?:达标|完成|实现)率$"
)  # of so many, so many were done


def _completion(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name.rstrip("。")
    if context.declared == {"quality"} and (
        (name.endswith("完成率") and not _HOW.search(name)) or _COUNT.search(name)
    ):
        yield check.mark(
            record,
            "level2",
            None,
            f"“{short(record.name)}”衡量完成了多少，属于数量，却填在“{record.level2 or record.level1}”下。",
            "请移到数量指标；质量指标写合格率、达标率、验收通过率等。",
        )


CHECK = Check(
    code="T11",
    title="完成率填在质量指标下",
    english="A completion rate as quality",
    severity="P1",
    profiles={"selfcheck": "P2", "disclosure": "P2"},
    opinion=7,
    why=WHY + "完成率衡量计划工作量的完成程度，属数量。",
    run=_completion,
    needs=("quality",),
    instead_of=("T01",),
    bad=(one("清淤完成率", "100%"), one("完成率", "100%"), one("巡查次数达标率", "100%")),
    good=(
        one("清淤完成率", "100%", level2="数量指标"),
        one("清淤验收合格率", "100%"),
        one("闸门检修按时完成率", "100%"),
        one("隐患整改完成率", "100%"),
    ),
    fault="class",
    references="misfiled",
)
