"""Labelled rows that a user brings: Excel, CSV or JSONL with the contract's headings and label columns."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...models.taxonomy import LEAVES, NAMES
from ...nlp.blocks import Table
from ...nlp.errors import fail
from ...nlp.layouts.flat import columns_of
from ...nlp.normalize import fold
from ...nlp.readers.excel import workbook as sheets
from ...nlp.readers.safety.limits import DEFAULT, MIB
from ...nlp.readers.text import csvtable
from ...nlp.record import from_mapping
from .corpus import OWN, Labelled

HEADINGS = {
    "types": ("类别", "指标类别", "type", "types", "accepted"),
    "vague": ("模糊", "是否模糊", "vague"),
    "boilerplate": ("套话", "是否套话", "boilerplate"),
}
TITLES = {"types": "类别", "vague": "模糊", "boilerplate": "套话"}
LISTS = (".xlsx", ".xlsm", ".xls", ".csv", ".tsv", ".jsonl", ".ndjson")
_LABELS = {fold(title).lower(): key for key, titles in HEADINGS.items() for title in titles}
_TIERS = ("优", "良", "中", "差")
_GROUPS = ("project", "activity")
_FLAGS = {"是": True, "否": False, "1": True, "0": False, "true": True, "false": False}
_FLAGS |= {"yes": True, "no": False, "y": True, "n": False}
_UNDECIDED = ("", "-", "—", "无法判断", "不确定")
_CLASSES = {leaf: leaf for leaf in LEAVES} | {name: leaf for leaf, name in NAMES.items()}
_CLASSES |= {"可持续": "sustainable", "经济": "economic", "社会": "social", "生态": "ecological"}
_HEADER_WITHIN = 10  # rows from the top in which the headings may stand
_SHOWN = 20


class LabelError(ValueError):
    """Labelled rows can't be understood; the message is Chinese, one line a problem, for the user."""


def read_rows(path: Path) -> list[Labelled]:
    """The rows of a form, in order, also those without any label.

    `sector` is set to the row's project (else activity, else the file and sheet), so that splits are made
    between projects. Class cells hold Chinese names or codes, several joined by 、 with the preferred one
    first; flags are 是/否 or 1/0; an empty cell means unlabelled. Raises `LabelError` naming every row that
    can't be understood, `nlp.errors.ReadError` for a file that can't be read.
    """
    data = _load(path)
    problems: list[str] = []
    rows: list[Labelled] = []
    for where, line, values in _mappings(path, data, problems):
        row = _labelled(values, f"{path.name}：{where}", f"第 {line} 行", path, problems)
        if row is not None:
            rows.append(row)
    if problems:
        shown = [f"{path}：{p}" for p in problems[:_SHOWN]]
        more = len(problems) - len(shown)
        raise LabelError("\n".join([*shown, *([f"{path}：另有 {more} 处类似问题。"] if more else [])]))
    return rows


def is_labelled(row: Labelled) -> bool:
    """Whether any of the three labels is given."""
    return bool(row.accepted) or row.vague is not None or row.boilerplate is not None


def classes_of(cell: object) -> tuple[str, ...]:
    """Leaf codes of a class cell, preferred first. Raises ValueError with the word that is no class.

    >>> classes_of("质量、数量")
    ('quality', 'quantity')
    """
    parts = cell if isinstance(cell, (list, tuple)) else re.split(r"[、,，;；/|\s]+", str(cell or ""))
    found = []
    for part in parts:
        word = fold(str(part)).strip().lower()
        if word in _UNDECIDED:
            continue
        word = word.removesuffix("指标")
        if word not in _CLASSES:
            raise ValueError(str(part))
        found.append(_CLASSES[word])
    return tuple(dict.fromkeys(found))


def flag_of(cell: object) -> bool | None:
    """A 是/否 cell, None where it is empty or undecided. Raises ValueError for anything else."""
    if cell is None or isinstance(cell, bool):
        return cell
    word = fold(str(cell)).strip().lower()
    if word in _UNDECIDED:
        return None
    word = word.removesuffix(".0")
    if word not in _FLAGS:
        raise ValueError(str(cell))
    return _FLAGS[word]


def _load(path: Path) -> bytes:
    if path.suffix.lower() not in LISTS:
        raise fail("unsupported", kind=path.suffix or "这种")
    try:
        if path.stat().st_size > DEFAULT.bytes:
            raise fail("too_large", limit=DEFAULT.bytes // MIB)
        return path.read_bytes()
    except FileNotFoundError:
        raise fail("missing") from None
    except IsADirectoryError:
        raise fail("folder") from None
    except OSError as error:
        raise fail("broken", reason=error.strerror or "无法读取") from None


def _mappings(path: Path, data: bytes, problems: list[str]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """(sheet, row number, values by field) of every row that is not blank."""
    suffix = path.suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        yield from _json_rows(data, problems)
        return
    reader = csvtable if suffix in (".csv", ".tsv") else sheets
    if reader is sheets and not sheets.accepts(data, suffix):
        raise fail("broken", reason="不是 Excel 工作簿")
    found = False
    for block in reader.read(data, DEFAULT):
        if isinstance(block, Table) and (at := _header_at(block)) is not None:
            found = True
            yield from _table_rows(block, at)
    if not found:
        problems.append("没有同时含指标名称和标注的表：表头请用“三级指标”和“类别”“模糊”“套话”。")


def _keys(titles: Sequence[str]) -> dict[int, str]:
    """Fields by column; label columns first, since 类别 is no field of a record."""
    labels = {
        i: _LABELS[t] for i, title in enumerate(titles) if (t := fold(title).strip().lower()) in _LABELS
    }
    fields = columns_of(["" if i in labels else title for i, title in enumerate(titles)])
    return fields | labels


def _header_at(table: Table) -> int | None:
    for i, row in enumerate(table.rows[:_HEADER_WITHIN]):
        keys = _keys([c.text for c in row]).values()
        if "name" in keys and any(k in keys for k in HEADINGS):
            return i
    return None


def _table_rows(table: Table, at: int) -> Iterator[tuple[str, int, dict[str, Any]]]:
    keys = _keys([c.text for c in table.rows[at]])
    above: dict[str, str] = {}
    for row in table.rows[at + 1 :]:
        values: dict[str, Any] = {key: row[i].text.strip() for i, key in keys.items() if i < len(row)}
        if not any(values.values()):
            continue
        for key in _GROUPS:  # merged cells name a project once; it only decides how rows are split
            if key in values:
                above[key] = values[key] = values[key] or above.get(key, "")
        ladder = [values.pop(t, "") for t in _TIERS]
        yield (
            table.location.sheet,
            row[0].row.row or row[0].row.line,
            values | ({"tiers": ladder} if any(ladder) else {}),
        )


def _json_rows(data: bytes, problems: list[str]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise fail("encoding") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            problems.append(f"第 {number} 行不是合法的 JSON 对象：请修正这一行。")
            continue
        titles = [str(k) for k in row]
        values = {key: row[titles[i]] for i, key in _keys(titles).items()}
        yield "", number, values | ({"tiers": row["tiers"]} if "tiers" in row else {})


def _labelled(
    values: Mapping[str, Any], where: str, line: str, path: Path, problems: list[str]
) -> Labelled | None:
    record = from_mapping({**values, "location": line}, source=path.name)
    labels: dict[str, Any] = {}
    for key, read, want in (
        ("types", classes_of, "、".join(NAMES.values()) + "，有争议时可写几类，用顿号隔开"),
        ("vague", flag_of, "“是”或“否”"),
        ("boilerplate", flag_of, "“是”或“否”"),
    ):
        try:
            labels[key] = read(values.get(key))
        except ValueError as error:
            problems.append(
                f"{line}的“{TITLES[key]}”写的是“{error}”，看不懂：请填{want}，或留空表示没有标注。"
            )
    if len(labels) < len(HEADINGS):
        return None
    row = Labelled(
        record,
        labels["types"],
        labels["vague"],
        labels["boilerplate"],
        sector=f"{OWN}{record.owner or where}",
        origin=path.stem,
    )
    if not record.name and is_labelled(row):
        problems.append(f"{line}有标注却没有指标名称：请补上名称，或清空这一行。")
    return row if record.name else None
