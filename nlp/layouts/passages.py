"""The text around the indicators: paragraphs, titles, heads of forms, activities that have no indicator.

A `Collector` is told of everything that the layouts read past. Texts keep their line breaks. Rows with
indicators give nothing, so that a sheet of nothing but indicators costs neither time nor memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..blocks import Cell, Paragraph, Row
from ..document import Passage
from ..location import Location
from ..normalize import fold
from . import labels
from .align import Aligned
from .forms import Form
from .header import Header
from .prose import section_of
from .roles import is_tick

LONGEST = 20_000  # characters of a passage
_MOST = 50_000  # passages of a document: what has more is a data dump and no report
_IDLE = 300  # rows in which nothing was found, after which a table is no form
_FIGURE_ROWS = 40
_TEXTS = ("paragraph", "title")
_OWNED = ("code", "budget", "executed", "plan", "unit")  # once a form


@dataclass
class Collector:
    """Gathers the passages of one document, in its order.

    What stands before a form's project name belongs to the project all the same: such passages wait from
    `waiting` on, until a project is named or the indicators begin.
    """

    found: list[Passage] = field(default_factory=list)
    project: str = ""
    activity: str = ""
    waiting: int | None = 0
    run: int = 0  # where the paragraphs before the table begin
    before: int = 0  # where the table begins
    titled: bool = True
    idle: int = 0
    pending: dict[int, str] = field(default_factory=dict)  # column → kind, asked for in the row above
    months: list[str] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    parts: bool = False
    given: set[str] = field(default_factory=set)
    owner: tuple[str, str] = ("", "")
    starts: int = 0

    def paragraph(self, paragraph: Paragraph, form: Form) -> None:
        """A paragraph outside tables, after `form` has taken what it knows from it."""
        text = paragraph.text.strip()
        if not text:
            return
        if form.starts != self.starts:
            self.starts = form.starts
            self._start(form.project)
        if unit := labels.money_unit(text):
            self._add("unit", unit, paragraph.location)
        elif not self._marked(text, paragraph.location):
            self._put(Passage("paragraph", text, "", "", paragraph.location))

    def _marked(self, text: str, location: Location) -> bool:
        """A text that says of itself that it is a goal, or the indicators, of the section it stands in."""
        found = labels.GOAL_TEXT.match(text) if "绩效" in text[:16] else None
        if found is None:
            return False
        goal = found[1] == "绩效目标"
        body = text[found.end() :] if goal else text
        self._put(Passage("goal" if goal else "paragraph", body, "", self._section(), location))
        return True

    def _section(self) -> str:
        """The title of the section that the text has come to."""
        for passage in reversed(self.found[self.run :]):
            if passage.kind == "paragraph" and (title := section_of(passage.text)):
                return title
        return ""

    def table(self, sheet: bool) -> None:
        """A table begins; a `sheet` of a workbook has nothing to do with what came before."""
        self.idle, self.titled, self.before = 0, False, len(self.found)
        self._drop()
        if sheet:
            self.project, self.waiting, self.run = "", len(self.found), len(self.found)
            self.given.clear()

    def end(self) -> None:
        """The table is over: what comes next belongs to no form, until one begins."""
        self._drop()
        own = self.found[self.before :]
        if own and not self.titled and all(p.kind in _TEXTS for p in own):
            # Text that was only drawn as a table.
            self.found[self.before :] = [replace(p, kind="paragraph") for p in own]
            self.waiting = len(self.found) if self.waiting is not None else None
            return
        self.run = len(self.found)
        if self.waiting is None:
            self.waiting = self.run

    def header(self) -> None:
        """The table has indicators: what stood right before it was its title."""
        if self.titled:
            return
        self.titled = True
        at = self.before - 1
        last = self.found[at] if at >= self.run else None
        if last and last.kind == "paragraph" and len(last.text) <= 70 and last.text[-1] not in "。；：，":
            self.found[at] = replace(last, kind="title")

    def indicator(self, project: str) -> None:
        """A row gave an indicator of `project`."""
        self.idle = 0
        if self.waiting is not None and self.waiting < len(self.found):
            self._own(self.waiting, project)
        self.waiting = len(self.found)
        self.given.clear()

    def row(self, row: Row, form: Form, footer: bool = False) -> None:
        """A row without an indicator, after `form` has taken what it knows from it."""
        started, self.starts = form.starts != self.starts, form.starts
        if self.idle > _IDLE and not started:
            return
        self.idle += 1
        cells = [(i, c) for i, c in enumerate(row) if c.text.strip()]
        if not cells:
            return
        before = len(self.found)
        if started:
            self._start(form.project)
        elif self.waiting is None and len(cells) == 1 and labels.is_title(cells[0][1].text):
            self.waiting = before
        closing = footer and self.waiting == before and not started
        if closing:
            self.waiting = None
        self.activity = form.activity
        if len(cells) == 1 and not started:
            self._single(*cells[0])
        elif len(cells) > 1:
            self._labelled(row, cells)
            self._sums(row, cells)
        if len(self.found) > before:
            self.idle = 0
        if closing:
            self.waiting = len(self.found)

    def owned(
        self, row: Row, aligned: Aligned, header: Header, inherited: Mapping[str, str], named: bool
    ) -> None:
        """A row of a table of activities or projects: what it says of them, `named` with an indicator."""
        role = "activity" if header.at("activity") is not None else "project"
        if len(self.found) > _MOST:
            return
        own = aligned.get(role)
        project = inherited.get("project", "") if header.at("project") is not None else ""
        owner = (project, inherited.get("activity", ""))
        place = next((c.location for c in row if c.text.strip()), aligned.location)
        if own and owner != self.owner:
            self.owner = owner
            for kind in ("content", "goal", "budget"):
                if header.at(kind) is not None and (kind == "budget" or aligned.get(kind)):
                    text = _raw(row, header, kind) or aligned.get(kind)
                    self._put(Passage(kind, text, *owner, place))
        if named or role == "project":
            return
        if own:
            self._put(Passage("activity", own, *owner, place))
        grade = next((g for g, t in zip(header.grades, aligned.tiers, strict=False) if is_tick(t)), "")
        if grade:
            self._put(Passage("tick", grade, *owner, place))

    def _start(self, project: str) -> None:
        """A form of another project begins."""
        if labels.NO_PROJECT.fullmatch(project):  # the next heading of a list that has a column 项目名称
            return
        first = len(self.found) if self.waiting is None else self.waiting
        self.project, self.waiting = project, None
        self.header()
        self.given.clear()
        self._own(first, project)
        self._drop()
        stem = re.sub(r"(?:专项)?(?:项目|资金|经费)$", "", project)
        if len(stem) < 3:
            return
        told = [
            k
            for k in range(self.run, len(self.found))
            if self.found[k].kind in _TEXTS and stem in self.found[k].text.replace(" ", "")
        ]
        marked = [k for k in told if labels.HEADING.match(self.found[k].text)]
        for k in range((marked or told)[-1], len(self.found)) if told else ():
            if self.found[k].kind in _TEXTS and not self.found[k].owner:
                self.found[k] = replace(self.found[k], project=project)
        self.run = len(self.found)

    def _own(self, first: int, project: str) -> None:
        for k in range(first, len(self.found)) if project else ():
            passage = self.found[k]
            if (
                not passage.project
                and not passage.activity
                and (k >= self.before or passage.kind != "paragraph")
            ):
                self.found[k] = replace(passage, project=project)

    def _put(self, passage: Passage) -> None:
        if len(self.found) <= _MOST:
            long = len(passage.text) > LONGEST
            self.found.append(replace(passage, text=passage.text[:LONGEST]) if long else passage)

    def _add(self, kind: str, text: str, location: Location) -> None:
        """A passage of the form being read."""
        if kind == "department" and not labels.BODY.fullmatch(" ".join(text.split())):
            return  # the heading of a list
        if kind in _OWNED:
            if kind in self.given:
                return
            self.given.add(kind)
        self._put(Passage(kind, text.strip(), self._owner(), self.activity, location))

    def _owner(self) -> str:
        return self.project if self.waiting is None else ""

    def _drop(self) -> None:
        self.pending.clear()
        self.months.clear()
        self.figures.clear()
        self.parts = False

    def _single(self, column: int, cell: Cell) -> None:
        text = cell.text.strip()
        if self._says(cell, text) or self._asked([(column, cell)]) or self._marked(text, cell.location):
            return
        if kind := labels.label_kind(text):
            if kind in ("code", "person"):
                self._add(kind, "", cell.location)
        elif "\n" not in text[20:] and labels.TITLE.fullmatch(" ".join(text.split())):
            self._add("title", " ".join(text.split()), cell.location)
        elif len(text) > 1:
            self._add("paragraph", text, cell.location)

    def _says(self, cell: Cell, text: str) -> bool:
        """A cell that holds label and value in one: unit, person, department."""
        if len(text) >= 60:
            return False
        if unit := labels.money_unit(text):
            self._add("unit", unit, cell.location)
        elif person := labels.PERSON.match(text):
            self._add("person", person[1], cell.location)
        elif agency := labels.INLINE_AGENCY.fullmatch(text):
            self._add("department", agency[1], cell.location)
        elif labels.AGENCY.fullmatch(text):
            self._put(Passage("department", text, self._owner(), self.activity, cell.location))
        else:
            return False
        return True

    def _labelled(self, row: Row, cells: list[tuple[int, Cell]]) -> None:
        """Label and value cells, values right of their labels or below them."""
        kinds = [labels.label_kind(c.text.strip()) for _, c in cells]
        below = self.pending and (not kinds[0] or cells[0][0] > 0 or kinds[0] == "budget")
        if below and self._asked([(i, c) for (i, c), kind in zip(cells, kinds, strict=True) if not kind]):
            return
        self.pending.clear()
        if self._plan(cells):
            return
        if self.activity and labels.NUMBERED.fullmatch(fold(cells[0][1].text.strip()).rstrip(":")):
            self._add(
                "goal_long" if labels.LONG.search(cells[0][1].text) else "goal",
                cells[1][1].text,
                cells[0][1].location,
            )
            return
        taken = -1
        for k, (i, cell) in enumerate(cells):
            if k == taken:
                continue
            text, kind = cell.text.strip(), kinds[k]
            if not kind:
                self._loose(cell, text)
                continue
            if unit := labels.LABEL_UNIT.search(text):
                self._add("unit", unit[1], cell.location)
            value = k + 1 < len(cells) and not kinds[k + 1]
            if value:
                taken = k + 1
                if kind != "_":
                    self._add(kind, cells[k + 1][1].text, cells[k + 1][1].location)
                elif len(cells[k + 1][1].text) >= 30:
                    self._add("paragraph", cells[k + 1][1].text, cells[k + 1][1].location)
            elif kind in ("code", "person"):
                self._add(kind, "", cell.location)
            elif kind != "_":
                self._ask(k, i, kind, kinds, row)

    def _ask(self, k: int, column: int, kind: str, kinds: list[str], row: Row) -> None:
        """A label without a value: it heads the cells below, or is asked for and left empty."""
        group = k == 0 and k + 1 < len(kinds)
        if group and kind == "content":
            self.pending[column + 1] = kind  # 预算规模及资金用途: what the money is for follows below
        elif group and len(row) > 2:
            return  # a label over other labels
        elif kind in ("goal", "goal_long", "goal_actual", "budget", "executed", "content"):
            self.pending[column] = kind

    def _asked(self, cells: list[tuple[int, Cell]]) -> bool:
        """Texts below the labels of the row above."""
        if not self.pending or not cells:
            return False
        asked, self.pending = self.pending, {}
        if len(cells) == len(asked):  # in the order of their labels, whatever their columns
            pairs = zip(asked.values(), (c for _, c in cells), strict=True)
            for kind, cell in pairs:
                self._add(kind, cell.text, cell.location)
            return True
        taken = False
        for i, cell in cells:
            column = max((c for c in asked if c <= i), default=None)
            if column is not None:
                self._add(asked.pop(column), cell.text, cell.location)
                taken = True
        return taken

    def _plan(self, cells: list[tuple[int, Cell]]) -> bool:
        """The spending plan: months in one row, shares below."""
        texts = [c.text.strip() for _, c in cells if len(c.text) < 12]
        months = [t for t in texts if ("月" in t or "季" in t or "半年" in t) and labels.MONTH.fullmatch(t)]
        if len(months) > 1:
            self.months = months
            return True
        shares = [t for t in texts if labels.SHARE.fullmatch(t)] if self.months else []
        if shares and len(shares) == len(self.months):
            self._add(
                "plan",
                "；".join(f"{m} {s}" for m, s in zip(self.months, shares, strict=True)),
                cells[0][1].location,
            )
            self.months = []
            return True
        return False

    def _loose(self, cell: Cell, text: str) -> None:
        if not self._says(cell, text) and len(text) >= 30:
            self._add("paragraph", text, cell.location)

    def _sums(self, row: Row, cells: list[tuple[int, Cell]]) -> None:
        """Rows of figures that stand over or under their sum."""
        texts = ["".join(c.text.split()) for _, c in cells if len(c.text) <= 40]
        words = [
            t for t in texts if not ((t[:1].isdigit() or t[:1] == "-") and labels.FIGURE.fullmatch(fold(t)))
        ]
        if not words or len(words) == len(texts):
            self.figures.clear()
            self.parts = False
            return
        if any(map(labels.SUM.fullmatch, words)):
            for above in (*self.figures, row):
                self._figures(above)
            self.figures.clear()
        elif any(labels.label_kind(t) == "budget" for t in words):
            self.figures, self.parts = [row], True
        elif self.parts and all(map(labels.PART.fullmatch, words)):
            for above in self.figures:
                self._figures(above)
            self.figures.clear()
            self._figures(row)
        else:
            self.parts = False
            self.figures = [*self.figures[-_FIGURE_ROWS:], row]

    def _figures(self, row: Row) -> None:
        text = "\t".join(" ".join(c.text.split()) for c in row).rstrip("\t")
        place = next(c.location for c in row if c.text.strip())
        self._put(Passage("sum", text, self._owner(), self.activity, place))


def _raw(row: Row, header: Header, kind: str) -> str:
    """The text of a column with its line breaks, where the row has the header's columns."""
    column = header.by_role[kind]
    return "\n".join(c.text.strip() for c in row[column.start : column.end] if c.text.strip())
