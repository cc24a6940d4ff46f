"""T05: one count that stands among the outputs and, in other words, among the benefits.

No check in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ....models.taxonomy import BENEFITS
from ...views import RecordView, SetView
from ..texts import form_of

# Verbs that say one deed: what is built is neither what is repaired nor what is bought.
_DEEDS = (
    "新建|建成|修建|兴建|建设|建造",
    "采购|购置|购买|配备|配置",
    "安装|加装|装设|布设",
    "发放|配发|派发",
    "举办|开展|组织|召开|举行",
    "服务|提供|实施|完成",
    "改造|改建|扩建|修复|维修|修缮|维护",
)
_BROAD = _DEEDS.index("服务|提供|实施|完成")  # goes with any other
_VERB = "|".join(_DEEDS)
_BEFORE = re.compile(rf"^(?:本年度?|年度|全年|年内|当年|累计|共|计划)*({_VERB})?的?")
_AFTER = re.compile(rf"的?({_VERB})?(?:总|的)*$")
_HEAD = re.compile(
    r"(?:(?P<flow>人次|次数|场次|场数|期数|班数|批次|课时数?|[台车辆]次)|人数|户数|面积|长度|里程|数量|[个件份册套台座处间盏辆株]数)$"
)
# People who gain by it, and what comes of it, may be counted among the benefits beside the output.
_GAIN = re.compile(
    r"受[益惠助]|惠及|享[受有]|带动|就业|参[与加]|增[加收]|新增|减少|降低|避免|吸引|接待|到访|入驻|覆盖|辐射|投诉|事故|纠纷|合格|达标"
)
_TRAIL = re.compile(r"(?:\([^()]*\)|[。.;:：、,])+$")
_PEOPLE = frozenset(("人", "名", "户", "人次", "户次"))
_CROWD = 20  # people from whom on an equal number is no chance
_LEAST = 2  # characters of a thing that two names may share
_LEAST_BARE = 4  # where nothing says that it is counted but the unit: 购买护理岗位, 22个


class Twins(NamedTuple):
    """The places of a benefit and of the output whose count it repeats; `agree`: with the same number."""

    benefit: int
    output: int
    agree: bool


@dataclass(frozen=True, slots=True)
class _Count:
    """What a name counts: the thing, the deed (an index of `_DEEDS`, -1 for none), and whether it is a flow."""

    thing: str
    deed: int
    flow: bool
    number: float
    unit: str


def twins(view: SetView) -> Iterator[Twins]:
    """Benefits that count what an output of the same form and time counts.

    The same thing with the same deed; a thing named more closely (公园, 口袋公园) only where the numbers agree, and
    other numbers only of what is done anew each time (人次, 场次) or of two deeds: a stock may be larger.
    """
    sides = [_side(item) for item in view]
    if len(set(sides) - {""}) < 2:
        return
    counts = [_count(item) if side else None for side, item in zip(sides, view, strict=True)]
    outputs: dict[tuple[object, ...], list[tuple[int, _Count]]] = {}
    for i, (side, count) in enumerate(zip(sides, counts, strict=True)):
        if side == "output" and count:
            outputs.setdefault((*form_of(view[i].record), view[i].record.horizon, count.unit), []).append(
                (i, count)
            )
    for i, (side, count) in enumerate(zip(sides, counts, strict=True)):
        if side != "benefit" or count is None or _GAIN.search(view[i].context.name):
            continue
        key = (*form_of(view[i].record), view[i].record.horizon, count.unit)
        for j, other in outputs.get(key, ()):
            if _same(count, other):
                yield Twins(i, j, count.number == other.number)
                break


def same_people(view: SetView) -> Iterator[Twins]:
    """Benefits that count just as many people as an output of the same form and time: a number that is not round is
    no chance."""
    sides = [_side(item) for item in view]
    outputs: dict[tuple[object, ...], int] = {}
    for i, item in enumerate(view):
        if sides[i] == "output" and (crowd := _crowd(item)):
            outputs.setdefault(crowd, i)
    for i, item in enumerate(view):
        if sides[i] == "benefit" and (at := outputs.get(_crowd(item))) is not None:
            yield Twins(i, at, True)


def _crowd(item: RecordView) -> tuple[object, ...]:
    """What tells a number of people apart from other targets; () where it is none, or could be anyone's."""
    target = item.context.target
    if target is None or target.unit not in _PEOPLE or not target.number or target.number < _CROWD:
        return ()
    return (
        (*form_of(item.record), item.record.horizon, target.unit, target.number) if target.number % 10 else ()
    )


def _side(item: RecordView) -> str:
    record, context = item
    target = context.target
    if target is None or target.kind != "count" or not target.number or not target.unit or record.narrative:
        return ""
    if target.comparator in ("≤", "<") or target.upper is not None or context.clipped:
        return ""
    if context.declared == {"quantity"}:
        return "output"
    return "benefit" if context.declared and context.declared <= BENEFITS else ""


def _count(item: RecordView) -> _Count | None:
    context = item.context
    name = _TRAIL.sub("", context.name)
    head = _HEAD.search(name)
    target = context.target
    if target is None:
        return None
    before = _BEFORE.match(name)
    assert before
    body = name[before.end() : head.start() if head else len(name)]
    after = _AFTER.search(body)
    assert after
    verb = before[1] or after[1] or ""
    deed = next((k for k, words in enumerate(_DEEDS) if verb in words.split("|")), -1)
    thing = body[: after.start()]
    if len(thing) < _LEAST or (head is None and (deed < 0 or len(thing) < _LEAST_BARE)):
        return None
    return _Count(thing, deed, bool(head and head["flow"]), target.number or 0.0, target.unit)


def _same(benefit: _Count, output: _Count) -> bool:
    known = {benefit.deed, output.deed} - {-1, _BROAD}
    if len(known) > 1:
        return False
    agree = benefit.number == output.number
    if benefit.thing != output.thing:
        one, two = sorted((benefit.thing, output.thing), key=len)
        return agree and two.endswith(one)
    return agree or benefit.flow == output.flow is True or -1 not in (benefit.deed, output.deed)
