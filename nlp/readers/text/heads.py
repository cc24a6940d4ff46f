"""Where an indicator table begins in a stream of atoms: its headings, or class names without any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from ...vocabulary import class_of, column, is_place, label
from .cells import Atom, Gap
from .decode import joined
from .shapes import is_class, shape

_HINTS = ("指标", "级", "目录")
_CLASS_HINTS = ("指标", "效益", "满意", "影响", "成本")
_RESULTS = frozenset(("value", "tier", "actual"))
_YEARS = frozenset(("value", "history", "recent", "actual"))
_OWNERS = frozenset(("department", "code"))
_FIRST = _OWNERS | {"level1", "level2", "number", "project", "activity", "budget", "content", "goal"}
_TABLE_LEVELS = frozenset(("level1", "level2"))
_LEVELS = frozenset(("一级", "二级", "三级", "四级"))
_UNNAMED = frozenset(("level1", "level2", "basis", "value"))
_UNKNOWN = 12  # characters of a heading that nobody knows
_ABOVE = 4  # lines of headings left of the classes
_TORN = 3  # pieces of a heading
_OUTPUTS = {"数量", "质量"}
_STEM = 2  # characters of its first: 年度 | 指标值
_SENTENCE = re.compile(r"(?:[（(]?\d[）).、．]\s*)?[^：:；。]{1,6}(?:指标|效益|满意度)\d{0,2}[:：]\s*\S")
_BOTH = re.compile(r"[【\[〔][^【】\[\]]{2,12}指标\s*[-—–·/、>]")
PLAIN_ROLES = ("level1", "level2", "name", "value")
PLAIN_HEADINGS = ("一级指标", "二级指标", "三级指标", "指标值")


# What the headings of a lower row stand under.
_SPREAD = dict.fromkeys(("level1", "level2", "name"), "name") | dict.fromkeys(
    ("sign", "value", "unit"), "value"
)
_Heading = tuple[str, str, int, int]  # text, role, first atom, end


class Head(NamedTuple):
    """The headings of a table: atoms [start, end) and, column by column, text, role and atom."""

    start: int
    end: int
    texts: tuple[str, ...]
    roles: tuple[str, ...]
    places: tuple[int, ...]


def heads(atoms: Sequence[Atom]) -> Iterator[Head]:
    """All headers among the atoms, in order."""
    at = 0
    while at < len(atoms):
        if not _may_head(atoms[at].text):
            at += 1
            continue
        head = _head_at(atoms, at)
        if head is None:
            at += 1
            continue
        yield head
        at = head.end


def is_class_atom(atom: Atom) -> bool:
    """True when the atom is the name of a class and nothing more: `数量指标：` opens a sentence."""
    text = atom.text
    return (
        len(text) <= 24 and any(h in text for h in _CLASS_HINTS) and text[-1] not in ":：" and is_class(text)
    )


def is_class_cell(atom: Atom) -> bool:
    """`is_class_atom` below headings, where 产出 and 数量 are class names too."""
    return len(atom.text) <= 24 and is_class(atom.text)


def _may_head(text: str) -> bool:
    return len(text) <= 24 and any(h in text for h in _HINTS) and bool(column(text))


def _head_at(atoms: Sequence[Atom], first: int) -> Head | None:
    start = first
    while start and (
        _left_role(atoms[start - 1].text) in _FIRST or label(atoms[start - 1].text) == "ignored"
    ):
        if atoms[start - 1].line < atoms[first].line - _ABOVE:
            break
        start -= 1
    cells = _in_order(_leaves(list(_cells(atoms, start)), atoms))
    roles = [role for _, role, _, _ in cells]
    if "level1" in roles or "name" in roles:
        before = roles.index("level1" if "level1" in roles else "name")
        cells = [(t, _left_role(t) if i < before else r, a, e) for i, (t, r, a, e) in enumerate(cells)]
        roles = [role for _, role, _, _ in cells]
    cells = cells[_left_edge(roles) :]
    if [c[1] for c in cells[:2]] == ["name", "name"] and not cells[0][0].startswith("三级"):
        cells = cells[1:]  # 绩效指标 heads the left edge
    cells = [
        c
        for i, c in enumerate(cells)
        if not (c[1] == "tiers" and cells[i + 1 : i + 2] and cells[i + 1][1] == "tier")
    ]
    roles = [role for _, role, _, _ in cells]
    if set(roles) >= _UNNAMED and not {"name", "detail", "description"} & set(roles):
        # Hubei: 数量指标 under 一级指标, the names under 二级指标, what they mean under 绩效标准.
        roles = [{"level1": "level2", "level2": "name", "basis": "description"}.get(r, r) for r in roles]
    if _RESULTS.isdisjoint(roles):
        roles = ["value" if not r and is_place(c[0]) else r for r, c in zip(roles, cells, strict=True)]
    about = "description" if "name" in roles else "name"  # 指标内容 is the name where nothing else is
    roles = [about if role == "detail" else role for role in roles]
    named = "name" in roles or ("description" in roles and "level2" in roles)
    if (
        not named
        or not _RESULTS & set(roles)
        or not {"level1", "level2", "activity", "description", "name"} & set(roles)
    ):
        return None
    if len(cells) < 2 or (len(cells) == 2 and "指标" not in cells[0][0]):
        return None
    places = tuple(place for _, _, place, _ in cells)
    # A second column of names (指标内容 beside 三级指标) says what the first is about.
    roles = [
        "description" if role == "name" and any(t.startswith("三级") for t, _, _, _ in cells[:i]) else role
        for i, role in enumerate(roles)
    ]
    return Head(min(places), max(c[3] for c in cells), tuple(c[0] for c in cells), tuple(roles), places)


def _leaves(cells: list[_Heading], atoms: Sequence[Atom]) -> list[_Heading]:
    """The headings with those of the years in the place of the one above them: 指标值 | 依据, then 2022年实际值 |
    2023年预期值."""
    last = atoms[cells[-1][2]].line if cells else 0
    upper = [c for c in cells if atoms[c[2]].line < last]
    leaves = cells[len(upper) :]
    told = [role for _, role, _, _ in leaves]
    over = [i for i, cell in enumerate(upper) if cell[1] == "value"]
    if len(over) != 1 or len(told) < 2 or told.count("value") != 1 or not set(told) <= _YEARS:
        return cells
    return [*upper[: over[0]], *leaves, *upper[over[0] + 1 :]]


def _in_order(cells: list[_Heading]) -> list[_Heading]:
    """The headings from left to right where the upper row of two was written down before the lower one: 绩效指标 |
    年度指标值 | 实际完成值 | 得分, then 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位."""
    at = next((i for i, cell in enumerate(cells) if cell[1] == "level1"), 0)
    upper, lower = cells[:at], cells[at:]
    told = [role for _, role, _, _ in upper]
    if not {"name", "value"} <= set(told) or not {"name", "value"} <= {role for _, role, _, _ in lower}:
        return cells
    if any(role not in _SPREAD for _, role, _, _ in lower) or len(told) < 3:
        return cells
    whole: list[_Heading] = []
    for cell in upper:
        under = [c for c in lower if _SPREAD[c[1]] == cell[1]]
        whole += under or [cell]
    return whole


def _left_role(text: str) -> str:
    """The role of a heading left of the classes, where a goal is no target."""
    role = column(text)
    return "goal" if role == "value" and label(text) == "goal" else role


def _cells(atoms: Sequence[Atom], at: int) -> Iterator[_Heading]:
    """Text, role, first atom and end of each heading from `at` on; unknown ones only between known ones."""
    line = atoms[at].line
    while at < len(atoms):
        text, end = _whole(atoms, at)
        role = column(text)
        if is_class_cell(atoms[at]):
            return
        if not role and not is_place(text) and not _is_unknown(atoms, at, line):
            return
        yield text, role, at, end
        at = end


def _whole(atoms: Sequence[Atom], at: int) -> tuple[str, int]:
    """The heading that begins at `at`, put together where it was broken, and its end."""
    text = atoms[at].text
    if text in _LEVELS and at + 1 < len(atoms) and atoms[at + 1].text in ("指标", "指标名称"):
        return text + atoms[at + 1].text, at + 2
    if column(text):
        if at + 1 < len(atoms) and atoms[at + 1].text[0] in "（(" and atoms[at + 1].text[-1] in "）)":
            return text + atoms[at + 1].text, at + 2
        return _goes_on(atoms, at)
    if len(text) <= _UNKNOWN:
        whole = text
        for end in range(at + 1, min(at + _TORN, len(atoms))):
            whole = joined(whole, atoms[end])
            if len(whole) > 24:
                break
            if len(atoms[end].text) <= _UNKNOWN and column(whole):
                return whole, end + 1
    return text, at + 1


def _goes_on(atoms: Sequence[Atom], at: int) -> tuple[str, int]:
    """A heading with its rests in the next lines, which are none by themselves: 实际完成 | 值, 偏差原因 | 分析及改 | 进措施."""
    found = whole = atoms[at].text
    last = at + 1
    for end in range(at + 1, min(at + _TORN, len(atoms))):
        rest = atoms[end].text
        own = is_place(rest) or (column(rest) and len(rest) > 1 and len(whole) > _STEM)
        if atoms[end].gap is not Gap.LINE or own or len(rest) > _UNKNOWN or is_class(rest):
            break
        whole += rest
        if column(whole):
            found, last = whole, end + 1
    return found, last


def _is_unknown(atoms: Sequence[Atom], at: int, line: int) -> bool:
    """True for a heading that the vocabulary lacks: short, and headings or the end of the line behind it."""
    atom = atoms[at]
    s = shape(atom.text)
    if s.size > _UNKNOWN or s.figure or s.state or s.classed or s.footer or "：" in atom.text:
        return False
    after = atoms[at + 1 : at + 3]
    if any(column(a.text) for a in after[:1]) and not is_class_cell(after[0]):
        return True
    if atom.line == line and atom.gap in (Gap.BAR, Gap.WIDE, Gap.SPACE):
        rest = [a for a in atoms[at : at + 4] if a.line == line]
        return len(rest) < 4 and not any(map(is_class_cell, rest))
    return atom.gap >= Gap.LINE and bool(after) and is_class_cell(after[0]) and atom.line != line


def _left_edge(roles: Sequence[str]) -> int:
    """Where the table's own columns begin: 绩效指标 or a form's label may stand before them.

    A goal or budget is a column only behind the project or activity that it is of.
    """
    if "level1" not in roles:
        return 0
    at = start = left = roles.index("level1")
    while at and (roles[at - 1] in _FIRST - _TABLE_LEVELS or not roles[at - 1]):
        at -= 1
        if roles[at] in ("number", "project", "activity") or (roles[at] in _OWNERS and start < left):
            start = at
    return start


def scrambled(atoms: Sequence[Atom]) -> list[Atom]:
    """The classes of a table that an extractor has written down column by column: those of outputs and of benefits follow
    one another without a name between them, so that nothing tells which row a target is of. Empty for other tables."""
    for classed, group in groupby(atoms, key=is_class_cell):
        run = list(group) if classed else []
        names = {class_of(atom.text, 2) for atom in run}
        if names >= _OUTPUTS and any("效益" in name for name in names):
            return run
    return []


def is_prose(atoms: Sequence[Atom]) -> bool:
    """True for sentences under class names: `数量指标：资助困难学生1966人。`"""
    return sum(bool(_SENTENCE.match(atom.text)) for atom in atoms) > 1


def class_headings(atoms: Sequence[Atom]) -> int:
    """The line of the first of several headings that name both classes (【产出指标-数量指标】), 0 where there are none."""
    found = [atom.line for atom in atoms if atom.gap >= Gap.LINE and _BOTH.match(atom.text)]
    return found[0] if len(found) > 1 else 0


def class_stretch(atoms: Sequence[Atom]) -> Head | None:
    """A table without headings begins at its first class name; None where there are not two of them."""
    found = [i for i, atom in enumerate(atoms) if is_class_atom(atom)]
    if len({atoms[i].text for i in found}) < 2:
        return None
    return Head(found[0], found[0], PLAIN_HEADINGS, PLAIN_ROLES, ())
