"""Indicators that any project could have."""

from __future__ import annotations

from functools import lru_cache

from ..context import Context
from ..lexicons import Lexicons


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
