"""N16: typing errors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .broken import NAME, one

_DOUBLED = re.compile(r"[。、,;]{2,}|[、,][.。]|^[.、,;。]|\ufffd")


def _typo(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    match = _DOUBLED.search(context.name)
    if match and not context.clipped:
        yield check.mark(record, "name", match.span(), f"标点或字符有误：“{match[0]}”。", "请核对原文。")


CHECK = Check(
    code="N16",
    title="标点或字符有误",
    english="Typing errors",
    severity="P3",
    opinion=11,
    why=NAME + "只看标点和乱码；错别字要靠词典和上下文，规则判断不准。",
    run=_typo,
    needs=("marked",),
    dimension="完整性",
    bad=(one("完善灌区管理体系。。"), one("渠道巡查、，水费收缴率"), one(".渠道巡查率")),
    good=(one("渠道巡查率"), one("pm2.5达标率")),
)
