"""What a self-evaluation says of its money and points: 预算数, 执行数, 执行率 with their points, and the sum of all points."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..location import Location
from ..normalize import fold
from ..vocabulary import plain
from . import labels
from .align import Aligned
from .columns import Header
from .rows import Line

Told = tuple[str, str, Location]  # kind of passage, text, place
# What a heading asks for, by the word that the passage uses; `plain` has taken away (万元), (A), (B/A).
_ASKED = {
    "年初预算数": "年初预算数|年初预算|年初批复数|年初批复预算数|年初数",
    "全年预算数": "(?:全年|年度|调整后?|调整后的?|本年|当年)?预算(?:数|金额)?|预算安排数?",
    "全年执行数": "(?:全年|年度|本年|当年|预算|资金|实际){0,4}(?:执行数?|支出数?|执行金额|支出金额)|决算数",
    "执行率": "(?:全年|年度|本年|当年|实际)?(?:预算|资金)?执行率",
    "分值": "分值|权重|标准分值?|满分",
    "得分": "(?:自评|实际|评价)?得分",
}
_PATTERNS = {key: re.compile(words) for key, words in _ASKED.items()}
_SCORED = frozenset(("执行率", "分值", "得分"))
_POINTED = ("分值", "得分")
_SPENT = frozenset(("全年执行数", "执行率"))
_SUMS = frozenset(("全年预算数", "全年执行数"))
_FIGURE = re.compile(r"-?\d[\d,]*(?:\.\d+)?\s*(?:%|分|[万亿]?元)?")
_POINTS = re.compile(r"[(（【](\d{1,3}(?:\.\d+)?)分")
# 100%（分值10，得分9.5）: all in one cell.
_SCORED_CELL = re.compile(
    r"[(（]分值[:：]?(\d{1,3}(?:\.\d+)?)分?[,，、;；/]得分[:：]?(\d{1,3}(?:\.\d+)?)分?[)）]"
)
_TOTAL = re.compile(
    r"(?:自评|综合|合计)?(?:总得?分|得分)(?:合计)?|(?:总分值?|合计|总计|分值合计)(?:[(（][^()（）]{1,20}[)）])?"
)
_ANSWERED = re.compile(r"([^:：\d\s]{2,12})\s*+[:：]?\s*+(\d.*)")
_OVERALL = re.compile(r"自评(?:总得?分|得分)|总得?分|综合得分")
_ROWS = 2  # below the headings, in which the sum of all money stands
_TASKS = 30  # where each task has its money first


@dataclass
class Accounts:
    """Reads the rows of a form's head; remembers the headings of the row above."""

    columns: dict[int, str] = field(default_factory=dict)
    width: int = 0
    worth: str = ""  # the weight that a heading states: 预算执行率（20分）
    left: int = 0
    tasks: bool = False  # the rows below are of tasks, up to their sum

    def read(self, line: Line) -> Iterator[Told]:
        """What a row without an indicator says of execution and points."""
        keys = {i: key for i in line.filled if (key := asked(line.texts[i]))}
        if self.left and not keys:
            yield from self._below(line)
            return
        self.left = 0
        beside = _beside(line, keys)
        if (len(beside) > 1 and _tells(beside)) or set(beside) >= _SUMS:
            yield "execution", _said(beside, _worth(line)), line.cells[min(keys or line.filled)].location
        elif len(keys) > 1 and _tells(keys.values()) and not beside:
            self.tasks = any(labels.TASKS.fullmatch("".join(line.texts[i].split())) for i in line.filled)
            self.columns, self.width, self.left = keys, len(line.cells), _TASKS if self.tasks else _ROWS
            self.worth = _worth(line)
        elif not beside.get("执行率"):
            yield from _overall(line)

    def _below(self, line: Line) -> Iterator[Told]:
        """Figures below their headings; a row that lacks its first cells is counted from the right."""
        self.left -= 1
        if self.tasks and not any(labels.SUM.fullmatch(line.texts[i].strip()) for i in line.filled):
            return
        shift = len(line.cells) - self.width
        figures: dict[str, str] = {}
        for i, keys in self.columns.items():
            if 0 <= i + shift < len(line.cells):
                figures.update(_parts(keys, line.texts[i + shift]))
        if len(figures) > 1 and _tells(figures) and not any("%" in figures.get(k, "") for k in _POINTED):
            self.left = 0
            yield "execution", _said(figures, self.worth), line.cells[line.filled[0]].location


def total(line: Line, header: Header) -> Told | None:
    """The row under an indicator table that sums up weights and points, None where it is another."""
    if not line.filled or not _TOTAL.fullmatch(plain(line.texts[line.filled[0]])):
        return None
    found: dict[str, str] = {}
    for role, key in (("weight", "分值"), ("points", "得分")):
        column = header.by_role.get(role)
        texts = line.texts[column.start : column.end] if column else ()
        figures = [t for t in texts if _is_figure(t)]
        if len(figures) == 1:
            found[key] = figures[0]
    every = [line.texts[i] for i in line.filled[1:] if _is_figure(line.texts[i])]
    if len(every) == 2 and len(found) < 2:  # the row has other columns than the header
        found = dict(zip(("分值", "得分"), every, strict=True))
    alone = len(line.filled) == 2 and every != ["100"]  # which is what the weights add up to
    if (
        not found
        and len(every) == 1
        and "points" in header.by_role
        and ("weight" not in header.by_role or alone)
    ):
        found["得分"] = every[0]  # its other cells are one
    if not found or len(every) > 2:
        return None
    return "total", _said(found, ""), line.cells[line.filled[0]].location


def idle(row: Aligned) -> tuple[str, Location] | None:
    """What a row without an indicator weighs and was given, and its place; None where it weighs nothing."""
    told = {key: row.get(role) for role, key in (("weight", "分值"), ("points", "得分"))}
    figures = {key: text for key, text in told.items() if _is_figure(text)}
    if not figures.get("分值", "0").strip("0.分"):
        return None
    return _said(figures, ""), row.location


def stated(text: str) -> dict[str, str]:
    """The figures of an `execution` or `total` passage by their names.

    >>> stated("全年预算数 120；执行率 97.5%；分值 10；得分 9.75")["执行率"]
    '97.5%'
    """
    return dict(part.split(" ", 1) for part in text.split("；") if " " in part)


def asked(text: str) -> str:
    """The column of the money that a heading announces (年初预算数, 执行率 …), "" for none; 分值/得分 are two."""
    if not text or len(text) > 30:
        return ""
    bare = plain(text)
    told = [
        next((key for key, pattern in _PATTERNS.items() if pattern.fullmatch(part)), "")
        for part in bare.split("/")
    ]
    return "/".join(told) if all(told) else ""


def _parts(keys: str, text: str) -> dict[str, str]:
    """The figures of a cell, also of one that holds several as its heading does: 分值/得分 over 10 / 9.5."""
    asked = keys.split("/")
    told = [part.strip() for part in fold(text).split("/")] if len(asked) > 1 else [text]
    if len(told) != len(asked) or not all(map(_is_figure, told)):
        return {}
    return dict(zip(asked, told, strict=True))


def _beside(line: Line, keys: dict[int, str]) -> dict[str, str]:
    """Figures that stand right of their labels."""
    found: dict[str, str] = {}
    for i, after in zip(line.filled, line.filled[1:], strict=False):
        figure, *scored = _SCORED_CELL.split(line.texts[after])
        if i in keys and _is_figure(figure):
            found.setdefault(keys[i], figure)
            found.update(zip(_POINTED, scored[:2], strict=False))
    answered = (_ANSWERED.fullmatch(line.texts[i].strip()) for i in line.filled)  # 得分：10 in one cell
    told = {key: one[2] for one in answered if one and (key := asked(one[1])) and _is_figure(one[2])}
    return {**told, **found} if found or len(told) > 1 else {}


def _overall(line: Line) -> Iterator[Told]:
    """自评得分 and its figure, in the head of a form."""
    for i, after in zip(line.filled, line.filled[1:], strict=False):
        if _OVERALL.fullmatch(plain(line.texts[i])) and _is_figure(line.texts[after]):
            yield "total", _said({"得分": line.texts[after]}, ""), line.cells[i].location
            return


def _tells(keys: Iterable[str]) -> bool:
    named = {part for key in keys for part in key.split("/")}
    return not named.isdisjoint(_SCORED) and not named.isdisjoint(_SPENT)


def _worth(line: Line) -> str:
    for i in line.filled:
        if found := _POINTS.search(fold(line.texts[i])):
            return found[1]
    return ""


def _said(figures: dict[str, str], worth: str) -> str:
    if worth and "分值" not in figures:
        figures = {**figures, "分值": worth}
    return "；".join(f"{key} {''.join(figures[key].split())}" for key in _ASKED if key in figures)


def _is_figure(text: str) -> bool:
    return len(text) <= 24 and bool(_FIGURE.fullmatch(fold(text)))
