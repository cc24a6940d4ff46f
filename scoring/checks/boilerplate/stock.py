"""Stock pairs that higher authorities send out with their values (B11, B17)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ....nlp.normalize import fold
from ....nlp.targets import parse_target
from ...context import Context
from ...lexicons import Lexicons
from ...views import SetView
from ..values.wording.soft import is_template

_FEWEST, _SHARE = 2, 1 / 3  # of a form's rows
_PAIR = re.compile(r"^(.+?)([=≥≤<>].+)$")


@lru_cache(maxsize=16)
def _pairs(words: Lexicons) -> frozenset[tuple[str, float | None, str]]:
    """(name, number, unit) of each stock pair; the comparator is often left out in exports."""
    found = set()
    for entry in words.words("stock_pairs"):
        if match := _PAIR.match(fold(entry)):
            target = parse_target(match[2])
            found.add((match[1], target.number if target else None, target.unit if target else ""))
    return frozenset(found)


def is_stock(context: Context) -> bool:
    """Whether name, which may have its formula behind it, and target are a pair of a superior's standard table."""
    target, name = context.target, context.name.partition("=")[0]
    if target is None or name not in context.words.words("stock_names") or is_template(context):
        return False
    return (name, target.number, target.unit) in _pairs(context.words)


def is_stock_form(view: SetView, rows: Sequence[int]) -> bool:
    """Whether a form is filled in from a superior's standard table: what it lacks is not the unit's to add."""
    stock = sum(is_stock(view[i].context) for i in rows)
    return stock >= _FEWEST and stock >= _SHARE * len(rows)
