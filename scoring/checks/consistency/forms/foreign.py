"""C32: indicators that belong to another project of the file.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from .....models.anchor import remainder
from ....advice import terms
from ....views import RecordView, SetView
from ...generic import is_stock
from ...owners import Owner, owners

# What is done is no sign of what it is done to: 购置图书 and 购置设备.
DONE = re.compile(
    r"购置|采购|购买|新增|新建|增设|建设|建成|改造|维修|修缮|更新|更换|安装|配备|发放|举办|开展|组织|完好|完成"
)
# What anyone may have: such words relate a row to nothing, and part it from nothing.
_ANYONE = re.compile(
    r"满意|投诉|资金|经费|预算|支付|拨付|成本|验收|安全|事故|政策|知晓|信访|舆情|就业|碳排放|能耗|环保|培训|宣传|媒体|稿件|公众号|会议|志愿|督导|检查|考核|咨询|合同|档案|人员"
)
# Two parts of one thing share more than these words.
_NAMING = re.compile("工程|专项|治理|整治|设施|综合")
# One character that says what a thing is: 成品粮油 and 储备粮 are of one field.
_MATTER = frozenset("粮水林路桥渔牧药医电气河湖库茶菌渠堤矿")
GROUNDS = 8  # terms without which nothing can be told of a project
_SHARED = 2
_FEW = 2  # projects that have a row, its own and the other
_COMMON = 12  # a term of more projects says nothing of whose a row is
_LIKE = 0.75


class Stranger(NamedTuple):
    """The index of a row, and what it belongs to: another project of the file (`kind` "project"), a field of the
    public service ("field"), or nothing that the project pays for ("cost")."""

    row: int
    home: str
    kind: str = "project"


def of_projects(view: SetView) -> Iterator[Stranger]:
    """Rows that share nothing with their own project, and are those of another."""
    forms = [o for o in view.once(owners) if o.form and o.rows and o.name]
    if len({o.name for o in forms}) < 2:
        return
    wanted = {i: _object(view[i]) for o in forms for i in o.rows}
    bearing: dict[str, set[str]] = {}
    homes: dict[str, list[Owner]] = {}
    for owner in forms:
        for i in owner.rows:
            bearing.setdefault(view[i].context.name, set()).add(owner.id)
        for term in terms(owner.name).union(*(wanted[i] for i in owner.rows)):
            homes.setdefault(term, []).append(owner)
    for owner in forms:
        if owner.whole or not (owner.text("goal") or owner.text("content")):
            continue
        told = owner.told
        for i in owner.rows:
            name, mine = view[i].context.name, wanted[i]
            if not mine or len(bearing[name]) > _FEW or any(term in told for term in mine):
                continue
            near = [homes.get(term, ()) for term in mine]
            others = {o.id: o for some in near if len(some) <= _COMMON for o in some if o.id != owner.id}
            found = [o for o in others.values() if _is_home(o, owner, mine, wanted)]
            # A row that a third project has as well may stand in this one too.
            if (
                len(found) == 1
                and bearing[name] <= {owner.id, found[0].id}
                and is_alone(view, owner, i, mine)
            ):
                yield Stranger(i, found[0].name)


def _object(item: RecordView) -> frozenset[str]:
    """The terms of what a row counts; none for a row that any project may have."""
    record, context = item
    if record.narrative or context.clipped or is_stock(context):
        return frozenset()
    return _counted(context.name)


@lru_cache(maxsize=8192)
def _counted(name: str) -> frozenset[str]:
    return frozenset() if _ANYONE.search(name) else terms(DONE.sub(" ", name))


def is_alone(view: SetView, owner: Owner, i: int, mine: frozenset[str]) -> bool:
    """Whether a row is about something, and no other row of its project speaks of it, nor its own description of
    what the project does."""
    record, context = view[i]
    if not remainder(record.name) or len(terms(owner.told)) < GROUNDS:
        return False
    if _MATTER.intersection(record.name, owner.name):
        return False
    others = "\n".join(
        view[k].record.name + view[k].record.description
        for k in owner.rows
        if view[k].context.name != context.name
    )
    if any(term in others for term in mine):
        return False
    said = terms(record.description) - mine
    return not any(term in owner.name or term in owner.text("goal") for term in said)


def _is_home(other: Owner, owner: Owner, mine: frozenset[str], wanted: dict[int, frozenset[str]]) -> bool:
    """Whether another project speaks of what a row counts: it has that row, or its name and goal have the words."""
    told = other.told
    said = [term for term in mine if term in told]
    if not said or other.whole:
        return False  # what takes in everything takes in this project
    if terms(_NAMING.sub(" ", other.name)) & terms(_NAMING.sub(" ", owner.name)):
        return False  # two parts of one thing
    if any(_alike(mine, wanted[k]) for k in other.rows):
        return True
    goal = other.name + other.text("goal")
    return sum(term in goal for term in said) >= _SHARED and any(term in other.name for term in said)


def _alike(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(two) and len(one & two) >= _LIKE * len(one | two)
