"""Flat lists: one indicator a row, with a name column (.jsonl, .csv, .tsv, .xlsx, .xls)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from itertools import pairwise

from ..blocks import Row, Table
from ..document import Project
from ..errors import fail
from ..location import Location
from ..record import Indicator, from_mapping
from ..vocabulary import column, plain
from .rows import line_of
from .stated import in_wan, project_id

# Roles of the vocabulary that are fields of a record; a program's own field names count as they are.
_ROLES = (
    "name",
    "value",
    "description",
    "level1",
    "level2",
    "project",
    "activity",
    "actual",
    "basis",
    "goal",
    "budget",
)
_FIELDS = frozenset(f.name for f in fields(Indicator)) - {
    "cell",
    "narrative",
    "recognised",
    "interim",
    "forecast",
    "so_far",
}
_GRADES = ("评价结果", "评价等级")
_LABELS = ("level1", "level2", "project", "activity")
_TIERS = ("优", "良", "中", "差")


def columns_of(header: Sequence[str]) -> dict[int, str]:
    """Field names by column for a header row; tier columns are named by their grade."""
    found: dict[int, str] = {}
    for i, text in enumerate(header):
        field = _field(str(text))
        if field and field not in found.values():
            found[i] = field
    return found


def _field(text: str) -> str:
    bare = plain(text)
    if bare in _TIERS or bare in _FIELDS:
        return bare
    if bare in _GRADES:
        return "grade"
    role = column(text)
    return "name" if role == "detail" else role if role in _ROLES else ""


def flat_or_layout(table: Table) -> list[Indicator] | None:
    """Records of a table that is a flat list, one a row and none dropped; None when it is a layout.

    A flat list begins with its headings, a name among them, and below has nothing but data: no second
    header, no comparison sign or unit in a column of its own, no labels left blank by merged cells.
    """
    rows = [row for row in table.rows if any(c.text.strip() for c in row)]
    header = [c.text for c in rows[0]] if rows else []
    columns = columns_of(header)
    if "name" not in columns.values() or _is_layout(header, columns, rows[1:]):
        return None
    name_at = next(i for i, key in columns.items() if key == "name")
    return [
        replace(
            from_mapping(_row([c.text for c in row], columns)),
            location=row[min(name_at, len(row) - 1)].location,
        )
        for row in rows[1:]
    ]


def _is_layout(header: Sequence[str], columns: dict[int, str], rows: Sequence[Row]) -> bool:
    if any(label.isascii() and columns.get(i) == "name" for i, label in enumerate(header)):
        return False  # a program's field names
    names = [t for t in header if _field(t) == "name"]
    if len(names) > 1 or any(column(t) in ("sign", "unit") for t in header):
        return True
    if any(len(columns_of([c.text for c in row])) > 1 or line_of(row).kind == "header" for row in rows):
        return True
    labels = [i for i, key in columns.items() if key in _LABELS]
    return any(_is_merged([row[i].text.strip() if i < len(row) else "" for row in rows]) for i in labels)


def _is_merged(column: Sequence[str]) -> bool:
    """A label column as merged cells leave it: blanks below labels, and no label twice in a row."""
    blank = any(above and not below for above, below in pairwise(column))
    return blank and not any(above and above == below for above, below in pairwise(column))


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


def read_jsonl(text: str) -> tuple[list[Indicator], list[str]]:
    """Records of a JSONL list, and a Chinese sentence for each line that is none."""
    records: list[Indicator] = []
    problems: list[str] = []
    for number, row in _json_lines(text):
        if not isinstance(row, dict):
            problems.append(str(fail("bad_json", line=number)))
            continue
        record = from_mapping(_renamed(row))
        record = record if record.location else replace(record, location=Location(line=number))
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
    renamed = {_field(str(k)) or str(k): v for k, v in row.items()}
    return {**renamed, **{k: v for k, v in row.items() if k in ("tiers", "history")}}


def with_projects(records: Sequence[Indicator]) -> tuple[tuple[Indicator, ...], tuple[Project, ...]]:
    """The rows of a list with the ids of their projects, and the projects: one for each name and code."""
    projects: dict[tuple[str, str, str], Project] = {}
    owned = []
    for record in records:
        key = (record.project_id, record.project, record.project_code)
        if any(key) and key not in projects:
            projects[key] = Project(
                record.project_id or project_id(*key[1:]),
                record.project,
                record.project_code,
                record.unit,
                in_wan(record.budget, ""),
                record.goal,
                record.location,
            )
        owned.append(replace(record, project_id=projects[key].id) if key in projects else record)
    return tuple(owned), tuple(projects.values())
