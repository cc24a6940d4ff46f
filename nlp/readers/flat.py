"""Flat lists: one indicator a row, with a name column (.jsonl, .csv, .tsv)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from ..errors import fail
from ..normalize import fold
from ..record import Indicator, from_mapping

_COLUMNS = {
    "name": (
        "三级指标",
        "指标名称",
        "绩效指标",
        "三级指标名称",
        "绩效指标名称",
        "指标内容",
        "指标",
        "indicator",
    ),
    "value": ("指标值", "目标值", "预期指标值", "年度指标值", "target", "target value"),
    "description": ("指标解释", "指标描述", "绩效指标描述", "指标说明", "explanation"),
    "level1": ("一级指标", "level 1"),
    "level2": ("二级指标", "level 2"),
    "project": ("项目名称", "项目", "project name"),
    "activity": ("职责活动", "工作活动"),
    "actual": ("实际完成值", "全年完成值", "完成值", "actual value"),
    "grade": ("评价结果", "评价等级"),
    "basis": ("指标值确定依据", "依据"),
    "goal": ("年度目标", "年度绩效目标"),
    "budget": ("预算数", "预算金额"),
}
_ALIASES = {alias: key for key, names in _COLUMNS.items() for alias in (key, *names)}
_TIERS = ("优", "良", "中", "差")


def columns_of(header: Sequence[str]) -> dict[int, str]:
    """Field names by column for a header row; tier columns are named by their grade."""
    found: dict[int, str] = {}
    for i, text in enumerate(header):
        label = fold(str(text)).strip().lower()
        if label in _TIERS:
            found[i] = label
        elif label in _ALIASES and _ALIASES[label] not in found.values():
            found[i] = _ALIASES[label]
        elif label in ("tiers", "history"):
            found[i] = label
    return found


def read_rows(rows: Iterable[Sequence[object]], sheet: str = "") -> list[Indicator]:
    """Records of a table whose first row is a header. Raises `ReadError` when it has no name column."""
    lines = iter(rows)
    columns = columns_of([str(c) if c is not None else "" for c in next(lines, [])])
    if "name" not in columns.values():
        raise fail("no_name_column")
    prefix = f"{sheet}!" if sheet else "行 "
    return [
        from_mapping(_row(row, columns), location=f"{prefix}{number}")
        for number, row in enumerate(lines, 2)
        if any(str(c).strip() for c in row if c is not None)
    ]


def _row(row: Sequence[object], columns: dict[int, str]) -> dict[str, object]:
    values: dict[str, object] = {key: row[i] for i, key in columns.items() if i < len(row)}
    ladder = [str(values.pop(t, "") or "").strip() for t in _TIERS]
    for key in ("tiers", "history"):
        text = values.get(key)
        if isinstance(text, str):
            values[key] = _json_list(text)
    if any(ladder):
        values["tiers"] = ladder
    return values


def _json_list(text: str) -> list[str] | None:
    if not text.strip():
        return None
    try:
        items = json.loads(text)
    except ValueError:
        return [text]
    return [str(i) for i in items] if isinstance(items, list) else None


def read_csv(text: str) -> list[Indicator]:
    """Records of a CSV or TSV list; the separator is found from the header line."""
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(",\t;", key=head.count)
    # A document's cell may be longer than the csv module's default limit of 128 KiB.
    csv.field_size_limit(64 * 1024 * 1024)
    return read_rows(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def read_jsonl(text: str) -> tuple[list[Indicator], list[str]]:
    """Records of a JSONL list, and a Chinese sentence for each line that is none."""
    records: list[Indicator] = []
    problems: list[str] = []
    for number, row in _json_lines(text):
        if not isinstance(row, dict):
            problems.append(str(fail("bad_json", line=number)))
            continue
        record = from_mapping(_renamed(row), location=f"行 {number}")
        if record.name:
            records.append(record)
        else:
            problems.append(str(fail("no_name", line=number)))
    return records, problems


def _json_lines(text: str) -> Iterator[tuple[int, object]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except (ValueError, RecursionError):
            yield number, None


def _renamed(row: dict[str, object]) -> dict[str, object]:
    renamed = {_ALIASES.get(fold(str(k)).strip().lower(), str(k)): v for k, v in row.items()}
    return {**renamed, **{k: v for k, v in row.items() if k in ("tiers", "history")}}
