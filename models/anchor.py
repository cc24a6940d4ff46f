"""The strike-out test: which words of a record say what it is about (annotation guideline, section 3).

Struck are figures, units and dates, places of one's own (本区, 全市), and the words that every project has
(`generic.txt`). Where what is left is made of words that the corpus has shown to be generic too (`words.py`), nothing
is. What remains is the record's anchor; a record without one could stand in every project.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from importlib import resources

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from .words import generic, learned, user_words

_OWN = re.compile(
    r"[本我全各该所](?:省|市|区|县|旗|街道|镇|乡|村|辖区|单位|部门|局|委|办|院|校|处|科室|地|级)|项目\(工程\)"
)
_FIGURES = re.compile(
    r"[0-9.,]+(?:kg|km|m|cm|mm|t|w)?(?![a-z])|[零一二两三四五六七八九十百千万亿]+(?:年|月|日|个|次|项|人|件|季度|%|成)|[^\u4e00-\u9fffa-z]+",
    re.IGNORECASE,
)
_AGE = re.compile(r"[0-9]{1,3}(?:[-~—至到][0-9]{1,3})?周?岁(?:及?以[上下]|以内)?")
_HAN = re.compile("[\u4e00-\u9fff]")
_SATISFIED = re.compile(r"满意(?:度|率|程度)?(?:\([^()]*\))*$")


@cache
def _listed() -> tuple[str, ...]:
    text = resources.files(__package__).joinpath("generic.txt").read_text(encoding="utf-8")
    own = tuple(w for line in text.splitlines() if not line.startswith("#") for w in line.split())
    return own + user_words()


@cache
def _by_first() -> dict[str, re.Pattern[str]]:
    """What matches the listed words of a first character; a word that stays, as it says what a record is about, is its
    group and comes first, then the longer ones."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in sorted(_listed(), key=lambda w: (not w.startswith("+"), -len(w), w)):
        bare = re.escape(word.removeprefix("+"))
        found[word.removeprefix("+")[0]].append(f"({bare})" if word.startswith("+") else bare)
    return {first: re.compile("|".join(words)) for first, words in found.items()}


def _without_listed(text: str) -> str:
    """`text` with a blank for every listed word."""
    left: list[str] = []
    words, at, kept = _by_first(), 0, 0
    while at < len(text):
        listed = words.get(text[at])
        match = listed.match(text, at) if listed else None
        if match is None:
            at += 1
            continue
        if match.lastindex is None:
            left += text[kept:at], " "
            kept = match.end()
        at = match.end()
    return "".join((*left, text[kept:]))


@lru_cache(maxsize=8192)
def struck(text: str) -> tuple[str, ...]:
    """The pieces of a text that the guideline's words leave over; single characters are particles or the rest of a
    struck word."""
    if not _HAN.search(text):
        return ()
    plain = _FIGURES.sub(" ", _OWN.sub(" ", _AGE.sub(" ", fold(text))))
    return tuple(piece for piece in _without_listed(plain).split() if len(piece) > 1)


def remainder(text: str) -> tuple[str, ...]:
    """What is left of a text after striking out, learned generic words too; and ages, which say which people.

    >>> remainder("项目按时完成率100%")
    ()
    >>> remainder("全区水渠清淤完成率≥95%"), remainder("80-89岁津贴标准")
    (('水渠清淤',), ('80-89岁',))
    """
    ages = tuple(match[0] for match in _AGE.finditer(fold(text))) if "岁" in text else ()
    return ages + tuple(piece for piece in struck(text) if not _is_generic(piece))


def _is_generic(piece: str) -> bool:
    """Whether a piece is made of generic words only. Cutting it would tell the same but for a few words, and loading the
    dictionary takes longer than scoring a document."""
    whole, other = _generic()
    return whole.fullmatch(piece) is not None and other.search(piece) is None


@cache
def _generic() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Nothing but generic words; and a word of the corpus that is put together from them but is none: 上岗 of 上 and 岗."""
    whole = re.compile(f"(?:{'|'.join(map(re.escape, generic()))})+")
    others = [w for w in learned() if len(w) > 1 and w not in generic() and whole.fullmatch(w)]
    return whole, re.compile("|".join(map(re.escape, others)))


def texts(record: Indicator) -> tuple[str, ...]:
    """The texts that the test looks at: name, value without the target's unit, tiers and description."""
    target = record.target
    unit = target.unit if target and target.number is not None else ""
    value = record.value
    if len(unit) > 1:
        value = (value if unit in value else fold(value)).replace(unit, " ")
    return (record.name, value, *(record.tiers or ()), record.description)


def anchors(record: Indicator) -> tuple[str, ...]:
    """What a record is about: what name, value, tiers and description leave after striking out."""
    return tuple(dict.fromkeys(word for text in texts(record) for word in remainder(text)))


def is_stock_satisfaction(record: Indicator) -> bool:
    """Whether the record is the satisfaction row with a figure, which every project needs and which can be checked."""
    target = record.target
    return target is not None and target.number is not None and bool(_SATISFIED.search(fold(record.name)))


def stands_anywhere(record: Indicator) -> bool:
    """Whether the record could stand in every project: no anchor is left, and it is not the stock satisfaction row."""
    return not any(map(remainder, texts(record))) and not is_stock_satisfaction(record)
