"""Indicators that any project could have."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ..context import Context
from ..findings import short
from ..lexicons import Lexicons
from ..views import SetView


@lru_cache(maxsize=16)
def _stock(words: Lexicons) -> frozenset[str]:
    lists = ("generic_names", "bare_names", "class_names", "stability_slogan")
    return frozenset().union(*(words.words(name) for name in lists))


def is_stock(context: Context) -> bool:
    """Whether the name alone says so: a stock name without an object."""
    return context.name.strip("。.") in _stock(context.words)


def is_generic(context: Context) -> bool:
    """Whether an indicator could stand in any project: the model says so, or its name is a stock name
    without an object."""
    return context.boilerplate or is_stock(context)


def stock_of(view: SetView, form: Sequence[int], share: float) -> tuple[int, str] | None:
    """How many rows of a form any project could have, and the first names of those that go by their name alone, quoted;
    None where they are less than `share` of the form, or half of them are the model's word only, which may be wrong."""
    stock = [i for i in form if is_generic(view[i].context)]
    plain = [i for i in stock if is_stock(view[i].context)]
    names = "、".join(f"“{short(view[i][0].name, 12)}”" for i in plain[:3])
    return (len(stock), names) if len(stock) >= share * len(form) and 2 * len(plain) >= len(stock) else None
