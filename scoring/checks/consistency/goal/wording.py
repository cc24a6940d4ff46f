"""C29, C30, C31: how the goals of a project are worded.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from functools import lru_cache

from .....nlp.document import Passage
from .....nlp.normalize import fold
from .....nlp.record import Indicator
from ...texts import sentences
from ..goals import UNITS

_ITEM = re.compile(r"\s+(?=[（(]\d{1,2}[)）])")
_DROPPED = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9%]+")
# What looks like a figure and measures nothing: titles, numbers of documents, years, list marks, ages, set phrases.
_NO_FIGURE = re.compile(
    r"《[^》]*》|[〔\[【(（](?:19|20)\d\d[〕\]】)）]\s*\d*\s*号?|\d+号|第\d+[条款届次期]|(?:19|20)\d\d\s*(?:年度?|[-—~至.]\s*(?:19|20)?\d*\s*年?)|"
    r"\d+(?:-\d+)?周?岁|[“\"][^”\"]{0,12}[”\"]|\d+[+＋]\d+"
)
_NUMERAL = "[一二两三四五六七八九十百千万]+"
_IN_WORDS = re.compile(
    rf"(?<![第进同统万单唯]){_NUMERAL}(?:余|多)?(?:{UNITS}|项目)(?!意识|自信|维护)|百分之|[一二三四五六七八九十]成|每(?:个|一)?(?:月|周|季度?|日|天|旬)|全覆盖|零(?:事故|投诉|发生)"
)
_DATED = re.compile(r"\d+月|[一二三四五六七八九十]+月(?:底|末|份)|年底前|季度")
# The term is the year: 2024年1月-12月.
ONE_YEAR = re.compile(r"^\D*(20\d\d)(?:(?!20\d\d).)*(?:\1(?:(?!20\d\d).)*)?$")


@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """A goal without white space, list marks and punctuation: what word for word is compared."""
    return "".join(_DROPPED.sub("", fold(sentence)) for sentence in sentences(_ITEM.sub("\n", text)))


@lru_cache(maxsize=1024)
def has_figure(text: str) -> bool:
    """Whether a goal holds one figure, frequency or date that its achievement can be checked by.

    >>> has_figure("1.贯彻《防洪条例》（2021）3号，保障2024年度防汛工作。"), has_figure("每月巡堤，抢险演练两次")
    (False, True)
    """
    told = _NO_FIGURE.sub("，", fold("；".join(sentences(text))))
    return bool(re.search(r"\d", told) or _IN_WORDS.search(told) or _DATED.search(told))


DYKE = Indicator("巡堤里程", "860公里", project="堤防管护")


def goal(text: str, project: str = "堤防管护", kind: str = "goal") -> Passage:
    """For the examples."""
    return Passage(kind, text, project)
