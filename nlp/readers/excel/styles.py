"""What a cell shows: a value under its Excel number format.

Source: the number format codes of ECMA-376 part 1, 18.8.30 and 18.8.31, as far as forms use them:
percentages, fixed decimals, thousands, scaling commas, currency signs, units as literals, sections
by sign. Fractions, conditions and fill characters fall back to the plain number.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

Shown = Callable[[object], str]

BUILTIN = {
    "1": "0",
    "2": "0.00",
    "3": "#,##0",
    "4": "#,##0.00",
    "9": "0%",
    "10": "0.00%",
    "11": "0.00E+00",
    "17": "mmm-yy",
    "27": 'yyyy"年"m"月"',
    "36": 'yyyy"年"m"月"',
    "37": "#,##0 ;-#,##0",
    "38": "#,##0 ;-#,##0",
    "39": "#,##0.00 ;-#,##0.00",
    "40": "#,##0.00 ;-#,##0.00",
    "50": 'yyyy"年"m"月"',
    "52": 'yyyy"年"m"月"',
    "57": 'yyyy"年"m"月"',
}
_TOKEN = re.compile(
    r'"([^"]*)"|\\(.)|_.|\*.|\[\$([^][-]*+)[^][]*+\]|\[([^][]*+)\]|([Ee][+-]0+)|(.)', re.DOTALL
)


@dataclass(frozen=True, slots=True)
class _Section:
    """One section of a number format, for values of one sign.

    `digits` whole places are always shown; `decimals` at most, `fixed` of them always, the last of which
    counts `step`; a section that
    is not `drawn` shows literals only.
    """

    prefix: str
    suffix: str
    digits: int
    decimals: int
    fixed: int
    drawn: bool
    thousands: bool
    scale: int
    exponent: bool
    step: Decimal


def plain(value: object) -> str:
    """A value under the general format: 12 for 12.0, 2023-11-30 for a date, TRUE for a true one."""
    if type(value) is float:  # first, as most are
        return _general(value)
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return _general(float(value))
    if isinstance(value, datetime.datetime):
        day, clock = value.date().isoformat(), value.time()
        return day if clock == datetime.time() else f"{day} {_clock(clock)}"
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, datetime.time):
        return _clock(value)
    if isinstance(value, datetime.timedelta):
        minutes = int(value.total_seconds() // 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    return "" if value is None else str(value)


def _general(value: float) -> str:
    if value.is_integer() and -1e15 < value < 1e15:
        return str(int(value))
    text = f"{value:.15g}"  # what Excel keeps of a number
    if "n" in text:  # nan, inf
        return ""
    return f"{Decimal(text):f}" if "e" in text else text


def _clock(value: datetime.time) -> str:
    return value.strftime("%H:%M:%S" if value.second else "%H:%M")


@lru_cache(maxsize=1024)
def shown(code: str) -> Shown | None:
    """How values look under a format code, or None where that is `plain`.

    >>> shown("0.00%")(1.0), shown('#,##0"元"')(24000.0), shown("General")
    ('100.00%', '24,000元', None)
    """
    sections = _split(code[:255])
    letters = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.', "", sections[0]).lower()
    if re.search(r"[ymdhs]", letters):
        return _month if {"y", "m"} <= set(letters) and not {"d", "h"} & set(letters) else None
    if "general" in letters or "@" in letters or "/" in letters:
        return None
    parsed = [_section(s) for s in sections[:3]]
    if any(p is None for p in parsed) or not any(p and p.drawn for p in parsed):
        return None
    given = [p for p in parsed if p]
    return lru_cache(maxsize=4096, typed=True)(lambda value: _number(value, given))


def _split(code: str) -> list[str]:
    parts = re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\\[])+|(?<=;)(?=;|$)', code)
    return parts or [""]


def _section(text: str) -> _Section | None:
    """The parsed section, or None when it has something that this module does not draw."""
    prefix, suffix, places = "", "", ""
    percent, exponent = 0, False
    for quoted, escaped, currency, bracket, power, char in _TOKEN.findall(text):
        literal = quoted or escaped or currency
        if char and char in "0#?.,":
            if suffix.strip() or exponent:
                return None
            places += char
        elif power:
            exponent = True
        elif bracket and bracket[:1] in "<>=":
            return None
        else:
            if char == "%":
                percent += 1
            literal = literal or char
            prefix, suffix = (prefix, suffix + literal) if places else (prefix + literal, suffix)
    whole, _, fraction = places.partition(".")
    scaled = fraction.rstrip(",") if fraction else whole.rstrip(",")
    commas = len(fraction or whole) - len(scaled)
    whole, fraction = (whole, scaled) if fraction else (scaled, "")
    return _Section(
        prefix.lstrip(),
        suffix.rstrip(),
        digits=whole.count("0"),
        decimals=len(fraction),
        fixed=fraction.count("0"),
        drawn=bool(whole.strip(",") or fraction),
        thousands="," in whole,
        scale=2 * percent - 3 * commas,
        exponent=exponent,
        step=Decimal(1).scaleb(-len(fraction)),
    )


def _number(value: object, sections: list[_Section]) -> str:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        return plain(value)
    at = 1 if value < 0 and len(sections) > 1 else 2 if value == 0 and len(sections) > 2 else 0
    section = sections[at]
    if not section.drawn:
        return plain(value)  # a dash for zero says less than the zero
    sign = "-" if value < 0 and at == 0 else ""
    try:
        number = abs(Decimal(repr(float(value))))
        number = number.scaleb(section.scale) if section.scale else number
        if section.exponent:
            return f"{sign}{section.prefix}{number:.{section.decimals}E}{section.suffix}"
        number = number.quantize(section.step, ROUND_HALF_UP)
    except InvalidOperation:
        return plain(value)
    text = f"{number:,f}" if section.thousands else f"{number:f}"
    if section.fixed < section.decimals:
        whole, _, fraction = text.partition(".")
        fraction = fraction[: section.fixed] + fraction[section.fixed :].rstrip("0")
        text = f"{whole}.{fraction}" if fraction else whole
    if section.digits > 1 and not section.thousands:
        text = "0" * (section.digits - len(text.partition(".")[0])) + text
    return f"{sign if number else ''}{section.prefix}{text}{section.suffix}".strip()


def _month(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月"
    return plain(value)
