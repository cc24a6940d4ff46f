"""C37: a time that an indicator allows for a step, against the one that the goal gives for the same step.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.targets import Target, canonical, parse_targets
from ....advice import terms
from ....context import Context
from ....views import SetView
from ..goals import CLAUSE

_WITHIN = re.compile(r"控制在|压缩|压减|缩短|缩减|不[超高]过?于?|低于|小于|少于|以内|之内|[时钟天日]内|≤|<")
_NOT = re.compile(r"各|每|分别|累计|连续|圈|值[守班]|公示|法定|规定|上年|目前|原来|[由从]")
_STEP = re.compile(
    r"开办|办结|办理|审批|响应|反应|到场|到达|修复|处置|发放|拨付|答复|回复|反馈|等候|等待|排队|救援|出警|出车|派单|受理|配送|送达|上门|抢修|复电|通水|出具|周转"
)
_MOST = 0.5
_NEAR = 0.01


class Slower(NamedTuple):
    """A goal's clause with its time as written, and the row that gives another; `kept`: the row's is shorter."""

    clause: str
    said: str
    row: int
    kept: bool


def slower(view: SetView) -> Iterator[Slower]:
    """The times of steps that differ from the only one that a goal gives for the step."""
    rows: dict[str, list[int]] = {}
    for i, (record, context) in enumerate(view):
        if _limit(context) and not record.narrative and record.horizon != "term":
            rows.setdefault(record.owner_id, []).append(i)
    for goal in view.of_kind("goal") if rows else ():
        if goal.owner_id in rows:
            yield from _of_goal(view, goal, rows[goal.owner_id])


def _limit(context: Context) -> tuple[float, str] | None:
    """The longest time that a target allows, in the base unit of its kind."""
    target = context.target
    if target is None or target.kind != "duration" or target.upper is not None or not context.value:
        return None
    if target.comparator not in ("≤", "<", "=") or not _STEP.search(context.name):
        return None
    number, _, unit = canonical(target)
    return (number, unit) if number else None


def _of_goal(view: SetView, goal: Passage, rows: list[int]) -> Iterator[Slower]:
    found: dict[int, list[tuple[str, Target]]] = {}
    for clause in CLAUSE.split(fold(goal.text)):
        if (time := _time(clause)) is None:
            continue
        meant = [i for i in rows if _same_step(clause, view[i].context.name)]
        for i in meant:
            found.setdefault(i, []).append((clause.strip(), time))
        if len(meant) > 1:
            found.update((i, [*found[i], found[i][-1]]) for i in meant)  # of which, nobody knows
    for i, told in found.items():
        limit = _limit(view[i].context)
        clause, time = told[0]
        number, _, unit = canonical(time)
        if len(told) > 1 or limit is None or not number or limit[1] != unit:
            continue
        if abs(limit[0] - number) > _NEAR * max(limit[0], number):
            yield Slower(clause, f"{time.number:.10g}{time.unit}", i, limit[0] < number)


def _time(clause: str) -> Target | None:
    """The only time that a clause allows."""
    if not _WITHIN.search(clause) or _NOT.search(clause):
        return None
    times = [t for t in parse_targets(clause) if t.kind == "duration" and t.number]
    return times[0] if len(times) == 1 and times[0].upper is None else None


def _same_step(clause: str, name: str) -> bool:
    wanted = terms(name)
    shared = sum(term in clause for term in wanted)
    return not set(_STEP.findall(name)).isdisjoint(_STEP.findall(clause)) and shared >= _MOST * len(wanted)
