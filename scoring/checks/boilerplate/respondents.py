"""B03: satisfaction rows of one form that ask the same people twice.

No check in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...views import RecordView

_RATE = re.compile(r"满意[度率]$")
_TAIL = re.compile(r"(?:的|综合|总体|整体)*(?:对(?!象)[^对]*)*满意[度率]$")
# Everybody whom the project serves: each of the served is one of them. 社会公众 are asked beside them by the rules.
_ALL = re.compile(r"(?:项目|本项目)?(?:服务|受益|受助|资助|补助)(?:对象|群体|人群|者|人)")
# Those who serve are not among the served.
_STAFF = re.compile(r"职工|员工|工作人员|公众|社会|干部|领导|志愿者|护工|教练|单位|部门|政府")
# One word for several, and those whom it holds.
_WHOLE = {
    "师生": ("学生", "教师", "老师"),
    "医患": ("患者", "病人", "医生", "医务人员"),
    "干群": ("群众",),
    "家校": ("家长",),
}


class Overlap(NamedTuple):
    """Two rows, by their places, that ask overlapping people: `whole` asks all, `part` some of them."""

    whole: int
    part: int


def overlaps(rows: Sequence[tuple[int, RecordView]]) -> Iterator[Overlap]:
    """The satisfaction rows of one form that ask everybody served beside some of the served with another target, or
    one word for two groups beside one of them (师生, 学生)."""
    asked = [(i, item, who) for i, item in rows if (who := _who(item))]
    for i, item, who in asked:
        parts = _WHOLE.get(who, ())
        everybody = bool(_ALL.fullmatch(who))
        for j, other, some in asked:
            if i == j or _ALL.fullmatch(some):
                continue
            if some in parts or (everybody and not _STAFF.search(some) and _differ(item, other)):
                yield Overlap(i, j)
                break


def _who(item: RecordView) -> str:
    """Whom a satisfaction row asks, of what its name says nothing else; '' for another row."""
    name = item.context.name.rstrip("。")
    if item.context.clipped or item.record.narrative or not _RATE.search(name):
        return ""
    return _TAIL.sub("", name)


def _differ(one: RecordView, two: RecordView) -> bool:
    a, b = one.context.target, two.context.target
    return a is not None and b is not None and None not in (a.number, b.number) and a.number != b.number
