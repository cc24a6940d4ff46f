"""Text normalisation that can be traced back to what was written.

Officials type 90％, ９０%, "合 格 率" and ≧ for the same things. Parsers and models see one spelling;
findings still point at the characters of the original, because every normalised character keeps
the position it came from.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .traditional import is_simplified, simplified

# Characters that NFKC leaves alone although they are typed for another one.
_SAME = {
    "≧": "≥",
    "═": "=",
    "≦": "≤",
    "⩾": "≥",
    "⩽": "≤",
    "﹪": "%",
    "〜": "~",
    "∼": "~",
    "—": "-",
    "–": "-",
    "−": "-",
    "‐": "-",
    "―": "-",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "\u200b": "",
    "\ufeff": "",
    "\u00ad": "",
}


# Text of nothing but characters that stay as they are, the common case, need not be walked.
_PLAIN = re.compile(r"[\u4e00-\u9fff!-~≥≤‰、。《》]*")


@dataclass(frozen=True, slots=True)
class Normalized:
    """Normalised `text`; `offsets[i]` is the position in the original of its i-th character.

    `length` is the original's length, so that `span` can also close a span at its very end.
    """

    text: str
    offsets: tuple[int, ...]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original that normalised characters [start, end) came from."""
        if start >= end:
            here = self.offsets[start] if start < len(self.offsets) else self.length
            return here, here
        return self.offsets[start], self.offsets[end - 1] + 1


@lru_cache(maxsize=8192)
def _fold(char: str) -> str:
    if char in _SAME:
        return _SAME[char]
    if "\u2460" <= char <= "\u24ff":  # ① is a list mark, not the number 1
        return char
    if char.isspace():
        return " "
    folded = unicodedata.normalize("NFKC", char)
    # Only then: a compatibility form may be of a traditional character.
    return folded if is_simplified(folded) else "".join(map(simplified, folded))


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and is_simplified(text)


def is_han(char: str) -> bool:
    """True for a Chinese ideograph (CJK unified, extension A, compatibility)."""
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or "\uf900" <= char <= "\ufaff"


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalpha()


def normalize(text: str) -> Normalized:
    """Fold width, variants, traditional characters and spacing of `text`, keeping offsets.

    A space survives only between two ASCII letters: elsewhere in Chinese text it is typesetting.
    """
    if _is_plain(text):
        return Normalized(text, tuple(range(len(text))), len(text))
    chars: list[str] = []
    offsets: list[int] = []
    for position, original in enumerate(text):
        for char in _fold(original):
            pending = char != " " and len(chars) > 1 and chars[-1] == " "
            if pending and not (_is_word(chars[-2]) and _is_word(char)):
                chars.pop()
                offsets.pop()
            if char == " " and (not chars or chars[-1] == " "):
                continue
            chars.append(char)
            offsets.append(position)
    if chars and chars[-1] == " ":
        chars.pop()
        offsets.pop()
    return Normalized("".join(chars), tuple(offsets), len(text))


class _Folded(dict[int, str]):
    """Code point → what `_fold` makes of it, for `str.translate`; filled as characters come."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDED = _Folded()
_SPACES = re.compile("(?<=[A-Za-z])( )+(?=[A-Za-z])| +")


def fold(text: str) -> str:
    """`normalize(text).text` when offsets are of no interest; several times as fast."""
    if _is_plain(text):
        return text
    folded = text.translate(_FOLDED)
    return _SPACES.sub(lambda match: match[1] or "", folded) if " " in folded else folded


def squeeze(text: str) -> str:
    """Whitespace folded as the contract asks of `name` and `value`; every other character is kept."""
    return " ".join(text.split())
