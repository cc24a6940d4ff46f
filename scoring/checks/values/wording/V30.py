"""V30: no target value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import RecordView

_DONE = re.compile(r"[\u4e00-\u9fff0-9]")
_STARS = ("★", "☆", "*")  # in forms of the transfers, a head of rows that have the targets


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if context.target is not None or record.grade:
        return
    if record.name.startswith(_STARS) and not record.value.strip():
        said = "带★的一行没有指标值：是分组标题的，分值应落在下面各行；是指标的，请补填目标值。"
        yield check.finding("value", (0, 0), said, "请把分值和指标值写在同一行。", "P2")
        return
    written = record.value.strip()
    said = f"指标值只写了“{written}”" if written else "没有填写指标值"
    yield check.finding(
        "value",
        (0, len(record.value)),
        f"{said}，无法判断目标是否完成。",
        "请补充目标值，写明比较符号、数值和计量单位；确不适用的，整行删除。",
        "P2" if _DONE.search(record.actual) else "",  # what was done can be judged without
    )


CHECK = Check(
    code="V30",
    title="缺少指标值",
    english="No target value",
    severity="P0",
    opinion=1,
    why="绩效指标明确性要求以清晰、可衡量的指标值体现目标（财预〔2020〕10号);没有指标值就无从评价。",
    run=_run,
    dimension="完整性",
    absence=True,
    bad=(
        Example(Indicator("村级水管员培训人数")),
        Example(Indicator("渠道清淤长度", value="—")),
        Example(Indicator("★各类渠道清淤长度")),
    ),
    good=(
        Example(Indicator("渠道清淤长度", value="≥12公里")),
        Example(Indicator("河湖巡查到位率", tiers=("95%以上", "90%-95%", "80%-90%", "80%以下"))),
    ),
    fault="target",
    weight=1.25,
)
