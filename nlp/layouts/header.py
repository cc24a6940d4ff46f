"""The head of an indicator table: which column plays which role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from ..blocks import Row
from .roles import class_levels, header_role, is_tick, may_name

_GRADES = {"优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中", "合格": "中"}
_STRUCTURE = {"level1", "level2", "value", "tiers", "activity", "description", "recent", "history", "actual"}
_RESULT = {"value", "tiers", "tier", "actual"}
_LEVELS = {"level1", "level2"}
_SUB = {"tier", "history", "recent", "value", "actual", "sign", "unit"}
_LATER = ("实施期", "中期", "长期", "总体")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table with its role ('' for none that matters); [start, end) are grid columns."""

    role: str
    start: int
    end: int
    label: str


@dataclass(frozen=True)
class Header:
    """The columns of one indicator table, left to right; `rows` says how many rows the header takes.

    `alone` is False when another table stands beside this one in the same rows.
    """

    columns: tuple[Column, ...]
    width: int
    rows: int
    grid: bool = True
    alone: bool = True

    @cached_property
    def by_role(self) -> dict[str, Column]:
        """The one column of each role; tiers and history have several, see `all`."""
        found: dict[str, Column] = {}
        for column in self.columns:
            kept = found.get(column.role)
            later = kept is not None and kept.role == "value" and any(w in kept.label for w in _LATER)
            # The last name column: 绩效指标 may head the table's left edge. The target of this year.
            if column.role and (kept is None or column.role == "name" or later):
                found[column.role] = column
        return found

    def at(self, role: str) -> int | None:
        """The grid column where `role` starts, or None."""
        column = self.by_role.get(role)
        return None if column is None else column.start

    def all(self, role: str) -> list[Column]:
        """All columns of `role`."""
        return [c for c in self.columns if c.role == role]

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """The grade of each tier column."""
        return tuple(_GRADES.get(c.label, "差") for c in self.all("tier"))


def is_header(row: Row) -> bool:
    """True when a row announces an indicator table: a name column and another that belongs to one."""
    if not any(may_name(c.text) and header_role(c.text) == "name" for c in row):
        return False
    return any(header_role(c.text) in _STRUCTURE for c in row)


def read_headers(rows: Sequence[Row], at: int, grid: bool) -> list[Header]:
    """The headers of the tables that start at row `at`, side by side; nearly always one."""
    labels = [c.text.strip() for c in rows[at]]
    used = 1
    while at + used < len(rows) and _is_more(rows[at + used], rows[at]):
        below = [c.text.strip() for c in rows[at + used]]
        deeper = _descend(labels, below) if below != labels else labels
        if not any(header_role(t) == "name" for t in deeper):
            break  # the row would take the name column's label away
        labels, used = deeper, used + 1
    roles = [header_role(t) for t in labels]
    if "value" not in roles and "history" in roles:
        roles, labels = _shift_value(roles, labels)
    columns = _columns(roles, labels, grid)
    groups = _groups(columns)
    return [Header(tuple(g), len(roles), used, grid, len(groups) == 1) for g in groups]


def _columns(roles: list[str], labels: list[str], grid: bool) -> list[Column]:
    """In a grid a label covers the empty cells behind it; a dump has no covered cells."""
    starts = [i for i, text in enumerate(labels) if text or roles[i]]
    ends = [*starts[1:], len(labels)] if grid else [i + 1 for i in starts]
    return [Column(roles[i], i, end, labels[i]) for i, end in zip(starts, ends, strict=True)]


def _shift_value(roles: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """The target's own label was drawn over the years before it: it is the column after them."""
    after = max(i for i, role in enumerate(roles) if role == "history") + 1
    return [*roles[:after], "value", *roles[after:]], [*labels[:after], "", *labels[after:]]


def _is_more(row: Row, first: Row) -> bool:
    """True when a row goes on with the header above it, or repeats it at the top of a page."""
    texts = [c.text.strip() for c in row if c.text.strip()]
    if not texts or any(class_levels(t) or is_tick(t) for t in texts):
        return False
    if [c.text.strip() for c in row] == [c.text.strip() for c in first]:
        return True
    roles = [header_role(t) for t in texts]
    return all(roles) and (set(roles) <= _SUB or len(roles) > 1)


def _descend(labels: list[str], leaves: list[str]) -> list[str]:
    """Leaf labels after one more header row.

    In a grid both rows have the same columns: a label that spans leaves gives way to them. A dump
    drops the covered cells of a spanning label, so its first row is shorter: an empty leaf takes the
    next label, a run of leaves shares one.
    """
    if len(labels) < len(leaves):
        spread: list[str] = []
        rest = list(labels)
        for is_blank, run in groupby(leaves, key=lambda t: not t):
            count = len(list(run))
            for k in range(count):
                spread.append(rest.pop(0) if rest and (is_blank or k == 0) else "")
        labels = spread
    leaves = leaves + [""] * (len(labels) - len(leaves))
    above = ""
    kept: list[str] = []
    for text, leaf in zip(labels, leaves, strict=True):
        above = text or above
        # 近两年指标值 drawn over the years after the target's own column takes that one away.
        if leaf and header_role(leaf) == "recent" and header_role(text) == "value":
            kept.append("")
        else:
            kept.append(leaf if header_role(leaf) not in ("", "recent") else text)
    return kept


def _groups(columns: list[Column]) -> list[list[Column]]:
    """The columns of each table in a row of tables; levels on the far left may serve all of them."""
    names = [i for i, c in enumerate(columns) if c.role == "name"]
    ends = [*names[1:], len(columns)]
    whole = [i for i, end in zip(names, ends, strict=True) if any(c.role in _RESULT for c in columns[i:end])]
    if len(whole) < 2:
        return [columns]
    starts = [0]
    for name in whole[1:]:
        start = name
        while columns[start - 1].role in _LEVELS | {"number", "project", "name"}:
            start -= 1
        starts.append(start)
    groups = [columns[a:b] for a, b in zip(starts, [*starts[1:], len(columns)], strict=True)]
    shared = [c for c in groups[0] if c.role in _LEVELS | {"project"} and c.start < columns[whole[0]].start]
    for group in groups[1:]:
        own = {c.role for c in group}
        group[:0] = [] if "level1" in own else [c for c in shared if c.role not in own]
    return groups
