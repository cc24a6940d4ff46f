"""Indicators in running text under a heading such as 绩效指标 (layout L6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..blocks import Paragraph
from ..record import Indicator
from .split import split_names

_HEADING = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）、.．]?\s*)?绩效指标\s*[:：]\s*(?=\S)")
_SECTION = re.compile(r"^\s*(?:\d+[.．、]|[（(][一二三四五六七八九十]+[)）])\s*(\S.{1,40})$")
_CLAUSE = re.compile(r"[，,；;。]")

_NUMBER = r"(?:\d|[≥≤＞＜><=≧≦]|百分之|千分之|万分之|十万分之|[一二两三四五六七八九]成)"
# These verbs link a name to its value and are not part of either …
_LINK = re.compile(
    r"(?:达到|稳定在|保持在|维持在|控制在|提高到|提高至|提升到|提升至|增加到|增加至|降低到|降低至|下降到|下降至|降到|降至|"
    r"增长到|压缩到|为|是|达)(?=约|近|" + _NUMBER + ")"
)
# … these say what the target is and stay with it: a state, a change against a base, a bound in words.
_STATE = re.compile(
    r"达到(?=[^\d]{0,12}(?:标准|要求|水平|目标|规范))"
    r"|(?:比|较)(?:上年|去年|上一年度?|同期|基期)\S{0,6}(?:提高|增长|增加|上升|下降|降低|减少)"
    r"|同比(?:提高|增长|增加|上升|下降|降低|减少)"
    r"|(?:不低于|不高于|不少于|不超过|不大于|不小于|高于|低于|大于|小于|超过|少于|未超过)(?=\S{0,8}\d)"
)
_BARE = re.compile(r"(?<=[率数度比额量标准例\)）])(?=" + _NUMBER + ")")


def read_prose(paragraphs: Sequence[Paragraph]) -> Iterator[Indicator]:
    """Records of each paragraph that begins with 绩效指标：, named after the section it stands in."""
    section = ""
    for paragraph in paragraphs:
        heading = _HEADING.match(paragraph.text)
        if heading is None:
            section = section_of(paragraph.text) or section
            continue
        for k, clause in enumerate(_clauses(paragraph.text[heading.end() :])):
            pair = split_clause(clause)
            if pair is None:
                continue
            name, value = pair
            for name_part in split_names(name):
                yield Indicator(
                    name=name_part,
                    value=value,
                    activity=section,
                    narrative=True,
                    location=paragraph.location._replace(part=k + 1),
                )


def section_of(text: str) -> str:
    """The title of the section that a paragraph opens, '' when it opens none."""
    title = _SECTION.match(text)
    return title.group(1).strip() if title and "绩效目标" not in title.group(1) else ""


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSE.split(text):
        if clause.strip():
            yield clause.strip()


def split_clause(clause: str) -> tuple[str, str] | None:
    """Name and value of a clause, or None when it states no target.

    >>> split_clause("婴儿死亡率降低到6‰以下")
    ('婴儿死亡率', '6‰以下')
    >>> split_clause("营养知识知晓率比上年提高10%")
    ('营养知识知晓率', '比上年提高10%')
    >>> split_clause("扶助金发放标准达到国家标准")
    ('扶助金发放标准', '达到国家标准')
    """
    for pattern, keeps in ((_STATE, True), (_LINK, False), (_BARE, True)):
        match = pattern.search(clause)
        if match and match.start() >= 2:
            return clause[: match.start()].strip(), clause[match.start() if keeps else match.end() :].strip()
    return None
