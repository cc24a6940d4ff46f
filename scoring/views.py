"""What a check may look at: one record, a project's records or a document's, with what surrounds them.

A view works out once what several checks ask for (`once`) and is forgotten with its document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from statistics import median
from typing import NamedTuple, Self, TypeVar

from ..nlp.document import Passage, Project
from ..nlp.record import Indicator
from .context import Context
from .money import BARE, TEN_THOUSAND, money, yuan

_NEAR = 0.005
_WHOLE = 3
_T = TypeVar("_T")


class RecordView(NamedTuple):
    """One record with what the models and the parser say of it."""

    record: Indicator
    context: Context


class SetView(tuple[RecordView, ...]):
    """Records that are looked at together, in order, with the text around them.

    `projects` are the forms of the document, also those without a record. `partial`: a part of it was not read.
    """

    passages: Sequence[Passage]
    projects: Sequence[Project]
    partial: bool
    source: str

    def __new__(
        cls,
        items: Iterable[RecordView] = (),
        passages: Sequence[Passage] = (),
        projects: Sequence[Project] = (),
        partial: bool = False,
        source: str = "",
    ) -> Self:
        """The view of `items`."""
        view = super().__new__(cls, items)
        view.passages, view.projects = passages, projects
        view.partial, view.source = partial, source
        view._once = {}
        return view

    _once: dict[object, object]

    def once(self, make: Callable[[Self], _T]) -> _T:
        """`make(view)`, worked out once for all checks of this view."""
        if make not in self._once:
            self._once[make] = make(self)
        return self._once[make]  # type: ignore[return-value]

    @cached_property
    def _kinds(self) -> dict[str, list[Passage]]:
        by_kind: dict[str, list[Passage]] = {}
        for passage in self.passages:
            by_kind.setdefault(passage.kind, []).append(passage)
        return by_kind

    def of_kind(self, kind: str) -> Sequence[Passage]:
        """The passages of one kind, in order."""
        return self._kinds.get(kind, ())

    @cached_property
    def forms(self) -> list[list[int]]:
        """The indices of each form: two sheets, or two goals, may bear one project name."""
        found: dict[tuple[str, ...], list[int]] = {}
        key: tuple[str, ...] = ()
        rows: list[int] = []
        for i, (record, _) in enumerate(self):
            if record.narrative:
                continue
            place = record.owner_id, record.activity, record.goal, record.budget
            sheet = record.location.sheet
            if (*place, sheet) != key:
                key = (*place, sheet)
                rows = found.setdefault((record.owner_id, *key[2:]), [])
            rows.append(i)
        return list(found.values())

    @cached_property
    def _asked(self) -> list[str]:
        """What the form of each record says of its budget, '' where nothing, or in prose."""
        written = {(p.owner_id, p.location.sheet): p.text for p in self.of_kind("budget")}
        texts = [""] * len(self)
        for form in self.forms:
            first = self[form[0]].record
            text = first.budget or written.get((first.owner_id, first.location.sheet), "")
            for i in form if text else ():
                texts[i] = text
        return texts

    @cached_property
    def in_yuan(self) -> bool:
        """Whether bare sums are 元, whatever their heading says: the costs that the forms name agree with them as
        元 more often than as 万元. A budget system exports 元 under a heading of 万元."""
        in_wan = in_yuan = 0
        for text, (_, context) in zip(self._asked, self, strict=True):
            target = context.target
            if not BARE.fullmatch(text) or target is None or target.kind != "money":
                continue
            figure, cost = float(text.replace(",", "")), money(target)
            if figure and cost:
                in_yuan += abs(figure - cost) <= _NEAR * cost
                in_wan += abs(figure * TEN_THOUSAND - cost) <= _NEAR * cost
        return in_yuan > in_wan

    @cached_property
    def budgets(self) -> list[float | None]:
        """The budget of each record's form in 元, None where there is none, or in prose."""
        sums: dict[str, float | None] = {"": None}
        for text in set(self._asked) - {""}:
            amount = yuan(text)
            in_plain = amount is not None and self.in_yuan and BARE.fullmatch(text)
            sums[text] = amount / TEN_THOUSAND if amount is not None and in_plain else amount
        return [sums[text] for text in self._asked]

    @cached_property
    def whole(self) -> bool:
        """Whether this holds whole sets, not a selection of indicators: a document with text around them,
        or a list with several for most projects."""
        if self.passages:
            return True
        rows = Counter(record.owner_id for record, _ in self)
        return median(rows.values()) >= _WHOLE if rows else False

    @cached_property
    def _first(self) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        for i, (record, _) in enumerate(self):
            found.setdefault((record.owner_id, record.activity), i)
            found.setdefault((record.owner_id,), i)
        return found

    def nearest(self, passage: Passage) -> int:
        """The index of the first record of a passage's activity, else of its project, else of the document."""
        if not passage.owner_id:
            return self._first.get(("", passage.activity), 0)
        exact = self._first.get((passage.owner_id, passage.activity))
        return exact if exact is not None else self._first.get((passage.owner_id,), 0)


class ProjectView(SetView):
    """The records of one project, or else of one activity."""


class DocumentView(SetView):
    """The records of a document."""
