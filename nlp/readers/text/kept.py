"""Which of the rows that were decoded are indicators: precision first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise, takewhile

from ...blocks import Cell
from ...vocabulary import classes
from .cells import Atom
from .decode import Piece, joined
from .heads import Head
from .shapes import shape

_ASTRAY, _TORN = 2, 0.1  # rows without a name of their own, at least; of all rows
_SIGNS = ("≥", "≤", "＞", "＜", ">", "<")
_TWO_TARGETS = re.compile(r"[\d%‰][\u4e00-\u9fff（）()]{0,6}[≥≤][\d.]|^[\d.]+[%‰][\d.]+[%‰]$")
_SURE = 6  # of so many rows one has a figure or a state for its value
_RESULTS = frozenset(("value", "actual", "tier", "history", "sign"))  # a sign alone: 定性
_CLOSING = re.compile(r"(?:自评)?总(?:得|评)?分|得分合计|合计|预算(?:资金)?执行(?:率|情况)")
_MONEY = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d\d)?")
_SUMS = 2  # figures of such a row
_OWNERS = frozenset(("project", "activity", "goal", "content"))
_TOLD = frozenset(("description", "detail"))
_LEVELS = frozenset(("level1", "level2"))
_FIGURES = frozenset(("signed", "bound", "plain", "date"))


def kept_rows(pieces: Iterable[Piece], body: Sequence[Atom], head: Head) -> list[list[Piece]]:
    """The rows that hold an indicator; [] where there are too few signs of a table."""
    rows = [list(group) for _, group in groupby((p for p in pieces if p.column >= 0), key=lambda p: p.row)]
    rows = [row for row in rows if not _is_unit(row, body, head)]
    _give_back(rows, body, head)
    while rows and not (_is_record(rows[-1], head) and _is_sure(rows[-1], body, head)):
        rows.pop()  # what looks like a row behind the table
    kept = [row for row in rows if _is_record(row, head)]
    return (
        [row for row in rows if _is_record(row, head) or _is_classed(row, head) or _is_numbered(row, body)]
        if _holds(kept, body, head)
        else []
    )


def nameless(rows: Sequence[Sequence[Piece]], body: Sequence[Atom], head: Head) -> list[Atom]:
    """The classes and figures that took the place of names in rows with a target: an extractor has torn the cells of narrow
    columns apart, or written them down column by column. Empty where hardly any did."""
    if not {"level2", "name"} <= set(head.roles):
        return []
    found = [
        body[p.start]
        for row in rows
        for p in row
        if head.roles[p.column] == "name"
        and _is_no_name(join_atoms(body[p.start : p.end]))
        and _has_figure(row, body, head)
    ]
    return found if len(found) >= max(_ASTRAY, _TORN * len(rows)) else []


def _is_no_name(text: str) -> bool:
    return (
        ("指标" in text and bool(classes(text))) or bool(_TWO_TARGETS.search(text)) or text.startswith(_SIGNS)
    )


def _is_unit(row: Sequence[Piece], body: Sequence[Atom], head: Head) -> bool:
    """Whether a row sums up the projects of a unit: 731-河湾镇部门 | 2,146,300.00."""
    told = {head.roles[p.column]: join_atoms(body[p.start : p.end]) for p in row}
    return _MONEY.fullmatch(told.get("value", "")) is not None and shape(told.get("name", "")).agency


def closing_rows(after: Sequence[Atom]) -> tuple[list[Sequence[Atom]], int]:
    """The rows right behind the others that have weight and points and no indicator (预算执行率 | 100% | 10 | 10;
    总分 | 100 | 96.5), each its label and these figures; and how many atoms they fill."""
    rows: list[Sequence[Atom]] = []
    at = 0
    while at < len(after) and _CLOSING.fullmatch(after[at].text):
        figures = list(takewhile(lambda a: shape(a.text).figure in ("bare", "plain"), after[at + 1 :]))
        points = [a for a in figures if shape(a.text).figure == "bare"]
        if not 0 < len(points) <= _SUMS:
            break
        rows.append((after[at], *points))
        at += 1 + len(figures)
    return rows, at


def _give_back(rows: Sequence[list[Piece]], body: Sequence[Atom], head: Head) -> None:
    """What begins a row is the explanation of the row above, and no project, where it is that row's name, or where all
    projects but it have their goal beside them."""
    told = next((i for i, role in enumerate(head.roles) if role in _TOLD), -1)
    goals = [row for row in rows if any(head.roles[p.column] == "goal" for p in row)]
    aimed = any(row[0].column < told and head.roles[row[0].column] == "project" for row in goals)
    for above, row in pairwise(rows) if told >= 0 else ():
        first = row[0] if row else None
        if first is None or head.roles[first.column] not in _OWNERS or any(p.column == told for p in above):
            continue
        names = [join_atoms(body[p.start : p.end]) for p in above if head.roles[p.column] == "name"]
        goalless = aimed and head.roles[first.column] == "project" and row not in goals
        if goalless or join_atoms(body[first.start : first.end]) in names:
            above.append(first._replace(column=told, row=above[0].row))
            del row[0]


def _holds(rows: Sequence[Sequence[Piece]], body: Sequence[Atom], head: Head) -> bool:
    """True when the rows are those of an indicator table: by figures, or by classes, names and values."""
    classed = sum(_is_classed(row, head) for row in rows)
    figured = sum(_has_figure(row, body, head) for row in rows)
    if not head.places:
        return figured > 1 and classed > 1 and figured * 3 >= len(rows)
    if classed > 2 and sum(_is_whole(row, head) for row in rows) * 4 >= 3 * len(rows):
        return True
    return figured * _SURE >= len(rows) and figured > (0 if _LEVELS & set(head.roles) else 1)


def _is_whole(row: Sequence[Piece], head: Head) -> bool:
    roles = {head.roles[p.column] for p in row}
    return "name" in roles and bool(roles & _RESULTS)


def _is_sure(row: Sequence[Piece], body: Sequence[Atom], head: Head) -> bool:
    """True for a row with a class, a figure or state, cells in their places, or a measure for its name."""
    if _is_classed(row, head) or _has_figure(row, body, head):
        return True
    wide = len(head.roles)
    if all(body[p.start].place == (p.column, wide) for p in row):
        return True
    names = [join_atoms(body[p.start : p.end]) for p in row if head.roles[p.column] == "name"]
    return any(shape(n).head for n in names) and _is_whole(row, head)


def _is_classed(row: Sequence[Piece], head: Head) -> bool:
    return any(head.roles[p.column] in _LEVELS for p in row)


def _is_numbered(row: Sequence[Piece], body: Sequence[Atom]) -> bool:
    """Whether a row that has no target says of itself that it is one: 指标2.检验批次."""
    return any(shape(join_atoms(body[p.start : p.end])).numbered for p in row)


def _is_record(row: Sequence[Piece], head: Head) -> bool:
    roles = {head.roles[p.column] for p in row}
    return bool(roles & {"name", "description"}) and bool(roles & (_RESULTS | _LEVELS))


def _has_figure(row: Sequence[Piece], body: Sequence[Atom], head: Head) -> bool:
    figures = _FIGURES | {"bare"} if head.places else _FIGURES
    texts = [join_atoms(body[p.start : p.end]) for p in row if head.roles[p.column] in _RESULTS]
    return any(shape(t).figure in figures or shape(t).state or shape(t).grade for t in texts)


def join_atoms(atoms: Sequence[Atom]) -> str:
    """The text of a cell that was broken into several atoms."""
    text = ""
    for atom in atoms:
        text = joined(text, atom) if text else atom.text
    return text


def refile(cells: list[Cell], roles: Sequence[str]) -> None:
    """Put the class of a row that has nothing to say where it belongs: 生态效益指标 | / is no name."""
    if not {"level2", "name", "value"} <= set(roles):
        return
    filed, name, value = (roles.index(role) for role in ("level2", "name", "value"))
    if not cells[filed].text and classes(cells[name].text) == {2} and shape(cells[value].text).blank:
        cells[filed], cells[name] = cells[name], cells[filed]
