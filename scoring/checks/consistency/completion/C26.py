"""C26: template text left in the form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.normalize import fold
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .completions import TEMPLATE, row

_LABELS = {"reason": "偏差原因", "actual": "实际完成值"}
# A sentence of the unit's own may speak of 说明 too: then it tells what happened.
_OWN = re.compile(r"[0-9]|因|由于|已|将|受|导致|预计")
_LONGEST = 120


def _left(check: Check, view: RecordView) -> Iterator[Finding]:
    record = view.record
    for field, label in _LABELS.items():
        text = getattr(record, field)
        folded = fold(text).strip()
        found = TEMPLATE.search(folded) if 1 < len(folded) <= _LONGEST else None
        if found is None or (not folded.startswith(found[0]) and _OWN.search(folded[: found.start()])):
            continue
        yield check.finding(
            field,
            (0, len(text)),
            f"{label}一栏还是表格自带的填写说明“{short(text, 30)}”，没有填写内容。",
            "请删去填写说明，写明实际情况；确无偏差的填“无”。",
        )


CHECK = Check(
    code="C26",
    title="填写说明没有删除",
    english="Template text left in the form",
    severity="P1",
    opinion=1,
    why="自评表应逐栏如实填写（财预〔2020〕10号）；栏内仍是表格自带的填写说明，等于没有填报。",
    run=_left,
    dimension="完整性",
    bad=(
        Example(row("清淤长度", "≥12公里", "10公里", reason="说明：请填写偏差原因及改进措施")),
        Example(row("清淤长度", "≥12公里", "12公里", reason="（如有偏差请说明原因）")),
        Example(row("清淤长度", "≥12公里", "请填写实际完成值")),
        Example(row("清淤长度", "≥12公里", "10公里", reason="按实际情况填写，未完成的说明原因")),
        Example(row("清淤长度", "≥12公里", "12公里", reason="偏差原因分析及改进措施")),
    ),
    good=(
        Example(row("清淤长度", "≥12公里", "10公里", reason="雨季停工，已请施工单位说明情况")),
        Example(row("清淤长度", "≥12公里", "12公里", reason="无")),
        Example(row("清淤长度", "≥12公里", "10公里", reason="原因：汛期推迟；措施：次年3月完成剩余2公里")),
    ),
)
