"""B03, B18: whom satisfaction rows ask.

No check in here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...advice import people_for, people_pattern, together
from ...lexicons import Lexicons
from ...views import RecordView

_RATED = r"满意(?:[度率]|程度)?(?:调查|测评|评价|得分|分值|指数|比例|结果|情况|水平){0,3}$"
_RATE = re.compile(_RATED)
_TAIL = re.compile(rf"(?:的|综合|总体|整体|平均|是否)*(?:对(?!象)[^对]*)*{_RATED}")


class Overlap(NamedTuple):
    """Two rows, by their places, that ask overlapping people: `whole` asks all, `part` some of them."""

    whole: int
    part: int


def overlaps(rows: Sequence[tuple[int, RecordView]]) -> Iterator[Overlap]:
    """The satisfaction rows of one form that ask everybody served beside some of the served with another target, or
    one word for two groups beside one of them (师生, 学生)."""
    asked = [(i, item, who) for i, item in rows if (who := respondent(item))]
    words = rows[0][1].context.words
    staff = people_pattern("另问", words)  # who serve are not among the served
    for i, item, who in asked:
        parts = together(words).get(who, ())
        everybody = _everybody(who, words)
        for j, other, some in asked:
            if i == j or _everybody(some, words):
                continue
            if some in parts or (everybody and not staff.search(some) and _differ(item, other)):
                yield Overlap(i, j)
                break


def _everybody(who: str, words: Lexicons) -> bool:
    """Whether a word is for all whom the project serves: each of the served is one of them. 社会公众 are asked beside
    them by the rules."""
    return who.removeprefix("本").removeprefix("项目") in people_for("全体", words)


def respondent(item: RecordView) -> str:
    """Whom a satisfaction row asks, of what its name says nothing else; '' for another row."""
    name = item.context.name.rstrip("。")
    if item.context.clipped or item.record.narrative or not _RATE.search(name):
        return ""
    return _TAIL.sub("", name)


def _differ(one: RecordView, two: RecordView) -> bool:
    a, b = one.context.target, two.context.target
    return a is not None and b is not None and None not in (a.number, b.number) and a.number != b.number
