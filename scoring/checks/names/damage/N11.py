"""N11: the beginning of the name is lost."""

from __future__ import annotations

from collections.abc import Iterator

from ....clip import left_clipped
from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .broken import NAME, lost, one


def _left(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if not left_clipped(context.name):
        return
    if context.clipped:
        yield lost(check, record, "开头")
        return
    yield check.mark(
        record,
        "name",
        None,
        f"“{short(record.name)}”缺了开头，看不出衡量什么。",
        "请补全名称，写明对象和衡量内容。",
    )


CHECK = Check(
    code="N11",
    title="名称缺了开头",
    english="The beginning of the name is lost",
    severity="P0",
    opinion=1,
    why=NAME + "转换文本时截断的只作提示。",
    run=_left,
    needs=("marked",),
    dimension="完整性",
    instead_of=("N10", "N01"),
    bad=(
        one("率=按规范巡查的渠段数"),
        one("、巡查率"),
        one("理人数占比=年内规范管理人数", clipped=True),
    ),
    good=(one("渠道巡查率"), one("率先建成节水示范县数"), one("者中心开放天数")),
)
