"""N05–N07: several indicators in one cell.

The reader cuts them apart and keeps the whole cell in `Indicator.cell`; the finding stands on the first.
Lists without a reader's cut are looked at here.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.layouts.split import split_names
from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Context, Example
from ....views import RecordView

NUMBERED = re.compile(r"[率数度比额量例)][ ]*[2-9][、.]?(?=[\u4e00-\u9fff])")


def parts_of(record: Indicator, context: Context) -> list[str]:
    """The indicators that the cell of `record` holds, [] when it is not the first of them."""
    if record.cell:
        parts = split_names(record.cell) if record.location.part < 2 else []
    elif record.narrative:
        return []
    else:
        parts = split_names(record.name)
    return parts if len(parts) > 1 else []


def glued(check: Check, view: RecordView) -> Iterator[Finding]:
    """Names in which several measures are glued together."""
    record, context = view
    numbered = bool(NUMBERED.search(record.cell or context.name))
    if numbered != (check.code == "N05"):
        return
    parts = parts_of(record, context)
    if not parts:
        return
    listed = "、".join(f"“{short(p, 14)}”" for p in parts[:4])
    how = "只用数字隔开" if numbered else "写在一起"
    yield check.mark(
        record,
        "name",
        None,
        f"{listed}等 {len(parts)} 项指标{how}，填在一格里。"
        if len(parts) > 4
        else f"{listed} {len(parts)} 项指标{how}，填在一格里。",
        "请拆成几条指标，各写各的目标值。",
    )


def single(name: str, value: str = "") -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value))


WHY = "一条指标只衡量一件事，各有目标值（财预〔2015〕88号：细化量化）；合在一格无法分别评价。"
