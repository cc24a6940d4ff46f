"""V17–V19, V29, V31: trend words, results told as if reached, slogans, and what makes them checkable after all.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from .....nlp.targets import parse_targets
from ....context import plain
from ....registry import Context, Example

FIGURE = re.compile(r"[0-9]|百分之")
# Names and numbers of documents, and the year that everything is about, are no figures to hold a target against.
_PAPERS = re.compile(
    r"《[^》]{0,60}》|\S{0,12}[〔\[(（][0-9]{4}[〕\])）]\s?第?[0-9]{1,5}号?|20[0-9]{2}年度?|[A-Za-z]+[0-9.]+"
)
_STANDARD = re.compile(
    r"《[^》]{0,40}(?:标准|规范|规程|规则|细则|评分|考核办法|评价办法|等级|指南)(?!化)[^》]{0,6}》|(?:GB|DB|CJJ|JGJ|HJ|SL|YY|WS|JT)/?T?\s?[0-9]|国标"
)
_LADDER = re.compile(
    r"(?:[0-9]分?(?:以上|及以上|以下)?|[>≥≤<][0-9.]+%?分?)[^,;。]{0,4}(?:为|是|得|:|评)?[^,;。0-9]{0,2}(?:优|良|合格|达标|好|差)"
)
_GRADES = re.compile(r"优[秀]?[、,/;].{0,12}良[好]?[、,/;].{0,12}(?:中|差|一般|合格)")
_OFTEN = re.compile(r"每(?:个|一)?(?:日|天|周|旬|月|双月|季)")
_NUMBER = re.compile(
    r"[0-9]|百分之|[一二两三四五六七八九十半](?:个?(?:小时|天|日|工作日|周|月|季度|年|分钟)|次)"
)
_UNTIL = re.compile(r"[至到]20[0-9]{2}年|20[0-9]{2}年底?前")
_KINDS = frozenset(("percent", "permille", "duration", "ratio"))


def checkable(description: str, counts: bool = False) -> bool:
    """Whether a description gives a ladder, a figure to reach, a date or a named standard.

    How many things a project is about (12个村), a document's number and the year say nothing of the target;
    with `counts` they do: 全年计划检修24座.

    >>> checkable("95分以上为优，85分以上为良"), checkable("11月底前完成"), checkable("涉及12个村")
    (True, True, False)
    """
    if not description:
        return False
    if _STANDARD.search(description) or _GRADES.search(description) or _OFTEN.search(description):
        return True
    if not _NUMBER.search(description):
        return False
    text = plain(description)
    if _UNTIL.search(text):
        return True
    text = _PAPERS.sub("", text)
    if _LADDER.search(text):
        return True
    for target in parse_targets(text):
        if target.kind == "relative" and target.number and target.unit in ("%", "‰", "个百分点", "倍"):
            return True
        if target.kind in _KINDS or target.kind == "date" or target.unit.startswith("分"):
            return True
        if target.kind in ("count", "money") and (target.comparator != "=" or (counts and target.unit)):
            return True
    return False


def is_template(context: Context) -> bool:
    """Whether the name is one that higher authorities send out with a soft value."""
    return context.name in context.words.words("superior_template")


def one(name: str, value: str, level2: str = "社会效益指标", description: str = "") -> Example:
    """For the examples."""
    level1 = (
        "满意度指标"
        if "满意" in level2
        else "效益指标"
        if "效益" in level2 or "影响" in level2
        else "产出指标"
    )
    return Example(Indicator(name, value=value, level1=level1, level2=level2, description=description))
