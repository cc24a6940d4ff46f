"""Whether two texts speak of one thing, by the characters of their content words.

Plain and strict: office language (开展, 提高, 管理, …) is taken out, and only texts that have not one character
of what is left in common count as unrelated. 就餐 and 用餐 are related by 餐; synonyms that share no character
are taken for unrelated, so that a check should not be graver than P2 on this ground alone.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from ..lexicons import Lexicons

_SIGNS = frozenset(
    string.printable + "，。；：、（）“”‘’《》【】〔〕—…·　％≥≤＞＜＝×／０１２３４５６７８９①②③④⑤⑥⑦⑧⑨"
)
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_ANYBODY = frozenset(("群众", "人民", "民群", "社会", "居民", "市民", "公众", "经济"))
# Two words for one thing that share no character.
_SAME = (("义工", "志愿"), ("饭堂", "食堂"))


@lru_cache(maxsize=16)
def _office(words: Lexicons) -> tuple[re.Pattern[str], frozenset[str]]:
    """The words of office language as a pattern, branched by their first character, which is far quicker than
    one list; and the characters that are dropped wherever they stand."""
    endings: dict[str, list[str]] = {}
    for word in sorted(words.words("office_words"), key=lambda w: (-len(w), w)):
        if len(word) > 1:
            endings.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in endings.items())
    return re.compile("|".join(branches)), _SIGNS.union(w for w in words.words("office_words") if len(w) == 1)


@lru_cache(maxsize=8192)
def content(text: str, words: Lexicons) -> frozenset[str]:
    """The characters of a text that office language leaves, signs and figures apart."""
    for one, two in _SAME:
        text = text.replace(one, two)
    pattern, dropped = _office(words)
    return frozenset(pattern.sub(" ", text)) - dropped


@lru_cache(maxsize=8192)
def phrases(text: str, words: Lexicons) -> frozenset[str]:
    """The pairs of neighbouring characters of what office language leaves of a text, but for those that say of people
    only that they are people."""
    found = (
        run[i : i + 2] for run in _HAN.findall(_office(words)[0].sub(" ", text)) for i in range(len(run) - 1)
    )
    return frozenset(found) - _ANYBODY


def quotes(text: str, name: str, words: Lexicons) -> bool:
    """Whether two neighbouring characters of a name's content stand in a text: mostly enough to call them
    related, without a look at all of the text."""
    rest = _office(words)[0].sub(" ", name)
    pairs = (rest[i : i + 2] for i in range(len(rest) - 1))
    return any(pair in text and pair.isalpha() for pair in pairs)
