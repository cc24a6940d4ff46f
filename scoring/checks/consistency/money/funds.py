"""C09: all of the money of a form against where it comes from and what it goes to.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from .....nlp.layouts.funds import figure, parted, role
from .....nlp.vocabulary import label

_NEAR = 0.0005
_MOST = 8  # parts of which every selection is tried
_SUMMED = re.compile(r"(?:金额|预算|资金|经费|任务)?(?:合计|总计|共计)(?:金额)?")
_PARTS = ("source", "use")
_ACROSS = frozenset(("total", "source", "use"))
_TERM = re.compile(r"中期|实施期|规划|总投")
_LEVELS = re.compile(r"小计|^其中")
_POINTS = re.compile(r"分值|得分|率|权重")


@dataclass(frozen=True, slots=True)
class Sum:
    """One figure with what its row or column calls it."""

    label: str
    amount: float
    unit: str

    @property
    def said(self) -> str:
        """The figure as written, without zeros."""
        return f"{self.amount:.10g}{self.unit}"


@dataclass(slots=True)
class Account:
    """The figures that belong together: all of the money, its sources and its uses; `of` says which (全年预算数), ''
    where the form states one only. `unsure`: a figure among them that nobody knows."""

    of: str
    unsure: bool = False
    roles: dict[str, list[Sum]] = field(default_factory=lambda: defaultdict(list))


@dataclass(frozen=True, slots=True)
class Gap:
    """Parts that do not add up to their whole."""

    of: str
    whole: Sum
    parts: tuple[Sum, ...]

    @property
    def added(self) -> float:
        """What the parts add up to."""
        return round(sum(part.amount for part in self.parts), 6)


def gaps(rows: Sequence[str]) -> Iterator[Gap]:
    """The wholes of one form's `funds` rows that their parts do not make up, whichever of them are taken.

    >>> [(g.whole.amount, g.added) for g in gaps(["年度资金总额\\t320", "财政拨款\\t260", "其他资金\\t40"])]
    [(320.0, 300.0)]
    >>> [g.added for g in gaps(["资金总额\\t320\\t其中：财政拨款300.00\\t学校自有资金30.00"])]
    [330.0]
    """
    if not any(role(c.strip()) in _PARTS for row in rows for cell in row.split("\t") for c in parted(cell)):
        return
    cells = [[" ".join(c.split()) for cell in row.split("\t") for c in parted(cell)] for row in rows]
    accounts = list(
        _accounts(cells, [len(c) > row.count("\t") + 1 for c, row in zip(cells, rows, strict=True)])
    )
    for account in accounts:
        wholes = account.roles["total"]
        known = not account.unsure and len({w.amount for w in wholes}) == 1
        for whole in wholes[:1] if known else ():
            for kind in _PARTS:
                parts = tuple(account.roles[kind])
                # A label that is told twice has columns whose headings are not known.
                once = len({part.label for part in parts}) == len(parts)
                if len(parts) > 1 and once and not _makes_up(whole, parts):
                    yield Gap(account.of, whole, parts)
    yield from _apart(accounts)
    yield from _items(cells)


def _apart(accounts: Sequence[Account]) -> Iterator[Gap]:
    """What the money goes to, told apart from the table that has all of it: it makes up none of the sums there."""
    wholes = {a.of: w for a in accounts for w in a.roles["total"] if role(a.of) == "column"}
    parts = [part for a in accounts if not a.of and not a.roles["total"] for part in a.roles["use"]]
    planned = [of for of in wholes if "预算" in of]
    if len(parts) == 2 and planned and not any(_makes_up(whole, parts) for whole in wholes.values()):
        yield Gap(planned[-1], wholes[planned[-1]], tuple(parts))


def _makes_up(whole: Sum, parts: Sequence[Sum]) -> bool:
    """Whether all parts, or some where the others only break them down, make up the whole."""
    if any(part.unit != whole.unit for part in parts) or len(parts) > _MOST:
        return True
    allowed = max(_NEAR * abs(whole.amount), 0.011 * len(parts))
    chosen = (some for n in range(1, len(parts) + 1) for some in combinations(parts, n))
    return any(
        abs(sum(part.amount for part in some) - whole.amount) <= allowed
        and (len(some) == len(parts) or _breaks_down(some, parts))
        for some in chosen
    )


def _breaks_down(some: Sequence[Sum], parts: Sequence[Sum]) -> bool:
    """Whether what is left out is nothing, or parts of one that is in."""
    left = sum(part.amount for part in parts if part not in some)
    return any(left <= part.amount * (1 + _NEAR) for part in some)


def _accounts(rows: Sequence[list[str]], own: Sequence[bool]) -> Iterable[Account]:
    """`own`: whether the figures of a row stand in the cells of their labels, below no heading."""
    found: dict[str, Account] = {}
    heads: list[str] = []
    terms: set[int] = set()  # columns, from the right, of the money of all years: its parts stand below it
    for number, cells in enumerate(rows):
        if not any(map(figure, cells)):
            heads = cells
            continue
        # A sum under columns of its own (总额, 财政拨款) is called what they say.
        across = sum(role(_above(heads, cells, i)) in _ACROSS for i, c in enumerate(cells) if figure(c)) > 1
        labelled = not across and any(role(c) in _ACROSS for c in cells)
        label = said = ""
        for i, cell in enumerate(cells):
            amount = figure(cell)
            if amount is None:
                said = cell or said
                label = cell if labelled and role(cell) in _ACROSS else "" if cell else label
                continue
            above = "" if own[number] else _above(heads, cells, i)
            of = above if role(above) == "column" else ""
            name = label or (above if role(above) in _ACROSS else "")
            if of and not name and labelled is False and not across:
                found.setdefault(of, Account(of)).unsure = True
            if _TERM.search(said) or _TERM.search(above):
                terms.add(i - len(cells))
            if not name or _POINTS.search(above) or i - len(cells) in terms:
                continue
            if label and not of and label not in (cells[i - 1], *cells[i - 2 : i - 1]):
                continue  # a second figure behind one label, of nobody knows what
            account = found.setdefault(of if labelled else f"#{number}", Account(of))
            account.roles[role(name)].append(Sum(name.strip(":： "), *amount))
    return found.values()


def _above(heads: Sequence[str], cells: Sequence[str], at: int) -> str:
    """The heading of a cell; a row that lacks its first cells is counted from the right. What a row begins with
    stands below the only heading of all of the money."""
    wholes = [head for head in heads if role(head) == "total"]
    if len(wholes) == 1 and not any(cells[:at]):
        return wholes[0]
    column = at + len(heads) - len(cells)
    return heads[column] if 0 <= column < len(heads) else ""


def _items(rows: Sequence[list[str]]) -> Iterator[Gap]:
    """A list of tasks with their money, and the sum under it."""
    heads: list[str] = []
    items: list[list[str]] = []
    whole = True  # no task lacks its money
    for cells in rows:
        if not any(map(figure, cells)):
            if any(map(role, cells)):
                heads, items, whole = cells, [], True
            else:
                whole = False
        elif any(map(_SUMMED.fullmatch, cells)):
            told = _has_tasks(heads) or not any(role(c) for row in items for c in row)
            if len(items) > 1 and whole and told and not any(map(_LEVELS.search, map(_name, items))):
                yield from _columns(heads, items, cells)
            items = []
        else:
            items.append(cells)
    wholes = any(role(c) in ("total", "column") for row in items for c in row)
    if len(items) > 1 and whole and _has_tasks(heads) and not wholes:
        yield from _unsummed(rows, heads, items)


def _unsummed(rows: Sequence[list[str]], heads: Sequence[str], items: Sequence[list[str]]) -> Iterator[Gap]:
    """A list of tasks without a sum under it, whose money makes up none of the sums that stand over it."""
    stated = [
        Sum(cell.strip(":： "), *amount)
        for cells in rows
        for cell, after in pairwise(cells)
        if role(cell) in ("total", "use") and (amount := figure(after))
    ]
    totals = [one for one in stated if role(one.label) == "total"]
    columns = [i for i, head in enumerate(heads) if role(head) == "column" or label(head) == "budget"]
    if len({one.amount for one in totals}) != 1 or not columns:
        return
    back = len(heads) - columns[0]
    parts = [
        Sum(_name(row), *amount)
        for row in items
        if len(row) >= back and (amount := figure(row[-back])) is not None
    ]
    added, allowed = sum(part.amount for part in parts), 0.011 * len(parts)
    alike = len({part.unit for part in (*parts, totals[0])}) == 1
    if len(parts) == len(items) and alike and all(abs(added - one.amount) > allowed for one in stated):
        yield Gap("", totals[0], tuple(parts))


def _has_tasks(heads: Sequence[str]) -> bool:
    return any("任务" in head for head in heads)


def _name(row: Sequence[str]) -> str:
    return next((cell for cell in row if cell), "")


def _columns(heads: Sequence[str], items: Sequence[list[str]], total: Sequence[str]) -> Iterator[Gap]:
    for back in range(1, len(total)):
        whole, parts = figure(total[-back]), [figure(row[-back]) for row in items if len(row) >= back]
        known = [part for part in parts if part is not None]
        name = _above(heads, total, len(total) - back)
        summed = role(name) in _ACROSS or (
            _has_tasks(heads) and (role(name) == "column" or label(name) == "budget")
        )
        if whole is None or len(known) < len(items) or not summed or _POINTS.search(name):
            continue
        amounts = [part[0] for part in known]
        allowed = max(_NEAR * abs(whole[0]), 0.011 * len(known))
        gap = sum(amounts) - whole[0]
        # One or two of them may break down others.
        broken = any(abs(sum(some) - gap) <= allowed for n in (1, 2) for some in combinations(amounts, n))
        if abs(gap) > allowed and not broken:
            yield Gap(
                name,
                Sum("合计", *whole),
                tuple(Sum(_name(row), *part) for row, part in zip(items, known, strict=True)),
            )
