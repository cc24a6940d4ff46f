"""Sums of money in budget cells and targets."""

from __future__ import annotations

import re

from ..nlp.targets import Target, canonical, parse_target

BARE = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
TEN_THOUSAND = 10_000.0


def money(target: Target | None) -> float | None:
    """The 元 of a target that is one sum of money (a year's, not per head), else None."""
    if target is None or target.kind != "money" or target.upper is not None:
        return None
    number, _, unit = canonical(target)
    return number if unit in ("元", "元/年") else None


_PRICE = re.compile(r"标准$|[单均]价$|定额$|^(?:人均|户均|亩均|每[人户亩公家台套])")


def price(target: Target | None, name: str) -> float | None:
    """The 元 that a target allows for one of something (per head, per km), by its unit or by the name (补助标准);
    else None."""
    if target is None or target.kind != "money":
        return None
    number, upper, unit = canonical(target)
    per = unit.removeprefix("元").removesuffix("/年")
    return (upper or number) if unit.startswith("元") and (per or _PRICE.search(name)) else None


def yuan(text: str) -> float | None:
    """A sum of money in 元; a bare figure of a budget cell is 万元, as budget forms have it. None: no sum."""
    text = text.strip()
    if not text:
        return None
    if BARE.fullmatch(text):
        return float(text.replace(",", "")) * TEN_THOUSAND
    return money(parse_target(text))


def wan(amount: float) -> str:
    """An amount of 元 as it is quoted: in 万元."""
    return f"{amount / TEN_THOUSAND:.10g}万元"
