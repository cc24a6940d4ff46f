"""C37: a deadline later than the day by which the goal promises the same work.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.targets import parse_targets
from ....advice import terms
from ....views import SetView

_ENDS = re.compile(r"完工|竣工|完成|建成|投入使用|投用|投运|交付|验收|启用|开园|开放")
_CLAUSE = re.compile(r"[。；;,，\n]")
_ALL = re.compile(r"全部|所有|项目|工程|任务|各项")
_YEAR = 10_000


class Late(NamedTuple):
    """A goal, its clause, and the row whose deadline lies later."""

    goal: Passage
    clause: str
    row: int


def late(view: SetView) -> Iterator[Late]:
    """The deadlines that lie after the only day that a goal names for the end of the same work."""
    rows: dict[str, list[int]] = {}
    for i, (record, context) in enumerate(view):
        target = context.target
        dated = target is not None and target.kind == "date" and bool(target.number)
        of_year = context.declared == {"timeliness"} and record.horizon != "term"
        if dated and of_year and _ENDS.search(context.name):
            rows.setdefault(record.owner_id, []).append(i)
    for goal in view.of_kind("goal") if rows else ():
        promised = _promised(goal.text) if goal.owner_id in rows else None
        if promised is None:
            continue
        day, clause = promised
        for i in rows[goal.owner_id]:
            target = view[i].context.target
            due = int(target.upper or target.number or 0) if target else 0
            if _is_later(due, day) and _same_work(clause, view[i].context.name):
                yield Late(goal, clause, i)


def _promised(text: str) -> tuple[int, str] | None:
    """The day by which a goal promises an end, with its clause; None where it names none, or several."""
    found: dict[int, str] = {}
    for clause in _CLAUSE.split(fold(text)):
        days = [int(t.upper or t.number) for t in parse_targets(clause) if t.kind == "date" and t.number]
        if days and _ENDS.search(clause):
            found.setdefault(days[-1], clause.strip())
    return next(iter(found.items())) if len(found) == 1 else None


def _is_later(due: int, day: int) -> bool:
    """Whether a day lies later; one without a year is of the same year."""
    if due > _YEAR and day > _YEAR:
        return due > day
    return due % _YEAR > day % _YEAR > 0


def _same_work(clause: str, name: str) -> bool:
    """Whether clause and name speak of one piece of work, or both of all of it."""
    wanted = terms(_ENDS.sub(" ", name))
    return bool(wanted & terms(clause)) or (not wanted and bool(_ALL.search(clause)))
