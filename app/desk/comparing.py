"""A form that came back, or last year's, beside the new one: what was answered, what changed, what is word for word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz, process

from ...nlp.record import Indicator
from ...scoring.findings import Finding
from ...scoring.results import Scored, ScoredProject, Scoring
from ..reports.comments.places import bare
from .review import OWN_FAMILY

T = TypeVar("T")
_ALIKE = 75.0  # rapidfuzz ratio from which two names are one indicator, renamed
ADDED, GONE, CHANGED, SAME = "新增", "删去", "有改动", "逐字相同"
ANSWERED, STANDS, DROPPED, LOOK = "已解决", "仍然存在", "指标已删去", "请核对"


@dataclass(frozen=True, slots=True)
class Answer:
    """An earlier finding and what became of it."""

    finding: Finding
    state: str


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator then and now."""

    state: str
    old: Indicator | None
    new: Indicator | None
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """A project then and now, None where it was not, or is no more; `answers` are about the project itself."""

    old: ScoredProject | None
    new: ScoredProject | None
    rows: tuple[Row, ...]
    answers: tuple[Answer, ...]

    @property
    def name(self) -> str:
        """What it is called now, else what it was."""
        one = self.new or self.old
        return one.name if one else ""

    def of(self, *states: str) -> list[Row]:
        """The rows in these states."""
        return [row for row in self.rows if row.state in states]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All projects, those of the new form first."""

    pairs: tuple[Pair, ...]

    @property
    def rows(self) -> Counter[str]:
        """How many indicators are in each state."""
        return Counter(row.state for pair in self.pairs for row in pair.rows)

    @property
    def answers(self) -> Counter[str]:
        """What became of how many earlier findings."""
        of_rows = (a for pair in self.pairs for row in pair.rows for a in row.answers)
        return Counter(a.state for a in (*of_rows, *(a for pair in self.pairs for a in pair.answers)))


def compare(old: Scoring, new: Scoring) -> Comparison:
    """The new scoring beside the old one, both as reviewed: what was dismissed is no finding."""
    pairs = _matched(
        old.projects,
        new.projects,
        lambda p: p.code or bare(p.name),
        lambda p: bare(p.name),
    )
    rows = (_rows_of(old), _rows_of(new))
    found = [_pair(one, other, rows) for one, other in pairs]
    loose = [rows[i].get(("", ""), []) for i in (0, 1)]
    if any(loose):
        found.append(Pair(None, None, tuple(_compared(*loose)), ()))
    return Comparison(tuple(found))


def _rows_of(scoring: Scoring) -> dict[tuple[str, str], list[Scored]]:
    """The rows of each project, by source and id; of those that name none together."""
    found: dict[tuple[str, str], list[Scored]] = {}
    for item in scoring.records:
        record = item.record
        found.setdefault((record.source, record.owner_id) if record.owner_id else ("", ""), []).append(item)
    return found


def _pair(
    old: ScoredProject | None, new: ScoredProject | None, rows: Sequence[dict[tuple[str, str], list[Scored]]]
) -> Pair:
    then, now = (
        own.get((project.source, project.id), []) if project else []
        for own, project in zip(rows, (old, new), strict=True)
    )
    codes = {f.code for f in new.findings} if new else set()
    answers = tuple(
        Answer(f, DROPPED if new is None else _state(f, f.code in codes, same=False))
        for f in (old.findings if old else ())
    )
    return Pair(old, new, tuple(_compared(then, now)), answers)


def _compared(old: Sequence[Scored], new: Sequence[Scored]) -> Iterator[Row]:
    for one, other in _matched(old, new, _text, lambda s: bare(s.record.name)):
        if one is None or other is None:
            item = one or other
            assert item is not None
            gone = tuple(Answer(f, DROPPED) for f in item.findings) if other is None else ()
            yield Row(
                GONE if other is None else ADDED,
                one.record if one else None,
                other.record if other else None,
                gone,
            )
            continue
        same = _text(one) == _text(other)
        now = {(f.code, f.field) for f in other.findings}
        answers = tuple(Answer(f, _state(f, (f.code, f.field) in now, same)) for f in one.findings)
        yield Row(SAME if same else CHANGED, one.record, other.record, answers)


def _state(finding: Finding, found_again: bool, same: bool) -> str:
    if found_again or same:
        return STANDS
    return LOOK if finding.code.startswith(OWN_FAMILY) else ANSWERED  # no check looks for a reviewer's own


def _text(item: Scored) -> str:
    r = item.record
    return "\x1f".join((r.name, r.value, r.description, *(r.tiers or ())))


def _matched(
    old: Sequence[T], new: Sequence[T], whole: Callable[[T], str], name: Callable[[T], str]
) -> list[tuple[T | None, T | None]]:
    """The new ones in order, each with the old one that it was; then the old ones that are no more. Who is the same as
    a whole goes first, then who is called the same, then who is called nearly the same."""
    left, partner = list(old), dict[int, T]()
    for key in (whole, name):
        at: dict[str, list[T]] = {}
        for item in left:
            at.setdefault(key(item), []).append(item)
        for i, item in enumerate(new):
            if i not in partner and key(item) and at.get(key(item)):
                partner[i] = at[key(item)].pop(0)
        taken = set(map(id, partner.values()))
        left = [item for item in left if id(item) not in taken]
    names = {i: name(item) for i, item in enumerate(left) if name(item)}
    for i, item in enumerate(new):
        if i in partner or not name(item):
            continue
        if best := process.extractOne(name(item), names, scorer=fuzz.ratio, score_cutoff=_ALIKE):
            partner[i] = left[best[2]]
            del names[best[2]]
    taken = set(map(id, partner.values()))
    return [(partner.get(i), item) for i, item in enumerate(new)] + [
        (item, None) for item in left if id(item) not in taken
    ]
