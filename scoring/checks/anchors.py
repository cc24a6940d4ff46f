"""The strike-out test of the guideline (§3): what in a record says which people, thing or work it is about.

A text without an anchor could stand in every project. The words that are struck are `struck_words.txt`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ..lexicons import Lexicons
from .words import any_of

_PLACE = re.compile(r"[本我全各该](?:(?:省|市|区|县|镇|乡)(?:级)?|街道|单位|部门|局|校|院|中心)")
_COUNTED = re.compile(
    r"[0-9.,%‰]+(?:[万亿千百]?元|[万亿])?(?:[/每](?:年|月|日|人|户|次))*(?:平方米|公里|工作日|个|名|人次?|次|场次?|户|件|份|家|套|台|批次?|项|年|月|日|天|"
    r"小时|分钟?|季度|周|元)?"
)
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,}")  # one character is the rest of a word, not a word


@lru_cache(maxsize=16)
def _struck(words: Lexicons) -> tuple[re.Pattern[str], str]:
    """The listed words, and the single characters that only count at the ends of what is left."""
    listed = words.words("struck_words")
    return any_of(frozenset(w for w in listed if len(w) > 1)), "".join(w for w in listed if len(w) == 1)


@lru_cache(maxsize=4096)
def anchor(text: str, words: Lexicons) -> str:
    """What is left of a text when all that every project could say is struck, '' for nothing.

    >>> from ..lexicons import default_lexicons
    >>> anchor("保障各项工作正常运转，100%", default_lexicons())
    ''
    >>> anchor("渠道清淤及时率", default_lexicons())
    '渠道清淤'
    """
    struck, particles = _struck(words)
    left = struck.sub(" ", _COUNTED.sub(" ", _PLACE.sub(" ", fold(text))))
    return "".join(run.strip(particles) for run in _WORD.findall(left))


def anchored(record: Indicator, words: Lexicons) -> bool:
    """Whether a record says in any field which people, thing or work it is about."""
    texts = (record.name, record.value, *(record.tiers or ()), record.description)
    return any(anchor(text, words) for text in texts if text)
