"""C28, C33, C42–C44: how many times how much, worked out in a calculation: 12人×2400元×12月=34.56万元.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from .....nlp.normalize import fold

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_WORDS = r"[^\d\s×*xX=≈+\-÷,。;、:()《》\n]"
_FACTOR = rf"(?:{_NUMBER})\s*%?(?:{_WORDS}{{0,4}}m[23]|{_WORDS}{{0,10}})"  # ㎡ is folded into m2
_TIMES = r"\s*[×*xX]\s*"
_PRODUCT = re.compile(rf"(?<![\d.,m]){_FACTOR}(?:{_TIMES}{_FACTOR})+")
_SPLIT = re.compile(_TIMES)
_RESULT = re.compile(
    rf"\s*(?:=|,?\s*(?:合计|共计|总计|小计|共|计|为|即))\s*(?:人民币)?\s*(?P<sum>{_NUMBER})\s*(?P<unit>亿元|万元|元|万)?(?![\d.%])"
)
# What stands before or after and makes the product only a part of a longer sum.
_INSIDE = re.compile(r"[+\-÷/)×*=.\d]\s*$|\+\s*[\u4e00-\u9fff]{1,10}$")
_ON = re.compile(r"\s*[+\-÷/(×*]")
_PART = re.compile(rf"(?P<number>{_NUMBER})\s*(?P<share>%)?(?P<unit>.*)", re.DOTALL)
_SCALE = {"亿": 1e8, "万": 1e4, "千": 1e3, "百": 1e2}
_MONEY = re.compile(r"([亿万千百]?)元")
_CLAUSE = re.compile("[,。;、:\\n]")
_SCALED = re.compile(r"[亿万](?!元)")


@dataclass(frozen=True, slots=True)
class Product:
    """One product as written, its value in 元, and the result in 元 that stands behind it (None: none, or one whose
    unit is unsure). [start, end) is the span in the folded text, with the result. `label` is what stands before it in
    its clause: what the money is for; `price` the factor that is money, in 元."""

    text: str
    label: str
    price: float
    value: float
    stated: float | None
    start: int
    end: int


@lru_cache(maxsize=512)
def products(text: str) -> tuple[Product, ...]:
    """The products of a text that come to a sum of money, in order.

    >>> [(p.value, p.stated) for p in products("巡护员12人×2400元×12月=34.56万元")]
    [(345600.0, 345600.0)]
    """
    folded = fold(text)
    return tuple(_products(folded)) if "元" in folded or "万" in folded else ()


def _products(text: str) -> Iterator[Product]:
    for found in _PRODUCT.finditer(text):
        if _INSIDE.search(text[: found.start()]):
            continue
        result = _RESULT.match(text, found.end())
        end = result.end() if result else found.end()
        value = _value(found[0], result)
        if value is None or _ON.match(text, end):
            continue
        label = _CLAUSE.split(text[: found.start()])[-1].strip()
        product, price = value
        yield Product(
            text[found.start() : end], label, price, product, _stated(result, product), found.start(), end
        )


def _value(text: str, result: re.Match[str] | None) -> tuple[float, float] | None:
    """The 元 that a product comes to, and its price (0.0 where no factor says that it is one); None where more than one factor is money, or none and no result says its unit."""
    factors = []
    paid, price = 0, 0.0
    for part in _SPLIT.split(text):
        found = _PART.match(part.strip())
        if found is None:
            return None
        number = float(found["number"].replace(",", "")) / (100.0 if found["share"] else 1.0)
        money = _MONEY.match(found["unit"])
        scaled = _SCALED.match(found["unit"])
        paid += money is not None
        factors.append(number * _SCALE.get(money[1] if money else scaled[0] if scaled else "", 1.0))
        price = factors[-1] if money else price
    value = prod(factors)
    if not paid and result and result["unit"]:
        unit = _SCALE.get(result["unit"][0], 1.0)
        stated = float(result["sum"].replace(",", "")) * unit
        value = min((value, value * unit), key=lambda amount: abs(amount - stated))
        paid = 1
    return (round(value, 2), price) if paid == 1 else None


def _stated(result: re.Match[str] | None, value: float) -> float | None:
    """The result in 元; a bare figure is taken in the unit in which it is nearer."""
    if result is None:
        return None
    number = float(result["sum"].replace(",", ""))
    unit = result["unit"]
    if unit:
        return round(number * _SCALE.get(unit[0], 1.0), 2)
    scaled = number * 1e4
    return round(number if abs(number - value) <= abs(scaled - value) else scaled, 2)


def worked(folded: str) -> str:
    """The text with each product written as the sum it comes to, or is said to come to.

    >>> worked("巡护员12人×2400元×12月=34.56万元；宣传牌3万元")
    '巡护员345600元；宣传牌3万元'
    """
    parts, at = [], 0
    for product in products(folded):
        amount = product.value if product.stated is None else product.stated
        parts += [folded[at : product.start], f"{amount:.10g}元"]
        at = product.end
    return "".join([*parts, folded[at:]]) if parts else folded
