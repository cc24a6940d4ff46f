"""Forms as data: labels, headings and rows, and the records that they hold."""

from __future__ import annotations

from dataclasses import dataclass, field

ROLES = {
    "一级指标": "level1", "指标类型": "level1", "二级指标": "level2", "指标类别": "level2",
    "项目名称": "project", "指标内容": "description", "三级指标": "name", "指标名称": "name", "指标值": "value", "年度指标值": "value", "目标值": "value",
    "预期指标值": "value", "指标性质": "sign", "度量单位": "unit", "计量单位": "unit",
    "指标解释": "description", "指标描述": "description", "指标说明": "description",
    "实际完成值": "actual", "实际完成指标值": "actual", "1-7月执行情况": "actual",
}  # fmt: skip


@dataclass
class Table:
    """Labels before the table, its headings and its rows; merged cells are ''."""

    labels: list[list[str]] = field(default_factory=list)
    heading: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def project(self) -> str:
        """The answer to 项目名称."""
        for cells in self.labels:
            if cells[0].startswith("项目名称："):
                return cells[0].removeprefix("项目名称：")
            if cells[0] == "项目名称":
                return cells[1]
        return ""

    def records(self) -> list[dict[str, str]]:
        """What is to be read: class names filled down, sign and unit with the value."""
        found, above, project = [], {"level1": "", "level2": ""}, self.project
        for row in self.rows:
            by_role = {ROLES[h]: c for h, c in zip(self.heading, row, strict=True) if h in ROLES}
            if by_role["level1"]:
                above = {"level1": by_role["level1"], "level2": ""}
            above["level2"] = by_role["level2"] or above["level2"]
            project = by_role.get("project") or project
            value, unit, sign = by_role["value"], by_role.get("unit", ""), by_role.get("sign", "")
            by_role["value"] = (
                ("" if sign == "定性" or (sign == "=" and not value[0].isdigit()) else sign) + value + unit
            )
            found.append({**by_role, **above, "project": project})
        return found


@dataclass
class Form:
    """A document: its title and its tables."""

    title: str
    tables: list[Table] = field(default_factory=list)

    def records(self) -> list[dict[str, str]]:
        """The records of all tables."""
        return [record for table in self.tables for record in table.records()]
