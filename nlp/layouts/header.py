"""The head of an indicator table: which column plays which role."""

from __future__ import annotations

from dataclasses import dataclass

from ..blocks import Row
from .roles import class_level, header_role, is_tick

_GRADES = {"优": "优", "优秀": "优", "良": "良", "良好": "良", "中": "中", "中等": "中", "合格": "中"}
_STRUCTURE = {"level1", "level2", "value", "tiers", "activity", "description", "recent", "history", "actual"}


@dataclass(frozen=True, slots=True)
class Header:
    """Column numbers by role. `tiers` and `history` list theirs from left to right.

    `width` is the number of columns, `rows` how many rows the header takes.
    """

    columns: dict[str, int]
    tiers: tuple[int, ...]
    history: tuple[int, ...]
    grades: tuple[str, ...]
    width: int
    rows: int

    def get(self, role: str) -> int | None:
        """The column of `role`, or None."""
        return self.columns.get(role)


def is_header(row: Row) -> bool:
    """True when a row announces an indicator table: a name column and another that belongs to one."""
    roles = [header_role(c.text) for c in row]
    return "name" in roles and bool(_STRUCTURE & set(roles))


def read_header(rows: tuple[Row, ...], at: int) -> Header:
    """The header that starts at row `at`, with the sub-header rows below it."""
    labels = [c.text.strip() for c in rows[at]]
    roles = [header_role(t) for t in labels]
    used = 1
    while at + used < len(rows) and _is_subheader(rows[at + used]):
        roles, labels = _descend(roles, labels, rows[at + used])
        used += 1
    columns: dict[str, int] = {}
    tiers, history = [], []
    for i, role in enumerate(roles):
        if role == "tier":
            tiers.append(i)
        elif role == "history":
            history.append(i)
        elif role == "name" or (role and role not in columns):
            columns[role] = i  # the last name column: 绩效指标 may head the table's left edge
    if "value" not in columns and history:
        # The target's own label was drawn over the years before it: it is the column after them.
        columns["value"] = history[-1] + 1
        if columns.get("basis") == columns["value"]:
            columns["basis"] += 1
    width = max(len(roles), max(columns.values(), default=0) + 1)
    grades = tuple(_GRADES.get(labels[i], "差") for i in tiers)
    return Header(columns, tuple(tiers), tuple(history), grades, width, used)


def _is_subheader(row: Row) -> bool:
    texts = [c.text.strip() for c in row if c.text.strip()]
    if not texts or any(class_level(t) for t in texts) or any(is_tick(t) for t in texts):
        return False
    roles = [header_role(t) for t in texts]
    return all(r in {"tier", "history", "recent", "value", "actual", "sign", "unit"} for r in roles)


def _descend(roles: list[str], labels: list[str], below: Row) -> tuple[list[str], list[str]]:
    """Leaf roles after one more header row.

    In a grid both rows have the same columns. A dump drops the covered cells of a spanning label, so
    its first row is shorter: an empty leaf takes the next label, a run of leaves shares one.
    """
    leaves = [c.text.strip() for c in below]
    if len(roles) < len(leaves) and not any(leaves[: len(roles) - 1]):
        roles = roles[:-1] + [""] * (len(leaves) - len(roles) + 1)
        labels = labels[:-1] + [""] * (len(leaves) - len(labels) + 1)
    width = max(len(roles), len(leaves))
    roles = roles + [""] * (width - len(roles))
    labels = labels + [""] * (width - len(labels))
    for i, text in enumerate(leaves):
        role = header_role(text)
        if role and role != "recent":
            roles[i], labels[i] = role, text
        elif role == "recent" and roles[i] == "value":
            roles[i] = ""
    return roles, labels
