"""How models read a record's texts: years set aside, and for an encoder all fields as one text."""

from __future__ import annotations

import re

from ..nlp.normalize import fold
from ..nlp.record import Indicator

SEPARATOR = "</s>"
_LIMITS = (80, 60, 60)  # characters of name, target and description
# Years and document numbers are figures that no target can be held against.
_YEARS = re.compile(r"(?:19|20)\d\d(?=年|[-~至]|\))|[(\[〔]\d{4}[)\]〕]\s*\d+号|(?<=第)\d+(?=号|期|届)")
_KINDS = {
    "percent": "百分比",
    "permille": "千分比",
    "count": "计数",
    "money": "金额",
    "date": "日期",
    "duration": "时长",
    "ratio": "比值",
    "relative": "变化",
    "state": "状态",
    "text": "文字",
}


def without_years(text: str) -> str:
    """Folded `text` less years and document numbers."""
    return _YEARS.sub("", text)


def text_of(record: Indicator, separator: str = SEPARATOR) -> str:
    """`name</s>target</s>description</s>kind` with the encoder's own `separator`, where kind says what the parsed target is (计数≥, 文字, 无).

    A ladder's tiers are joined by ` / `; long fields lose their middle.
    """
    value = record.value or " / ".join(record.tiers or ())
    parts = (record.name, value, record.description)
    texts = [
        _clip(without_years(fold(p)).replace(separator, " "), limit)
        for p, limit in zip(parts, _LIMITS, strict=True)
    ]
    return separator.join((*texts, _kind(record)))


def _kind(record: Indicator) -> str:
    target = record.target
    if target is None:
        return "无"
    return _KINDS[target.kind] + (
        "" if target.comparator in ("qualitative", "between") else target.comparator
    )


def _clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit // 2] + text[-limit // 2 :]
