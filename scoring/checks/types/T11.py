"""T11: A completion rate as quality."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...findings import Finding, short
from ...registry import Check, Context
from ...views import RecordView
from .cells import WHY, one

# 按时完成率 is timeliness, 治疗完成率 and 优质完成率 speak of how.
_HOW = re.compile(r"按时|及时|按期|准时|如期|优质|高质量|规范|合格|达标|治疗|疗程|整改|有效")

_COUNT = re.compile(
    r"(?:数量|次数|人数|场次|面积|里程)(?:达标|完成|实现)率$"
)  # of so many, so many were done


_NO_OBJECT = 6  # 任务完成率, 完成率: nothing says what of
_TIMES = frozenset(("次", "场", "场次", "期", "批", "人次"))


def _is_count(context: Context) -> bool:
    """Whether a quality is told by how often something is done: 闸门维护 ≥4次; faults and accidents are quality."""
    target = context.target
    if target is None or target.kind != "count" or target.unit not in _TIMES or not target.number:
        return False
    least = target.comparator in ("≥", ">", "=")
    return least and not _FAULTS.search(context.name)


_FAULTS = re.compile(r"事故|故障|投诉|差错|失误|违规|违纪|事件|返工|缺陷|疫情|率|度$|评为|获|表彰")


def _completion(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name.rstrip("。")
    if context.declared == {"quality"} and _is_count(context):
        yield check.mark(
            record,
            "level2",
            None,
            f"“{short(record.name)}”填“{short(record.value)}”，数的是做了多少次，属于数量，却填在“{record.level2 or record.level1}”下。",
            "请移到数量指标；质量指标写合格率、完好率、验收通过率等。",
        )
        return
    if context.declared == {"quality"} and (
        (name.endswith("完成率") and not _HOW.search(name)) or _COUNT.search(name)
    ):
        yield check.mark(
            record,
            "level2",
            None,
            f"“{short(record.name)}”衡量完成了多少，属于数量，却填在“{record.level2 or record.level1}”下。",
            "请移到数量指标；质量指标写合格率、达标率、验收通过率等。",
            "" if len(name) <= _NO_OBJECT else "P2",
        )


CHECK = Check(
    code="T11",
    title="完成率或次数填在质量指标下",
    english="A completion rate as quality",
    severity="P1",
    profiles={"selfcheck": "P2", "disclosure": "P2"},
    opinion=7,
    why=WHY + "完成率衡量计划工作量的完成程度，属数量。",
    run=_completion,
    needs=("quality",),
    instead_of=("T01",),
    bad=(
        one("清淤完成率", "100%"),
        one("完成率", "100%"),
        one("巡查次数达标率", "100%"),
        one("闸门维护", "≥4次"),
    ),
    good=(
        one("清淤完成率", "100%", level2="数量指标"),
        one("清淤验收合格率", "100%"),
        one("闸门检修按时完成率", "100%"),
        one("隐患整改完成率", "100%"),
        one("渠道安全事故", "0次"),
    ),
    fault="class",
)
