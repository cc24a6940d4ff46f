"""Rows whose cells stand in the middle of their height, as extractors write them line by line: a name that fills two
lines stands half above its row and half below it, and so do a class and the reason behind the row."""

from __future__ import annotations

from collections.abc import Sequence

from ....vocabulary import classes, column, label
from ..shapes import shape
from ..torn import is_in_word

_TARGETS = 2  # of a row
_LONGEST_REST = 6  # characters of the lower half of a name
_LONGEST = 40  # of a line of a reason
_REASON = 4  # characters that one has at least
_EVIDENCE = 2  # such rows in a text, where no half makes a class or a word whole
_CELLS = 2  # cells that reach above and below one row


def with_centres(lines: Sequence[str]) -> list[str]:
    """The lines with the halves above and below a row in it; what was taken leaves an empty line.

    >>> with_centres(["引水渠清淤数", "12公里 13公里 8 8", "量", "闸门检修数", "6座 6座 8 8", "量"])
    ['', '引水渠清淤数量    12公里    13公里    8    8', '', '', '闸门检修数量    6座    6座    8    8', '']
    """
    if any("\t" in line or "|" in line for line in lines):
        return list(lines)
    words = [line.split() for line in lines]
    whole = list(lines)
    found: list[tuple[int, list[str]]] = []
    sure, last = 0, -1
    for n in range(1, len(words) - 1):
        above, row, below = words[n - 1], words[n], words[n + 1]
        if n - 1 <= last or not (_is_row(row) and _is_text(above) and _is_text(below)):
            continue
        cells = _with_name(above, row, below, words[n + 2 : n + 3]) or _with_halves(above, row, below)
        if cells is not None:
            found.append((n, cells))
            last = n + 1
            sure += is_in_word(above[-1], below[0]) or bool(classes(above[0] + below[0]))
    if len(found) < _EVIDENCE or not sure:
        return whole
    for n, cells in found:
        whole[n - 1 : n + 2] = ["", "    ".join(cells), ""]
    return whole


def _is_row(row: Sequence[str]) -> bool:
    return sum(shape(word).target for word in row) >= _TARGETS and not label(row[0])


def _is_text(words: Sequence[str]) -> bool:
    """Whether a line is nothing but one or two halves of cells."""
    if not 0 < len(words) <= _CELLS + 1:
        return False
    shapes = [shape(word) for word in words]
    return not any(s.target or s.footer or s.label or s.size > _LONGEST for s in shapes) and not any(
        column(word) and not classes(word) and len(word) > _CELLS for word in words
    )


def _with_name(
    above: Sequence[str], row: Sequence[str], below: Sequence[str], after: Sequence[Sequence[str]]
) -> list[str] | None:
    """A row without its name, with the halves of it: what stands below may be the next row's instead."""
    lead = _lead(row)
    if not shape(row[lead]).target or classes(above[-1]) or len(below) != 1 or classes(below[0]):
        return None
    if len(below[0]) > _LONGEST_REST or not all(map(classes, above[:-1])):
        return None
    if after and after[0] and shape(after[0][0]).target and not is_in_word(above[-1], below[0]):
        return None
    return [*above[:-1], *row[:lead], above[-1] + below[0], *row[lead:]]


def _with_halves(above: Sequence[str], row: Sequence[str], below: Sequence[str]) -> list[str] | None:
    """A row with its name, with the halves of its class and of the reason behind it."""
    if len(above) != len(below) or len(above) > _CELLS:
        return None
    cells = list(row)
    for upper, lower in zip(above, below, strict=True):
        if classes(upper + lower) and not classes(lower):
            cells.insert(_lead(cells), upper + lower)
        elif upper is above[-1] and len(upper) > _REASON and not shape(row[0]).target:
            middle = cells.pop() if not shape(cells[-1]).target and len(cells[-1]) > _REASON else ""
            if not middle and len(above) < _CELLS:
                return None
            cells.append(upper + middle + lower)
        else:
            return None
    return cells


def _lead(row: Sequence[str]) -> int:
    """How many classes a row begins with; a measure of satisfaction is a name where nothing else is."""
    lead = 0
    while lead < len(row) - 1 and classes(row[lead]) and ("指标" in row[lead] or lead == 0):
        lead += 1
    return lead
