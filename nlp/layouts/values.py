"""Targets whose sign, number and unit stand in columns of their own (exports of the budget system)."""

from __future__ import annotations

import re

from ..normalize import fold
from .roles import is_placeholder

# Signs of the unified budget system and the codes that some exports print for them.
_SIGNS = re.compile(r"[≥>=≤<~]=?|大于等于|小于等于|大于|小于|等于|不低于|不高于|不少于|不超过|不大于|不小于")
_NUMBER = re.compile(r"[-+]?\d[\d,.]*(?:[-~至到]\d[\d,.]*)?")
_BEGINS = re.compile(r"^(?:[≥>=≤<]|大于|小于|等于|不[低高少大小超]|[不未]?超过|至少|约)")


def whole_target(value: str, sign: str, unit: str) -> str:
    """Sign, number and unit in one; 定性 or an unknown sign gives the value with no sign.

    >>> whole_target("90", "≥", "%"), whole_target("明显改善", "定性", ""), whole_target("≥90%", "≥", "%")
    ('≥90%', '明显改善', '≥90%')
    """
    if not value:
        return value
    text = with_unit(value, unit)
    if is_sign(sign) and _NUMBER.match(fold(value)) and not _BEGINS.match(fold(value)):
        return sign + text
    return text


def with_unit(value: str, unit: str) -> str:
    """A bare number with its unit; other texts have said theirs already."""
    bare = _BEGINS.sub("", fold(value)).lstrip("=于")
    if is_placeholder(unit) or not _NUMBER.fullmatch(bare):
        return value
    return value + unit


def is_sign(text: str) -> bool:
    """True for a comparison sign, in characters or words."""
    return bool(_SIGNS.fullmatch(fold(text)))
