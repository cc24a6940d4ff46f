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
from .....nlp.targets import Canonical
from ....advice import terms
from ....views import SetView
from ..goals import Promise, promises
from ..years import fiscal_year
from .promised import Given, given, measured

# Parts, phases, prices and years to come: they need not agree with the year's figure.
_OTHER = re.compile(
    r"分别|各|每|累计|历年|以来|[三四五两]年|20\d\d年(?:底|末)?[前，]?到|到20\d\d|力争|人均|户均|平均|首批|一期|二期|第[一二三四]|(?:以上|至少)的"
)
_APART = re.compile(r"其中|累计|人均|平均|单|每|同比|较|增长|下降|降低|提高")
# 其中 names a part: the indicator of it has to bear its whole name.
_OF_WHICH = "其中"
# What sets one figure apart from another of the same thing: both must have it, or neither.
_ADDED = re.compile(r"新增|净增|首批|一期|二期|第[一二三四]")
_NEW = re.compile(r"[新增购建]")
# Of one kind in the goal and of another in the indicator, it is not the same thing.
_KINDS = tuple(
    re.compile(kinds)
    for kinds in (
        "新建|改建|扩建|续建|重建|改造|维修|养护|购置|更新|租赁|拆除",
        "初级|中级|高级",
        "国家级|省级|市级|县级|区级|乡级|村级|校级",
        "国道|省道|县道|乡道|村道",
        "城市|农村|城镇|乡村",
        "幼儿园|小学|初中|高中|大学",
        "线上|线下|网上|现场",
        "男|女",
    )
)
# 全县3.2万名学生: how large the field is, where an indicator counts those who are served.
_FIELD = re.compile(r"全[省市县区镇乡校院国](?:共|约)?$")
_THERE = re.compile(r"现有|共有|已有|原有|[下所管]?辖[^，。；]{0,6}$")
_PEOPLE = ("人", "户", "人次")
_PART = re.compile("[、]")
_ELSEWHERE = re.compile(
    r"截至|目前|原有|已有|已建|其余|剩余|尚有|计划|拟于|上年|去年|前期|排查|测算|标准|不足|规划|历史|曾"
)
_YEAR = re.compile(r"20\d\d")
_MADE_OF = re.compile(r"占[^，。；]{0,10}$")  # a share in words: 取证人数占参训人数60%
_HEAD = 3
_NEAR = 0.01
_CLEAR = 2  # terms that the right indicator shares beyond the next
_MOST = 0.5  # of the terms of a name that must be told to take one of several indicators for it
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
        if row is None or _is_part(promise, view[row].record):
            continue
        if (promise.unit, rows[row].number) not in told:
            yield Contradiction(one.goal, promise, row)


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
                    promise.unit in ("%", "率")
                    or promise.background
                    or _is_other(view, promise, rows)
                    or _is_past(promise, year)
                ):
                    continue
                row = _meant(view, promise, rows, figures)
                if row is None or _share(promise, view[row].record)[1] < _MOST:
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
        if not apart and not _APART.search(context.name) and (base := measured(context.target)) is not None:
            found[i] = base
    return found


def _is_other(view: SetView, promise: Promise, rows: Mapping[int, Canonical]) -> bool:
    """Whether a figure is carried, or none that an indicator must agree with."""
    before = promise.clause[: promise.at]
    if "/" in promise.text or _OTHER.search(promise.clause) or _THERE.search(before):
        return True
    carrying = [i for i, b in rows.items() if b.unit == promise.unit and _agree(b.number, promise.number)]
    return bool(carrying) and not _is_stray(view, promise, rows, carrying)


def _is_stray(
    view: SetView, promise: Promise, rows: Mapping[int, Canonical], carrying: Sequence[int]
) -> bool:
    """Whether those that give the same share (100%) measure something else, and one alone bears its whole name."""
    if promise.unit not in ("%", "率") or any(_same_thing(promise, view[i].record) for i in carrying):
        return False
    own = [i for i, b in rows.items() if b.unit == promise.unit and _same_thing(promise, view[i].record)]
    return len(own) == 1 and _share(promise, view[own[0]].record)[1] >= _WHOLE


def _is_past(promise: Promise, year: int | None) -> bool:
    return bool(_ELSEWHERE.search(promise.clause)) or any(
        int(y) != year for y in _YEAR.findall(promise.clause)
    )


def _is_part(promise: Promise, record: Indicator) -> bool:
    """Whether a figure is that of a part (其中) and the indicator does not say that it counts this part."""
    return _OF_WHICH in promise.clause and _share(promise, record)[1] < 1.0


def _agree(one: float | None, other: float) -> bool:
    """Rounding is no contradiction: 12万 and 12.04万."""
    return one is not None and abs(one - other) <= _NEAR * max(one, other)


def _meant(
    view: SetView, promise: Promise, rows: Mapping[int, Canonical], figures: Sequence[Promise]
) -> int | None:
    """The one indicator that counts what a figure counts, where no other figure counts it as well."""
    alike = [i for i, b in rows.items() if b.unit == promise.unit and _same_thing(promise, view[i].record)]
    if not alike:
        return None
    # Figures and indicators that agree with each other belong together: what is left may be meant.
    told = [p.number for p in figures if p.unit == promise.unit]
    left = [i for i in alike if not any(_agree(rows[i].number, n) for n in told)]
    if len(left) == 1 and len(alike) > 1 and promise.unit not in ("%", "率"):
        return left[0] if _is_left(promise, figures, rows, view[left[0]].record) else None
    row = alike[0]
    if len(alike) > 1:
        shares = sorted(((*_share(promise, view[i].record), i) for i in alike), reverse=True)
        (most, part, row), (next_best, *_) = shares[0], shares[1]
        if promise.unit in ("%", "率") or most < next_best + _CLEAR or part < _MOST:
            return None
        if _adds_up(promise.number, [rows[i].number or 0.0 for i in alike]):
            return None
    record = view[row].record
    others = [p for p in figures if p is not promise and p.unit == promise.unit and _same_thing(p, record)]
    if others and (promise.unit in ("%", "率") or not _is_best(promise, others, record)):
        return None
    return row


def _is_left(
    promise: Promise, figures: Sequence[Promise], rows: Mapping[int, Canonical], record: Indicator
) -> bool:
    """Whether, of the figures that no indicator gives, this one says the most of an indicator's name."""
    counted = [b.number for b in rows.values() if b.unit == promise.unit]
    open_ = [p for p in figures if p.unit == promise.unit and not any(_agree(n, p.number) for n in counted)]
    shared, part = _share(promise, record)
    alone = all(_share(p, record)[0] < shared for p in open_ if p is not promise)
    return promise in open_ and part >= _MOST and alone and not _is_wider(promise)


def _is_best(promise: Promise, others: Sequence[Promise], record: Indicator) -> bool:
    shared, part = _share(promise, record)
    return part >= _MOST and all(shared >= _share(p, record)[0] + _CLEAR for p in others)


def _adds_up(total: float, parts: Sequence[float]) -> bool:
    """Whether indicators of one thing add up to the goal's figure: all of them, or two."""
    return _agree(sum(parts), total) or any(_agree(a + b, total) for a, b in combinations(parts[:_ROWS], 2))


def _close(promise: Promise) -> str:
    """The part of the clause in which the figure stands: 改造公厕3座、垃圾房20座 has two."""
    before, found, after = promise.near.partition(promise.text)
    return _PART.split(before)[-1] + found + _PART.split(after)[0] if found else promise.near


def _share(promise: Promise, record: Indicator) -> tuple[int, float]:
    """How many terms of an indicator's name a figure's words have, and what share of them."""
    wanted = terms(record.name)
    said = _close(promise)
    shared = sum(term in said for term in wanted)
    return shared, shared / max(len(wanted), 1)


def _same_thing(promise: Promise, record: Indicator) -> bool:
    """Whether an indicator counts what the clause of a figure counts: a share bears the same name, a number goes with
    the same object, and neither is set apart from the other."""
    if promise.unit in ("%", "率"):
        if _MADE_OF.search(promise.clause[: promise.at]) and record.name.endswith("率"):
            shared, part = _share(promise, record)
            return shared > _CLEAR and part >= _MOST
        head = record.name.strip().rstrip("。")[-_HEAD:]
        before = promise.near.partition(promise.text)[0]
        return len(head) == _HEAD and head.endswith(("率", "度", "比例", "占比")) and head in before
    said, name = _close(promise), record.name
    added, named = set(_ADDED.findall(said)), set(_ADDED.findall(name))
    if added != named and not (added <= {"新增", "净增"} and not named and _NEW.search(name)):
        return False
    for pattern in _KINDS:
        kinds, others = set(pattern.findall(said)), set(pattern.findall(name))
        if kinds and others and kinds.isdisjoint(others):
            return False
    return any(term in said for term in terms(name))
