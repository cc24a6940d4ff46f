"""The strike-out test: which words of a record say what it is about (annotation guideline, section 3).

Struck are figures, units and dates, places of one's own (本区, 全市), and the words that every project has
(`generic.txt`). What is left is the record's anchor; a record without one could stand in every project.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from ..nlp.normalize import fold
from ..nlp.record import Indicator

_OWN = re.compile(
    r"[本我全各该所](?:省|市|区|县|旗|街道|镇|乡|村|辖区|单位|部门|局|委|办|院|校|处|科室|地|级)"
)
_FIGURES = re.compile(
    r"[0-9.,]+(?:kg|km|m|cm|mm|t|w)?(?![a-z])|[零一二两三四五六七八九十百千万亿]+(?:年|月|日|个|次|项|人|件|季度|%|成)|[^\u4e00-\u9fffa-z]+",
    re.IGNORECASE,
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SATISFIED = re.compile(r"满意(?:度|率|程度)?$")


@cache
def _listed() -> tuple[str, ...]:
    text = resources.files(__package__).joinpath("generic.txt").read_text(encoding="utf-8")
    return tuple(w for line in text.splitlines() if not line.startswith("#") for w in line.split())


@cache
def _struck() -> re.Pattern[str]:
    """The generic words, longest first; a word that says what a record is about stands as a group, and stays.

    Branched by the first character, which is far quicker than one list.
    """
    branches: dict[str, list[str]] = {}
    for word in sorted(_listed(), key=lambda w: (not w.startswith("+"), -len(w), w)):
        bare = word.removeprefix("+")
        rest = re.escape(bare[1:])
        branches.setdefault(bare[0], []).append(f"{rest}()" if bare != word else rest)
    joined = "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in branches.items())
    return re.compile(joined)


@lru_cache(maxsize=8192)
def remainder(text: str) -> tuple[str, ...]:
    """What is left of a text after striking out; single characters are particles or the rest of a struck word.

    >>> remainder("项目按时完成率100%")
    ()
    >>> remainder("全区渠道清淤完成率≥95%")
    ('渠道清淤',)
    """
    if not _HAN.search(text):
        return ()
    plain = _FIGURES.sub(" ", _OWN.sub(" ", fold(text)))
    left = _struck().sub(lambda match: " " if match.lastindex is None else match[0], plain)
    return tuple(word for word in left.split() if len(word) > 1)


def _texts(record: Indicator) -> tuple[str, ...]:
    return (record.name, record.value, *(record.tiers or ()), record.description)


def anchors(record: Indicator) -> tuple[str, ...]:
    """What a record is about: what name, value, tiers and description leave after striking out."""
    return tuple(dict.fromkeys(word for text in _texts(record) for word in remainder(text)))


def stands_anywhere(record: Indicator) -> bool:
    """Whether the record could stand in every project: no anchor is left, and it is not the stock satisfaction row
    with a figure, which every project needs and which can be checked."""
    if any(map(remainder, _texts(record))):
        return False
    target = record.target
    return not (_SATISFIED.search(fold(record.name)) and target is not None and target.number is not None)
