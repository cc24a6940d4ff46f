"""One document: its indicators and what could not be read of it."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import NamedTuple

from .errors import ReadError
from .location import NOWHERE, Location
from .record import LONGEST, Indicator
from .shown import table


@dataclass(frozen=True, slots=True)
class Unread:
    """A part that looks like indicators and was not read: where it is, and why (a Chinese sentence).

    `part` says what it is: `table`, `row`, `column` or `page`.
    """

    location: Location
    reason: str
    part: str = "table"


class Blank(NamedTuple):
    """A place of a form that is left empty: `kind` `project`, `goal` or `goal_long` with the `text` of its label, or
    `actual`, the completions of an indicator table of which not one is given, or
    `class`, a class of indicators (生态效益指标) named in rows that have neither name nor target, with the class and
    the `horizon` of its table. Only what the format shows for certain is told: a text dump has few."""

    kind: str
    text: str
    location: Location = NOWHERE
    horizon: str = ""


@dataclass(frozen=True, slots=True)
class Project:
    """A project's form: also one whose indicator table is empty.

    `id` is stable within its document and tells two projects of one name apart. `budget` is in 万元, None where the
    form states no sum or no unit of it. `unit` is who hands it in. `location` is where the form begins.
    `blanks` are the places in it that are there and empty.
    """

    id: str
    name: str = ""
    code: str = ""
    unit: str = ""
    budget: float | None = None
    goal: str = ""
    location: Location = NOWHERE
    blanks: tuple[Blank, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document that is no indicator but says what indicators are judged against.

    `kind` is one of `PASSAGE_KINDS`; `project` and `activity` name what it belongs to ('' both: the whole
    document). `text` may be '' where the form asks and nothing is filled in.
    """

    kind: str
    text: str
    project: str = ""
    activity: str = ""
    location: Location = NOWHERE
    project_id: str = ""

    @property
    def owner(self) -> str:
        """The name of the project, or else of the activity, that the passage belongs to."""
        return self.project or self.activity

    @property
    def owner_id(self) -> str:
        """What tells the owners of a document apart: two projects of one name are two."""
        return (self.project_id or self.project or self.activity)[:LONGEST]


# paragraph: text outside tables · title: a paragraph right before an indicator table or the form's heading ·
# code: 项目编码 · person: 填报人 · department: who hands it in, with its code where one stands · unit: the money unit declared over a table (单位：万元) ·
# goal / goal_actual: the goal of the year and what was reported of it; goal_long: one of several years · content: 内容描述, 资金用途 ·
# policy: 政策依据, 立项依据 · calculation: 测算依据, 测算过程; both may be '' · period: 起止时间, 实施期限 ·
# budget / executed: planned and spent money · execution: 预算数, 执行数 and 执行率 with its weight and points, total: the
# sum of weights and points (`layouts.execution.stated` reads both) · plan: the spending plan by month ·
# funds: a row of the form's head that states sums of money, or heads them (`layouts.funds.role` reads it) ·
# reason: why targets were missed and what is done about it, told for all rows in one; its label stands before a tab ·
# idle: weight and points of a row in which no indicator is filled in (无 | 无 | 5 | 5) ·
# activity: a row that names an activity (职責活动) without an indicator; tick: one with a tick (its text
# is the grade) and no indicator · sum: a row of figures under or over a sum.
PASSAGE_KINDS = (
    "paragraph",
    "title",
    "code",
    "person",
    "department",
    "unit",
    "goal",
    "goal_actual",
    "goal_long",
    "content",
    "policy",
    "calculation",
    "period",
    "budget",
    "executed",
    "execution",
    "total",
    "idle",
    "reason",
    "plan",
    "funds",
    "activity",
    "tick",
    "sum",
)


@dataclass(frozen=True, slots=True)
class Document:
    """`problems` are Chinese sentences about parts that were not read; the rest was.

    `unread` are the tables that look like indicator tables and gave none, or not all, and filled columns whose
    heading nobody knows. `passages` is the text around the indicators, in document order. `unit` is who hands the
    document in, `projects` its forms in order. `failure` is set where nothing could be read (a member of a zip).
    """

    source: str
    indicators: tuple[Indicator, ...] = ()
    problems: tuple[str, ...] = ()
    unread: tuple[Unread, ...] = ()
    passages: tuple[Passage, ...] = ()
    unit: str = ""
    projects: tuple[Project, ...] = ()
    failure: ReadError | None = None

    def _repr_html_(self) -> str:
        said = f"{self.source} · {self.unit}".rstrip(" ·")
        caption = f"{said}：{len(self.projects)} 个项目，{len(self.indicators)} 条指标"
        rows = (
            (r.owner, r.level1, r.level2, r.name, r.target_text, r.description, str(r.location))
            for r in self.indicators[:_SHOWN]
        )
        left = len(self.indicators) - _SHOWN
        notes = [*self.sentences, *([f"还有 {left} 条指标没有显示。"] if left > 0 else [])]
        heads = ("项目", "一级指标", "二级指标", "指标", "指标值", "解释", "位置")
        return table(caption, heads, (map(escape, row) for row in rows)) + "".join(
            f"<div>{escape(note)}</div>" for note in notes
        )

    @property
    def gaps(self) -> tuple[tuple[Location, str], ...]:
        """What a reader has to be told besides `problems`: where something is missing, and a Chinese sentence.

        Parts that were not read, and projects whose indicator table nobody has filled in.
        """
        filled = {r.project_id for r in self.indicators}
        empty = (
            (p.location, _EMPTY.format(name=f"项目“{p.name}”的指标表" if p.name else "指标表"))
            for p in self.projects
            if p.id not in filled
        )
        return (*((u.location, u.reason) for u in self.unread), *empty)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What a user has to be told of the document, each sentence with where it belongs."""
        said = [f"{self.source}：{problem}" for problem in self.problems]
        said += [
            f"{self.source}（{place}）：{reason}" if place else f"{self.source}：{reason}"
            for place, reason in self.gaps
        ]
        if not (self.indicators or said):
            said.append(f"{self.source}：没有找到绩效指标。")
        return tuple(said)


_SHOWN = 200  # indicators, in a notebook
_EMPTY = "{name}没有填写任何指标：请确认是否漏填。"
