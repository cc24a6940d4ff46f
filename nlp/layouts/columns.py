"""The columns of an indicator table, as its head announces them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from ..blocks import Row
from ..location import NOWHERE, Location
from ..vocabulary import plain
from .horizons import horizon_of

_GRADES = {"优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中", "合格": "中"}
_ADJUSTED = re.compile(r"调整(?!前)")
_TARGETS = {"value", "tier", "actual", "sign", "history", "recent", "forecast"}
_PART_OF_YEAR = re.compile(r"(?<!\d)(?:[1-9]|1[01])月|上半年|[一二三]季度|半年")
GRADED = re.compile(r"三级|四级|明细|末级|具体")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table with its role ('' for none that matters); [start, end) are grid columns, and `parts`
    what each of them is for where a row below heads them apart (the places among which a grant is shared out)."""

    role: str
    start: int
    end: int
    label: str
    location: Location = NOWHERE
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Header:
    """The columns of one indicator table, left to right; `rows` says how many rows the header takes.

    `alone` is False when another table stands beside this one in the same rows. `horizon` is what the labels
    over the columns say of the time that the targets are for. `shares_name` is True when the names of its records
    are those of the table beside it. `over` is the class that stands over its columns (成本指标 | 产出指标 side by side).
    """

    columns: tuple[Column, ...]
    width: int
    rows: int
    grid: bool = True
    alone: bool = True
    horizon: str = ""
    shares_name: bool = False
    over: str = ""

    @cached_property
    def by_role(self) -> dict[str, Column]:
        """The one column of each role; tiers and history have several, see `all`."""
        found: dict[str, Column] = {}
        for one in self.columns:
            kept = found.get(one.role)
            # The target of this year counts, as it stood at last, and a name column that says its level: 绩效指标 may
            # head the left edge.
            better = kept is not None and (
                (
                    one.role == "value"
                    and (
                        horizon_of(kept.label) == "term"
                        or _PART_OF_YEAR.search(kept.label)
                        or _ADJUSTED.search(one.label)
                    )
                )
                or (one.role == "actual" and horizon_of(one.label) == "annual")
                or (one.role == "name" and not GRADED.search(kept.label))
            )
            if one.role and (kept is None or better):
                found[one.role] = one
        if "name" not in found and "detail" in found:
            found["name"] = found.pop("detail")
        elif "detail" in found:
            found.setdefault("description", found.pop("detail"))
        elif "description" in found and "name" not in found:
            found["name"] = found.pop("description")
        remark = found.pop("remark", None)
        if remark is not None and "actual" in found:
            found.setdefault("reason", remark)
        return found

    def at(self, role: str) -> int | None:
        """The grid column where `role` starts, or None."""
        found = self.by_role.get(role)
        return None if found is None else found.start

    def text_of(self, row: Row, role: str) -> str:
        """The text of a row in the column of `role`, with its line breaks, where the row has the header's columns."""
        column = self.by_role[role]
        return "\n".join(c.text.strip() for c in row[column.start : column.end] if c.text.strip())

    def all(self, role: str) -> list[Column]:
        """All columns of `role`."""
        return [c for c in self.columns if c.role == role]

    @cached_property
    def shape(self) -> tuple[object, ...]:
        """What makes two headers the same table: a page that repeats the header does not begin another."""
        return tuple((c.role, c.start, c.end, plain(c.label)) for c in self.columns), self.width, self.horizon

    @cached_property
    def grades(self) -> tuple[str, ...]:
        """The grade of each tier column."""
        return tuple(_GRADES.get(plain(c.label), "差") for c in self.all("tier"))

    @cached_property
    def has_targets(self) -> bool:
        """False for a list of criteria (三级指标, 指标解释, 评价标准, 得分): it states no targets.

        A form that only lacks its value column is one all the same, as long as nothing is scored in it.
        """
        roles = {c.role for c in self.columns}
        return not _TARGETS.isdisjoint(roles) or roles.isdisjoint({"tiers", "points", "weight"})

    @cached_property
    def interim(self) -> bool:
        """Whether completions are those of a part of the year: 1-7月执行情况, or any beside 全年预计完成情况."""
        actual = self.by_role.get("actual")
        return actual is not None and (
            "forecast" in self.by_role or _PART_OF_YEAR.search(actual.label) is not None
        )

    @cached_property
    def unknown(self) -> tuple[Column, ...]:
        """Columns right of the name whose heading means nothing to us."""
        name = self.by_role["name"].start
        return tuple(c for c in self.columns if not c.role and c.label and c.start > name)
