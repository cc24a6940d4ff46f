"""The head of a form, row by row: labels and values, spending plans, sums."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..blocks import Cell, Row
from ..location import Location
from ..normalize import fold, squeeze
from . import labels
from .execution import asked as asked_sum
from .rows import Line
from .stated import inline_pairs, is_code, year_sum

Told = tuple[str, str, Location]  # kind of passage, text, place
_FIGURE_ROWS = 40
_LOOSE = 30  # characters from which a cell without a label is worth keeping
_BELOW = ("goal", "goal_long", "goal_actual", "budget", "executed", "content", *labels.BASES)
_SUMS = ("budget", "executed")
_BOTH = ["goal", "goal_actual"]  # beside one another, each over its text
_NUMBERED = re.compile(r"目标\s*\d{1,2}")
_REPORTED = re.compile(r"目标\s*\d{1,2}\s*的?完成情况")
_BLANK = ("code", "person")  # that it is empty is told at once


@dataclass
class Head:
    """Reads rows without indicators; remembers what the row above has asked for."""

    pending: dict[int, str] = field(default_factory=dict)  # column → kind, asked for in the row above
    spanned: int = 0  # the cells of that row, where a label over two columns may be left out below
    tasks: bool = False  # that row heads the money of tasks, and their sum stands below them
    months: list[str] = field(default_factory=list)
    figures: list[Row] = field(default_factory=list)
    parts: bool = False
    goals: bool = False  # the row above told one
    unanswered: list[Told] = field(default_factory=list)  # asked for in the row above: empty, or told below

    def clear(self) -> None:
        """Forget what was asked for: something else begins."""
        self.pending, self.months, self.figures, self.parts = {}, [], [], False
        self.tasks = self.goals = False

    def read(self, line: Line, activity: str) -> Iterator[Told]:
        """What the row says; `activity` is set where rows belong to one."""
        told = _more_goals(line) if self.goals else []
        told = told or list(self._read(line, activity))
        self.goals = any(kind == "goal" for kind, _, _ in told)
        yield from told

    def _read(self, line: Line, activity: str) -> Iterator[Told]:
        cells = [(i, line.cells[i]) for i in line.filled]
        if self.unanswered and not (len(cells) == 1 and not labels.passage_kind(cells[0][1].text.strip())):
            yield from self.blanks()
        self.unanswered.clear()
        goals = [told for _, cell in cells if (told := _goal_inside(cell)) is not None]
        if any(kind != "goal" for kind, _, _ in goals):
            self.pending.clear()
            yield from goals
        elif len(cells) == 1:
            yield from self._single(*cells[0])
        elif cells:
            yield from self._labelled(line, cells, activity)
            yield from self._sums(line.cells, cells)

    def blanks(self) -> list[Told]:
        """What was asked for last and is empty, as something else comes next."""
        empty, self.unanswered = self.unanswered, []
        if empty:
            self.pending.clear()
        return empty

    def _single(self, column: int, cell: Cell) -> Iterator[Told]:
        text = cell.text.strip()
        said = says(cell, text)
        if said is not None:
            yield said
        elif asked := self._asked([(column, cell)]):
            yield from asked
        elif (unit := labels.LABEL_UNIT.search(text)) and labels.passage_kind(text):
            yield "unit", unit[1], cell.location
        elif kind := labels.passage_kind(text):
            if kind in _BLANK:
                yield kind, "", cell.location
            elif kind in labels.BASES:
                self.pending[column] = kind
                self.unanswered.append((kind, "", cell.location))
        elif "\n" not in text[20:] and labels.TITLE.fullmatch(" ".join(text.split())):
            yield "title", " ".join(text.split()), cell.location
        elif len(text) > 1:
            yield "paragraph", text, cell.location

    def _labelled(self, line: Line, cells: list[tuple[int, Cell]], activity: str) -> Iterator[Told]:
        """Label and value cells, values right of their labels or below them."""
        kinds = [labels.passage_kind(c.text.strip()) for _, c in cells]
        summed = any(labels.SUM.fullmatch(c.text.strip()) for _, c in cells)
        if self.tasks and self.pending and not (kinds[0] or summed):
            return
        self.tasks = any(labels.TASKS.fullmatch("".join(c.text.split())) for _, c in cells)
        if self.tasks:
            kinds = ["_" if kind == "goal_actual" else kind for kind in kinds]  # what became of each task
        lost = self._left_out(line.cells)
        below = self.pending and (not kinds[0] or cells[0][0] > 0 or kinds[0] == "budget")
        if below and (
            asked := self._asked(
                [(i + lost, c) for (i, c), kind in zip(cells, kinds, strict=True) if not kind]
            )
        ):
            yield from asked
            return
        self.pending.clear()
        if told := _in_turn(kinds, cells):
            yield from told
            return
        first = cells[0][1]
        plan = self._plan(cells)
        if plan is not None:
            yield from plan
            return
        if activity and labels.NUMBERED.fullmatch(fold(first.text.strip()).rstrip(":")):
            kind = "goal_long" if labels.LONG.search(first.text) else "goal"
            yield kind, cells[1][1].text, first.location
            return
        taken = -1
        for k, (i, cell) in enumerate(cells):
            if k == taken:
                continue
            text, kind = cell.text.strip(), kinds[k]
            if not kind:
                yield from _loose(cell, text)
                continue
            if unit := labels.LABEL_UNIT.search(text):
                yield "unit", unit[1], cell.location
            answered = k + 1 < len(cells) and not kinds[k + 1]
            if answered and not (kind == "code" and not is_code(cells[k + 1][1].text)):
                taken, value = k + 1, cells[k + 1][1]
                if labels.SUM.fullmatch(value.text.strip()) or asked_sum(value.text):
                    continue  # the heads of a table of figures
                if kind == "reason" and (k or len(cells) > 2):
                    continue  # a column of the table below
                if kind != "_":
                    yield kind, _of_year(kind, cells[k + 1 :]) or value.text, value.location
                elif len(value.text) >= _LOOSE:
                    yield "paragraph", value.text, value.location
            elif kind in _BLANK or (kind in labels.BASES and not all(kinds)):
                yield kind, "", cell.location
            elif kind != "_":
                self._ask(k, i, kind, kinds, line.cells)

    def _ask(self, k: int, column: int, kind: str, kinds: list[str], row: Row) -> None:
        """A label without a value: it heads the cells below, or is asked for and left empty."""
        group = k == 0 and k + 1 < len(kinds) and kinds != _BOTH
        if group and kind == "content":
            self.pending[column + 1] = kind  # 预算规模及资金用途: what the money is for follows below
        elif group and len(row) > 2:
            return  # a label over other labels
        elif kind in _BELOW:
            self.pending[column] = kind
            self.spanned = len(row) if len(row) > 1 and row[0].text.strip() and not row[1].text.strip() else 0

    def _left_out(self, row: Row) -> int:
        """How many columns a row is short of for a label that was merged over two, as in text copied from a web page."""
        return int(len(row) + 1 == self.spanned)

    def _asked(self, cells: list[tuple[int, Cell]]) -> list[Told]:
        """Texts below the labels of the row above."""
        if not self.pending or not cells:
            return []
        asked, self.pending = self.pending, {}
        if len(cells) == len(asked):  # in the order of their labels, whatever their columns
            return [(kind, c.text, c.location) for kind, (_, c) in zip(asked.values(), cells, strict=True)]
        told = []
        for i, cell in cells:
            column = max((c for c in asked if c <= i), default=None)
            if column is not None and (asked[column] not in _SUMS or any(map(str.isdigit, cell.text))):
                told.append((asked.pop(column), cell.text, cell.location))
        if "goal_actual" in asked.values() and any(kind == "goal" for kind, _, _ in told):
            told.append(
                ("goal_actual", "", cells[0][1].location)
            )  # the goal was told, what became of it was not
        return told

    def _plan(self, cells: list[tuple[int, Cell]]) -> list[Told] | None:
        """The spending plan, months in one row and shares below; None where the row is no part of one."""
        texts = [c.text.strip() for _, c in cells if len(c.text) < 12]
        months = [t for t in texts if ("月" in t or "季" in t or "半年" in t) and labels.MONTH.fullmatch(t)]
        if len(months) > 1:
            self.months = months
            return []
        shares = [t for t in texts if labels.SHARE.fullmatch(t)] if self.months else []
        if not shares or len(shares) != len(self.months):
            return None
        text = "；".join(f"{m} {s}" for m, s in zip(self.months, shares, strict=True))
        self.months = []
        return [("plan", text, cells[0][1].location)]

    def _sums(self, row: Row, cells: list[tuple[int, Cell]]) -> Iterator[Told]:
        """Rows of figures that stand over or under their sum."""
        texts = ["".join(c.text.split()) for _, c in cells if len(c.text) <= 40]
        words = [
            t for t in texts if not ((t[:1].isdigit() or t[:1] == "-") and labels.FIGURE.fullmatch(fold(t)))
        ]
        if not words or len(words) == len(texts):
            self.figures.clear()
            self.parts = False
        elif any(map(labels.SUM.fullmatch, words)):
            yield from map(_figures, (*self.figures, row))
            self.figures.clear()
        elif any(labels.passage_kind(t) == "budget" for t in words):
            self.figures, self.parts = [row], True
        elif self.parts and all(map(labels.PART.fullmatch, words)):
            yield from map(_figures, (*self.figures, row))
            self.figures.clear()
        else:
            self.parts = False
            self.figures = [*self.figures[-_FIGURE_ROWS:], row]


def _in_turn(kinds: list[str], cells: list[tuple[int, Cell]]) -> list[Told]:
    """Labels of a goal and its report with their texts behind them in the same order, as a text has them that broke no
    line between: 年度总体目标 | 预期目标 | 实际完成情况 | 清淤12公里 | 清淤10公里."""
    texts = [cell for kind, (_, cell) in zip(kinds, cells, strict=True) if not kind]
    heads = kinds[: len(kinds) - len(texts)]
    known = len(texts) > 1 and all(heads) and set(heads) == {"goal", "goal_actual"}
    if not known or len(heads) - len(texts) not in (0, 1):
        return []
    return [(kind, c.text.strip(), c.location) for kind, c in zip(heads[-len(texts) :], texts, strict=True)]


def _more_goals(line: Line) -> list[Told]:
    """The next of numbered goals, or of what became of them, each in a row: | 目标2：… | 目标2完成情况：…."""
    cells = [line.cells[i] for i in line.filled]
    if not all(_NUMBERED.match(cell.text.strip()) for cell in cells):
        return []
    return [
        ("goal_actual" if k or _REPORTED.match(c.text.strip()) else "goal", c.text.strip(), c.location)
        for k, c in enumerate(cells)
    ]


def _goal_inside(cell: Cell) -> Told | None:
    """A goal, or the report of one, in a cell that begins with its label: 实际完成情况：清淤13公里."""
    kind, said = labels.inline_goal(cell.text)
    return (kind, said, cell.location) if kind else None


def _of_year(kind: str, cells: list[tuple[int, Cell]]) -> str:
    """The sum of the year where several stand behind one label, each with its own: 中期资金总额：540 | 年度资金总额：180."""
    if kind != "budget":
        return ""
    pairs = (pair for _, cell in cells for pair in inline_pairs(cell.text))
    told = (text for name, text in pairs if labels.passage_kind(name) == "budget")
    return next(told, "") or year_sum(squeeze(cells[0][1].text))


def says(cell: Cell, text: str) -> Told | None:
    """A cell that holds label and value in one: unit, person, department."""
    if len(text) >= 60:
        return None
    if unit := labels.money_unit(text):
        return "unit", unit, cell.location
    if person := labels.PERSON.match(text):
        return "person", person[1], cell.location
    if agency := labels.INLINE_AGENCY.fullmatch(text):
        return "department", agency[1], cell.location
    if labels.AGENCY.fullmatch(text):
        return "agency", text, cell.location
    return None


def _loose(cell: Cell, text: str) -> Iterator[Told]:
    said = says(cell, text)
    if said is not None:
        yield said
    elif _REPORTED.match(text):
        yield "goal_actual", text, cell.location
    elif len(text) >= _LOOSE:
        yield "paragraph", text, cell.location


def _figures(row: Row) -> Told:
    text = "\t".join(" ".join(c.text.split()) for c in row).rstrip("\t")
    return "sum", text, next(c.location for c in row if c.text.strip())
