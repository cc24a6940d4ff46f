"""N09: over-long name."""

from __future__ import annotations

from collections.abc import Iterator

from ...findings import Finding
from ...registry import Check
from ...views import RecordView
from .sentences import LONG_NAME, NAME, TOO_LONG, one


def _overlong(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if len(record.name) > TOO_LONG and not context.clipped:
        yield check.mark(
            record,
            "name",
            (TOO_LONG, len(context.name)) if len(context.name) > TOO_LONG else None,
            f"名称长达 {len(record.name)} 个字（预算系统一般限 {TOO_LONG} 字）。",
            "请压缩为“对象＋衡量内容”的短语，其余写入指标解释。",
        )


CHECK = Check(
    code="N09",
    title="名称过长",
    english="Over-long name",
    severity="P2",
    opinion=11,
    why=NAME + "预算管理一体化系统对名称长度有限制，评审机构一般以 15 字为宜。",
    run=_overlong,
    dimension="完整性",
    needs=("long_name",),
    instead_of=("N22",),
    bad=(
        one(
            "区直机关、镇街、社会团体、灌区管理单位以及与原水利系统所属企事业单位解除劳动合同的退养职工一次性补助落实率",
            "≥90%",
        ),
        one(LONG_NAME + LONG_NAME, "≥90%"),
    ),
    good=(
        one("退养职工一次性补助落实率", "≥90%"),
        one("合同规范、资料齐全、手续完备的水利工程占比", "≥95%"),
    ),
)
