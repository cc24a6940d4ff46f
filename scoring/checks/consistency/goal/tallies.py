"""C46, C47: how many of what a calculation pays for.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .....nlp.targets import canonical, parse_target
from ....advice import terms
from ..money.products import Product, products

_COUNT = re.compile(r"(\d[\d,]*(?:\.\d+)?万?)\s*([^\d\s×*xX=/元%]{1,4})\s*[×*xX]")
_TIMES = frozenset("年月日天次周季度")  # how often, and how long


class Tally(NamedTuple):
    """How many units of something are paid for: `label` is what stands before it."""

    label: str
    number: float
    unit: str
    said: str


@lru_cache(maxsize=512)
def tallies(text: str) -> tuple[Tally, ...]:
    """The counts of the products of a calculation, in order.

    >>> [(t.label, t.number, t.unit) for t in tallies("管水员培训20人×4000元=8万元")]
    [('管水员培训', 20.0, '人')]
    """
    return tuple(tally for product in products(text) if (tally := _tally(product)))


def _tally(product: Product) -> Tally | None:
    found = _COUNT.match(product.text)
    if found is None or found[2] in _TIMES:
        return None
    target = parse_target(found[1] + found[2])
    if target is None or target.kind != "count":
        return None
    base = canonical(target)
    return None if base.number is None else Tally(product.label, base.number, base.unit, found[1] + found[2])


def related(tally: Tally, name: str) -> bool:
    """Whether a calculation's line is about what an indicator counts."""
    return any(term in tally.label for term in terms(name))
