"""Cells of paragraphs, as some browsers copy them: a line that holds nothing but a tab between two cells, an empty line
between two rows, or none → one row a line, with tabs between the cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_FEWEST = 8  # lines of a tab alone, from which they part cells
# A unit below a heading, a further goal of a cell.
_GOES_ON = re.compile(r"[(（]|(?:目标|任务)?[2-9][:：.、．]")
_EMPTY = 3  # lines from a tab to a text, above which the cell is empty and the row ends


def parted(lines: Sequence[str]) -> list[str]:
    """The lines with each row of such cells on the line of its first cell; all others as they are.

    >>> parted(["人数", "", "\\t", "", "≥8人", "", "\\t", "", "", "", "次数"] + ["\\t"] * 8)[0]
    '人数\\t≥8人\\t'
    """
    at = [n for n, line in enumerate(lines) if line and not line.strip() and "\t" in line]
    if len(at) < _FEWEST or any("\t" in line for n, line in enumerate(lines) if line.strip()):
        return list(lines)
    close = 2 * sum(n + 1 < len(lines) and bool(lines[n + 1].strip()) for n in at) > len(at)
    told = list(lines[: at[0]]) + [""] * (len(lines) - at[0])
    first = next((n for n in range(at[0] - 1, -1, -1) if lines[n].strip()), at[0])
    row, told[first] = [lines[first].strip()], ""
    for start, end in zip(at, [*at[1:], len(lines)], strict=True):
        groups = list(_groups(lines, start + 1, end, close))
        cell = groups.pop(0) if groups and groups[0][0] - start <= (1 if close else _EMPTY) else (start, "")
        row.append(cell[1])
        if not groups:
            continue
        told[first], row = "\t".join(row), []
        for n, text in groups:
            told[n] = text
        if end < len(lines):
            first, row = groups[-1][0], [groups[-1][1]]
            told[first] = ""
    if row:
        told[first] = "\t".join(row)
    return told


def _groups(lines: Sequence[str], start: int, end: int, close: bool) -> Iterator[tuple[int, str]]:
    """The stretches of text between blank lines: where each begins, and its lines in one; `close`: rows have no blank
    lines between them, and only a unit in brackets or the next of numbered goals goes on with the line above."""
    stretch: list[int] = []
    for n in range(start, end):
        text = lines[n].strip()
        goes_on = bool(text) and (not close or _GOES_ON.match(text) is not None)
        if stretch and not (goes_on and stretch[-1] == n - 1):
            yield stretch[0], "".join(lines[k].strip() for k in stretch)
            stretch = []
        if text:
            stretch.append(n)
    if stretch:
        yield stretch[0], "".join(lines[k].strip() for k in stretch)
