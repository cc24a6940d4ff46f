"""C03, C37: the goals that have figures with the indicators set for them, and which figure an indicator contradicts.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ....nlp.targets import Canonical, Target, canonical
from ...advice import terms
from ...views import SetView
from .goals import Promise, promises

_FIGURED = re.compile(r"\d(?![.、．])")
# Parts, phases, prices and years to come: they need not agree with the year's figure.
_OTHER = re.compile(
    r"其中|分别|各|每|累计|历年|以来|[三四五两]年|20\d\d年(?:底|末)?[前，]?到|到20\d\d|力争|人均|户均|平均|首批|一期|二期|第[一二三四]|(?:以上|至少)的"
)
_APART = re.compile(
    r"其中|新增|净增|累计|首批|一期|二期|第[一二三四]|人均|平均|单|每|同比|较|增长|下降|降低|提高"
)
_HEAD = 3
_NEAR = 0.01


class Given(NamedTuple):
    """A goal with figures, and the indices of the indicators set for it."""

    goal: Passage
    rows: tuple[int, ...]
    figures: tuple[Promise, ...]


class Contradiction(NamedTuple):
    """A figure of a goal and the indicator that gives another for the same thing."""

    goal: Passage
    promise: Promise
    row: int


def given(view: SetView) -> tuple[Given, ...]:
    """The goals that have figures; ask for it with `view.once(given)`."""
    owners: dict[str, list[int]] = {}
    for i, (record, _) in enumerate(view):
        for owner in {record.project_id or record.project, record.activity} - {""}:
            owners.setdefault(owner, []).append(i)
    found = []
    for passage in view.of_kind("goal"):
        if passage.owner_id in owners and _FIGURED.search(passage.text) and (told := promises(passage.text)):
            key = passage.activity if passage.activity in owners else passage.owner_id
            found.append(Given(passage, tuple(owners[key]), told))
    return tuple(found)


def contradictions(view: SetView) -> tuple[Contradiction, ...]:
    """The figures of goals that an indicator contradicts; ask for it with `view.once(contradictions)`."""
    return tuple(c for one in view.once(given) for c in _of_goal(view, one))


def measured(target: Target | None) -> Canonical | None:
    """The one figure of a target in a base unit, None where it has none or a range."""
    if target is None or target.kind not in ("count", "percent", "permille") or target.upper is not None:
        return None
    base = canonical(target)
    return base if base.number is not None else None


def _of_goal(view: SetView, one: Given) -> Iterator[Contradiction]:
    rows = {i: base for i in one.rows if (base := _of_row(view, i)) is not None}
    numbers = {(base.unit, base.number) for base in rows.values()}
    told = {(p.unit, p.number) for p in one.figures}
    for promise in one.figures:
        if (promise.unit, promise.number) in numbers or _OTHER.search(promise.clause) or "/" in promise.text:
            continue
        same = [
            i
            for i, base in rows.items()
            if base.unit == promise.unit and _same_thing(promise, view[i].record)
        ]
        alike = [
            p for p in one.figures if p.unit == promise.unit and same and _same_thing(p, view[same[0]].record)
        ]
        if len(same) != 1 or len(alike) != 1 or (promise.unit, rows[same[0]].number) in told:
            continue
        # Rounding is no contradiction: 12万 and 12.04万.
        number = rows[same[0]].number or 0.0
        if abs(number - promise.number) > _NEAR * max(number, promise.number):
            yield Contradiction(one.goal, promise, same[0])


def _of_row(view: SetView, i: int) -> Canonical | None:
    record, context = view[i]
    if record.narrative or record.horizon == "term" or not context.value or _APART.search(context.name):
        return None
    return measured(context.target)


def _same_thing(promise: Promise, record: Indicator) -> bool:
    """Whether an indicator counts what the clause of a figure counts: a share bears the same name, a number goes with
    the same object."""
    if promise.unit in ("%", "率"):
        head = record.name.strip().rstrip("。")[-_HEAD:]
        before = promise.near.partition(promise.text)[0]
        return len(head) == _HEAD and head.endswith(("率", "度", "比例", "占比")) and head in before
    wanted = terms(record.name)
    return any(term in promise.near for term in wanted)
