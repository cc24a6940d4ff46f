"""Text that has each cell of a table on a line of its own between empty lines, and a blank for an empty cell.

Where every row has all of its cells, counting them is enough: nothing has to be guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ...blocks import Cell, Table
from ...location import Location
from ...vocabulary import classes, column

_LEAST = 4  # columns
_ALONE = 0.8  # of the cells have an empty line behind them
_LEVELS = ("level1", "level2")
_NAMES = frozenset(("name", "detail"))
_RESULTS = frozenset(("value", "actual"))


def spaced(lines: Sequence[str]) -> tuple[int, int, Table] | None:
    """The indicator table with the numbers (from 1) of its first and last line; None where there is none, or where
    no cell is empty: then other ways of reading see as much."""
    cells = [(number, line.strip()) for number, line in enumerate(lines, 1) if line]
    if len(cells) < 2 * _LEAST or all(text for _, text in cells):
        return None
    alone = sum(after[0] > before[0] + 1 for before, after in pairwise(cells))
    if alone < _ALONE * (len(cells) - 1):
        return None
    start, roles = _heading([text for _, text in cells])
    if not roles:
        return None
    wide = len(roles)
    end = start + wide
    while end + wide <= len(cells) and _is_row([t for _, t in cells[end : end + wide]], roles):
        end += wide
    if end < start + 3 * wide or not all(text for _, text in cells[start : start + wide]):
        return None
    rows = (cells[at : at + wide] for at in range(start, end, wide))
    table = Table(tuple(tuple(Cell(text, Location(line=n)) for n, text in row) for row in rows))
    return cells[start][0], cells[end - 1][0], table


def _heading(texts: Sequence[str]) -> tuple[int, list[str]]:
    """Where the headings of an indicator table begin, and their roles; none where there is no table."""
    for start, text in enumerate(texts):
        if column(text) not in _LEVELS:
            continue
        roles: list[str] = []
        for heading in texts[start:]:
            if not column(heading) or classes(heading):
                break
            roles.append(column(heading))
        if len(roles) >= _LEAST and _NAMES & set(roles) and _RESULTS & set(roles):
            return start, roles
    return 0, []


def _is_row(texts: Sequence[str], roles: Sequence[str]) -> bool:
    """True where a class stands under each heading of classes, and under no other; 满意度 is a name, too."""
    return all(
        int(role[-1]) in classes(text) if role in _LEVELS else role in _NAMES or not classes(text)
        for role, text in zip(roles, texts, strict=True)
    )
