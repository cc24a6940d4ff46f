"""The head of an indicator table: which column plays which role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from ..location import NOWHERE, Location
from ..vocabulary import column, is_place
from .columns import GRADED, Column, Header
from .horizons import horizon_of, times_of
from .rows import Line, is_tick, named
from .values import is_sign

_RESULT = {"value", "tiers", "tier", "actual"}
_LEVELS = {"level1", "level2"}
_NAMES = {"name", "detail"}
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")
_SUB = {"tier", "history", "recent", "value", "actual", "sign", "unit"}
_FIRST_ROWS = 12
_MANY, _NEARLY = 4, 0.8  # headings that are known, of a row of which not all are
_HEADS = 2  # rows of a head above that of the names
_ABOVE = 10  # rows over a header in which its times may be told: sums of money and goals


def read_headers(lines: Sequence[Line], at: int, grid: bool, before: Sequence[Line] = ()) -> list[Header]:
    """The headers of the tables that start at row `at`, side by side; nearly always one. `before`: rows of the form
    that stand in a table of their own above."""
    head = lines[at]
    labels = _under(lines[at - 1], head) if at and grid else list(head.texts)
    used = 1
    while at + used < len(lines) and _is_more(lines[at + used], head):
        below = list(lines[at + used].texts)
        deeper = _descend(labels, below) if below != labels else labels
        if not any(column(t) in _NAMES for t in deeper):
            break  # the row would take the name column's label away
        labels, used = deeper, used + 1
    parts = _parts(lines[at + used], labels) if grid and at + used < len(lines) else ()
    used += bool(parts)
    while at + used < len(lines) and lines[at + used].kind in ("numbers", "blank"):
        used += 1
    told = _earlier([column(t) for t in labels], labels)
    roles = named(told, labels, lines[at + used] if at + used < len(lines) else None)
    if grid and _LEVELS.isdisjoint(roles):
        roles = _told_by_classes(roles, lines[at + used :])
    if "sign" not in roles:
        roles = _told_by_signs(roles, labels, lines[at + used :])
    if grid and len(places := _places(roles, labels)) > 1:
        parts = tuple(text if i in places else "" for i, text in enumerate(labels))
        roles = ["value" if i == places[0] else role for i, role in enumerate(roles)]
        labels = ["" if i in places[1:] else text for i, text in enumerate(labels)]
    if "value" not in roles and "history" in roles:
        roles, labels = _shift_value(roles, labels)
    spots = [c.location for c in head.cells] + [NOWHERE] * len(labels)
    columns = _columns(roles, labels, spots, grid)
    columns = [
        replace(c, parts=tuple(parts[c.start : c.end])) if any(parts[c.start : c.end]) else c for c in columns
    ]
    timed = _by_time(columns)
    groups = timed or _groups(columns)
    times = times_of([*before, *lines[:at]][-_ABOVE:], len(groups))
    above = lines[max(at - _HEADS, 0) : at + used] if grid and len(groups) > 1 else ()
    return [
        Header(
            tuple(g),
            len(roles),
            used,
            grid,
            len(groups) == 1,
            _horizon(g, over),
            bool(timed and k),
            _class_over(above, g),
        )
        for k, (g, over) in enumerate(zip(groups, times, strict=True))
    ]


def _earlier(roles: list[str], labels: Sequence[str]) -> list[str]:
    """The roles, with what was reached in a year before the target's as history (2022年实际值 | 2023年预期值)."""
    years = [int(found[0]) if (found := _YEAR.search(text)) else 0 for text in labels]
    of = max((year for year, role in zip(years, roles, strict=True) if role == "value"), default=0)
    return [
        "history" if role == "actual" and 0 < year < of else role
        for year, role in zip(years, roles, strict=True)
    ]


def _class_over(lines: Sequence[Line], columns: Sequence[Column]) -> str:
    """The class that stands over the names of one of several tables side by side, '' for none."""
    if any(c.role in _LEVELS for c in columns):
        return ""
    at = next((c.start for c in columns if c.role == "name"), -1)
    texts = (line.texts[at] for line in reversed(lines) if 0 <= at < len(line.texts) and line.levels[at])
    return next(texts, "")


def _told_by_classes(roles: list[str], rows: Sequence[Line]) -> list[str]:
    """The roles, and that of the column left of the names in which classes stand under a heading that says nothing, or
    no more than that of the names (评价指标 | 评价内容 | 指标名称)."""
    heads = [at for at, role in enumerate(roles) if role in _NAMES]
    name = max((at for at in heads if roles[at] == "name"), default=min(heads, default=0))
    told = list(roles)
    levels = [2, 1]
    for at in range(name - 1, -1, -1):
        cells = [line for line in rows[:_FIRST_ROWS] if at < len(line.cells)]
        found = {level: {line.texts[at] for line in cells if level in line.levels[at]} for level in levels}
        level = next((level for level in levels if len(found[level]) > 1), 0)
        if level and roles[at] in ("", "detail", "name"):
            told[at] = f"level{level}"
            levels = [upper for upper in levels if upper < level]
    return told


def _told_by_signs(roles: list[str], labels: Sequence[str], rows: Sequence[Line]) -> list[str]:
    """The roles, and that of a column of unknown heading in which nothing but comparison signs stands."""
    for at, label in enumerate(labels):
        cells = [line.texts[at] for line in rows[:_FIRST_ROWS] if at < len(line.texts) and line.texts[at]]
        if label and not roles[at] and len(cells) > 1 and all(map(is_sign, cells)):
            return [*roles[:at], "sign", *roles[at + 1 :]]
    return roles


def _parts(line: Line, labels: Sequence[str]) -> tuple[str, ...]:
    """What the row under a head says of the columns over which one value is spread (新桥区 | 永泉区 under 区域目标值), by
    grid column."""
    if len(line.filled) < 2 or any(line.roles) or any(line.levels) or max(line.filled) >= len(labels):
        return ()
    heads = {next((i for i in range(at, -1, -1) if labels[i]), 0) for at in line.filled}
    over = heads.pop()
    known = column(labels[over]) == "value" and not heads and over == line.filled[0]
    return line.texts if known and not any(re.search(r"\d", line.texts[i]) for i in line.filled) else ()


def _places(roles: Sequence[str], labels: Sequence[str]) -> list[int]:
    """The columns behind the names that are headed by a place each, where no column is headed as the target's."""
    name = max((i for i, role in enumerate(roles) if role in _NAMES), default=len(roles))
    if "value" in roles or "history" in roles:
        return []
    return [i for i, text in enumerate(labels) if i > name and not roles[i] and is_place(text)]


def is_upper(line: Line, head: Line) -> bool:
    """True for the upper row of a heading of two rows: it heads a list of projects and their indicators."""
    roles = [line.roles[i] for i in line.filled]
    return (
        len(line.cells) == len(head.cells) and "project" in roles and len(roles) > 2 and roles.count("") < 2
    )


def _under(above: Line, head: Line) -> list[str]:
    """The labels of `head`, and of the row above it where that heads a list of projects: its cells reach down
    (项目名称 | 项目编码 | 绩效指标 over 一级指标 | 二级指标 | …)."""
    labels = list(head.texts)
    if not is_upper(above, head):
        return labels
    return [
        below or (text if role not in _NAMES else "")
        for below, text, role in zip(labels, above.texts, above.roles, strict=True)
    ]


def _horizon(columns: Sequence[Column], over: str) -> str:
    """What the value columns say of their time, or else the names', or else the label `over` the whole table."""
    of = {role: [horizon_of(c.label) for c in columns if c.role == role] for role in ("value", "name")}
    said = of["value"] if any(of["value"]) else of["name"]
    left = next((horizon_of(c.label) for c in columns[:1] if c.role != "value"), "")
    return "annual" if "annual" in said else next(filter(None, said), over or left)


def _columns(roles: list[str], labels: list[str], places: list[Location], grid: bool) -> list[Column]:
    """In a grid a label covers the empty cells behind it; a dump has no covered cells."""
    starts = [i for i, text in enumerate(labels) if text or roles[i]]
    ends = [*starts[1:], len(labels)] if grid else [i + 1 for i in starts]
    return [Column(roles[i], i, end, labels[i], places[i]) for i, end in zip(starts, ends, strict=True)]


def _shift_value(roles: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """The target's own label was drawn over the years before it: it is the column after them."""
    after = max(i for i, role in enumerate(roles) if role == "history") + 1
    return [*roles[:after], "value", *roles[after:]], [*labels[:after], "", *labels[after:]]


def _is_more(line: Line, first: Line) -> bool:
    """True when a row goes on with the header above it, or repeats it at the top of a page."""
    if line.kind == "blank" or any(line.levels) or any(map(is_tick, line.texts)):
        return False
    if line.texts == first.texts:
        return True
    roles = [line.roles[i] for i in line.filled]
    known = sum(map(bool, roles))
    return (all(roles) and (set(roles) <= _SUB or len(roles) > 1)) or known >= max(
        _MANY, _NEARLY * len(roles)
    )


def _descend(labels: list[str], leaves: list[str]) -> list[str]:
    """Leaf labels after one more header row.

    In a grid both rows have the same columns: a label that spans leaves gives way to them. A dump
    drops the covered cells of a spanning label, so its first row is shorter: an empty leaf takes the
    next label, a run of leaves shares one. A leaf that only says 年度 or 中期 keeps the label above it.
    """
    if len(labels) < len(leaves):
        spread: list[str] = []
        rest = list(labels)
        for is_blank, run in groupby(leaves, key=lambda t: not t):
            count = len(list(run))
            for k in range(count):
                spread.append(rest.pop(0) if rest and (is_blank or k == 0) else "")
        labels = spread
    leaves = leaves + [""] * (len(labels) - len(leaves))
    above = ""
    kept: list[str] = []
    for text, leaf in zip(labels, leaves, strict=True):
        above = text or above
        # 近两年指标值 drawn over the years after the target's own column takes that one away.
        if leaf and column(leaf) == "recent" and column(text) == "value":
            kept.append("")
        else:
            kept.append(leaf if column(leaf) not in ("", "recent") else text)
    return kept


def _by_time(columns: list[Column]) -> list[list[Column]]:
    """One name with a target for the whole term and one for the year: a table for each, [] for other tables."""
    names = [c for c in columns if c.role == "name"]
    values = {horizon_of(c.label): c for c in columns if c.role == "value"}
    if len(names) > 1 and not GRADED.search(names[-1].label):
        return []
    if set(values) != {"term", "annual"} or any(n.start > values["term"].start for n in names):
        return []
    return [
        [c for c in columns if c.role != "value" or c is kept]
        for kept in sorted(values.values(), key=lambda c: c.start)
    ]


def _groups(columns: list[Column]) -> list[list[Column]]:
    """The columns of each table in a row of tables; levels on the far left may serve all of them."""
    names = [i for i, c in enumerate(columns) if c.role == "name"]
    if len(names) < 2:
        return [columns]
    ends = [*names[1:], len(columns)]
    whole = [i for i, end in zip(names, ends, strict=True) if any(c.role in _RESULT for c in columns[i:end])]
    if len(whole) < 2:
        return [columns]
    starts = [0]
    for name in whole[1:]:
        start = name
        while columns[start - 1].role in _LEVELS | {"number", "project", "name"}:
            start -= 1
        starts.append(start)
    groups = [columns[a:b] for a, b in zip(starts, [*starts[1:], len(columns)], strict=True)]
    shared = [c for c in groups[0] if c.role in _LEVELS | {"project"} and c.start < columns[whole[0]].start]
    for group in groups[1:]:
        own = {c.role for c in group}
        group[:0] = [] if "level1" in own else [c for c in shared if c.role not in own]
    return groups
