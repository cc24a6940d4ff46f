"""Rows between tabs whose cells hold line ends → whole rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ....vocabulary import classes, column

_HEADINGS = 3
_TABS, _ROWS = 4, 4  # the least of a row, and of a table
_PIECES, _PIECE = 8, 16  # lines of one row at most; characters of a line that goes on in a cell


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
