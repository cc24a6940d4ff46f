"""For which time targets are: what headings, and the rows over a table, say of the year and of the whole term."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from ..vocabulary import label, plain
from .rows import Line, empty_goal

_TERM = re.compile(r"中期|长期|实施周?期|全周期|总体.{0,30}(?:19|20)\d\d年?[—–~至到-]+(?:19|20)\d\d")
_ANNUAL = re.compile(r"年度|本年|当年|全年|今年|(?:19|20)\d\d年")
_IN_BRACKETS = re.compile(r"[(（【\[](?:(中长?期|长期|实施期)|(?:本?年度|本年|当年))(?:目标|指标)?[)）】\]]")
_HEADS = re.compile(
    r"(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）、.．])?(?:中长?期|长期|实施期|年度|本年度?)(?:绩效)?(?:目标和)?指标表?[:：]?"
)
_NAMES_A_TIME = re.compile(r".{0,16}(?:目标|指标|总额|资金|预算|金额|投入|值)\s*(?:[(（].*)?[:：]?")


def horizon_of(text: str) -> str:
    """`annual` or `term` where a short text says which, else ''.

    >>> horizon_of("中期目标（2023—2025年）"), horizon_of("年度绩效指标"), horizon_of("指标值")
    ('term', 'annual', '')
    >>> horizon_of("指标值（长期）"), horizon_of("申报表（2024年度）")  # a year in brackets dates the whole form
    ('term', '')
    """
    bare = plain(text) if len(text) < 60 else ""
    if _TERM.search(bare) or _ANNUAL.search(bare):
        return "term" if _TERM.search(bare) else "annual"
    marked = _IN_BRACKETS.search("".join(text.split())) if bare else None
    return "" if marked is None else "term" if marked[1] else "annual"


def heads_time(text: str) -> str:
    """The time that a line over a table names, '' for other lines.

    >>> heads_time("（二）实施期绩效指标"), heads_time("年度绩效指标："), heads_time("年度绩效指标完成情况")
    ('term', 'annual', '')
    """
    return horizon_of(text) if _HEADS.fullmatch("".join(text.split())) else ""


def time_of(line: Line) -> tuple[str, bool]:
    """The time that a row names which says nothing else (年度目标, 中期指标), or '', and whether it is a goal with
    its text: the goals of both times may stand over one table, which is then for neither in particular."""
    said = [line.texts[i] for i in line.filled]
    if not said or len(said) > 2 or empty_goal(line):
        return "", False
    goal = (len(said) == 2 or said[0].endswith((":", "："))) and label(said[0]).startswith("goal")
    times = {horizon_of(text) for text in (said[:1] if goal else said) if len(text) < 30}
    return (times.pop(), goal) if len(times) == 1 else ("", goal)


def times_of(above: Sequence[Line], count: int) -> list[str]:
    """The times of `count` tables side by side: from the last row above that speaks of both (中期目标, 年度目标), or
    from the goals of both, in the order in which they stand one under the other."""
    goals: list[str] = []
    for line in reversed(above):
        times = [horizon_of(t) for t in line.texts if len(t) < 30 and _NAMES_A_TIME.fullmatch(t)]
        said = [key for key, _ in groupby(filter(None, times))]
        if len(said) == count > 1:
            return said
        first = line.texts[line.filled[0]] if line.filled else ""
        if label(first).startswith("goal"):
            goals.insert(0, horizon_of(first))
    told = list(dict.fromkeys(filter(None, goals)))
    return told if len(told) == count > 1 else [""] * count
