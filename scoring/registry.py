"""The registry of checks: `<CODE>.py` anywhere below `scoring/checks` that defines `CHECK` is part of it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..nlp.document import Passage, Project
from ..nlp.record import Indicator
from .context import Context, example_context
from .findings import SEVERITIES, Finding, original_span
from .traits import TRAITS, bits
from .views import RecordView, SetView

__all__ = ["DIMENSIONS", "SCOPES", "Check", "Context", "Example", "all_checks", "check_of", "codes_found"]

_CODE = re.compile(r"[VNTLCBSM][0-9]{2}")
SCOPES = ("indicator", "project", "document", "group")
PROFILES = ("declaration", "selfcheck", "disclosure")
OFF = "off"
# What a finding of a record is about: of one fault the gravest finding speaks and the others are named in it.
FAULTS = ("", "target", "measurand", "unit", "class", "boilerplate", "completion")
# The dimensions of the goal audit form (财预〔2015〕88号) with their points.
DIMENSIONS = {"完整性": 20.0, "相关性": 30.0, "适当性": 30.0, "可行性": 20.0}

# The view is a RecordView for a check of an indicator, else a SetView.
Run = Callable[["Check", Any], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Example:
    """A record that a check must flag or must leave alone.

    `context` overrides the models' view. For a check of a project or a document, `others` are the
    records that stand with it: the set is (record, *others), and what is found about `record`, its project or the
    document counts; `passages` is the text around them, `projects` the forms.
    """

    record: Indicator | None
    context: dict[str, Any] = field(default_factory=dict)
    others: tuple[Indicator, ...] = ()
    passages: tuple[Passage, ...] = ()
    projects: tuple[Project, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """One check of an indicator, of a project's set of indicators, of a document's or of all documents' given.

    `run` yields the findings on a view: of one record (scope `indicator`) or of a set, whose findings say which
    of its records or projects they are about (`Finding.place`). `why` gives the reason with its source in the
    rules of the field; `bad` and `good` are executed by the tests. `needs` names traits (`traits.TRAITS`)
    without which the check can't find anything. `profiles` gives another severity, or `off`, in a stage of the
    review. `fault` (one of FAULTS) says what the finding is about: of several on one record the gravest speaks.
    `instead_of`: where this check finds something, findings of these codes on the same record say the same less
    precisely and are dropped. `dimension` is the dimension of the goal audit form that a finding costs. `absence`:
    it says that something is missing, and so stays silent on a document of which a part was not read. `weight`: how
    much a finding costs beside others of its severity; `keeps_cost`: a stage that makes it milder leaves it its points. `empty`: it also looks at a document without any record. `rewrite`: the advice ends in a checkable form of the record,
    `references` in indicators of its measure that are well made.
    """

    code: str
    title: str
    english: str
    severity: str
    opinion: int
    why: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    run: Run
    scope: str = "indicator"
    dimension: str = "相关性"
    needs: tuple[str, ...] = ()
    profiles: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    instead_of: tuple[str, ...] = ()
    absence: bool = False
    empty: bool = False
    rewrite: bool = False
    weight: float = 1.0
    keeps_cost: bool = False
    references: bool = False

    def __post_init__(self) -> None:
        wrong = {
            "code": not _CODE.fullmatch(self.code),
            "severity": self.severity not in SEVERITIES,
            "opinion": not 1 <= self.opinion <= 11,
            "scope": self.scope not in SCOPES,
            "dimension": self.dimension not in DIMENSIONS,
            "needs": not set(self.needs) <= set(TRAITS) or bool(self.needs and self.scope != "indicator"),
            "profiles": not set(self.profiles) <= set(PROFILES)
            or not set(self.profiles.values()) <= {*SEVERITIES, OFF},
            "fault": self.fault not in FAULTS,
            "bad": len(self.bad) < 2,
            "good": len(self.good) < 2,
        }
        if fields := [name for name, is_wrong in wrong.items() if is_wrong]:
            raise ValueError(f"check {self.code} is not well formed: {', '.join(fields)}")

    def finding(
        self,
        record_field: str,
        span: tuple[int, int],
        message: str,
        suggestion: str = "",
        severity: str = "",
        opinion: int = 0,
        extraction: bool = False,
        fault: str = "",
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
            fault=fault,
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
    """Every check, in the order of their codes. Raises ValueError when a file holds another code than its own."""
    checks = importlib.import_module(".checks", __package__)  # which import this module: found, not known
    found: dict[str, Check] = {}
    for info in pkgutil.walk_packages(checks.__path__, f"{checks.__name__}."):
        if info.ispkg or not _CODE.fullmatch(code := info.name.rpartition(".")[2]):
            continue
        check: Check = importlib.import_module(info.name).CHECK
        if check.code != code or code in found:
            raise ValueError(f"{info.name} holds a check called {check.code}")
        found[code] = check
    return tuple(found[code] for code in sorted(found))


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
    """Whether `check` flags the record of `example`, or its project or document."""
    records = (example.record, *example.others) if example.record else example.others
    items = [RecordView(r, example_context(r, **example.context)) for r in records]
    if check.scope == "indicator":
        mask = bits(check.needs)
        return items[0].context.traits & mask == mask and any(check.run(check, items[0]))
    view = SetView(items, example.passages, example.projects)
    return any(not f.place or f.level == "document" or _same_owner(view, f) for f in check.run(check, view))


def _same_owner(view: SetView, finding: Finding) -> bool:
    """Whether a finding of a project is about that of the first record, or about a form without one."""
    if finding.level != "project":
        return False
    if isinstance(finding.place, str):
        return True
    return view[finding.place].record.owner_id == view[0].record.owner_id
