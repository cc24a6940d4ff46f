"""指标明细: one row an indicator, all fields of the contract, remarks on the flagged cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ....scoring.findings import FIELDS, field_text, worst
from ....scoring.results import Scored
from ..facts import SEVERITY_NAMES, clean, type_name
from ..marks import note, of_field, pieces
from .sheets import FILLS, Sheet

# Heading and width by field of the scored record, what is printed first; `no`, `severity`, `messages` and `advice` are ours.
COLUMNS = {
    "no": ("序号", 6),
    "severity": ("级别", 8),
    "score": ("得分", 7),
    "score_grade": ("等级", 6),
    "name": ("指标名称", 26),
    "value": ("指标值", 18),
    "tiers": ("分档", 16),
    "messages": ("问题", 48),
    "advice": ("建议", 42),
    "project": ("项目", 20),
    "location": ("位置", 18),
    "type": ("判断类别", 11),
    "type_level1": ("判断一级", 9),
    "level1": ("一级指标", 12),
    "level2": ("二级指标", 14),
    "project_code": ("项目编码", 18),
    "unit": ("填报单位", 20),
    "activity": ("职责活动", 24),
    "description": ("指标解释", 36),
    "actual": ("完成值", 14),
    "grade": ("评价等级", 9),
    "weight": ("分值", 7),
    "points": ("得分（自评）", 9),
    "reason": ("偏差原因", 24),
    "horizon": ("目标期", 9),
    "history": ("历年值", 16),
    "target": ("解析的目标", 18),
    "type_probability": ("类别概率", 9),
    "type_set": ("可能类别", 18),
    "vague": ("模糊", 6),
    "vague_probability": ("模糊概率", 9),
    "boilerplate": ("套话", 6),
    "boilerplate_probability": ("套话概率", 9),
    "narrative": ("正文中", 8),
    "recognised": ("识别把握", 9),
    "source": ("文件", 28),
    "id": ("编号", 20),
    "project_id": ("项目标识", 16),
    "schema_version": ("记录版本", 9),
}
_KEYS = list(COLUMNS)
_PRINTED = _KEYS[: _KEYS.index("location") + 1]
_HORIZONS = {"annual": "年度", "term": "中期", "": ""}
_MOST_REMARKS = 10_000  # more make Excel crawl; the messages stand in their column anyway
_CENTRED = frozenset(
    ("severity", "score_grade", "type", "type_level1", "grade", "vague", "boilerplate", "narrative")
)


def write_details(sheet: Sheet, scored: Sequence[Scored]) -> None:
    """The rows, in the order of the records."""
    sheet.columns([width for _, width in COLUMNS.values()])
    for column, (head, _) in enumerate(COLUMNS.values()):
        sheet.text(0, column, head, "head")
    sheet.sheet.set_row(0, 24)
    remarks = _MOST_REMARKS
    for row, item in enumerate(scored, 1):
        remarks -= _row(sheet, row, item, remarks > 0)
    if scored:
        sheet.sheet.autofilter(0, 0, len(scored), len(COLUMNS) - 1)
    else:
        sheet.text(1, 0, "没有找到绩效指标。", "remark")
    sheet.freeze(1, _KEYS.index("name") + 1)
    sheet.landscape(repeat=0)
    sheet.sheet.print_area(0, 0, max(1, len(scored)), len(_PRINTED) - 1)


def _row(sheet: Sheet, row: int, item: Scored, remark: bool) -> int:
    """Write a row; the number of remarks put on it."""
    values = _values(row, item)
    grave = worst(item.findings)
    remarks = 0
    for column, key in enumerate(_KEYS):
        value = values[key]
        found = of_field(item.findings, key) if key in FIELDS else ()
        fill = FILLS[found[0].severity] if found else ""
        if key == "severity" and grave:
            fill = FILLS[grave]
        if found:
            sheet.marked(row, column, pieces(field_text(item.record, key), found), fill=fill)
            if remark:
                said = clean(note(found))[:4000]
                options = {
                    "x_scale": 2.4,
                    "y_scale": min(5.0, 0.6 + 0.28 * _height(said)),
                    "author": "zhibiao",
                }
                sheet.sheet.write_comment(row, column, said, options)
                remarks += 1
        elif isinstance(value, str):
            sheet.text(row, column, value, "middle" if key in _CENTRED else "cell", fill=fill)
        else:
            sheet.number(row, column, value, "whole" if isinstance(value, int) else "number")
    wrapped = ((str(values[key]), COLUMNS[key][1]) for key in _PRINTED)
    sheet.height(row, list(wrapped))
    return remarks


def _height(said: str) -> int:
    return sum(1 + len(line) // 22 for line in said.split("\n"))


def _values(row: int, item: Scored) -> dict[str, Any]:
    record = item.as_dict()
    grave = worst(item.findings)
    target = item.record.target
    return {
        **record,
        "no": row,
        "severity": f"{SEVERITY_NAMES[grave]} {grave}" if grave else "",
        "messages": "\n".join(f"{f.severity} {f.code} {f.message}" for f in item.findings),
        "advice": "\n".join(dict.fromkeys(f.suggestion for f in item.findings if f.suggestion)),
        "type": type_name(item.context.type),
        "tiers": " / ".join(item.record.tiers or ()),
        "history": " / ".join(item.record.history),
        "target": _target(target.as_dict()) if target else "",
        "horizon": _HORIZONS[record["horizon"]],
        **{key: "" if record[key] is None else record[key] for key in ("weight", "points", "recognised")},
        "type_set": "、".join(map(type_name, item.context.type_set)),
        **{key: "是" if record[key] else "否" for key in ("vague", "boilerplate", "narrative")},
    }


def _target(target: dict[str, Any]) -> str:
    numbers = "～".join(f"{n:g}" for n in (target["number"], target["upper"]) if n is not None)
    if target["kind"] == "date" and target["number"] is not None:
        numbers = f"{target['number']:.0f}"
    return " ".join(part for part in (target["comparator"], numbers, target["unit"]) if part)
