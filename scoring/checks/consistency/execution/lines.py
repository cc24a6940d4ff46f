"""C53: the money of a self-evaluation's head: a line for all of it and one for each source.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .....nlp.layouts.funds import figure, role
from .....nlp.normalize import fold
from .....nlp.vocabulary import plain

_HEADS = {
    "first": re.compile(r"年初预算数?|年初批复(?:预算)?数|年初数"),
    "planned": re.compile(r"(?:全年|年度|调整后?|调整后的?|本年|当年)?预算(?:数|金额)?"),
    "spent": re.compile(
        r"(?:全年|年度|本年|当年|预算|资金|实际){0,4}(?:执行数?|支出数?|执行金额|支出金额)|决算数"
    ),
    "rate": re.compile(r"(?:全年|年度|本年|当年|实际)?(?:预算|资金)?执行率"),
}
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_FIRST = 3  # columns that the first heading may reach over
_WHOLE_SHARE = 1.5  # a bare rate above is a percentage


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the money: what it is of, its figures in the form's unit (None: nothing filled in), the rate as a
    share and as it is written."""

    label: str
    role: str
    first: float | None = None
    planned: float | None = None
    spent: float | None = None
    rate: float | None = None
    written: str = ""

    @property
    def quotient(self) -> float | None:
        """spent ÷ planned, None where one of them is missing or nothing was planned."""
        return self.spent / self.planned if self.planned and self.spent is not None else None


def lines(rows: Sequence[str]) -> list[Line]:
    """The lines of one form's `funds` passages, in order; none where its columns cannot be told.

    >>> rows = ["项目资金\\t\\t全年预算数\\t全年执行数\\t执行率", "年度资金总额\\t\\t80\\t76\\t95%", "其他资金\\t\\t8\\t8\\t0"]
    >>> [(one.label, one.planned, one.spent, one.rate) for one in lines(rows)]
    [('年度资金总额', 80.0, 76.0, 0.95), ('其他资金', 8.0, 8.0, 0.0)]
    """
    cells = [[" ".join(c.split()) for c in row.split("\t")] for row in rows]
    heads = [i for i, row in enumerate(cells) if {"planned", "spent"} <= set(_columns(row))]
    if len(heads) != 1:
        return []
    columns, head = _columns(cells[heads[0]]), cells[heads[0]]
    below = [row for row in cells[heads[0] + 1 :] if role(row[0]) in ("total", "source")]
    if not below or sum(role(row[0]) == "total" for row in below) != 1:
        return []
    shift = _shift(head, below)
    return [_line(row, columns, shift) for row in below] if shift is not None else []


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for i, cell in enumerate(row):
        bare = plain(cell) if cell and len(cell) <= 30 else ""
        for key, pattern in _HEADS.items():
            if bare and pattern.fullmatch(bare):
                found.setdefault(key, i)
    return found


def _shift(head: Sequence[str], below: Sequence[Sequence[str]]) -> int | None:
    """How far the rows stand left of their headings, whose first cells reach down; cells at the end of a row that are
    empty are not there at all, so that the longest row tells."""
    shift = max(map(len, below)) - len(head)
    return shift if -_FIRST <= shift <= 0 else None


def _line(row: Sequence[str], columns: dict[str, int], shift: int) -> Line:
    def cell(key: str) -> str:
        at = columns.get(key, -1) + shift if key in columns else -1
        return row[at] if 0 <= at < len(row) else ""

    sums = {key: amount[0] for key in ("first", "planned", "spent") if (amount := figure(cell(key)))}
    said = fold(cell("rate"))
    found = _NUMBER.search(said)
    rate = float(found[0].replace(",", "")) if found else None
    if rate is not None and ("%" in said or rate > _WHOLE_SHARE):
        rate /= 100
    return Line(row[0].strip(":： "), role(row[0]), **sums, rate=rate, written=said.strip())
