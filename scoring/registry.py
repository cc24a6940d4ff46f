"""The registry of checks: `scoring/checks/<family>/<CODE>.py` that defines `CHECK` is part of it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..nlp.document import Passage
from ..nlp.record import Indicator
from .context import Context, example_context
from .findings import SEVERITIES, Finding, original_span
from .traits import bits

__all__ = [
    "DIMENSIONS",
    "SCOPES",
    "Check",
    "Context",
    "Example",
    "Item",
    "all_checks",
    "check_of",
    "codes_found",
    "nearest",
    "set_findings",
]

_CODE = re.compile(r"[A-Z][0-9]{2}")
SCOPES = ("indicator", "project", "document", "group")
# The dimensions of the goal audit form (财预〔2015〕88号) with their points.
DIMENSIONS = {"完整性": 20.0, "相关性": 30.0, "适当性": 30.0, "可行性": 20.0}

Item = tuple[Indicator, Context]
IndicatorRun = Callable[["Check", Indicator, Context], Iterable[Finding]]
SetRun = Callable[["Check", Sequence[Item]], Iterable[tuple[int, Finding]]]
TextRun = Callable[["Check", Sequence[Item], Sequence[Passage]], Iterable[tuple[int, Finding]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A record that a check must flag or must leave alone.

    `context` overrides the models' view. For a check of a project or a document, `others` are the
    records that stand with it: the set is (record, *others), and only `record` is looked at; `passages` is
    the text around them.
    """

    record: Indicator
    context: dict[str, Any] = field(default_factory=dict)
    others: tuple[Indicator, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check of an indicator, of a project's set of indicators, of a document's or of all documents' given.

    `run` yields the findings of one record (scope `indicator`); `run_set` those of a set, each with the
    index of its record (the other scopes); `run_text` those of a document with the text around its
    indicators (scope `document`), each put down to the record nearest to what it is about. `why` gives the reason with its source in the
    rules of the field; `bad` and `good` are executed by the tests. `needs` names traits (`traits.TRAITS`)
    without which the check can't find anything. `instead_of`: where this check finds something, findings
    of these codes on the same record say the same less precisely and are dropped. `dimension` is the
    dimension of the goal audit form that a finding costs. `absence`: it says that something is missing, and so
    stays silent on a document of which a part was not read.
    """

    code: str
    title: str
    english: str
    severity: str
    opinion: int
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    run: IndicatorRun | None = None
    run_set: SetRun | None = None
    run_text: TextRun | None = None
    scope: str = "indicator"
    dimension: str = "相关性"
    needs: tuple[str, ...] = ()
    instead_of: tuple[str, ...] = ()
    absence: bool = False

    def __post_init__(self) -> None:
        problem = (
            self.severity not in SEVERITIES
            or self.dimension not in DIMENSIONS
            or self.scope not in SCOPES
            or not 1 <= self.opinion <= 11
            or sum(way is not None for way in (self.run, self.run_set, self.run_text)) != 1
            or (self.run is not None) != (self.scope == "indicator")
            or (self.run_text is not None and self.scope != "document")
            or min(len(self.bad), len(self.good)) < 2
        )
        if problem:
            raise ValueError(f"check {self.code} is not well formed")

    def finding(
        self,
        record_field: str,
        span: tuple[int, int],
        message: str,
        suggestion: str = "",
        severity: str = "",
        opinion: int = 0,
        extraction: bool = False,
    ) -> Finding:
        """A finding of this check, with its severity and opinion unless others are given."""
        return Finding(
            self.code,
            severity or self.severity,
            record_field,
            *span,
            message,
            suggestion,
            opinion or self.opinion,
            extraction,
        )

    def mark(
        self,
        record: Indicator,
        record_field: str,
        span: tuple[int, int] | None,
        message: str,
        suggestion: str = "",
        severity: str = "",
    ) -> Finding:
        """The same for a span of the *folded* text of a field other than `tiers`; None: all of it."""
        text = str(getattr(record, record_field))
        where = (0, len(text)) if span is None else original_span(text, *span)
        return self.finding(record_field, where, message, suggestion, severity)


@cache
def all_checks() -> tuple[Check, ...]:
    """Every check, in the order of their codes. Raises ValueError when two share a code."""
    from . import checks

    found: dict[str, Check] = {}
    for info in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        if info.ispkg or not _CODE.fullmatch(code := info.name.rpartition(".")[2]):
            continue
        check: Check = importlib.import_module(info.name).CHECK
        if check.code != code:
            raise ValueError(f"{info.name} holds a check called {check.code}")
        if code in found:
            raise ValueError(f"two checks are called {code}")
        found[code] = check
    return tuple(found[code] for code in sorted(found))


def set_findings(
    check: Check, items: Sequence[Item], passages: Sequence[Passage]
) -> Iterable[tuple[int, Finding]]:
    """The findings of a check of a set, each with the index of its record."""
    if check.run_text is not None:
        return check.run_text(check, items, passages)
    assert check.run_set is not None
    return check.run_set(check, items)


def nearest(items: Sequence[Item], passage: Passage) -> int:
    """The index of the record that a finding about `passage` is put down to: the first one of its activity,
    else of its project, else of the document."""
    wanted = (passage.owner_id, passage.activity)
    for i, (record, _) in enumerate(items):
        if (record.owner_id, record.activity) == wanted:
            return i
    return next((i for i, (r, _) in enumerate(items) if wanted[0] and r.owner_id == wanted[0]), 0)


@cache
def _by_code() -> dict[str, Check]:
    return {check.code: check for check in all_checks()}


def check_of(code: str) -> Check | None:
    """The check of that code, None where there is none."""
    return _by_code().get(code)


@cache
def replacing() -> dict[str, tuple[str, ...]]:
    """The checks that explain what others also find, with the codes of those."""
    return {check.code: check.instead_of for check in all_checks() if check.instead_of}


@cache
def masks() -> tuple[tuple[int, Check], ...]:
    """Every check of one indicator with the mask of the traits that it needs."""
    return tuple((bits(c.needs), c) for c in all_checks() if c.scope == "indicator")


def codes_found(check: Check, example: Example) -> bool:
    """Whether `check` flags the record of `example`."""
    items = [(r, example_context(r, **example.context)) for r in (example.record, *example.others)]
    if check.run is not None:
        mask = bits(check.needs)
        return items[0][1].traits & mask == mask and any(
            f.code == check.code for f in check.run(check, *items[0])
        )
    return any(i == 0 and f.code == check.code for i, f in set_findings(check, items, example.passages))
