"""The words without which the checks of scope find nothing in a text, as one pattern.

No checks in here: `repeat_texts` looks for all of them at one go.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..lexicons import Lexicons

CITY = ("全市", "市级")
PROVINCE = ("我省", "全省", "财政当年拨付", "财政拨付")
MIXED = ("我市", "本市", "县、乡", "县乡")
STREETS = ("以东", "以西", "以南", "以北")


@lru_cache(maxsize=16)
def pairs(words: Lexicons, name: str) -> tuple[tuple[str, str], ...]:
    """(sector, word) for each line 行业：词 of a list, which may hold several words."""
    entries = (entry.replace("：", ":").partition(":") for entry in words.words(name))
    return tuple((sector, word) for sector, _, listed in entries for word in listed.split())


@lru_cache(maxsize=64)
def saying(
    words: Lexicons, name: str, but: frozenset[str] = frozenset()
) -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern of the words of a list of lines 行业：词, and the sector of each; without those of some sectors."""
    found = {word: sector for sector, word in pairs(words, name) if sector not in but}
    return any_of(frozenset(found)), found


@lru_cache(maxsize=256)
def signs(words: Lexicons, fields: frozenset[str]) -> re.Pattern[str]:
    """Words that say that a text has to do with one of some fields of work: what they are there for, what they are
    about, and their offices."""
    lists = ("field_measures", "field_signs", "sector_bodies")
    return any_of(frozenset(word for name in lists for field, word in pairs(words, name) if field in fields))


@lru_cache(maxsize=16)
def policies(words: Lexicons) -> dict[str, tuple[int, str]]:
    """Old name → (year from which it is out of use, what became of it)."""
    rows = (entry.split("｜") for entry in words.words("dated_policies"))
    return {row[0]: (int(row[1]), row[2]) for row in rows if len(row) == 3 and row[0] and row[1].isdigit()}


@lru_cache(maxsize=64)
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern of words, the longest first, branched by their first character, which is far quicker than one list."""
    endings: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda w: (-len(w), w)):
        endings.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(c)}(?:{'|'.join(rest)})" for c, rest in endings.items()))


@lru_cache(maxsize=16)
def triggers(words: Lexicons) -> re.Pattern[str]:
    """Every word that a check of scope or of political preambles looks for."""
    lists = words.words("superior_bodies") | words.words("political_preamble")
    claims = {word for _, word in pairs(words, "sector_claims")}
    return any_of(lists | claims | set(policies(words)) | {*CITY, *PROVINCE, *MIXED, *STREETS})
