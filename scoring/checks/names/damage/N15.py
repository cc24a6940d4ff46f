"""N15: A label in front of the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import RecordView
from .broken import NAME, one

_LABEL = re.compile(r"^(?:绩效)?指标[0-9]{1,2}[:.、]")


def _label(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _LABEL.match(context.name)
    cut = _LABEL.match(fold(record.cell)) if record.cell else None  # the reader leaves it in the cell
    found = match or cut
    if found:
        said = f"名称前的“{found[0]}”是表格的编号。"
        yield check.mark(record, "name", match.span() if match else None, said, "请删去编号，只写名称。")


CHECK = Check(
    code="N15",
    title="名称带表格编号",
    english="A label in front of the name",
    severity="P3",
    opinion=11,
    why=NAME,
    run=_label,
    dimension="完整性",
    bad=(
        one("指标1：渠道巡查率"),
        one("指标2:水费收缴率"),
        Example(Indicator("渠道巡查率", value="≥90%", cell="指标1：渠道巡查率")),
    ),
    good=(one("渠道巡查率"), one("3级渠道巡查率")),
    weight=0.4,  # the form's own numbering
)
