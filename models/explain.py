"""Which words carried a decision: the decision is asked again without each word in turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np

from ..nlp.record import Indicator
from ..nlp.segment import segmenter
from .anchor import anchors
from .predictions import Predictions
from .words import SECTORS, learned

FIELDS = ("name", "value", "description")
MAX_WORDS = 60  # of a field; what stands behind them in a very long text is not asked about


class _Model(Protocol):
    def predict(self, records: Sequence[Indicator]) -> Predictions: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """A word of a field, its half-open span there, and by how much (log odds) it supports the decision."""

    field: str
    start: int
    end: int
    text: str
    weight: float


def explain(model: _Model, record: Indicator, head: str = "type", top: int = 3) -> list[Reason]:
    """The words that most support what `model` says of `record`, strongest first, at most `top`.

    `head` is `type` (the predicted class), `vague` or `boilerplate` (whichever way it was decided). Works
    with any model. Raises ValueError for another head.
    """
    if head not in ("type", "vague", "boilerplate"):
        raise ValueError(f"unknown head {head!r}")
    words = [w for field in FIELDS for w in _words(record, field)]
    without = [_without(record, *word) for word in words]
    found = model.predict([record, *without])
    if head == "type":
        share = found.types[:, found.types[0].argmax()]
    else:
        share = getattr(found, head)
        decided = found.is_vague()[0] if head == "vague" else found.is_boilerplate()[0]
        share = share if decided else 1 - share
    odds = np.log(np.clip(share, 1e-6, 1 - 1e-6) / np.clip(1 - share, 1e-6, 1 - 1e-6))
    reasons = [
        Reason(f, a, b, getattr(record, f)[a:b], round(float(odds[0] - odds[i]), 4))
        for i, (f, a, b) in enumerate(words, 1)
    ]
    return sorted((r for r in reasons if r.weight > 0), key=lambda r: -r.weight)[:top]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What a model says of a record, and why: the words that support its class and whether it is vague, and for
    boilerplate what the strike-out test leaves over, as a Chinese sentence."""

    type: str
    type_reasons: tuple[Reason, ...]
    vague: bool
    vague_reasons: tuple[Reason, ...]
    boilerplate: bool
    boilerplate_reason: str


def explained(model: _Model, record: Indicator) -> Explanation:
    """Everything that `model` says of `record`, with its reasons."""
    found = model.predict([record])
    return Explanation(
        found.labels()[0],
        tuple(explain(model, record)),
        bool(found.is_vague()[0]),
        tuple(explain(model, record, "vague")),
        bool(found.is_boilerplate()[0]),
        boilerplate_reason(record),
    )


def left_over(record: Indicator) -> list[tuple[str, int]]:
    """The words that say what a record is about, each with how many sectors of the corpus have it (0: none had), the
    rarest first: why it is no boilerplate. Empty: it is."""
    known = learned()
    words = dict.fromkeys(w for piece in anchors(record) for w in segmenter().cut(piece) if len(w) > 1)
    found = [(w, known[w].sectors if w in known else 0) for w in words] or [
        (piece, 0) for piece in anchors(record)
    ]
    return sorted(found, key=lambda left: left[1])


def boilerplate_reason(record: Indicator) -> str:
    """Why a record is boilerplate or not, as a Chinese sentence.

    >>> boilerplate_reason(Indicator("项目按时完成率", value="100%"))
    '划去每个项目都有的词以后，什么也不剩。'
    """
    left = left_over(record)
    if not left:
        return "划去每个项目都有的词以后，什么也不剩。"
    said = "、".join(f"“{word}”（语料 {SECTORS} 个行业中有 {count} 个用到）" for word, count in left[:3])
    return f"划去每个项目都有的词以后，还剩{said}。"


def _words(record: Indicator, field: str) -> list[tuple[str, int, int]]:
    at, found = 0, []
    for word in segmenter().cut(getattr(record, field))[:MAX_WORDS]:
        if any(c.isalnum() or c in "%‰≥≤<>=" for c in word):
            found.append((field, at, at + len(word)))
        at += len(word)
    return found


def _without(record: Indicator, field: str, start: int, end: int) -> Indicator:
    text: str = getattr(record, field)
    change: dict[str, Any] = {field: text[:start] + text[end:]}
    return replace(record, **change)
