"""One form while it is read: what has been said of it so far, and which of its places are empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ..document import Blank
from ..location import NOWHERE, Location
from ..normalize import fold, squeeze
from .funds import figure
from .stated import MONEY

# One of the shares that a sum is made of, not a part of such a share.
_SHARE = re.compile(r"[(（][一二三四五六七八九十][)）].*|.*小计")
_IN_ONE = re.compile(r"(\D{4,24}?)\s*(\d[\d,]*(?:\.\d+)?)")  # label and figure in one cell of a text


@dataclass
class Form:
    """State of the form being read; a new project name starts a new one. `number` counts them from 0."""

    number: int = 0
    id: str = ""  # of its project, once it has an indicator
    project: str = ""
    activity: str = ""
    goal: str = ""
    goal_long: str = ""
    budget: str = ""
    term: str = ""  # all of the money where the form asks for no other year's
    code: str = ""
    department: str = ""
    rank: int = 0  # how surely the department is who hands the form in
    money_unit: str = ""
    location: Location = NOWHERE
    total: bool = False
    shares: float | None = None  # of a sum that is only a heading over its shares: what they come to so far
    blanks: list[Blank] = field(default_factory=list)
    has_table: bool = False
    title: str = ""  # of a form of a whole department, which names no project
    used: bool = False  # it has an indicator
    # Whether its rows give the completion that the table asks for: {False} where not one does.
    reports: set[bool] = field(default_factory=set)
    classes: set[tuple[str, str]] = field(default_factory=set)  # of its indicators, with their time

    def note(self, kind: str, text: str) -> None:
        """A passage of the form: what stands below its label or is told in other ways."""
        if kind == "unit" and not self.money_unit:
            self.money_unit = text
        elif kind == "goal" and not self.goal:
            self.goal = squeeze(text)
        elif kind == "goal_long" and not self.goal_long:
            self.goal_long = squeeze(text)
        elif kind == "budget" and not self.budget:
            self.budget = squeeze(text)
        elif kind == "code" and not self.code:
            self.code = squeeze(text)
        elif kind == "department" and not self.department:
            self.department = squeeze(text)

    def blank(self, name: str, horizon: str, location: Location) -> None:
        """A class of indicators in whose row nothing stands."""
        if name:
            self.blanks.append(Blank("class", name, location, horizon))

    def share(self, texts: Sequence[str]) -> None:
        """A share of a sum of which only the heading stands there ((一)财政拨款小计 | 6.30): they are added up."""
        whole = _IN_ONE.fullmatch(texts[0]) if len(texts) == 1 else None
        for said, value in [whole.groups()] if whole else pairwise(texts):
            amount = figure(value) if _SHARE.fullmatch(said) else None
            if amount and amount[1] in ("", self.money_unit):
                self.shares = round((self.shares or 0.0) + amount[0], 6)
                self.budget = f"{self.shares:.10g}" if self.shares else ""

    @property
    def money(self) -> str:
        """The budget as written, with the unit that the form declares elsewhere; 万元 is what a bare figure is."""
        told = self.budget or self.term
        found = MONEY.fullmatch(fold(told)) if self.money_unit not in ("", "万元") else None
        return f"{told}{self.money_unit}" if found and not found[2] else told

    def empty(self) -> tuple[Blank, ...]:
        """The places that were empty and of which nothing is said elsewhere in the form."""
        said = {"project": self.project, "goal": self.goal, "goal_long": self.goal_long}
        unreported = [Blank("actual", "实际完成值", self.location)] if self.reports == {False} else []
        found: dict[tuple[str, str, str], Blank] = {}
        for blank in self.blanks:
            filled = (blank.text, blank.horizon) in self.classes
            if not (filled if blank.kind == "class" else said[blank.kind]):
                found.setdefault((blank.kind, blank.text, blank.horizon), blank)
        return (*found.values(), *unreported)
