"""N04: the target inside the name."""

from __future__ import annotations

from collections.abc import Iterator

from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import RecordView
from .sentences import NAME, VALUE_IN_NAME, one


def _target(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = VALUE_IN_NAME.search(context.name)
    if match and not record.cell:  # what the reader has cut from a cell is no name that somebody wrote
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”是目标值，不应写在指标名称里。",
            "请把目标值移到指标值一栏，名称只写衡量的内容。",
        )


CHECK = Check(
    code="N04",
    title="名称里写了目标值",
    english="The target inside the name",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=5,
    why=NAME,
    run=_target,
    needs=("figured_name",),
    bad=(
        one("水质抽检率达到100%", "100%"),
        one("增加20人巡渠队伍", "完成"),
        one("抽检合格率大于等于全市水平", "100%"),
    ),
    good=(
        one("水质抽检率", "100%"),
        one("60岁以上农户水费减免", "320户"),
        Example(Indicator("水质抽检率达到100%", value="100%", cell="水质抽检率达到100%；巡查率达到95%")),
    ),
)
