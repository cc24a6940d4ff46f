"""Text that keeps the places of a page (pdftotext -layout): cells whose lines stand below one another → whole rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ...vocabulary import classes, column
from .cells import is_page

_PART = re.compile(r"\S+(?: \S+)*")
_FIGURE = re.compile(r"[≥≤=<>]?\s?\d[\d.,]*\s?\S{0,3}|[≥≤=<>]|[-—/]+")
_HEADINGS = 3
_INDENT = 8  # blanks before the lines of a table whose first columns are merged
_SHARE = 0.25  # of the lines below the head begin so
_AWAY = 1  # characters that a line of a cell may stand beside the others
_BETWEEN = "    "
_TABS, _ROWS = 4, 4  # the least of a row, and of a table
_PIECES, _PIECE = 8, 16  # lines of one row at most; characters of a line that goes on in a cell


class _Part(NamedTuple):
    """A cell, or a piece of one: where it starts, its text, and how wide its first line is."""

    start: int
    text: str
    width: int


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines with the rows of their tables whole; what was taken into the line above leaves an empty one."""
    head = next((n for n, line in enumerate(lines) if _is_head(_parts(line))), -1)
    below = [line for line in lines[head + 1 :] if line.strip()] if head >= 0 else []
    indented = sum(len(line) - len(line.lstrip()) >= _INDENT for line in below)
    if not below or any("\t" in line for line in lines) or indented < _SHARE * len(below):
        return list(lines)
    whole = list(lines[:head])
    row: list[_Part] = []
    at, paged = -1, False
    titles = {line.strip() for line in lines[:head]}
    for line in lines[head:]:
        if paged and line.strip() in titles:
            line = ""  # the running title
        parts = _parts(line)
        if not parts or is_page(line):
            row, paged = [], paged or bool(parts)
        elif row and (below_of := _goes_on(parts, row)) is not None:
            row = below_of
            whole[at] = _BETWEEN.join(part.text for part in row)
            whole.append("")
            continue
        else:
            row, at, paged = parts, len(whole), False
        whole.append(_BETWEEN.join(part.text for part in parts) if len(parts) > 1 else line)
    return whole


def _parts(line: str) -> list[_Part]:
    return [_Part(m.start(), m[0], len(m[0])) for m in _PART.finditer(line)]


def _is_head(parts: Sequence[_Part]) -> bool:
    return sum(bool(column(part.text)) for part in parts) >= _HEADINGS


def _goes_on(parts: Sequence[_Part], row: Sequence[_Part]) -> list[_Part] | None:
    """The row with the pieces of the next line in their cells, None where that line is a row by itself."""
    if len(parts) >= len(row) or any(classes(p.text) for p in parts):
        return None
    cells = list(row)
    for part in parts:
        found = (i for i, cell in enumerate(cells) if abs(cell.start - part.start) <= _AWAY)
        at = next(found, -1)
        if at < 0 or not 1 < cells[at].width >= part.width - _AWAY or _FIGURE.fullmatch(part.text):
            return None  # a column of one character is a label that is written downwards
        text = cells[at].text + part.text
        if classes(cells[at].text) and not classes(text):
            return None
        cells[at] = cells[at]._replace(text=text)
    return cells


def refilled(lines: Sequence[str]) -> list[str]:
    """The lines with the rows whole whose cells hold line ends, where tabs stand for empty cells too: then a row is
    whole when it has as many tabs as the others. What was taken into the line above leaves an empty one."""
    counts = Counter(line.count("\t") for line in lines if line.count("\t") >= _TABS)
    tabs, rows = counts.most_common(1)[0] if counts else (0, 0)
    whole = list(lines)
    at = 0
    while at < len(lines) and rows >= _ROWS:
        end = _row_end(lines, at, tabs)
        if end > at + 1:
            whole[at : at + 1] = ["\n".join(lines[at:end])]
            whole[at + 1 : end] = [""] * (end - at - 1)
        at = max(end, at + 1)
    return whole


def _row_end(lines: Sequence[str], at: int, tabs: int) -> int:
    """Behind the last of the lines from `at` on that make one row of a table together; `at` where they make none."""
    found = 0
    end = at
    while end < len(lines) and lines[end].strip() and lines[end].count("\t") != tabs and found < tabs:
        found += lines[end].count("\t")
        end += 1
    group = lines[at:end]
    if found != tabs or len(group) > _PIECES or not any(_is_of_table(line) for line in group):
        return at
    first = group[0]
    if not (_is_of_table(first) or first.startswith("\t\t") or ("\t" not in first and len(first) <= _PIECE)):
        return at  # a row of the form's head, and the head of the table after it
    # What goes on in the last cell has no tab, and the next row has them all.
    while end < len(lines) and lines[end].strip() and "\t" not in lines[end] and len(lines[end]) <= _PIECE:
        end += 1
    return end


def _is_of_table(line: str) -> bool:
    cells = [cell.strip() for cell in line.split("\t")]
    headed = sum(bool(column(cell)) for cell in cells) >= _HEADINGS
    return headed or line.startswith("\t\t\t") or any(map(classes, cells))
