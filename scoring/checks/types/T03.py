"""T03: A verdict in the class cell."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .cells import WHY, one


def _verdict(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if record.level2.strip("。 ") in context.words.words("verdict_cells"):
        yield check.mark(
            record,
            "level2",
            None,
            f"二级指标一栏填的“{record.level2}”是评价结论，不是分类。",
            "请在此栏填写数量、质量、时效、成本、社会效益等分类，结论填入完成值或自评栏。",
        )


CHECK = Check(
    code="T03",
    title="二级指标栏填了评价结论",
    english="A verdict in the class cell",
    severity="P0",
    opinion=7,
    why=WHY,
    run=_verdict,
    dimension="完整性",
    needs=("odd_class",),
    bad=(one("清淤", "完成", level2="好"), one("宣传", "5场", level2="完成")),
    good=(one("清淤", "完成", level2="质量指标"), one("宣传", "5场", level2="")),
    fault="class",
)
