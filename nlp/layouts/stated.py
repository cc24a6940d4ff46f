"""What single texts of a form state: labels with their answers, sums of money."""

from __future__ import annotations

import hashlib
import re

from ..normalize import fold, squeeze
from ..vocabulary import label
from . import labels

_PAIR = re.compile(r"([^\s:：，。；]{2,14})[:：]\s*")
MONEY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*([亿万千百]?元|万)?(?![\d.\-%]|年(?!度)|月)")
_CODED = re.compile(r"[0-9A-Za-z]")
_WORD = 2  # 无
_IN_WAN = {"元": 1e-4, "百元": 1e-2, "千元": 0.1, "万元": 1.0, "万": 1.0, "亿元": 1e4}


def project_id(name: str, code: str, number: int = 1) -> str:
    """Stable id (12 hex digits) of the `number`-th form of a document that has this name and code."""
    text = f"{name}\x1f{code}\x1f{number}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def is_code(text: str) -> bool:
    """Whether a text can be a project's code, and is not the heading beside a cell that was left empty.

    >>> is_code("440309241391500000027"), is_code("项目负责人及电话"), is_code("项目名称：河道清淤2期")
    (True, False, False)
    """
    bare = fold(text).strip()
    return (bool(_CODED.search(bare)) and not inline_pairs(bare)) or len(bare) <= _WORD


def inline_pairs(text: str) -> list[tuple[str, str]]:
    """Labels and values that stand in one text: 填报单位：某县水务局  项目名称：清淤.

    >>> inline_pairs("填报单位：某县水务局      项目名称：河道清淤 一期")
    [('填报单位', '某县水务局'), ('项目名称', '河道清淤 一期')]
    >>> inline_pairs("注：单位名称按公章填写")
    []
    """
    marks = list(_PAIR.finditer(text))
    if not any(label(m[1]) for m in marks) or text[: marks[0].start()].strip():
        return []
    ends = [*(m.start() for m in marks[1:]), len(text)]
    pairs = ((m[1], text[m.end() : end].strip(" \u3000,，;；\t")) for m, end in zip(marks, ends, strict=True))
    return [(name, value) for name, value in pairs if label(name)]


def in_wan(text: str, unit: str) -> float | None:
    """A sum of money in 万元; its own unit before the form's, None where neither says one.

    >>> in_wan("210万元", ""), in_wan("1,860,000", "元"), in_wan("385", "")
    (210.0, 186.0, None)
    """
    found = MONEY.match(fold(text))
    scale = _IN_WAN.get((found[2] if found else "") or unit)
    if not found or scale is None:
        return None
    return round(float(found[1].replace(",", "")) * scale, 6)


def agency(text: str) -> str:
    """Who hands a form in, where a text says nothing else; '' otherwise.

    >>> agency("填报单位：某县水务局"), agency("单位：万元")
    ('某县水务局', '')
    """
    pairs = inline_pairs(squeeze(text)) if len(text) < 60 and ("：" in text or ":" in text) else []
    if len(pairs) != 1 or label(pairs[0][0]) != "department" or not labels.BODY.fullmatch(pairs[0][1]):
        return ""
    return pairs[0][1]
