"""Targets whose sign, number and unit stand in columns of their own (exports of the budget system)."""

from __future__ import annotations

import re

from ..normalize import fold
from .rows import is_placeholder

# Signs in words and as keyboards type them.
_SIGNS = {
    "大于等于": "≥",
    "大于或等于": "≥",
    "不低于": "≥",
    "不少于": "≥",
    "不小于": "≥",
    "小于等于": "≤",
    "小于或等于": "≤",
    "不高于": "≤",
    "不超过": "≤",
    "不大于": "≤",
    "不多于": "≤",
    "大于": "＞",
    "小于": "＜",
    "等于": "=",
    ">=": "≥",
    "=>": "≥",
    "<=": "≤",
    "=<": "≤",
    "≥": "≥",
    "≤": "≤",
    ">": "＞",
    "<": "＜",
    "=": "=",
}
_NUMBER = re.compile(r"[-+]?\d[\d,.]*(?:[-~至到]\d[\d,.]*)?")
_STARTS = re.compile(r"[-+]?\d")
_BEGINS = re.compile(r"^(?:[≥>=≤<]|大于|小于|等于|不[低高少大小超]|[不未]?超过|至少|约)")
_FIGURE = re.compile(r"(-?\d+(?:\.\d+)?)(?:分|%)?")
# What a template leaves of a target behind a name: 苗木成活率（≥**%）.
_STARS = r"(?:[*＊_]{1,6}|[xX]{1,4}|[×]{2,4})"
_TEMPLATE = re.compile(
    rf"[(（] ?(?:([≥≤＞＜><＝=]{{1,2}}) ?{_STARS}?|{_STARS}) ?([^()（）\d*＊]{{0,8}}?) ?[)）] ?$"
)
_LINES = re.compile(r"[\n；;]")


def is_sign(text: str) -> bool:
    """Whether a cell holds a comparison sign, also in words (大于等于)."""
    return fold(text) in _SIGNS


def templated(name: str) -> tuple[str, str, str]:
    """A name without the template of a target behind it, and the template's sign and unit; '' where it has none.

    >>> templated("苗木成活率（≥**%）"), templated("作业道长度（公里）")
    (('苗木成活率', '≥', '%'), ('作业道长度（公里）', '', ''))
    """
    found = _TEMPLATE.search(name)
    return (
        (name[: found.start()].rstrip(), found[1] or "", found[2])
        if found and found.start()
        else (name, "", "")
    )


def whole_target(value: str, sign: str, unit: str) -> str:
    """Sign, number and unit in one; 定性 or an unknown sign gives the value with no sign.

    >>> whole_target("90", "≥", "%"), whole_target("明显改善", "定性", ""), whole_target("≥90%", "≥", "%")
    ('≥90%', '明显改善', '≥90%')
    >>> whole_target("98", "大于等于", "%"), whole_target("2.1；900", "≥；≤", "万台；次")
    ('≥98%', '≥2.1万台；≤900次')
    """
    if not value:
        return value
    glued = _glued(value, sign, unit)
    if glued:
        return glued
    text = with_unit(value, unit)
    mark = sign if len(sign) == 1 and fold(sign) in _SIGNS else _SIGNS.get(fold(sign), "")
    if mark and _STARTS.match(fold(value)) and not _BEGINS.match(fold(value)):
        return mark + text
    return text


def _glued(value: str, sign: str, unit: str) -> str:
    """Several targets in one row, glued the same way in each of their columns."""
    values = _LINES.split(value)
    if len(values) < 2 or not all(v.strip() for v in values):
        return ""
    signs, units = ([p.strip() for p in _LINES.split(text)] for text in (sign, unit))
    if len(signs) not in (1, len(values)) or len(units) not in (1, len(values)) or not (sign or unit):
        return ""
    signs, units = (p if len(p) > 1 else p * len(values) for p in (signs, units))
    return "；".join(whole_target(v.strip(), s, u) for v, s, u in zip(values, signs, units, strict=True))


def with_unit(value: str, unit: str) -> str:
    """A bare number with its unit; other texts have said theirs already."""
    bare = _BEGINS.sub("", fold(value)).lstrip("=于")
    if is_placeholder(unit) or not _NUMBER.fullmatch(bare) or fold(unit) == "日期":
        return value
    return value if fold(unit) == fold(value) else value + unit


def as_number(text: str) -> float | None:
    """The number of a weight or points cell (`10`, `10分`, `10%`), None where it holds none.

    >>> as_number("10分"), as_number("9.5"), as_number("/")
    (10.0, 9.5, None)
    """
    found = _FIGURE.fullmatch(fold(text)) if text else None
    return float(found[1]) if found else None
