"""Recognised lines → the text of a cell: joined, and mended where only one reading is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence

# A new item of a list inside a cell; everything else goes on where the line above broke off.
_ITEM = re.compile(
    r"(?:\d{1,2}[、．)）]|\d{1,2}\.(?!\d)|[(（][一二三四五六七八九十\d]{1,2}[)）]|目标\s*\d|[①-⑳])"
)

# Wrong readings after which only one right one is left. A sign that could be another one stays as it is.
_MENDS = (
    (re.compile(r"(?<=\d)[%％][0oO〇°](?![\d.])"), "‰"),
    (re.compile(r"^([≥≤=<>＞＜＝]) +(?=\d)"), r"\1"),
    (re.compile(r"^[-–—―ー_]+(?=级(?:指标)?$)"), "一"),
)


# Specks and ends of rules are read as these. Beside a digit they may be a decimal point or a list mark, after
# a sentence its full stop.
_NOISE = (
    re.compile(r"^[.·'`]+$"),
    re.compile(r"^[.·'`\-]\s*(?=[一-鿿（(≥≤=><＞＜＝⩾⩽])"),
    re.compile(r"^[·'`]\s*(?=\d)"),
    re.compile(r"(?<=[一-鿿%％‰）)])\s*[.·'`\-]$"),
    re.compile(r"(?<=[一-鿿])[.·'`](?=[)）])"),
    re.compile(r"(?<=\.\d)\.$|(?<=\.\d\d)\.$|(?<!\s)\s+[.·'`]$"),
)
_SENTENCE = re.compile(r"[^，。；,;]*+[，。；,;].*[一-鿿]\.$", re.DOTALL)


def joined(texts: Sequence[str]) -> str:
    """The lines of a cell as one text; an item of a list starts a paragraph of its own."""
    out = ""
    for text in texts:
        out += ("\n" if out and _ITEM.match(text) else "") + text
    return out


def mended(text: str) -> str:
    """The text as recognised, apart from what recognition alone can have done.

    >>> mended("≤0.5%0"), mended("≥ 95%"), mended("―级指标")
    ('≤0.5‰', '≥95%', '一级指标')
    >>> [mended(text) for text in (".≥98%", "≥35%.", "成本.", "'单价", "·180座", "预算金额（万元.)", "9.83.", ".")]
    ['≥98%', '≥35%', '成本', '单价', '180座', '预算金额（万元)', '9.83', '']
    >>> [mended(text) for text in ("1.修路", "1.", ".5", "-3", "-", "XF-01", "先修路，再验收.")]
    ['1.修路', '1.', '.5', '-3', '-', 'XF-01', '先修路，再验收.']
    """
    for pattern, right in _MENDS:
        text = pattern.sub(right, text)
    if _SENTENCE.match(text):
        return text
    for pattern in _NOISE:
        text = pattern.sub("", text)
    return text
