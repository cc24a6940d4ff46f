"""Targets in a text that has no table and names no class: clauses with figures under a heading such as 绩效目标 (layout L6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...blocks import Paragraph
from ...normalize import squeeze
from ...record import Indicator
from .clauses import LIST, SIGNS, split_clause, split_figure

_ABOUT = r"(?:项目|主要|年度|总体|预期|\d{4}年度?){0,3}绩效(?:目标|指标)"
_HEADING = re.compile(rf"{_ABOUT}(?P<told>(?:完成|实现)?情况)?(?:分析|说明|公示)?[:：。]?")
_INLINE = re.compile(
    rf"(?:{_ABOUT}|预算目标)(?P<told>(?:完成|实现)情况)?(?:分析)?(?:[:：。]|为|是|包括|有|如下)++(?=[^。]{{0,80}}\d)"
)
_CHAPTER = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|第[一二三四五六七八九十]+[部章])"
)
_CLAUSE = re.compile(r"[，,；;。]")
_JOINED = re.compile(r"、|以?及")
_OPENS = re.compile(r"^(?:其中|同时|并|年度内|全年|当年|本年度?|计划|预计|完成|实现|使|确保)+(?=[^\d]{3})")
_ASIDE = re.compile(r"实际|上年|去年|截[至止]|占|合计")  # what is told beside the targets
_SCORED = re.compile(r"[得满扣]分|分值")  # how it was marked, and no targets
_MONEY = re.compile(r"资金|预算|经费|投资|安排|下达|拨付|投入|支出")
_FEWEST = 3  # figures in a row: fewer may be any text
_LONGEST = 40  # characters of a name


def read_goals(paragraphs: Sequence[Paragraph]) -> Iterator[Indicator]:
    """Records of each passage under such a heading in which several clauses state a figure."""
    under: re.Match[str] | None = None
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        bare = LIST.sub("", text)
        if heading := _HEADING.fullmatch(bare):
            under = heading
            continue
        inline = _INLINE.search(text)
        if inline is None and _CHAPTER.match(text):
            under = None
        opened = inline or under
        if opened is None or _SCORED.search(text):
            continue
        told = bool(opened["told"])
        found = list(_stated(text[inline.end() if inline else 0 :]))
        for part, (name, value) in enumerate(found if len(found) >= _FEWEST else (), 1):
            reached = told and not value.startswith(SIGNS)
            yield Indicator(
                name=name,
                value="" if reached else value,
                actual=value if reached else "",
                narrative=True,
                location=paragraph.location._replace(part=part),
            )


def _stated(text: str) -> Iterator[tuple[str, str]]:
    """Name and figure of the clauses that state one."""
    for clause in _CLAUSE.split(text):
        parts = _JOINED.split(clause)
        for part in parts if len(parts) > 1 and all(map(_pair, parts)) else [clause]:
            pair = _pair(part)
            if pair is not None:
                yield pair


def _pair(clause: str) -> tuple[str, str] | None:
    text = _OPENS.sub("", LIST.sub("", clause.strip()))
    pair = split_clause(text) or split_figure(text)
    if pair is None or not re.search(r"\d", pair[1]):
        return None
    name, value = squeeze(pair[0]), squeeze(pair[1]).removesuffix("等")
    aside = _ASIDE.match(name) or ("元" in value and _MONEY.search(name))
    return (name, value) if 1 < len(name) <= _LONGEST and not aside else None
