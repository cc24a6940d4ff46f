"""Text that keeps the places of a page (pdftotext -layout): tables whose cells go on in the next line → whole rows.

Nothing but where words stand says what belongs together, and how full a line of a cell is, whether it goes on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, groupby, islice
from typing import NamedTuple

from ....layouts.horizons import heads_time
from ....vocabulary import classes, column, label
from ..cells import is_page
from ..shapes import shape
from .columns import columns_of, dealt
from .goals import whole_goals
from .head import HEADINGS, NAMES, RESULTS, Head, heads
from .labels import whole_labels
from .levels import is_piece
from .owners import with_owners
from .rows import Lines, Rows, rows_of
from .sums import whole_sums
from .words import SIGNS, Part, joined, parts_of, pieces_of

_INDENT, _INDENTED = 8, 3  # blanks before the lines of a table whose first columns are merged
_EDGE = frozenset("年度绩效指标目标")
_SOON, _ABOVE = 4, 60  # lines
_WIDE = 24  # characters of a sentence over the columns
_ASIDE = re.compile(r"[（(][^（()）]*[)）]$")  # 合计（含预算执行得分）
_ANSWERED = re.compile(r"[:：].*", re.DOTALL)
_WHOLE, _TARGETS = frozenset(("date", "plain", "bound")), 2
_HEADED = re.compile(r"[一二三四五六七八九十]、[^:：。]+$")  # an activity: 一、河道管护
_SUMS = ("分", "计")
_TITLE = 3  # characters


def pages_of(text: str) -> list[int]:
    """The number of the page that each line of a text stands on, as far as form feeds tell."""
    ends = [line.endswith("\f") for line in text.splitlines(keepends=True)]
    return [0, *accumulate(ends)][:-1] if ends else []


class _Text(NamedTuple):
    """A text line by line: its parts, the page of each line, and the heads of tables by the line they begin in."""

    lines: Sequence[Sequence[Part]]
    pages: Sequence[int]
    heads: dict[int, Head]


def whole_rows(lines: Sequence[str], pages: Sequence[int]) -> list[str]:
    """The lines with each row of a table in one, its cells between tabs; what was taken into it leaves empty lines."""
    if any("\t" in line for line in lines):
        return list(lines)
    # Some tools count a Chinese character for one place, some for two: what stands in columns starts at few places.
    parts = min(
        ([parts_of(line, wide) for line in lines] for wide in (False, True)),
        key=lambda parts: len({part.start for line in parts if len(line) >= HEADINGS for part in line}),
    )
    if sum(bool(line) and line[0].start >= _INDENT for line in parts) < _INDENTED:
        return list(lines)
    text = _Text(parts, pages, heads(parts))
    goals = {**whole_labels(parts), **whole_sums(parts), **whole_goals(parts, text.heads)}
    whole = [goals.get(n, line) for n, line in enumerate(lines)]
    at = 0
    for head in text.heads.values():
        if head.start < at:
            continue
        at, rows = _table(text, head)
        if rows:
            whole[head.start : at] = [""] * (at - head.start)
            whole[head.start] = "\t".join(cell.text for cell in head.cells)
            for n, row in rows.items():
                whole[n] = "\t".join(map(joined, row))
    return whole


def _table(text: _Text, head: Head) -> tuple[int, Rows]:
    """Behind the last line of the table, and its rows by the line of each, cell by cell, line by line."""
    end, again = _end(text, head)
    left = head.cells[0].start
    edged = any(column(cell.text) == "name" and cell.text.endswith("绩效指标") for cell in head.cells)
    lines: Lines = {}
    for _, group in groupby(range(head.end, end), key=lambda n: text.pages[n]):  # each page is laid out anew
        body = {
            n: [p for p in text.lines[n] if edged or not (_is_edge(p, left) or _is_side(p, head))]
            for n in group
            if n not in again
        }
        body = {n: line for n, line in body.items() if line}
        # A class over many rows mostly stands in lines of its own, and so does what ends a row: its reason.
        told = [
            x
            for x in body.values()
            if len(x) >= HEADINGS or any(classes(p.text) or is_piece(p.text) for p in x)
        ]
        behind = max((p.end for x in told for p in x), default=0)
        told += [x for x in body.values() if len(x) < HEADINGS and x[-1].start > behind]
        columns = columns_of(head, told or [*body.values()])
        roles = {head.roles[column.head] for column in columns}
        if body and not (roles & NAMES and roles & RESULTS):
            end = min(body)  # no part of the table
            break
        lines |= {n: dealt(line, columns, head.roles) for n, line in body.items()}
    sums = {n: [[c] if c else [] for c in cells] for n, cells in lines.items() if _is_sum(cells)}
    rows = rows_of({n: cells for n, cells in lines.items() if n not in sums}, head.roles)
    return end, with_owners(dict(sorted((rows | sums).items())), head.roles)


def _is_sum(cells: Sequence[str]) -> bool:
    """Whether a line sums points up: 自评总分 | 100 | 95.66."""
    first = _ASIDE.sub("", next(filter(None, cells), ""))
    return first.endswith(_SUMS) and shape(first).footer


def _is_edge(part: Part, left: int) -> bool:
    """Whether it heads the left edge of a table: 绩效指标, or a piece of that left of the columns."""
    if column(part.text) == "name" and part.text.endswith("绩效指标"):
        return True
    return (
        part.end <= left
        and not classes(part.text)
        and not _EDGE.isdisjoint(part.text)
        and _EDGE.issuperset(part.text)
    )


def _is_side(part: Part, head: Head) -> bool:
    """Whether it stands left of its rows in a column of its own: 年度目标 below 年度绩效目标表."""
    own = "目标表" in head.cells[0].text and part.text.endswith("目标")
    return own and not classes(part.text) and part.end < head.cells[1].start


def _end(text: _Text, head: Head) -> tuple[int, set[int]]:
    """Behind the last line of the table; lines in it that only number a page or repeat the head."""
    again: set[int] = set()
    summed = False
    above = {tuple(p.text for p in line) for line in text.lines[max(0, head.start - _ABOVE) : head.start]}
    for n in range(head.end, len(text.lines)):
        if not text.lines[n] or n in again:
            continue
        told = tuple(p.text for p in text.lines[n])
        other = text.heads.get(n)
        if is_page(" ".join(told)):
            again.add(n)
        elif other is not None:
            if [c.text for c in other.cells] != [c.text for c in head.cells]:
                return n, again
            again |= {*range(n, other.end)}
        elif len(told) == 1 and column(told[0]) in RESULTS and any(n < at <= n + 2 for at in text.heads):
            return n, again  # the upper line of the next head
        elif (summed and len(told) < HEADINGS) or (
            len(told) == 1 and heads_time(told[0]) and n + 1 in text.heads
        ):
            return n, again
        elif len(told) == 1 and _could_title(told[0]) and (told in above or _is_title(text.lines, n)):
            if _opens(text, n, head):
                return n, again
            again.add(n)
        elif _ends_table(text.lines[n], head):
            return n, again
        summed = _is_sum(told)
    return len(text.lines), again


def _could_title(text: str) -> bool:
    """Whether a text may be a title: no class, and no rest of one (标 of 年度总体目标, 可持续影响指标)."""
    return len(text) >= _TITLE and not classes(text)


def _is_title(lines: Sequence[Sequence[Part]], at: int) -> bool:
    """Whether a line is a title of its own, and no rest of the cell above it."""
    part = lines[at][0]
    below = any(abs(p.start - part.start) <= 1 for p in lines[at - 1])
    return shape(part.text).footer and not below


def _opens(text: _Text, at: int, head: Head) -> bool:
    """Whether a form begins soon below a line, or the text ends: else it is a running title."""
    below = list(islice((n for n in range(at + 1, len(text.lines)) if text.lines[n]), _SOON))
    for n in below:
        if _asks(text.lines[n][0].text):
            return True
        if (other := text.heads.get(n)) is not None:
            return not _goes_on(text, other, head)
    return not below


def _goes_on(text: _Text, other: Head, head: Head) -> bool:
    """Whether the same head stands over a row that has no class of its own: the table of the page before goes on."""
    first = next((text.lines[n] for n in range(other.end, len(text.lines)) if text.lines[n]), [])
    same = [c.text for c in other.cells] == [c.text for c in head.cells]
    return same and bool(first) and not classes(first[0].text)


def _asks(text: str) -> bool:
    """Whether it is a label of a form, or one with its answer: 部门名称：河湾县水利局."""
    asked = _ANSWERED.sub("", text)
    return bool(label(asked)) and not classes(asked)


def _ends_table(line: Sequence[Part], head: Head) -> bool:
    """Whether a line belongs to no table: a label of a form, or a sentence over its columns."""
    line = [part for part in line if not _is_edge(part, head.cells[0].start)] or line
    first = line[0].text
    if _is_sum([part.text for part in line]):
        return False
    asks = _asks(first) and not _is_side(line[0], head) and line[0].start <= head.cells[0].end
    if asks or (shape(first).footer and not (len(line) > HEADINGS and _HEADED.match(first))):
        return True
    return any(
        len(p.text) > _WIDE
        and sum(p.start < c.start < p.end - 1 for c in head.cells) > 1
        and not any(word.text[0] in SIGNS for word in p.words)  # targets with one blank between them
        and sum(shape(piece.text).figure in _WHOLE for piece in pieces_of(p)) < _TARGETS
        for p in line
    )
