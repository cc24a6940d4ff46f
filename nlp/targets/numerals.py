"""Figures: Arabic and Chinese ones read, and written without exponent."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

HAN_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_STEPS: Final = {"十": 10, "百": 100, "千": 1000}
_LARGE: Final = {"万": 10_000, "亿": 100_000_000}

# More digits than these are codes (项目编码), not amounts; the bound also keeps floats finite and exact.
_ARABIC: Final = re.compile(r"(?:0|[1-9][0-9]{0,14}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,4})(?:\.[0-9]{1,30})?")
_HAN: Final = re.compile(r"[零〇一二两三四五六七八九十百千万亿点]{1,16}")


def arabic(text: str) -> float | None:
    """The value of 1200, 23,739,200.00 or 0.6; None for codes, versions (1.2.3) and leading zeros."""
    return float(text.replace(",", "")) if _ARABIC.fullmatch(text) else None


def _whole(text: str) -> int | None:
    total = section = 0
    digit: int | None = None
    smallest = 10_000  # steps must fall within a section: 三百二十, never 三十百
    for char in text:
        if char in HAN_DIGITS:
            if digit:  # two digits in a row (二三) are no positional number
                return None
            digit = HAN_DIGITS[char]
        elif char in _STEPS:
            step = _STEPS[char]
            if step >= smallest or (digit is None and (step != 10 or section)):
                return None
            smallest = step
            section += (1 if digit is None else digit) * step
            digit = None
        else:
            section += digit or 0
            if not section:
                return None
            total = (total + section) * _LARGE[char] if char == "亿" else total + section * _LARGE[char]
            section, digit, smallest = 0, None, 10_000
    return total + section + (digit or 0)


def han(text: str) -> float | None:
    """The value of 三百二十, 十二, 三点五 or 九十五万; None where `text` is no positional number."""
    if not _HAN.fullmatch(text):
        return None
    whole, point, rest = text.partition("点")
    if point:
        if not rest or any(char not in HAN_DIGITS for char in rest):
            return None
        units = _whole(whole)
        if units is None or not whole:
            return None
        return float(f"{units}.{''.join(str(HAN_DIGITS[char]) for char in rest)}")
    value = _whole(text)
    return None if value is None else float(value)


def figure(text: str) -> float | None:
    """The value of a figure in either script."""
    return arabic(text) if text[:1].isascii() else han(text)


def plain(number: float) -> str:
    """`number` in decimal notation that `arabic` reads back exactly: 90, 37.02, 0.0000015, -5."""
    if number == int(number):
        return str(int(number))
    return format(Decimal(repr(number)), "f")
