"""What a form says around its indicator table: project, code, unit, goal, budget; the forms become projects."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..document import Blank, Project
from ..location import NOWHERE, Location
from ..normalize import fold, squeeze
from ..vocabulary import classes, column, label
from . import labels
from .form import Form
from .rows import Line, empty_goal
from .stated import (
    MONEY,
    agency,
    asks,
    in_wan,
    inline_pairs,
    is_bare,
    is_code,
    numbered_goal,
    project_id,
    year_sum,
)

_ORDINAL = re.compile(r"^\s*[（(]?[\d一二三四五六七八九十]{1,3}[)）、.．]\s*")
_YEAR_BEFORE = re.compile(r"^\s*[（(][^（）()]{0,20}[)）]\s*(?=\S)")
_NAMED = re.compile(r"项目[一二三四五六七八九十\d]{1,3}\s*[:：]\s*([^。；;\s][^。；;]{1,60})")
_WHOLE_TERM = re.compile(r"(?:实施|项目)期(?:资金)?总(?:金)?额")
_TERM = re.compile(r"中期|长期|实施期")
_YEAR = re.compile(r"全年|调整后")
_WHOLE_TITLE = re.compile(r"整体(?:支出|绩效|预算)")
_OF_MONEY = re.compile(
    r"[\u4e00-\u9fff（）()]{0,8}(?:预算|资金|支出|收入|经费)[\u4e00-\u9fff]{0,4}[（(]([亿万千百]?元)[）)]"
)
_LIMITS = ("≤", "≥", "<", ">", "=", "不超过", "不高于", "控制在")
_WHOLE = re.compile(r"总金额|总投[资入]|总预算|总资金")
# Who hands a form in says so (填报单位); else who carries it out does, and last who is set over it.
_SET_OVER, _DOING, _STATED = 1, 2, 3
_RANKS = ((_SET_OVER, ("主管",)), (_DOING, ("实施", "项目", "使用", "承担")))


@dataclass
class Forms:
    """The forms of a document. `form` is the one being read, `starts` counts those that named a project.

    What stands before a project's name in its form (title, unit, code) is kept in `form` until the name comes.
    """

    form: Form = field(default_factory=Form)
    all: list[Form] = field(default_factory=list)
    starts: int = 0
    department: str = ""
    named: Counter[tuple[str, str]] = field(default_factory=Counter)
    # What stands between the tables of two forms and belongs to the next: its title, who hands it in.
    title: str = ""
    next_department: str = ""
    # The column of 全年预算数, where a row of headings names it, counted from the right: rows may lack their first.
    money_at: int | None = None

    def __post_init__(self) -> None:
        self.all.append(self.form)

    def renew(self) -> None:
        """What comes next is a form of its own: a new sheet."""
        self.form = Form(len(self.all), department=self.department, title=self.title)
        if self.next_department:
            self.form.department, self.form.rank = self.next_department, _STATED
        self.title = self.next_department = ""
        self.money_at = None
        self.all.append(self.form)

    def start(self, project: str, location: Location) -> None:
        """A project is named: unless nothing of the present form was used, it begins another."""
        self.starts += 1
        old = self.form
        if old.project or old.has_table or old.activity:
            self.renew()
            self.form.money_unit = old.money_unit
        self.form.project, self.form.location = project, location
        self.form.goal = self.form.budget = self.form.activity = ""

    def table(self) -> Form:
        """The form of an indicator that was found: a form that was only begun gives way to the one before."""
        if not self.form.project and not self.form.has_table and self.form.number:
            before = self.all[self.form.number - 1]
            if before.has_table and self.form.location == NOWHERE:
                self.form = self.all[self.form.number] = before  # passages may know it by its number
        self.name(self.form)
        return self.form

    def name(self, form: Form) -> None:
        """Give the form its id, as it has an indicator: among those of its project's name and code it is the next."""
        form.used = True
        if not form.id:
            self.named[form.project, form.code] += 1
            form.id = project_id(form.project, form.code, self.named[form.project, form.code])

    def read_line(self, line: Line, before: int | None = None) -> bool:
        """Take label and value cells from a row; True when the row belongs to the form's head.

        Inside an indicator table labels stand left of column `before` only.
        """
        texts = [squeeze(t) for t in line.texts]
        if len(line.filled) == 1:
            self._titled(texts[line.filled[0]])
            self._emptied(line)
        if self.form.shares is not None:
            self.form.share([texts[i] for i in line.filled])
        taken = False
        listed = sum(1 for t in texts if t and (label(t) or column(t))) == len(line.filled) > 2
        leads = line.kind == "label" and not _is_limit(texts, line.filled, before)
        asked = ""
        for i in line.filled:
            text = texts[i]
            if before is not None and i >= before and not (taken or leads):
                break
            kind, goal = labels.inline_goal(text) if not self.form.goal else ("", "")
            if kind == "goal" and i and not labels.asks_goal(goal):
                self.form.goal, taken = goal, True
            if len(text) > 200:
                continue
            if "元" in text:
                alone = labels.LABEL_UNIT.fullmatch(text) or (before is None and _OF_MONEY.fullmatch(text))
                said = alone[1] if alone else labels.money_unit(text)
                self.form.money_unit = said or self.form.money_unit
            pairs = inline_pairs(text) if ":" in text or "：" in text else []
            if pairs:
                taken = self._pairs(pairs, line.cells[i].location) or taken
                if all(value for _, value in pairs):
                    continue
            if _WHOLE_TERM.match(text) and (after := next((k for k in line.filled if k > i), 0)):
                self.form.term = texts[after] if MONEY.match(fold(texts[after])) else self.form.term
            asked = asks(text) if len(text) <= 24 else ""
            if not asked:
                if label(text) and (unit := labels.LABEL_UNIT.search(text)):
                    self.form.money_unit = unit[1]
                continue
            value = next((texts[k] for k in line.filled if k > i), "")
            if asked == "budget":
                value = self._money(texts, i, value)
            if asked == "project" and not (is_bare(text) and not self._leads(texts, line.filled, i, before)):
                if listed or column(value) or classes(value) or labels.NO_PROJECT.fullmatch(value):
                    return False  # the heads of a list of projects
                if label(value) or not value:
                    value = ""
                self.start(value, line.cells[i].location)
                if not value:
                    self.form.blanks.append(Blank("project", text, line.cells[i].location))
                taken = True
            elif i <= 1 and asked == "numbered":
                self.form.activity = numbered_goal(text, value)
                return True
            else:
                taken = self._take(asked, text, value, i) or taken
        return taken

    def _emptied(self, line: Line) -> None:
        """A goal that is asked for and not given, unless the next row is its text."""
        place = line.cells[line.filled[0]].location
        if kind := empty_goal(line):
            self.form.blanks.append(Blank(kind, squeeze(line.texts[line.filled[0]]), place))
        elif line.kind == "text":  # below its label
            self.form.blanks = [
                b for b in self.form.blanks if b.kind == "project" or b.location.row != place.row - 1
            ]

    def read_foot(self, line: Line) -> None:
        """A line 填报单位：… under a table: where the form has said who hands it in, it heads the next form."""
        if self.form.rank == _STATED and len(line.filled) == 1:
            self.next_department = agency(line.texts[line.filled[0]]) or self.next_department

    def _titled(self, text: str) -> None:
        """The title of a form of a whole department; after a table it is that of the next form."""
        if "整体" not in text or not _WHOLE_TITLE.search(text) or not labels.is_title(text):
            return
        if self.form.has_table:
            self.title = text
        else:
            self.form.title = text

    def _money(self, texts: Sequence[str], at: int, value: str) -> str:
        """The sum that stands under 全年预算数, or else the one beside the label; a heading is remembered."""
        if _YEAR.search(texts[at]) and not MONEY.match(fold(value)):
            self.money_at = len(texts) - at
        column = len(texts) - self.money_at if self.money_at else 0
        return texts[column] if column > at and MONEY.match(fold(texts[column])) else value

    def _take(self, asked: str, text: str, value: str, at: int) -> bool:
        if asked in ("code", "department") and value and self.form.has_table:
            self.renew()  # the head of the next form, whose project is named later
        form = self.form
        if asked == "budget":
            unit = labels.LABEL_UNIT.search(text)
            form.money_unit = unit[1] if unit else form.money_unit
            # 128其中：财政拨款128, with nothing between
            value = year_sum(value) or value.partition("其中")[0].strip() or value
            if not MONEY.match(fold(value)) or _TERM.search(text):
                if label(value) == "budget" and not form.budget:
                    form.shares = 0.0
                return False
            # 项目总金额 comes before 本年度金额, which is the one that counts.
            if not form.budget or form.shares is not None or (form.total and not _WHOLE.search(text)):
                form.budget, form.total, form.shares = value, bool(_WHOLE.search(text)), None
            return True
        if label(value):
            return False
        if asked == "goal" and at <= 1 and value and not form.goal and not labels.asks_goal(value):
            kind, goal = labels.inline_goal(value)
            form.goal = "" if kind == "goal_long" else goal or value
            return True
        if asked == "code" and value and not form.code and is_code(value):
            form.code = value
        if asked == "department" and value:
            self._department(text, value)
        return False

    def _leads(self, texts: Sequence[str], filled: Sequence[int], at: int, before: int | None) -> bool:
        """Whether a label that may as well head a column (项目) stands alone with its answer."""
        answer = texts[filled[-1]]
        stands = len(filled) == 2 and filled[0] == at and before is None
        return stands and not (self.form.project or MONEY.match(fold(answer)))

    def _department(self, text: str, value: str) -> None:
        """Who hands the form in: 实施单位 before 主管部门, which is set over it."""
        if not labels.BODY.fullmatch(squeeze(value)):
            return
        if self.form.has_table:
            self.renew()
        rank = next((rank for rank, words in _RANKS if any(w in text for w in words)), _STATED)
        if not self.department and not self.form.project and rank > _SET_OVER:
            self.department = value
        if rank > self.form.rank:
            self.form.department, self.form.rank = value, rank

    def _pairs(self, pairs: Sequence[tuple[str, str]], location: Location) -> bool:
        taken = False
        for name, value in pairs:
            asked = asks(name)
            if asked == "project" and value:
                self.start(value, location)
                taken = True
            elif asked in ("code", "department", "budget", "goal"):
                taken = self._take(asked, name, value, 0) or taken
        return taken

    def read_text(self, text: str, location: Location) -> None:
        """Take what a paragraph states of the form that it stands over."""
        if len(text) > 400:
            return
        self._titled(squeeze(text))
        unit = labels.money_unit(text)
        if unit:
            self.form.money_unit = unit
        if labels.AGENCY.fullmatch(text.strip()):
            self._department("", text.strip())
        if ":" in text or "：" in text:
            bare = _YEAR_BEFORE.sub("", _ORDINAL.sub("", text))
            named = _NAMED.match(bare)
            self._pairs([("项目名称", named[1])] if named else inline_pairs(bare), location)

    def projects(self, unit: str) -> list[Project | None]:
        """A `Project` for each place in `all`, None for what is none; `unit` is who hands in the document."""
        found: list[Project | None] = []
        for number, form in enumerate(self.all):
            if form.number != number:  # gave way
                found.append(found[form.number])
                continue
            if not form.used and not (form.has_table and not form.activity):
                found.append(None)
                continue
            self.name(form)
            department = form.department or self.department or unit
            whole = (f"{department}部门整体支出" if department else form.title) if form.title else ""
            found.append(
                Project(
                    form.id,
                    form.project or whole,
                    form.code,
                    department,
                    in_wan(form.budget or form.term, form.money_unit),
                    form.goal,
                    form.location,
                    form.empty(),
                )
            )
        return found


def _is_limit(texts: Sequence[str], filled: Sequence[int], before: int | None) -> bool:
    """Whether a row of an indicator table only looks like a label of the form: 项目总投资 | ≤326万元."""
    at_name = before is not None and filled and filled[0] >= before
    return bool(at_name) and len(filled) > 1 and fold(texts[filled[1]]).startswith(_LIMITS)
