"""C03, C37: whether a figure of a goal and an indicator count the same thing.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from ....advice import terms
from ..goals import EARNED, Promise

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
_PART = re.compile("[、]")
_MADE_OF = re.compile(r"占[^，。；]{0,10}$")  # a share in words: 取证人数占参训人数60%
_SHARES = frozenset(("%", "率"))
_HEAD = 3
_NOT = frozenset("不未非无")
CLEAR = 2  # terms that the right indicator shares beyond the next
MOST = 0.5  # of the terms of a name that must be told to take one of several indicators for it


def _close(promise: Promise) -> str:
    """The part of the clause in which the figure stands: 改造公厕3座、垃圾房20座 has two."""
    before, found, after = promise.near.partition(promise.text)
    return _PART.split(before)[-1] + found + _PART.split(after)[0] if found else promise.near


def share(promise: Promise, record: Indicator) -> tuple[int, float]:
    """How many terms of an indicator's name a figure's words have, and what share of them."""
    wanted = terms(record.name)
    said = _close(promise)
    shared = sum(term in said for term in wanted)
    return shared, shared / max(len(wanted), 1)


def same_thing(promise: Promise, record: Indicator) -> bool:
    """Whether an indicator counts what the clause of a figure counts: a share bears the same name, a number goes with
    the same object, and neither is set apart from the other."""
    said, name = _close(promise), record.name
    if promise.unit in _SHARES:
        return _same_share(promise, record)
    if promise.unit == "元":
        return _same_gain(said, name)
    added, named = set(_ADDED.findall(said)), set(_ADDED.findall(name))
    if added != named and not (added <= {"新增", "净增"} and not named and _NEW.search(name)):
        return False
    return not _set_apart(said, name) and any(term in said for term in terms(name))


def _set_apart(said: str, name: str) -> bool:
    """Whether both say of which kind they are, and not of the same."""
    kinds = ((set(pattern.findall(said)), set(pattern.findall(name))) for pattern in _KINDS)
    return any(one and other and one.isdisjoint(other) for one, other in kinds)


def _same_share(promise: Promise, record: Indicator) -> bool:
    """A share has the name's own head before it, and something of its object, unless it tells none: 轮换率不低于95%."""
    name = record.name.strip().rstrip("。")
    if _MADE_OF.search(promise.clause[: promise.at]) and name.endswith("率"):
        shared, part = share(promise, record)
        return shared > CLEAR and part >= MOST
    head = name[-_HEAD:]
    before = promise.near.partition(promise.text)[0]
    at = before.rfind(head)
    if len(head) < _HEAD or not head.endswith(("率", "度", "比例", "占比")) or at < 0:
        return False
    if (before[at - 1 : at] in _NOT) != (name[-_HEAD - 1 : -_HEAD] in _NOT) or _set_apart(before, name):
        return False
    wanted, told = terms(name), terms(before[:at])
    return not wanted or not told or any(term in before for term in wanted)


def _same_gain(said: str, name: str) -> bool:
    """Money that is earned, saved or brought in is the same where it is called so by both."""
    gains = set(EARNED.findall(said)) & set(EARNED.findall(name))
    return bool(gains) and any(term in said for term in terms(name))


def bears_all(promise: Promise, record: Indicator) -> bool:
    """Whether a figure's words have all of an indicator's name."""
    return share(promise, record)[1] >= 1.0
