"""Indicator tables → records: every layout that has a header, in a row or in a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..blocks import Row, Table
from ..record import Indicator
from .align import Aligned, align
from .forms import Form
from .grid import mend, upright
from .header import Header, is_header, read_headers
from .pages import is_furniture, is_sheet
from .passages import Collector
from .roles import is_footer, is_placeholder, is_tick
from .split import split_record
from .values import whole_target, with_unit


@dataclass
class Fill:
    """Labels that merged cells leave blank on the rows below: labels are filled down, never text."""

    labels: dict[str, str] = field(default_factory=dict)

    def label(self, role: str, text: str) -> str:
        """`text`, or the label above where it is empty."""
        if text:
            self.labels[role] = text
        return self.labels.get(role, "")

    def drop(self, *roles: str) -> None:
        """Forget labels: what comes next has its own, or none."""
        for role in roles:
            self.labels.pop(role, None)


@dataclass
class Reader:
    """Reads the tables of one document in order; the form's head may stand in tables of its own."""

    form: Form = field(default_factory=Form)
    headers: list[Header] = field(default_factory=list)
    nameless: list[str] = field(default_factory=list)
    around: Collector = field(default_factory=Collector)

    def read(self, table: Table) -> Iterator[Indicator]:
        """Records of the next table. `nameless` gets the rows with a target but no name."""
        table = upright(table)
        rows = table.rows
        self.headers = []
        sheet = is_sheet(table)
        if sheet:
            self.form = Form(starts=self.form.starts)
        self.around.table(sheet)
        section: list[Row] = []
        at = 0
        while at < len(rows):
            if not is_header(rows[at]):
                if self.headers:
                    filled = [c.text for c in rows[at] if c.text.strip()]
                    if len(filled) > 1 or not is_furniture("".join(filled)):
                        section.append(rows[at])
                else:
                    self.form.read_row(rows[at])
                    self.around.row(rows[at], self.form)
                at += 1
                continue
            self.around.header()
            headers = read_headers(rows, at, table.grid)
            at += headers[0].rows
            if [h.columns for h in headers] != [h.columns for h in self.headers]:
                yield from self._section(section)
                section, self.headers = [], headers
            if not table.grid:
                rows = rows[:at] + tuple(_rejoin(rows[at:], headers[0].width))
        yield from self._section(section)
        self.around.end()

    def _section(self, rows: Sequence[Row]) -> Iterator[Indicator]:
        """Records below one header; pages that repeat the header do not end it."""
        form = self.form
        for k, header in enumerate(self.headers):
            self.form = replace(form)  # tables side by side share the form around them
            yield from self._records(mend(rows, header), header, k == 0)

    def _records(self, rows: Sequence[Row], header: Header, first: bool) -> Iterator[Indicator]:
        """Records of the rows; the passages between them are those of the `first` header."""
        fill = Fill()
        left = header.by_role["name"].start
        has_levels = header.at("level1") is not None or header.at("level2") is not None
        in_head = False
        for row in rows:
            if is_footer(row):
                if first:
                    self.around.row(row, self.form, footer=True)
                continue
            aligned = align(row, header)
            if aligned is None or not aligned.anchored:
                project = self.form.project
                if self.form.read_row(row, left if aligned is not None else None):
                    if self.form.project != project:
                        fill.drop("level1", "level2")
                        in_head = has_levels
                    if first:
                        self.around.row(row, self.form)
                    continue
                # Between a project's name and its first class name there is only the form's head.
                if aligned is None or in_head:
                    if first:
                        self.around.row(row, self.form)
                    continue
            in_head = False
            yield from self._record(aligned, header, fill, row if first else None)

    def _record(self, row: Aligned, header: Header, fill: Fill, cells: Row | None) -> Iterator[Indicator]:
        """Records of one row; `cells` is the row as it stands, None where its passages were taken before."""
        labels = _labels(row, header, fill, self.form)
        name = row.get("name")
        value = whole_target(row.get("value"), row.get("sign"), row.get("unit"))
        empty = is_placeholder(name)
        if cells is not None:
            if header.at("activity") is not None or row.get("project"):
                self.around.owned(cells, row, header, labels, not empty)
            elif empty and not row.anchored:
                self.around.row(cells, self.form)
            if not empty:
                self.around.indicator(labels["project"])
        if empty:
            if not name and value and not is_placeholder(value) and row.anchored:
                self.nameless.append(f"{labels['level1']} {labels['level2']}".strip())
            return
        tiers, grade = row.tiers, ""
        if any(is_tick(t) for t in tiers):
            grade = next((g for g, t in zip(header.grades, tiers, strict=False) if is_tick(t)), "")
            tiers = ()
        record = Indicator(
            name=name,
            value=value,
            description=row.get("description"),
            level1=labels["level1"],
            level2=labels["level2"],
            project=labels["project"],
            activity=labels["activity"],
            tiers=tiers if any(tiers) else None,
            history=row.history if any(row.history) else (),
            actual=with_unit(row.get("actual"), row.get("unit")),
            grade=grade,
            location=row.location,
            goal=labels["goal"],
            budget=labels["budget"],
            basis=row.get("basis"),
        )
        yield from split_record(record)


def _labels(row: Aligned, header: Header, fill: Fill, form: Form) -> dict[str, str]:
    """What the row inherits: levels and owner from the rows above, the rest from the form."""
    labels = {"project": form.project, "activity": form.activity, "goal": form.goal, "budget": form.budget}
    if header.at("project") is not None:
        labels["project"] = fill.label("project", row.get("project")) or form.project
    elif header.at("activity") is not None:
        labels["project"] = ""  # a table of activities is no longer the form above it
    if header.at("activity") is not None:
        if row.get("activity"):  # a new activity has a budget and goal of its own, or none
            fill.drop("budget", "goal")
        labels |= {role: fill.label(role, row.get(role)) for role in ("activity", "goal", "budget")}
    if not row.anchored and is_placeholder(row.get("name")):
        return {**labels, "level1": "", "level2": ""}  # a remark in the label columns names no class
    first, second = row.get("level1"), row.get("level2")
    labels["level1"] = fill.label("level1", first)
    if first and not second:
        fill.drop("level2")
    labels["level2"] = fill.label("level2", second)
    return labels


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
                middle = row[-1]._replace(text=f"{row[-1].text}\n{rows[j][0].text}".strip())
                joined = (*row[:-1], middle, *rows[j][1:])
            yield joined
            i = j + 1
            continue
        yield row
        i = j
