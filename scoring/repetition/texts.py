"""The form in which texts of an archive are compared, and their digests."""

from __future__ import annotations

import re
import unicodedata
from hashlib import blake2b

from ...nlp.record import Indicator

JOINT = "\x1f"  # between name and value
_MEASURE = 3  # characters

# Spellings of one sign that NFKC leaves alone; what is only typesetting goes.
_SAME = str.maketrans(
    {
        **dict.fromkeys("≧⩾", "≥"),
        **dict.fromkeys("≦⩽", "≤"),
        **dict.fromkeys("—–−‐―", "-"),
        **dict.fromkeys("〜∼", "~"),
        **dict.fromkeys("“”„", '"'),
        "﹪": "%",
        **dict.fromkeys("\u200b\ufeff\u00ad \t\r\n\v\f"),
    }
)
_COMPARED = re.compile(r"[<>]=|大于等于|小于等于|不低于|不少于|不高于|不超过")
_SIGNS = {">=": "≥", "<=": "≤", "大于等于": "≥", "小于等于": "≤"}
_SIGNS |= {"不低于": "≥", "不少于": "≥", "不高于": "≤", "不超过": "≤"}
_END = "。.；;，,、"
# What turns a target into another one although hardly a character differs: figures, comparison, negation,
# direction, degree.
_MARKS = (
    "0123456789.〇零一二三四五六七八九十百千万亿两半≥≤<>=%‰不未无非没否免勿禁增减升降高低上下前后提早晚全基"
)
MARKS = frozenset(_MARKS)
_MARK = re.compile(f"[{re.escape(_MARKS)}]")
_FIGURE = re.compile(
    r"[0-9]|[零一二三四五六七八九十百千万亿两半]+(?:[个次人户项家场条处份期天月年倍成]|分之)"
)


def clean(text: str) -> str:
    """A text without spaces and closing punctuation, width and signs in one spelling. Not to be shown."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    text = text.translate(_SAME).rstrip(_END)
    return _COMPARED.sub(lambda m: _SIGNS[m[0]], text) if _COMPARED.search(text) else text


def row_text(name: str, value: str) -> str:
    """What makes a row: its name and target value, cleaned."""
    return f"{clean(name)}{JOINT}{clean(value)}"


def record_text(record: Indicator) -> str:
    """`row_text` of a record; a ladder stands for the value where there is none."""
    return row_text(record.name, record.value or "/".join(record.tiers or ()))


def has_figure(text: str) -> bool:
    """Whether a text states a number, in digits or in words."""
    return bool(_FIGURE.search(text))


def same_sense(one: str, other: str) -> bool:
    """Whether two row texts agree in what makes an indicator: its measure, which is how the name ends
    (及时率, 合格率), and figures, comparison, negation, direction and degree in their order."""
    ends = one.partition(JOINT)[0][-_MEASURE:] == other.partition(JOINT)[0][-_MEASURE:]
    return ends and _MARK.findall(one) == _MARK.findall(other)


def digest(text: str) -> int:
    """64 bits that stand for a text (two of 100 million texts share them with a chance of 1 in 4000)."""
    return int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little")
