"""C03, C37: which figure of a goal, or of what a form says besides it, an indicator contradicts.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from .....nlp.document import Passage
from .....nlp.record import Indicator
from .....nlp.targets import Canonical, canonical
from ....context import Context
from ....views import SetView
from ..goals import EARNED, Promise, promises
from ..years import fiscal_year
from .likeness import CLEAR, MOST, bears_all, same_thing, share
from .promised import Given, given, measured

# Parts, phases, prices and years to come: they need not agree with the year's figure.
_OTHER = re.compile(
    r"分别|各|每|累计|历年|以来|[三四五两]年|20\d\d年(?:底|末)?[前，]?到|到20\d\d|力争|人均|户均|平均|首批|一期|二期|第[一二三四]|(?:以上|至少)的"
)
_APART = re.compile(r"其中|累计|人均|平均|单(?!位[数个家户])|每|同比|较|增长|下降|降低|提高")
# 其中 names a part: the indicator of it has to bear its whole name.
_OF_WHICH = "其中"
# 全县3.2万名学生: how large the field is, where an indicator counts those who are served.
_FIELD = re.compile(r"全[省市县区镇乡校院国](?:共|约)?$")
_THERE = re.compile(r"现有|共有|已有|原有|[下所管]?辖[^，。；]{0,6}$")
_PEOPLE = ("人", "户", "人次")
_ELSEWHERE = re.compile(
    r"截至|目前|原有|已有|已建|其余|剩余|尚有|计划|拟于|上年|去年|前期|排查|测算|标准|不足|规划|历史|曾"
)
_SHARES = ("%", "率")
_PIECES = frozenset("台套件个部辆架组")
_YEAR = re.compile(r"20\d\d")
_NEAR = 0.01
_NOUGHTS = (10.0, 100.0, 1_000.0, 10_000.0)
_SAME = 1e-6
_WHOLE = 0.8  # of the terms of a name that tell a share by it from others of that size
_ROWS = 8  # rows whose sum of two is tried


class Contradiction(NamedTuple):
    """A figure of a goal, or of another passage, and the indicator that gives another for the same thing."""

    goal: Passage
    promise: Promise
    row: int

    @property
    def wider(self) -> bool:
        """Whether the figure is that of a whole county's people, of whom the indicator may count some."""
        return _is_wider(self.promise)


def _is_wider(promise: Promise) -> bool:
    return promise.unit in _PEOPLE and bool(_FIELD.search(promise.clause[: promise.at]))


def contradictions(view: SetView) -> tuple[Contradiction, ...]:
    """The figures that an indicator contradicts, each indicator once; ask for it with `view.once(contradictions)`."""
    found: dict[int, Contradiction] = {}
    told: dict[int, set[tuple[str, float]]] = {}
    for one in view.once(given):
        for i in one.rows:
            told.setdefault(i, set()).update((p.unit, p.number) for p in one.figures)
    for one in view.once(given):
        for c in _of_goal(view, one):
            found.setdefault(c.row, c)
    for c in _of_forms(view, told):
        found.setdefault(c.row, c)
    return tuple(found.values())


def _of_goal(view: SetView, one: Given) -> Iterator[Contradiction]:
    rows = _rows(view, one.rows)
    told = {(p.unit, p.number) for p in one.figures}
    for promise in one.figures:
        if _is_other(view, promise, rows):
            continue
        row = _meant(view, promise, rows, one.figures)
        if row is None or _is_part(promise, view[row].record) or _is_listed(promise, one.figures, rows[row]):
            continue
        if (promise.unit, rows[row].number) not in told:
            yield Contradiction(one.goal, promise, row)


def _is_listed(promise: Promise, figures: Sequence[Promise], base: Canonical) -> bool:
    """Whether an indicator has the sum of what the goal lists: 采购水泵6台、阀门2套 beside 购置设备 8台(套)."""
    beside = [p for p in figures if p.clause == promise.clause]
    alike = [p.number for p in beside if p.unit == promise.unit or {p.unit, promise.unit} <= _PIECES]
    return len(alike) > 1 and _agree(base.number, sum(alike))


def _of_forms(view: SetView, told: Mapping[int, set[tuple[str, float]]]) -> Iterator[Contradiction]:
    """What content and calculation tell: only where they name the indicator and its figure stands nowhere."""
    owned: dict[str, list[int]] = {}
    for i, (record, _) in enumerate(view):
        owned.setdefault(record.owner_id, []).append(i)
    year = view.once(fiscal_year)
    for kind in ("calculation", "content"):
        for passage in view.of_kind(kind):
            if passage.owner_id not in owned or not (figures := promises(passage.text)):
                continue
            rows = _rows(view, owned[passage.owner_id])
            said = {(p.unit, p.number) for p in figures}
            for promise in figures:
                if (
                    promise.unit in _SHARES
                    or promise.background
                    or _is_other(view, promise, rows)
                    or _is_past(promise, year)
                ):
                    continue
                row = _meant(view, promise, rows, figures)
                if row is None or share(promise, view[row].record)[1] < MOST:
                    continue
                if _is_part(promise, view[row].record):
                    continue
                if (promise.unit, rows[row].number) not in said | told.get(row, set()):
                    yield Contradiction(passage, promise, row)


def _rows(view: SetView, members: Iterable[int]) -> dict[int, Canonical]:
    """The indicators with a figure of the year."""
    found = {}
    for i in members:
        record, context = view[i]
        apart = record.narrative or record.horizon == "term" or not context.value
        base = None if apart or _APART.search(context.name) else measured(context.target) or _gained(context)
        if base is not None:
            found[i] = base
    return found


def _gained(context: Context) -> Canonical | None:
    """The 元 that are to be earned, saved or brought in."""
    target = context.target
    if target is None or target.kind != "money" or target.upper is not None or "cost" in context.declared:
        return None
    base = canonical(target)
    return base if base.unit == "元" and base.number and EARNED.search(context.name) else None


def _is_other(view: SetView, promise: Promise, rows: Mapping[int, Canonical]) -> bool:
    """Whether a figure is carried, or none that an indicator must agree with."""
    before = promise.clause[: promise.at]
    if (
        ("/" in promise.text and promise.unit not in _SHARES)
        or _OTHER.search(promise.clause)
        or _THERE.search(before)
    ):
        return True
    carrying = [i for i, b in rows.items() if b.unit == promise.unit and _agree(b.number, promise.number)]
    if not carrying or _slipped(view, promise, rows) is not None:
        return False
    return not _is_stray(view, promise, rows, carrying)


def _slipped(view: SetView, promise: Promise, rows: Mapping[int, Canonical]) -> int | None:
    """The one indicator whose whole name a figure's words have, and whose figure is that with a nought too many or too
    few, though another carries it: 助餐15万人次 has 1.5万 in one row and 15万 in another."""
    if promise.unit in _SHARES:
        return None
    found = [
        i
        for i, b in rows.items()
        if b.unit == promise.unit
        and b.number
        and any(
            abs(max(b.number, promise.number) / min(b.number, promise.number) - f) < _SAME for f in _NOUGHTS
        )
        and bears_all(promise, view[i].record)
        and same_thing(promise, view[i].record)
    ]
    return found[0] if len(found) == 1 else None


def _is_stray(
    view: SetView, promise: Promise, rows: Mapping[int, Canonical], carrying: Sequence[int]
) -> bool:
    """Whether those that give the same share (100%) measure something else, and one alone bears its whole name."""
    if promise.unit not in _SHARES or any(same_thing(promise, view[i].record) for i in carrying):
        return False
    own = [i for i, b in rows.items() if b.unit == promise.unit and same_thing(promise, view[i].record)]
    return len(own) == 1 and share(promise, view[own[0]].record)[1] >= _WHOLE


def _is_past(promise: Promise, year: int | None) -> bool:
    return bool(_ELSEWHERE.search(promise.clause)) or any(
        int(y) != year for y in _YEAR.findall(promise.clause)
    )


def _is_part(promise: Promise, record: Indicator) -> bool:
    """Whether a figure is that of a part (其中) and the indicator does not say that it counts this part."""
    return _OF_WHICH in promise.clause and share(promise, record)[1] < 1.0


def _agree(one: float | None, other: float) -> bool:
    """Rounding is no contradiction: 12万 and 12.04万."""
    return one is not None and abs(one - other) <= _NEAR * max(one, other)


def _meant(
    view: SetView, promise: Promise, rows: Mapping[int, Canonical], figures: Sequence[Promise]
) -> int | None:
    """The one indicator that counts what a figure counts, where no other figure counts it as well."""
    alike = [i for i, b in rows.items() if b.unit == promise.unit and same_thing(promise, view[i].record)]
    if not alike:
        return None
    # Figures and indicators that agree with each other belong together: what is left may be meant.
    if (row := _slipped(view, promise, rows)) is not None:
        return row
    told = [p.number for p in figures if p.unit == promise.unit]
    left = [i for i in alike if not any(_agree(rows[i].number, n) for n in told)]
    if len(left) == 1 and len(alike) > 1 and promise.unit not in _SHARES:
        return left[0] if _is_left(promise, figures, rows, view[left[0]].record) else None
    row = alike[0]
    if len(alike) > 1:
        shares = sorted(((*share(promise, view[i].record), i) for i in alike), reverse=True)
        (most, part, row), (next_best, *_) = shares[0], shares[1]
        if promise.unit in _SHARES or most < next_best + CLEAR or part < MOST:
            return None
        if _adds_up(promise.number, [rows[i].number or 0.0 for i in alike]):
            return None
    record = view[row].record
    others = [p for p in figures if p is not promise and p.unit == promise.unit and same_thing(p, record)]
    if others and (promise.unit in _SHARES or not _is_best(promise, others, record)):
        return None
    return row


def _is_left(
    promise: Promise, figures: Sequence[Promise], rows: Mapping[int, Canonical], record: Indicator
) -> bool:
    """Whether, of the figures that no indicator gives, this one says the most of an indicator's name."""
    counted = [b.number for b in rows.values() if b.unit == promise.unit]
    open_ = [p for p in figures if p.unit == promise.unit and not any(_agree(n, p.number) for n in counted)]
    shared, part = share(promise, record)
    alone = all(share(p, record)[0] < shared for p in open_ if p is not promise)
    return promise in open_ and part >= MOST and alone and not _is_wider(promise)


def _is_best(promise: Promise, others: Sequence[Promise], record: Indicator) -> bool:
    shared, part = share(promise, record)
    return part >= MOST and all(shared >= share(p, record)[0] + CLEAR for p in others)


def _adds_up(total: float, parts: Sequence[float]) -> bool:
    """Whether indicators of one thing add up to the goal's figure: all of them, or two."""
    return _agree(sum(parts), total) or any(_agree(a + b, total) for a, b in combinations(parts[:_ROWS], 2))
