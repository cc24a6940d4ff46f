"""How an encoder reads a record: name, target and description as one text."""

from __future__ import annotations

from ..nlp.normalize import fold
from ..nlp.record import Indicator

SEPARATOR = "</s>"
_LIMITS = (80, 60, 60)  # characters of name, target and description


def text_of(record: Indicator) -> str:
    """`name</s>target</s>description`; a ladder's tiers are joined by ` / `, long fields lose their middle."""
    value = record.value or " / ".join(record.tiers or ())
    parts = (record.name, value, record.description)
    return SEPARATOR.join(_clip(fold(p), limit) for p, limit in zip(parts, _LIMITS, strict=True))


def _clip(text: str, limit: int) -> str:
    text = text.replace(SEPARATOR, " ")
    return text if len(text) <= limit else text[: limit // 2] + text[-limit // 2 :]
