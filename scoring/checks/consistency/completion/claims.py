"""C01, C65: what a form's report of its goal claims to have done altogether, and the rows that missed their targets.

Shared by these checks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from ....findings import short
from ....views import SetView
from ...owners import quoted
from .points import is_execution
from .reached import outcome

_NAMED = 3

_SENTENCE = re.compile(r"[。；;\n]")
_CLAUSE = re.compile(r"[，,、：:]")
_FIGURE = re.compile(r"[0-9](?!.{0,3}年)")
_ALL = "全部|全面|圆满"
_ADVERB = f"{_ALL}|均|都|已经?|超额|顺利|如期|按[时期]|得到"
_DONE = "完成|达成|实现"
_WHOSE = (
    "(?:年度|20[0-9]{2}年度?|全年|本年度?|当年|绩效|预期|既定|设定|总体|各项|所有|全部|年初|确定|下达|的)"
)
_WHAT = "(?:工作)?(?:目标任务|任务目标|目标|任务|指标)|工作(?!任务|目标)"
_END = r"(?!目标|任务|较|得|.{0,3}[0-9]|情况|率|度|进度|比例|数|的)"
_CLAIMS = tuple(
    re.compile(words)
    for words in (
        # 年度目标全部完成, 各项任务均已完成
        rf"{_WHOSE}{{1,6}}(?:{_WHAT})(?:{_ADVERB}){{1,4}}(?:{_DONE}|达到(?:年度|预期)(?:目标|标准|要求)?){_END}",
        # 目标任务圆满完成
        rf"^(?:本?项目)?(?:{_WHAT})(?:都|已经?)?(?:{_ALL})(?:都|已经?)?(?:{_DONE}){_END}",
        # 圆满完成年度目标任务, 已完成年度目标
        rf"(?:{_ADVERB}){{0,4}}地?(?:{_DONE})了?{_WHOSE}{{1,6}}(?:{_WHAT}){_END}",
        # 达到预期目标
        rf"(?:达到|实现)了?(?:年度|预期|预定|既定|设定)(?:绩效)?(?:目标|要求){_END}",
        # 全面完成目标任务
        rf"(?:{_ALL})地?(?:{_DONE})了?(?:{_WHAT}){_END}",
    )
)
# Without these words 完成年度目标 may tell of the one thing that was counted right before.
_STRONG = re.compile(f"{_ALL}|各项|所有|总体")
_WHOLLY = re.compile(rf"(?:{_ADVERB}){{0,4}}(?:{_ALL})(?:已经?|都)?(?:{_DONE})")
# A whole sentence: 全年工作已按计划完成, 已按计划开展
_AS_PLANNED = re.compile(
    rf"(?:本?项目|{_WHOSE})*+(?:{_WHAT}|内容)*+(?:已经?|均|都)*+(?:按计划|按要求|按照?(?:年度|年初|工作)计划)(?:全部)?(?:{_DONE}|开展|实施|落实)"
    rf"|{_WHOSE}++(?:{_WHAT})++(?:已经?|均|都)*+(?:{_DONE})"
)
# Not everything, not wholly, or not yet.
_HEDGED = re.compile(
    r"未|没|尚|不|基本|部分|大多|大体|总体上|较好|初步|力争|确保|争取|努力|预计|预期将|有望|为了|为确保|主要|重点|将会|应当"
)
_REST = re.compile(r"其他|其它|其余|剩余|(?<![消解清拆排免剔扣])除.{1,30}?[外,，]|另外")


@lru_cache(maxsize=1024)
def claim(text: str) -> str:
    """The words by which a text claims that all of its goal was reached, '' where it does not.

    >>> claim("消除隐患，各项绩效目标全面完成。")
    '各项绩效目标全面完成'
    >>> claim("完成巡查12次，年度目标全部完成。"), claim("基本完成年度目标。"), claim("其余各项工作均圆满完成。")
    ('年度目标全部完成', '', '')
    """
    for sentence in _SENTENCE.split(fold(text)):
        if _REST.search(sentence):
            continue
        bare = "".join(sentence.split())
        if _WHOLLY.fullmatch(bare):
            return bare
        if _AS_PLANNED.fullmatch(last := _CLAUSE.split(bare)[-1]):
            return last
        counted = False
        for clause in _CLAUSE.split(bare):
            counted = counted or bool(_FIGURE.search(clause))
            for pattern in _CLAIMS:
                found = pattern.search(clause)
                if found is None or _HEDGED.search(clause[: found.end()]):
                    continue
                if not counted or _STRONG.search(found[0]):
                    return found[0]
    return ""


def missed(view: SetView, members: Sequence[int], least: float = 1.0) -> list[Indicator]:
    """The rows that missed their targets, with less than `least` of them; money spent or saved is no task."""
    found = []
    for record, context in (view[i] for i in members):
        if is_execution(record) or context.declared == {"cost"}:
            continue
        reached = outcome(record, context)
        if reached is not None and reached.missed and (reached.share is None or reached.share < least):
            found.append(record)
    return found


def told(rows: Sequence[Indicator]) -> str:
    """Rows for a message, with their targets and what was reached; some of many."""
    named = "、".join(
        f"{quoted(r.name, 16)}（目标{short(r.value, 16)}，实际{short(r.actual, 16)}）" for r in rows[:_NAMED]
    )
    return f"{named}等 {len(rows)} 项指标" if len(rows) > _NAMED else named
