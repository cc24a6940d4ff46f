"""Scored records as a notebook shows them: what a finding is about is marked in the colour of its severity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import Any, TypeVar

from ..models.taxonomy import NAMES
from ..nlp.shown import table
from .findings import TIER_JOINT

T = TypeVar("T")
# Fill and ink, also of the reports; dark notebooks need both.
COLOURS = {
    "P0": ("#F6C1BC", "#A3150D"),
    "P1": ("#FBDDC8", "#B3460B"),
    "P2": ("#FFF1C9", "#8A6100"),
    "P3": ("#E9ECEF", "#5F6B76"),
}
TEXTS = ("name", "value", "description")
SHOWN = (*TEXTS, "tiers", "type", "score", "score_grade", "findings")  # the fields that a table needs
_HEADS = ("指标", "指标值", "解释", "类别", "得分", "问题")


def cut(text: str, spans: Iterable[tuple[int, int, T]]) -> list[tuple[str, list[T]]]:
    """`text` cut wherever a span (start, end, what) begins or ends, each piece with what is said of it; together the
    pieces are the text. A span that leaves the text is cut to it.

    >>> cut("逐步提高10%", [(0, 4, "vague")])
    [('逐步提高', ['vague']), ('10%', [])]
    """
    within = [(max(0, start), min(end, len(text)), what) for start, end, what in spans]
    within = [span for span in within if span[0] < span[1]]
    edges = sorted({0, len(text), *(s for s, _, _ in within), *(e for _, e, _ in within)})
    return [
        (text[start:end], [what for s, e, what in within if s <= start and end <= e])
        for start, end in pairwise(edges)
    ]


def marked(text: str, findings: Sequence[Mapping[str, Any]]) -> str:
    """`text` as HTML; each flagged piece is a mark in the colour of its gravest finding, with the messages as title.

    >>> marked("逐步提高", [{"severity": "P1", "start": 0, "end": 4, "message": "x"}]).count("<mark")
    1
    """
    pieces = []
    for said_of, on in cut(text, ((f["start"], f["end"], f) for f in findings)):
        piece = escape(said_of)
        if on:
            fill, ink = COLOURS[min(f["severity"] for f in on)]
            said = escape("\n".join(f["message"] for f in on))
            piece = f'<mark style="background:{fill};color:{ink}" title="{said}">{piece}</mark>'
        pieces.append(piece)
    return "".join(pieces)


def marked_table(rows: Sequence[Mapping[str, Any]], caption: str = "") -> str:
    """Rows of the scored record (contract, level `indicator`) as an HTML table."""
    return table(caption, _HEADS, (_row(row) for row in rows))


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    def field(name: str, text: str) -> str:
        return marked(text, [f for f in row["findings"] if f["field"] == name])

    tiers = row["tiers"] if isinstance(row["tiers"], list) else ()  # a column of a frame has NaN for none
    targets = (field("value", row["value"]), field("tiers", TIER_JOINT.join(tiers)))
    fields = (
        field("name", row["name"]),
        "<br>".join(filter(None, targets)),
        field("description", row["description"]),
    )
    score = f"{row['score']:g} {row['score_grade']}"
    return (*fields, NAMES.get(row["type"], row["type"]), score, "<br>".join(map(_said, row["findings"])))


def _said(finding: Mapping[str, Any]) -> str:
    ink = COLOURS[finding["severity"]][1]
    code = f'<b style="color:{ink}">{finding["severity"]} {escape(finding["code"])}</b>'
    return f"{code} {escape(finding['message'])}"
