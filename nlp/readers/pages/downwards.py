"""Text of a cell that stands one character below the other, in one column or in several from right to left."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ...vocabulary import classes
from .lines import Line, spell
from .page import Char

_ONE = re.compile(r"[\u4e00-\u9fff]")
_UNIT = re.compile(r"[\u4e00-\u9fff，、；：。（）“”《》—％]|[!-~≥≤]{1,4}")
_LEAST = 3  # characters below one another
_LEAST_BESIDE = 4  # in the first of several columns; less may be words with their characters set apart
_MOSTLY = 0.6  # of all are Chinese characters
_APART = 0.25  # ems between two columns
_NEAR, _NEAR_BESIDE = 0.45, 0.25  # ems between two characters below one another, in one column or several


def downwards(lines: Sequence[Line]) -> str:
    """The text as read downwards; empty where it is not written so."""
    if len(lines) < _LEAST:
        return ""
    parts = [part for line in lines for part in _parts(line)]
    texts = [spell(p) for p in parts]
    if not all(map(_UNIT.fullmatch, texts)) or sum(map(bool, map(_ONE.fullmatch, texts))) < _MOSTLY * len(
        texts
    ):
        return ""
    columns: list[list[Sequence[Char]]] = []
    reach = float("-inf")
    for part in sorted(parts, key=lambda p: p[0].x0):
        if part[0].x0 >= reach:
            columns.append([])
        columns[-1].append(part)
        reach = max(reach, part[-1].x1)
    for column in columns:
        column.sort(key=lambda p: p[0].top)
    columns.reverse()
    if len(columns) > 1 and (
        len(columns[0]) < _LEAST_BESIDE
        or any(len(a) < len(b) for a, b in pairwise(columns))
        or any(_is_one_run(line) for line in lines)
        or classes("".join(line.text for line in lines))
    ):
        return ""
    gaps = [below[0].top - above[0].bottom for column in columns for above, below in pairwise(column)]
    near = _NEAR if len(columns) == 1 else _NEAR_BESIDE
    if not gaps or median(gaps) > near * parts[0][0].size:
        return ""
    return "".join(spell(part) for column in columns for part in column)


def _is_one_run(line: Line) -> bool:
    """True when several characters of the line were drawn as one text: it reads across."""
    return len({c.run for c in line.chars}) < len(line.chars)


def _parts(line: Line) -> list[list[Char]]:
    """The line's characters, those together that touch."""
    parts: list[list[Char]] = []
    for char in line.chars:
        if char.text.isspace():
            continue
        if not parts or char.x0 - parts[-1][-1].x1 > _APART * char.size:
            parts.append([])
        parts[-1].append(char)
    return parts
