"""Indicator tables → records: every layout that has a header row (L1–L5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ..blocks import Cell, Row, Table
from ..normalize import squeeze
from ..record import Indicator
from .forms import Form
from .header import Header, is_header, read_header
from .roles import class_level, is_standard, is_tick
from .split import split_record


def read_table(table: Table, form: Form) -> Iterator[Indicator]:
    """Records of one table, in order. `form` is filled with what the form says around them."""
    rows = table.rows
    header: Header | None = None
    fill = _Fill()
    at = 0
    while at < len(rows):
        if is_header(rows[at]):
            header = read_header(rows, at)
            at += header.rows
            fill = _Fill()
            if not table.grid:
                rows = rows[:at] + tuple(_rejoin(rows[at:], header.width))
            continue
        row = rows[at]
        at += 1
        if form.read_row(row) or header is None:
            continue
        yield from _records(row, header, fill, form)


@dataclass
class _Fill:
    """Labels that merged cells leave blank on the rows below: labels are filled down, never text."""

    labels: dict[str, str] = field(default_factory=dict)

    def label(self, role: str, text: str) -> str:
        if text:
            self.labels[role] = text
        return self.labels.get(role, "")


def _records(row: Row, header: Header, fill: _Fill, form: Form) -> Iterator[Indicator]:
    columns = _align(row, header)
    if columns is None:
        return
    texts = {role: squeeze(row[i].text) for role, i in columns.items() if 0 <= i < len(row)}
    if "activity" in header.columns:
        if texts.get("activity"):  # a new activity has a budget and goal of its own, or none
            for role in ("budget", "goal"):
                fill.labels.pop(role, None)
        activity = fill.label("activity", texts.get("activity", ""))
        goal = fill.label("goal", texts.get("goal", ""))
        budget = fill.label("budget", texts.get("budget", ""))
    else:
        activity, goal, budget = form.activity, form.goal, form.budget
    level1_text, level2_text = texts.get("level1", ""), texts.get("level2", "")
    continues = not level1_text
    level1 = fill.label("level1", level1_text)
    if level1_text and not level2_text:
        fill.labels.pop("level2", None)
    level2 = fill.label("level2", level2_text) if continues or level2_text else ""
    name_at = columns["name"]
    name = texts.get("name", "")
    if not name:
        return
    shift = name_at - header.columns["name"]
    tiers = tuple(squeeze(row[i + shift].text) for i in header.tiers if 0 <= i + shift < len(row))
    grade = ""
    if any(is_tick(t) for t in tiers):
        grade = next((g for g, t in zip(header.grades, tiers, strict=False) if is_tick(t)), "")
        tiers = ()
    history = tuple(squeeze(row[i + shift].text) for i in header.history if 0 <= i + shift < len(row))
    record = Indicator(
        name=name,
        value=texts.get("value", ""),
        description=texts.get("description", ""),
        level1=level1,
        level2=level2,
        project=form.project,
        activity=activity,
        tiers=tiers if any(tiers) else None,
        history=history if any(history) else (),
        actual=texts.get("actual", ""),
        grade=grade,
        location=row[name_at].location,
        goal=goal,
        budget=budget,
        basis=texts.get("basis", ""),
    )
    yield from split_record(record)


def _align(row: Row, header: Header) -> dict[str, int] | None:
    """Column of each role in this row, or None when the row holds no indicator.

    The header's columns hold as long as class names stand under their own headings. Where they do not
    the row has drifted: it is anchored at its last class name and read on from there.
    """
    columns = header.columns
    name_at = columns.get("name")
    if name_at is None:
        return None
    anchors = [i for i, c in enumerate(row) if class_level(c.text) and i < max(name_at, 1) + 1]
    at1, at2 = columns.get("level1"), columns.get("level2")
    if at1 is None and at2 is None:
        return columns if name_at < len(row) else None
    in_place = name_at < len(row) and all(_fits(row[i], i, at1, at2, name_at) for i in anchors)
    if in_place and (row[name_at].text.strip() or not anchors):
        return columns
    if not anchors:
        return None
    last = max(anchors)
    name_now = next((i for i in range(last + 1, len(row)) if row[i].text.strip()), None)
    if name_now is None:
        return None
    shift = name_now - name_at
    moved = {role: i + shift for role, i in columns.items() if i >= name_at}
    for i in anchors:
        moved["level1" if class_level(row[i].text) == 1 else "level2"] = i
    return _before_standard(row, moved)


def _fits(cell: Cell, i: int, at1: int | None, at2: int | None, name_at: int) -> bool:
    if i == at1:
        return class_level(cell.text) == 1 or at2 is None
    return i in (at2, name_at)


def _before_standard(row: Row, columns: dict[str, int]) -> dict[str, int]:
    """A drifted row that names its standard (行业标准) has its target right before it."""
    standard = next((i for i, c in enumerate(row) if is_standard(c.text)), None)
    if standard is None or "basis" not in columns or "value" not in columns:
        return columns
    before = next((i for i in range(standard - 1, columns["name"], -1) if row[i].text.strip()), None)
    return columns if before is None else {**columns, "value": before, "basis": standard}


def _rejoin(rows: tuple[Row, ...], width: int) -> Iterator[Row]:
    """Undo false row breaks: fragments that together make one full row are one row.

    An empty paragraph inside a cell looks like a row's end in a cell dump. The cell it stood in may
    come back as two cells when the break fell between its paragraphs.
    """
    i = 0
    while i < len(rows):
        if is_header(rows[i]):
            yield from rows[i:]
            return
        row = rows[i]
        j = i + 1
        if (
            width >= 6
            and len(row) < width
            and j < len(rows)
            and len(row) + len(rows[j]) in (width, width + 1)
        ):
            joined = row + rows[j]
            if len(joined) > width:
                middle = Cell(f"{row[-1].text}\n{rows[j][0].text}".strip(), row[-1].location)
                joined = (*row[:-1], middle, *rows[j][1:])
            yield joined
            i = j + 1
            continue
        yield row
        i = j
