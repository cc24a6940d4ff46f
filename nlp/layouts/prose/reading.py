"""Indicators in running text under a heading such as 绩效指标 (layout L6)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...blocks import Paragraph
from ...record import Indicator
from ...vocabulary import column, label
from ..split import split_names
from ..values import templated, whole_target
from .clauses import SIGNS, split_clause
from .outline import Clause, Outline

_HEADING = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]+[)）、.．]?\s*)?绩效指标\s*[:：]\s*(?=\S)")
# In the middle of a paragraph: 绩效指标设置5个，分别为：….
_LISTED = re.compile(r"指标[^。:：]{0,12}[。，,]?\s*分别(?:为|是|包括)?\s*[:：]\s*(?=\S)")
_SECTION = re.compile(
    r"^\s*(?:(?:\d+[.．、]|[（(][一二三四五六七八九十]+[)）])\s*(\S[^。；;]{1,40})"
    r"|[一二三四五六七八九十]+、\s*([^。；;：:，]{4,38}(?:经费|资金|补助|补贴|工程|节|项目)))$"
)
# “灌区清淤”项目绩效自评综述：全年预算数96万元，….
_SUMMED = re.compile(
    r"\s*(?:(?:\d+[.．、]|[（(]?[一二三四五六七八九十]+[)）、])\s*)?[“\"]?([^“”\"：:。，]{4,40})[”\"]?项目(?:支出)?(?:绩效)?自评综述\s*[:：]"
)
_OF_TARGETS = re.compile("绩效目标|指标|绩效情况")  # a part of the report, and no activity
_CLAUSE = re.compile(r"[，,；;。]")
_BUDGET = re.compile(
    r"(?:预算(?:资金|金额|总?数)?(?:安排|[共为计])*|安排[^，。；、\d]{0,10}(?:经费|资金))\s*"
    r"(\d[\d,]*(?:\.\d+)?(?:万元|亿元|元))(?!/)"
)


def read_prose(paragraphs: Sequence[Paragraph]) -> Iterator[Indicator]:
    """Records of running text: of each paragraph that begins with 绩效指标：, and of those under class names."""
    section = budget = ""
    outline = Outline()
    for n, paragraph in enumerate(paragraphs):
        if outline.level2 and (_explained(paragraph) or _is_label(paragraph)):
            continue  # told with the item above, or of the form
        clauses = list(outline.read(paragraph.text))
        if clauses:
            told = _explained(paragraphs[n + 1]) if n + 1 < len(paragraphs) and len(clauses) == 1 else ""
            yield from (replace(r, description=told) for r in _records(clauses, paragraph, section, budget))
            continue
        if not outline.heading:
            title = section_of(paragraph.text)
            within = not title or _SUMMED.match(paragraph.text)  # it tells the money too
            section, budget = (
                title or section,
                (("" if title else budget) or _told(paragraph.text)) if within else "",
            )
        heading = _HEADING.match(paragraph.text) or _LISTED.search(paragraph.text)
        if heading is None or outline.heading:
            continue
        pairs = enumerate(map(split_clause, _clauses(paragraph.text[heading.end() :])), 1)
        found = [Clause(*pair, "", "", k) for k, pair in pairs if pair is not None]
        yield from _records(found, paragraph, section, budget)


def _explained(paragraph: Paragraph) -> str:
    """What a paragraph below an item says of it: 指标值说明：每村6名."""
    told = paragraph.text.replace("：", ":").partition(":")[2]
    return told.strip() if column(_asked(paragraph)) in ("description", "basis") else ""


def _asked(paragraph: Paragraph) -> str:
    """What stands before the colon of a paragraph, '' where there is none."""
    asked, colon, _ = paragraph.text.replace("：", ":").partition(":")
    return asked.strip() if colon else ""


def _is_label(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a label of a form with its answer; a limit is a target (项目总投资：≤180万元)."""
    asked = _asked(paragraph)
    return bool(label(asked)) and not paragraph.text[len(asked) + 1 :].strip().startswith(SIGNS)


def _told(text: str) -> str:
    """The one budget that a text of a section tells."""
    sums = set(_BUDGET.findall(text))
    return sums.pop() if len(sums) == 1 else ""


def _records(
    clauses: Sequence[Clause], paragraph: Paragraph, activity: str, budget: str
) -> Iterator[Indicator]:
    for clause in clauses:
        whole, sign, unit = templated(clause.name)
        for name in split_names(whole):
            yield Indicator(
                name=name,
                value=whole_target(clause.value, sign, unit),
                level1=clause.level1,
                level2=clause.level2,
                actual=clause.actual,
                weight=clause.weight,
                points=clause.points,
                reason=clause.reason,
                narrative=not clause.item,
                location=paragraph.location._replace(part=clause.part),
                activity=activity,
                budget=budget if activity else "",
            )


def section_of(text: str) -> str:
    """The title of the section that a paragraph opens, '' when it opens none."""
    if summed := _SUMMED.match(text):
        return summed[1]
    found = _SECTION.match(text)
    title = (found[1] or found[2]).strip() if found else ""
    return "" if _OF_TARGETS.search(title) else title


def _clauses(text: str) -> Iterator[str]:
    for clause in _CLAUSE.split(text):
        if clause.strip():
            yield clause.strip()
