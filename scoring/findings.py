"""What a check finds: where, how bad, what is wrong and how to mend it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from ..nlp.normalize import normalize
from ..nlp.record import Indicator

SEVERITIES = ("P0", "P1", "P2", "P3")
FIELDS = (
    *("name", "value", "description", "level1", "level2", "actual", "tiers", "project", "activity"),
    *("weight", "points", "reason"),
)
TIER_JOINT = " / "
# Where a finding stands: the fields of a project's row, and the one of a document's; all others are a record's.
OWNER_FIELDS = frozenset(("project", "activity", "project_code", "budget", "goal"))
DOCUMENT_FIELD = "document"
LEVELS = ("indicator", "project", "document")
_SINGLE = str.maketrans("“”", "‘’")
_NESTED = re.compile("“[^”]*“")


@dataclass(frozen=True, slots=True)
class Finding:
    """`message` and `suggestion` hold no quotation marks within quotation marks. `start` and `end` are a half-open span in the text of `field` ((0, 0): the field as a whole is
    missing); the text of `tiers` is the ladder joined by `TIER_JOINT`, see `field_text`. `opinion` is the
    reviewer's opinion code 1…11 of the budget system. `extraction`: the text was lost by whoever turned
    the document into text, so that the finding must cost its author nothing. `place` is what it is about: the
    index of a record in the view that a check looked at, or the id of a project; `fault` is given where only some
    findings of a check are about that of its kind (`registry.FAULTS`). `costs` is the severity whose points it costs,
    '' for its own. These four are not part of the contract."""

    code: str
    severity: str
    field: str
    start: int
    end: int
    message: str
    suggestion: str = ""
    opinion: int = 11
    extraction: bool = False
    place: int | str = 0
    fault: str = ""
    costs: str = ""

    def __post_init__(self) -> None:
        for name in ("message", "suggestion"):
            text = getattr(self, name)
            if "“" in text:
                object.__setattr__(self, name, one_level(text))

    def at(self, place: int | str) -> Finding:
        """The same about another record (its index in the view) or project (its id)."""
        return replace(self, place=place)

    @property
    def level(self) -> str:
        """One of LEVELS: what the finding is about."""
        if self.field == DOCUMENT_FIELD:
            return "document"
        return "project" if self.field in OWNER_FIELDS else "indicator"

    def as_dict(self) -> dict[str, Any]:
        """The contract's fields."""
        return {
            "code": self.code,
            "severity": self.severity,
            "field": self.field,
            "start": self.start,
            "end": self.end,
            "message": self.message,
            "suggestion": self.suggestion,
            "opinion": self.opinion,
        }


def worst(findings: tuple[Finding, ...]) -> str:
    """The gravest severity among findings, '' for none."""
    return min((f.severity for f in findings), default="")


def field_text(record: Indicator, field: str) -> str:
    """The text that spans of `field` point into."""
    if field == "tiers":
        return TIER_JOINT.join(record.tiers or ())
    text = getattr(record, field)
    if text is None:
        return ""
    return f"{text:.10g}" if isinstance(text, float) else str(text)


def tier_span(record: Indicator, first: int, last: int | None = None) -> tuple[int, int]:
    """The span of tiers `first` … `last` (included) in the text of `tiers`."""
    tiers = record.tiers or ()
    start = sum(len(t) + len(TIER_JOINT) for t in tiers[:first])
    chosen = tiers[first : (first if last is None else last) + 1]
    return start, start + len(TIER_JOINT.join(chosen))


def original_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of `text` that characters [start, end) of its folded form came from."""
    folded = normalize(text)
    return (start, end) if folded.text == text else folded.span(start, end)


def short(text: str, limit: int = 24) -> str:
    """`text` for quoting in a message: cut at `limit` characters with an ellipsis, its own quotation marks single.

    >>> short("整治“四害”工作", 7)
    '整治‘四害’…'
    """
    return (text if len(text) <= limit else text[: limit - 1] + "…").translate(_SINGLE)


def one_level(text: str) -> str:
    """`text` with quotation marks within quotation marks made single (GB/T 15834).

    >>> one_level("“整治“四害”工作”没有目标")
    '“整治‘四害’工作”没有目标'
    """
    if not _NESTED.search(text):
        return text
    depth, written = 0, []
    for char in text:
        if char == "“":
            depth += 1
        written.append(char.translate(_SINGLE) if depth > 1 else char)
        if char == "”":
            depth = max(0, depth - 1)
    return "".join(written)


def owner_field(record: Indicator) -> str:
    """The field that names what a record belongs to."""
    return "project" if record.project or not record.activity else "activity"


def owner_span(record: Indicator) -> tuple[str, tuple[int, int]]:
    """That field with the span of all of it; the document, where the record names neither."""
    if not record.owner_id:
        return DOCUMENT_FIELD, (0, 0)
    field = owner_field(record)
    return field, (0, len(getattr(record, field)))
