"""Indicator tables → records: every layout that has a header, in a row or in a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ..document import Unread
from ..normalize import squeeze
from ..record import Indicator
from ..vocabulary import classes
from . import labels
from .align import Aligned, Fill, align, inherited
from .columns import Header
from .drawn.centred import reached_down, uncentred
from .drawn.upright import mend, upright
from .forms import Forms
from .header import is_upper, read_headers
from .horizons import time_of
from .passages import Collector
from .rows import Line, Sheet, is_furniture, is_placeholder, is_tick, line_of, rejoined
from .split import split_record
from .stated import agency
from .values import as_number, templated, whole_target, with_unit

_NAMELESS = "“{row}”一行有指标值但没有指标名称，没有作为指标读入：请补上指标名称。"
_UNKNOWN = "“{label}”一列没有认出是什么，其中的内容没有读入：请核对表头，或告诉 zhibiao 的维护者。"
_BLOCK = re.compile(r"(?:目\s*标|指\s*标)\s*(?:[(（].*)?$")
_EXECUTION = re.compile(r"(?:年度|全年|项目|部门|资金)*预算执行率?")
_PREFIX = re.compile(
    r"(?:绩效)?指标\s*\d{1,2}(?:\s*[:：.、]\s*(?=\S)|(?=[\u4e00-\u9fff]{3})(?![个条类级]|项(?!目)))|\d{1,2}[.、．](?=[\u4e00-\u9fff])"
)


@dataclass
class TableReader:
    """Reads the tables of one document in order; the form's head may stand in tables of its own.

    `unread` gets the rows with a target but no name, and filled columns of unknown heading.
    """

    source: str = ""
    forms: Forms = field(default_factory=Forms)
    headers: list[Header] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    around: Collector = field(default_factory=Collector)
    horizon: str = ""
    coming: str = ""  # the time that the line over the next table names
    above: list[Line] = field(default_factory=list)
    times: set[str] = field(default_factory=set)  # of the goals since the last indicator

    def read(self, sheet: Sheet) -> Iterator[Indicator]:
        """Records of the next table."""
        sheet = upright(sheet)
        lines = list(sheet.lines)
        if sheet.own or self.headers:
            self.above = []
        if not self.above:
            self.horizon, self.times = "", set()
        self.horizon, self.coming = self.coming or self.horizon, ""
        self.headers = []
        if sheet.own:
            self.forms.renew()
        self.around.table(sheet.own)
        section: list[Line] = []
        at = 0
        while at < len(lines):
            line = lines[at]
            if line.kind != "header":
                if self.headers:
                    if len(line.filled) > 1 or (line.filled and not _is_passed(line)):
                        section.append(line)
                elif line.kind != "numbers" and not (
                    at + 1 < len(lines) and lines[at + 1].kind == "header" and is_upper(line, lines[at + 1])
                ):
                    self._head(line)
                at += 1
                continue
            self.around.beside(line, self.forms.form)
            headers = read_headers(lines, at, sheet.grid, self.above)
            at += headers[0].rows
            if not headers[0].has_targets:  # criteria, not targets
                yield from self._section(section)
                section, self.headers = [], []
                while at < len(lines) and lines[at].kind not in ("header", "label", "blank"):
                    at += 1
                continue
            self.around.header()
            if [h.shape for h in headers] != [h.shape for h in self.headers]:
                yield from self._section(section)
                section, self.headers = [], headers
            else:
                section.append(_BREAK)
            if not sheet.grid:
                lines[at:] = rejoined(lines[at:], headers[0].width)
        yield from self._section(section)
        if not self.headers:  # the head of a form, whose indicators stand in the next table
            self.above = lines
        self.around.end()

    def _head(self, line: Line) -> None:
        self._turned(line)
        self.forms.read_line(line)
        self.around.row(line, self.forms)

    def _turned(self, line: Line) -> bool:
        """Whether a row only says for which time the targets below it are."""
        now, goal = time_of(line)
        if now:
            self.times = self.times | {now} if goal else set()
            self.horizon = now if len(self.times) < 2 else ""
        return bool(now)

    def _section(self, lines: Sequence[Line]) -> Iterator[Indicator]:
        """Records below one header; pages that repeat the header do not end it."""
        form = self.forms.form
        for k, header in enumerate(self.headers):
            if k:  # tables side by side share the form around them
                self.forms.form = form
            if self.forms.form.project or header.at("activity") is None:
                self.forms.form.has_table = True
            yield from self._records(
                reached_down(uncentred(mend(lines, header), header), header), header, k == 0
            )

    def _records(self, lines: Sequence[Line], header: Header, first: bool) -> Iterator[Indicator]:
        """Records of the rows; the passages between them are those of the `first` header."""
        fill = Fill()
        left = header.by_role["name"].start
        has_levels = header.at("level1") is not None or header.at("level2") is not None
        in_head = False
        self._report_unknown(lines, header, first)
        for line in lines:
            if line is _BREAK:
                self.forms.form.has_table = True
            if line is _BREAK or line.kind == "numbers":
                continue
            if line.kind == "footer":
                self.forms.read_foot(line)
                if first and not _is_furniture(line):
                    self.around.total(line, header, self.forms.form)
                    self.around.row(line, self.forms, footer=True)
                continue
            aligned = align(line, header)
            if aligned is None or not aligned.anchored:
                starts, form = self.forms.starts, self.forms.form
                told = self.forms.read_line(line, left if aligned is not None else None)
                if self.forms.starts != starts or self.forms.form is not form:
                    fill.drop("level1", "level2")
                    in_head = has_levels
                if told:
                    if first:
                        self.around.row(line, self.forms)
                    continue
                # Between the beginning of a form and its first class name there is only the form's head.
                if aligned is None or in_head:
                    self._turned(line)
                    if first:
                        self.around.row(line, self.forms)
                    continue
            in_head = False
            if line.kind == "text" and _BLOCK.search(line.texts[line.filled[0]]) and self._turned(line):
                continue
            yield from self._record(aligned, header, fill, line if first else None)

    def _report_unknown(self, lines: Sequence[Line], header: Header, first: bool) -> None:
        """Filled columns whose heading means nothing to us are named, not passed over."""
        for column in header.unknown if first else ():
            filled = [n for n in lines if n.kind == "other" and any(n.texts[column.start : column.end])]
            if filled:
                # A heading that was shared out among columns has no place of its own: then its first text tells one.
                cells = (c for n in filled for c in n.cells[column.start : column.end] if c.text)
                place = column.location or next((c.location for c in cells if c.location), column.location)
                self.unread.append(Unread(place, _UNKNOWN.format(label=squeeze(column.label)[:20]), "column"))

    def _record(self, row: Aligned, header: Header, fill: Fill, line: Line | None) -> Iterator[Indicator]:
        """Records of one row; `line` is the row as it stands, None where its passages were taken before."""
        self._own_project(row, header)
        told = inherited(row, header, fill, self.forms.form)
        whole = row.get("name")
        name, sign, unit = templated(whole) if row.get("value") else (whole, "", "")
        unit = row.get("unit") or unit
        value = squeeze(whole_target(row.get("value"), row.get("sign") or sign, unit))
        # A class name in the place of a name, and nothing beside it, has drifted there: its row is empty.
        empty = is_placeholder(_PREFIX.sub("", name, count=1)) or (
            bool(classes(name)) and not (value or any(row.tiers))
        )
        spent = _EXECUTION.fullmatch(name or row.get("level1") or row.get("level2"))
        if spent and not (name and (row.get("level2") or value or row.get("actual"))):
            if line is not None:  # what the money is worth in the points, below the last class: no indicator
                self.around.spare(row, self.forms.form, "execution")
            return
        if line is not None:
            number = str(self.forms.form.number)
            if header.at("activity") is not None or row.get("project"):
                self.around.owned(line.cells, row, header, told, number, not empty)
            elif empty and not row.anchored:
                self.around.row(line, self.forms)
            if not empty:
                self.around.indicator(told["project"], number)
        if empty:
            if line is not None and name and not classes(name):  # 无
                self.around.spare(row, self.forms.form)
            if not name and value and not is_placeholder(value) and row.anchored:
                said = f"{told['level1']} {told['level2']}".strip()
                self.unread.append(Unread(row.location.container or row.location, _NAMELESS.format(row=said)))
            elif not (name or value or any(row.tiers)) and row.anchored and header.grid:
                self.forms.form.blank(
                    row.get("level2") or row.get("level1"), self._horizon(header), row.location
                )
            return
        tiers, grade = row.tiers, ""
        if any(is_tick(t) for t in tiers):
            grade = next((g for g, t in zip(header.grades, tiers, strict=False) if is_tick(t)), "")
            tiers = ()
        self.times = set()
        if row.horizon:
            self.horizon = row.horizon
        owned = told["project"] or not told["activity"]
        form = self.forms.table() if owned else self.forms.form
        form.classes |= {(told[level], self._horizon(header)) for level in ("level1", "level2")}
        if header.at("actual") is not None:
            form.reports.add(not is_placeholder(row.get("actual")))
        prefix = _PREFIX.match(name)
        record = Indicator(
            name=name[prefix.end() :] if prefix else name,
            value=value,
            description=row.get("description"),
            level1=told["level1"],
            level2=told["level2"],
            project=told["project"],
            activity=told["activity"],
            tiers=tiers if any(tiers) else None,
            history=row.history if any(row.history) else (),
            actual=squeeze(with_unit(row.get("actual"), unit)),
            grade=grade,
            location=row.location,
            goal=told["goal"],
            budget=told["budget"],
            basis=row.get("basis"),
            cell=whole if prefix or name != whole else "",
            project_id=form.id if owned else "",
            project_code=form.code if owned else "",
            unit=(form.department if owned else "") or self.forms.department,
            source=self.source,
            horizon=self._horizon(header),
            weight=as_number(row.get("weight")),
            points=as_number(row.get("points")),
            reason="" if is_placeholder(row.get("reason")) else row.get("reason"),
            recognised=row.recognised,
            criteria=row.get("criteria") or ("" if header.all("tier") else row.get("tiers")),
            interim=header.interim,
            forecast=squeeze(with_unit(row.get("forecast"), unit)) if header.interim else "",
        )
        yield from split_record(record)

    def _horizon(self, header: Header) -> str:
        """The time that the targets below a header are for."""
        return header.horizon or self.horizon

    def _own_project(self, row: Aligned, header: Header) -> None:
        """A table with a project column holds a form for each project."""
        project = row.get("project")
        code = row.get("code")
        if header.at("project") is None or not project:
            return
        if project == self.forms.form.project and code in ("", self.forms.form.code):
            return
        if not row.get("name") and not row.anchored and labels.BODY.fullmatch(project):
            self.forms.department = project  # a line over the projects of one unit
        elif header.at("activity") is None:
            before = self.forms.form
            before.has_table = before.has_table and bool(before.project or before.used)
            self.forms.start(project, row.location)
            self.forms.form.has_table = True
            self.forms.form.money_unit = before.money_unit
            form = self.forms.form
            form.goal, form.budget, form.code = row.get("goal"), row.get("budget"), code
            form.department = row.get("department") or form.department
            over = header.by_role.get("budget")
            unit = labels.LABEL_UNIT.search(over.label) if over else None
            form.money_unit = unit[1] if unit else form.money_unit


_BREAK = line_of(())


def _is_furniture(line: Line) -> bool:
    return len(line.filled) == 1 and is_furniture(line.texts[line.filled[0]])


def _is_passed(line: Line) -> bool:
    """True for a row that belongs to no table: furniture, unless it names who hands the next form in."""
    return _is_furniture(line) and not (line.kind == "footer" and agency(line.texts[line.filled[0]]))
