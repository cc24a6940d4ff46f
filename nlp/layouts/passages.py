"""The text around the indicators: paragraphs, titles, heads of forms, activities that have no indicator.

A `Collector` is told of everything that the layouts read past. Texts keep their line breaks. Rows with
indicators give nothing, so that a sheet of nothing but indicators costs neither time nor memory.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ..blocks import Paragraph, Row
from ..document import Passage
from ..location import Location
from ..normalize import squeeze
from . import labels
from .align import Aligned
from .columns import Header
from .execution import Accounts, idle, total
from .form import Form
from .forms import Forms
from .funds import Funds
from .heads import Head
from .prose.reading import section_of
from .reasons import Feet
from .rows import Line, is_tick

LONGEST = 20_000  # characters of a passage
_MOST = 50_000  # passages of a document: what has more is a data dump and no report
_IDLE = 300  # rows in which nothing was found, after which a table is no form
_TEXTS = ("paragraph", "title")
_ACCOUNTS = ("execution", "total", "reason")  # these know their form by its number
_OWNED = ("code", "budget", "executed", "plan", "unit")  # once a form


@dataclass
class Collector:
    """Gathers the passages of one document, in its order.

    What stands before a form's project name belongs to the project all the same: such passages wait from
    `waiting` on, until a project is named or the indicators begin.
    """

    found: list[Passage] = field(default_factory=list)
    project: str = ""
    number: str = ""  # of the form that the project stands in
    activity: str = ""
    waiting: int | None = 0
    run: int = 0  # where the paragraphs before the table begin
    before: int = 0  # where the table begins
    titled: bool = True
    idle: int = 0
    head: Head = field(default_factory=Head)
    accounts: Accounts = field(default_factory=Accounts)
    funds: Funds = field(default_factory=Funds)
    feet: Feet = field(default_factory=Feet)
    given: set[str] = field(default_factory=set)
    owner: tuple[str, str] = ("", "")
    starts: int = 0

    def paragraph(self, paragraph: Paragraph, forms: Forms) -> bool:
        """A paragraph outside tables, after `forms` has taken what it knows from it; whether it says why the rows of the
        table above came so."""
        if not (text := paragraph.text.strip()):
            return False
        told = self.feet.read(text) if forms.form.has_table else None
        if told is not None:
            if told[1]:
                self._account("reason", "\t".join(told), paragraph.location, forms.form)
            return True
        if forms.starts != self.starts:
            self.starts = forms.starts
            self._start(forms.form)
        if unit := labels.money_unit(text):
            self._add("unit", unit, paragraph.location)
        elif not self._marked(text, paragraph.location):
            self._put(Passage("paragraph", text, location=paragraph.location))
        return False

    def _marked(self, text: str, location: Location) -> bool:
        """A text that says of itself that it is a goal, or the indicators, of the section it stands in, or what
        the project stands on."""
        basis, said = labels.marked_basis(text)
        if basis:
            self._add(basis, said, location)
            return True
        found = labels.GOAL_TEXT.match(text) if "绩效" in text[:16] else None
        if found is None:
            kind, said = labels.inline_goal(text) if self.project else ("", "")
            if said:
                self._add(kind, said, location)
            return bool(said)
        goal = found[1] == "绩效目标"
        body = text[found.end() :] if goal else text
        self._put(Passage("goal" if goal else "paragraph", body, activity=self._section(), location=location))
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
        self.head.clear()
        self.feet = Feet()
        if sheet:
            self.project = self.number = ""
            self.waiting = self.run = len(self.found)
            self.given.clear()

    def end(self) -> None:
        """The table is over: what comes next belongs to no form, until one begins."""
        self._blanks()
        self.head.clear()
        self.accounts, self.funds = Accounts(), Funds()
        own = self.found[self.before :]
        if own and not self.titled and all(p.kind in (*_TEXTS, *_ACCOUNTS) for p in own):
            # Text that was only drawn as a table.
            self.found[self.before :] = [replace(p, kind="paragraph") for p in own if p.kind in _TEXTS]
            self.waiting = len(self.found) if self.waiting is not None else None
            return
        self.run = len(self.found)
        if self.waiting is None:
            self.waiting = self.run

    def header(self) -> None:
        """The table has indicators: what stood right before it was its title."""
        self._blanks()
        if self.titled:
            return
        self.titled = True
        at = self.before - 1
        last = self.found[at] if at >= self.run else None
        if last and last.kind == "paragraph" and len(last.text) <= 70 and last.text[-1] not in "。；：，":
            self.found[at] = replace(last, kind="title")

    def beside(self, line: Line, form: Form) -> None:
        """The goal that a row of headings has in its first cell."""
        if goal := labels.numbered_goal((first := line.cells[line.filled[0]]).text):
            self._add("goal", goal, first.location)
            form.goal = form.goal or squeeze(goal)

    def indicator(self, project: str, number: str) -> None:
        """A row gave an indicator of `project`, the form with that number."""
        self.idle = 0
        if self.waiting is not None and self.waiting < len(self.found):
            self._own(self.waiting, project, number)
        self.waiting = len(self.found)
        self.given.clear()

    def row(self, line: Line, forms: Forms, footer: bool = False) -> None:
        """A row without an indicator, after `forms` has taken what it knows from it."""
        started, self.starts = forms.starts != self.starts, forms.starts
        if self.idle > _IDLE and not started:
            return
        self.idle += 1
        if not line.filled:
            return
        before = len(self.found)
        single = len(line.filled) == 1
        if started:
            self._start(forms.form)
        elif self.waiting is None and single and labels.is_title(line.texts[line.filled[0]]):
            self.waiting = before
        closing = footer and self.waiting == before and not started
        if closing:
            self.waiting = None
        self.activity = forms.form.activity
        for kind, text, location in () if footer else self.accounts.read(line):
            self._account(kind, text, location, forms.form)
        for kind, text, location in () if single else self.funds.read(line):
            self._add(kind, text, location)
        if not (single and started):
            for kind, text, location in self.head.read(line, self.activity):
                if kind == "reason":
                    self._account(kind, f"{line.texts[line.filled[0]]}\t{text}", location, forms.form)
                elif not (single and kind == "paragraph" and self._marked(text, location)):
                    self._add(kind, text, location)
        if len(self.found) > before:
            self.idle = 0
        if closing:
            self.waiting = len(self.found)

    def total(self, line: Line, header: Header, form: Form) -> None:
        """A row that closes an indicator table: perhaps the sum of its points, or that of the next form's money."""
        told = next(self.accounts.read(line), None) if self.accounts.left else total(line, header)
        if told is not None:
            self._account(*told, form)

    def spare(self, row: Aligned, form: Form, kind: str = "idle") -> None:
        """A row without an indicator that has points for all that."""
        if (told := idle(row)) is not None:
            self._account(kind, *told, form)

    def _account(self, kind: str, text: str, location: Location, form: Form) -> None:
        """These wait for no owner, so that what waits must not begin with them."""
        waits = self.waiting == len(self.found)
        self._put(Passage(kind, text, form.project, "", location, str(form.number)))
        if waits:
            self.waiting = len(self.found)

    def owned(
        self,
        row: Row,
        aligned: Aligned,
        header: Header,
        inherited: Mapping[str, str],
        number: str,
        named: bool,
    ) -> None:
        """A row of a table of activities or projects: what it says of them, `named` with an indicator."""
        role = "activity" if header.at("activity") is not None else "project"
        if len(self.found) > _MOST:
            return
        own = aligned.get(role)
        project = inherited.get("project", "") if header.at("project") is not None else ""
        owner = (project, inherited.get("activity", ""))
        number = number if project else ""
        place = next((c.location for c in row if c.text.strip()), aligned.location)
        if own and owner != self.owner:
            self.owner = owner
            for kind in ("content", "goal", "budget"):
                if header.at(kind) is not None and (kind == "budget" or aligned.get(kind)):
                    text = header.text_of(row, kind) or aligned.get(kind)
                    self._put(Passage(kind, text, *owner, place, number))
                    if kind == "budget" and (unit := labels.LABEL_UNIT.search(header.by_role[kind].label)):
                        self._put(Passage("unit", unit[1], *owner, place, number))
        if named or role == "project":
            return
        if own:
            self._put(Passage("activity", own, *owner, place, number))
        grade = next((g for g, t in zip(header.grades, aligned.tiers, strict=False) if is_tick(t)), "")
        if grade:
            self._put(Passage("tick", grade, *owner, place, number))

    def _blanks(self) -> None:
        """What the form asks for and leaves empty."""
        for told in self.head.blanks():
            self._add(*told)

    def _start(self, form: Form) -> None:
        """A form of another project begins."""
        project, number = form.project, str(form.number)
        if labels.NO_PROJECT.fullmatch(project):  # the next heading of a list that has a column 项目名称
            return
        self._blanks()
        first = len(self.found) if self.waiting is None else self.waiting
        self.project, self.number, self.waiting = project, number, None
        self.header()
        self.given.clear()
        self._own(first, project, number)
        self.head.clear()
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
                self.found[k] = replace(self.found[k], project=project, project_id=number)
        self.run = len(self.found)

    def _own(self, first: int, project: str, number: str) -> None:
        """Passages from `first` on are those of a project; a form without a name owns what its tables say."""
        for k in range(first, len(self.found)):
            passage = self.found[k]
            before = k < self.before and passage.kind == "paragraph"
            if before or passage.kind in _ACCOUNTS or passage.project or passage.activity:
                continue
            if project or passage.kind not in _TEXTS:
                self.found[k] = replace(passage, project=project, project_id=number)

    def _put(self, passage: Passage) -> None:
        if len(self.found) <= _MOST:
            long = len(passage.text) > LONGEST
            self.found.append(replace(passage, text=passage.text[:LONGEST]) if long else passage)

    def _add(self, kind: str, text: str, location: Location) -> None:
        """A passage of the form being read."""
        if kind == "agency":
            kind = "department"
        elif kind == "department" and not labels.BODY.fullmatch(" ".join(text.split())):
            return  # the heading of a list
        if kind in _OWNED:
            if kind in self.given:
                return
            self.given.add(kind)
        project, number = (self.project, self.number) if self.waiting is None else ("", "")
        self._put(
            Passage(kind, text if kind == "sum" else text.strip(), project, self.activity, location, number)
        )
