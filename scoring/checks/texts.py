"""The texts that checks of repetition and scope look through: fields of records and passages, each with its place.

No checks in here: `repeat_*` and `scope_*` share it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import DOCUMENT_FIELD, Finding, owner_field, owner_span
from ..registry import Check
from ..views import SetView
from . import words

FIELDS = ("name", "value", "description")
# What a unit writes about its work; the rest are figures, codes and names.
WRITTEN = frozenset(("paragraph", "content", "goal", "goal_long", "activity"))
_MARK = re.compile(
    r"^[\s.．]*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．:：](?![0-9])|[①-⑳]|目标[0-9]*[:：])?\s*"
)
_END = re.compile(r"[\s。.；;，,、：:！!]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of a document and the record and field that a finding about it is put down to.

    `field` is one of FIELDS, where spans count in `text`, or 'project' or 'activity'. `owner` is the
    project or activity that it is about, '' for the document.
    """

    index: int
    field: str
    text: str
    kind: str
    owner: str


def form_of(record: Indicator) -> tuple[str, str, str]:
    """What tells two forms of one project name apart: the sheet, the goal, the money."""
    return record.location.sheet, record.goal, record.budget


@dataclass(frozen=True, slots=True)
class Gathered:
    """What several checks look through: the goals of a document, and of fields of records, goals and what else
    the unit has written those in which one of `words.triggers` stands."""

    goals: tuple[Piece, ...]
    fields: tuple[Piece, ...]
    told: tuple[Piece, ...]
    written: tuple[Passage, ...]


def gathered(view: SetView) -> Gathered:
    """The goals and the joined texts of a document: ask for it with `view.once(gathered)`."""
    told = tuple(_goals(view))
    written = [p for p in view.passages if p.kind in WRITTEN]
    triggers = words.triggers(view[0].context.words)
    fields = _holding(triggers, [text for r, _ in view for text in (r.name, r.value, r.description)])
    return Gathered(
        told,
        tuple(_field_piece(view, *divmod(k, len(FIELDS))) for k in fields),
        tuple(told[k] for k in _holding(triggers, [p.text for p in told])),
        tuple(written[k] for k in _holding(triggers, [p.text for p in written])),
    )


def _holding(triggers: re.Pattern[str], texts: Sequence[str]) -> list[int]:
    """The indices of the texts in which a trigger stands: all are searched at one go, most hold none."""
    ends = list(accumulate(len(text) + 1 for text in texts))
    return sorted({bisect_right(ends, m.start()) for m in triggers.finditer("\n".join(texts))})


def _field_piece(view: SetView, index: int, field: int) -> Piece:
    record = view[index][0]
    return Piece(index, FIELDS[field], getattr(record, FIELDS[field]), "record", record.owner)


def goals(view: SetView) -> tuple[Piece, ...]:
    """Every goal once: those that records carry, and those of passages whose activity has no record."""
    return view.once(gathered).goals


def _goals(view: SetView) -> Iterator[Piece]:
    seen: set[tuple[str, str]] = set()
    last = ""
    for i, (record, _) in enumerate(view):
        if not record.goal or record.goal is last:
            continue  # the rows of a form share one text
        last = record.goal
        if (key := (record.owner_id, _dense(last))) not in seen:
            seen.add(key)
            yield Piece(i, owner_field(record), last, "goal", record.owner)
    rest = [p for p in view.passages if p.kind == "goal" and (p.owner_id, _dense(p.text)) not in seen]
    yield from around(view, rest)


def _dense(text: str) -> str:
    """A text without white space: records fold line breaks, passages keep them."""
    return "".join(text.split())


def around(view: SetView, passages: Sequence[Passage], kinds: frozenset[str] = WRITTEN) -> Iterator[Piece]:
    """Each text of a passage once for each owner, put down to the record nearest to it."""
    if not passages or not view:
        return
    seen: set[tuple[str, str]] = set()
    for passage in passages:
        if passage.kind not in kinds or not passage.text:
            continue
        key = (passage.owner_id, _dense(passage.text))
        if key not in seen:
            seen.add(key)
            i = view.nearest(passage)
            yield Piece(i, owner_field(view[i][0]), passage.text, passage.kind, passage.owner)


def all_texts(view: SetView, pattern: re.Pattern[str]) -> list[Piece]:
    """The fields of every record, every goal and the passages around them in which `pattern` is found: it must
    match nothing but where one of `words.triggers` stands."""
    document = view.once(gathered)
    pieces = [p for p in (*document.fields, *document.told) if pattern.search(p.text)]
    wanted = [p for p in document.written if pattern.search(p.text)]
    if not wanted:
        return pieces
    known = {(p.owner, _dense(p.text)) for p in pieces if p.kind == "goal"}
    return pieces + [p for p in around(view, wanted) if (p.owner, _dense(p.text)) not in known]


def sentences(text: str) -> list[str]:
    """The sentences and list items of a text, without list marks and closing punctuation."""
    parts = re.split(r"[。；;！!\n]|(?<![0-9.．])\s+(?=[0-9]{1,2}[、.．](?![0-9]))", text)
    return [clean for part in parts if (clean := bare(part))]


def bare(text: str) -> str:
    """A list item without its mark and closing punctuation."""
    return _END.sub("", _MARK.sub("", text, count=1))


def placed(
    check: Check,
    view: SetView,
    piece: Piece,
    span: tuple[int, int],
    message: str,
    suggestion: str,
    severity: str = "",
) -> Finding:
    """A finding at `span` of a record's field, or about the project or activity, or the document."""
    if piece.field in FIELDS:
        return check.finding(piece.field, span, message, suggestion, severity).at(piece.index)
    about = owner_span(view[piece.index].record) if piece.owner else (DOCUMENT_FIELD, (0, 0))
    return check.finding(*about, message, suggestion, severity).at(piece.index)
