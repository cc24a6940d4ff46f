"""Text that keeps the places of a page (pdftotext -layout): cells whose lines stand below one another → whole rows."""

from __future__ import annotations

import re
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
