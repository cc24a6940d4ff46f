"""What stands once for several rows: class names in the middle of the rows that they span, as layout-keeping extractors
and scans leave them, and targets in cells that are merged over several indicators."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from ..columns import Header
from ..rows import Line, line_of

_FOREIGN = 0.1  # of equal ways the one in which classes fit
# Columns of which several indicators may share a cell.
_SHARED = ("value", "sign", "unit", "tier", "actual", "description")


def uncentred(lines: Sequence[Line], header: Header) -> list[Line]:
    """The rows with every class name at the first of the rows that it stands in the middle of.

    Only where the first row has no class although others have, and where rows can be dealt out so that each
    name stands in the middle of its own, half a row off at most, from the first row to the last.
    """
    found = list(lines)
    name = header.by_role["name"].start
    for role in ("level1", "level2"):
        column = header.at(role)
        if column is not None and header.grid and header.alone:
            _move(found, column, name)
    return found


def _move(lines: list[Line], column: int, name: int) -> None:
    # A row that begins with the label of the whole block (年度绩效目标) is one of them.
    wide = [(i, line) for i, line in enumerate(lines) if len(line.cells) > max(column, name)]
    rows = [i for i, line in wide if line.kind == "other" or line.levels[column]]
    named = [i for i in rows if lines[i].texts[name]]
    marks = [i for i in rows if lines[i].levels[column]]
    if not marks or not named or marks[0] <= named[0] or lines[named[0]].texts[column]:
        return
    if any(lines[i].cells[column].covered for i in named):
        return  # the format tells which rows a class is merged over
    at = {i: k for k, i in enumerate(named)}
    # A name on a line of its own stands between two rows.
    places = tuple(at[i] if i in at else sum(j < i for j in named) - 0.5 for i in marks)
    texts = [lines[i].texts[column] for i in marks]
    starts = _dealt(places, len(named), _foreign(lines, named, column, texts))
    if starts is None:
        return
    for i in marks:
        _write(lines, i, column, "")
    for start, text in zip(starts, texts, strict=True):
        _write(lines, named[start], column, text)


def _foreign(
    lines: Sequence[Line], named: Sequence[int], column: int, texts: Sequence[str]
) -> list[frozenset[int]]:
    """For each name the rows with a class beside it that is not its own: satisfaction under outputs, outputs under
    satisfaction."""
    beside = {
        k: any("满意" in text for text in line.texts[column + 1 : column + 2])
        for k, line in enumerate(lines[i] for i in named)
        if 2 in line.levels[column + 1]
    }
    return [frozenset(k for k, found in beside.items() if found != ("满意" in text)) for text in texts]


def _dealt(places: tuple[float, ...], count: int, foreign: Sequence[frozenset[int]]) -> list[int] | None:
    """The first row of each name's rows, None where `count` rows can't be dealt out around their `places`."""

    @cache
    def best(k: int, start: int) -> tuple[float, tuple[int, ...]] | None:
        if k == len(places):
            return (0.0, ()) if start == count else None
        middle = places[k]
        found = None
        for end in {int(2 * middle - start + d) for d in (-1, 0, 1)}:
            off = abs((start + end) / 2 - middle)
            if end < start or end >= count or off > 0.5 or not start - 0.5 <= middle <= end + 0.5:
                continue
            rest = best(k + 1, end + 1)
            cost = off + _FOREIGN * len(foreign[k] & set(range(start, end + 1)))
            if rest is not None and (found is None or cost + rest[0] < found[0]):
                found = (cost + rest[0], (start, *rest[1]))
        return found

    whole = best(0, 0)
    return None if whole is None else list(whole[1])


def _write(lines: list[Line], i: int, column: int, text: str) -> None:
    row = lines[i].cells
    lines[i] = line_of((*row[:column], row[column]._replace(text=text), *row[column + 1 :]))


def reached_down(lines: Sequence[Line], header: Header) -> list[Line]:
    """The rows with what a merged cell of a target's columns says at every indicator that it covers.

    Only where the format tells that a cell is covered: an empty cell below a filled one is a target that is missing.
    """
    found = list(lines)
    name = header.by_role["name"].start
    for column in (c for role in _SHARED for c in header.all(role)):
        text = ""
        for i, line in enumerate(lines):
            cells = line.cells[column.start : column.end]
            if any(c.text for c in cells) or not all(c.covered for c in cells):
                text = next((c.text for c in cells if c.text), "")
            elif cells and text and name < len(line.texts) and line.texts[name]:
                _write(found, i, column.start, text)
    return found
