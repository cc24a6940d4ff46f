"""C25: weights and points of a self-evaluation form, added up exactly.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .....nlp.document import Passage
from .....nlp.layouts.execution import stated
from .....nlp.record import Indicator
from ....views import SetView

ROUNDED = Decimal("0.05")  # what forms round each addend by
HUNDRED = Decimal(100)
TINY = 1e-6
_MOST = 120  # points of a form
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
EXECUTION = re.compile(r"^.{0,8}(?:预算|资金|经费|支出).{0,4}执行率?$|^执行率?$|预算执行")


@dataclass(frozen=True, slots=True)
class Account:
    """What a form says of execution or of its total; None where it says nothing."""

    weight: Decimal | None = None
    points: Decimal | None = None
    rate: Decimal | None = None  # as a share: 0.975
    digits: int = 0  # decimals of the rate as a percentage
    planned: Decimal | None = None
    first: Decimal | None = None  # 年初预算数
    spent: Decimal | None = None


def amount(text: str) -> Decimal | None:
    """The figure of a text: 1,688.5万元, 97.2%, 10分; None where there is none."""
    found = _FIGURE.search(text)
    return Decimal(found[0].replace(",", "")) if found else None


def number(value: float) -> Decimal:
    """A weight or points cell as it is written."""
    return Decimal(f"{value:.10g}")


def plain(value: Decimal) -> str:
    """A figure as it is quoted, without trailing zeros."""
    return f"{value.normalize():f}"


def account(passages: Sequence[Passage], owner: str, last: bool = False) -> Account | None:
    """The `execution` (what is told first, of each figure) or `total` (the last) of a form."""
    mine = [stated(p.text) for p in passages if p.owner_id == owner]
    if not mine:
        return None
    said = mine[-1] if last else {key: text for told in reversed(mine) for key, text in told.items()}
    rate_text = said.get("执行率", "")
    rate = amount(rate_text)
    percent = rate is not None and ("%" in rate_text or rate > Decimal("1.5"))
    exponent = rate.as_tuple().exponent if rate is not None else 0
    digits = max(0, -int(exponent)) - (0 if percent else 2)
    worth, got = (amount(said.get(heading, "")) for heading in ("分值", "得分"))
    if max(worth or 0, got or 0) > _MOST:
        return None  # money that a flattened row has put in their place
    return Account(
        worth,
        got,
        rate / HUNDRED if rate is not None and percent else rate,
        digits,
        amount(said.get("全年预算数", "")),
        amount(said.get("年初预算数", "")),
        amount(said.get("全年执行数", "")),
    )


def cells(view: SetView, members: Sequence[int]) -> Iterator[int]:
    """One index for each row of the form: indicators that we split out of one cell share its weight."""
    seen = set()
    for i in members:
        record = view[i].record
        place = record.location
        row = place.whole._replace(column=0)
        if not place or not record.cell or row not in seen:
            seen.add(row)
            yield i


def is_full(record: Indicator) -> bool:
    """Whether a row takes all the points that it is worth."""
    return bool(record.weight) and record.points is not None and record.points >= (record.weight or 0) - TINY


def is_execution(record: Indicator) -> bool:
    """Whether a row of the indicator table is that of budget execution."""
    return bool(EXECUTION.search(record.name) or EXECUTION.search(record.level2))
