"""Tables that go on over pages: the same columns, heads repeated, rows and labels torn by the page's end.

Only what the layouts can't see any more is decided here: where the columns stand, which cell was still
open at the end of a page and whether its last line was full.
"""

from __future__ import annotations

import re
from typing import TypeVar

from ...blocks import Cell, Row
from ...vocabulary import classes, column, label
from .tables import Grid
from .words import is_head

_T = TypeVar("_T")
_TOLERANCE = 4.0
_LABELS = 4  # rows in which a form names its project
_OWN_VALUE = re.compile(r"[\d≥≤>＞<＜]")


def continues(above: Grid, below: Grid) -> bool:
    """True when `below`, the first thing on its page, has the columns of `above`."""
    if above.ruled != below.ruled or not above.rows or not below.rows:
        return False
    if not above.ruled:
        return above.edges == below.edges or _texts(above.rows[0]) == _texts(below.rows[0])
    named = _names_project(below.rows)
    if named is not None and _texts(named) not in map(_texts, above.rows):
        return False
    shift = _shift(above, below)
    one, two = above.edges, [e + shift for e in below.edges]
    if abs(one[-1] - two[-1]) > _TOLERANCE:
        # The same on the right: nothing but the last columns is missing.
        first = all(abs(e - f) <= _TOLERANCE for e, f in zip(one, two, strict=False))
        return first and 2 < len(two) < len(one) <= len(two) + 2 and not any(map(is_head, below.rows))
    if abs(one[0] - two[0]) > _TOLERANCE:
        # A merged cell without a border on its left, over the whole page, leaves its column out.
        inner = all(any(abs(e - f) <= _TOLERANCE for f in one) for e in two)
        return inner and len(two) > 2 and not any(map(is_head, below.rows))
    few, many = sorted((one[1:-1], two[1:-1]), key=len)
    # Merged cells leave out edges on either page.
    shared = sum(any(abs(e - f) <= _TOLERANCE for f in many) for e in few)
    if shared == len(few):
        return True
    return shared > 1 and 2 * shared >= len(few) and not any(map(is_head, below.rows))


def join(above: Grid, below: Grid) -> None:
    """Append `below` to `above` (which is changed); every cell keeps the place where it stands."""
    if above.ruled:
        shift = _shift(above, below)
        _on_common(above, below, [e + shift for e in below.edges])
    count = _repeated(above.rows, below.rows)
    fresh = below.rows[count:]
    if fresh and above.rows and not is_head(fresh[0]):
        fresh[0] = _labels_whole(above, fresh[0])
        if _is_rest(above, fresh[0]):
            above.rows[-1] = tuple(_glue(a, b) for a, b in zip(above.rows[-1], fresh[0], strict=True))
            fresh, count = fresh[1:], count + 1
    before = len(above.rows) - count
    if fresh:
        above.open_from = [
            before + at if at > count or (at == count and fresh[0][k].text) else old
            for k, (at, old) in enumerate(zip(below.open_from, above.open_from, strict=True))
        ]
        above.blanks = [a + b for a, b in zip(above.blanks, below.blanks, strict=True)]
    above.rows.extend(fresh)
    above.bottom, above.full = below.bottom, below.full


def _shift(above: Grid, below: Grid) -> float:
    """How far `below` was set off: the margins of left and right pages may differ."""
    shift = above.edges[0] - below.edges[0]
    widths = [abs(a - b - shift) <= _TOLERANCE / 2 for a, b in zip(above.edges, below.edges, strict=False)]
    return shift if len(above.edges) == len(below.edges) and all(widths) else 0.0


def _names_project(rows: list[Row]) -> Row | None:
    """The row that names a project, where a page begins with it or with other labels of a form: a form of its own,
    although it has the same outer borders."""
    for row in rows[:_LABELS]:
        if any(label(c.text) in ("project", "code") for c in row[:2]) and not is_head(row):
            return row
        if not label(row[0].text) or classes(row[0].text):
            break
    return None


def _on_common(above: Grid, below: Grid, edges: list[float]) -> None:
    """Set both tables on the columns of both."""
    common = list(above.edges)
    common += [e for e in edges if all(abs(e - c) > _TOLERANCE for c in above.edges)]
    common.sort()
    for grid, own in ((above, above.edges), (below, edges)):
        at = [min(range(len(common) - 1), key=lambda k: abs(common[k] - e)) for e in own[:-1]]
        if len(at) < len(common) - 1:
            grid.rows = [_spread(row, at, len(common) - 1) for row in grid.rows]
            grid.open_from = _dealt(grid.open_from, at, len(common) - 1, 0)
            grid.blanks = _dealt(grid.blanks, at, len(common) - 1, 0)
            grid.full = _dealt(grid.full, at, len(common) - 1, False)
    above.edges = common


def _spread(row: Row, at: list[int], width: int) -> Row:
    cells = [Cell("", row[0].row, k) for k in range(1, width + 1)]
    for k, cell in zip(at, row, strict=True):
        cells[k] = cell
    return tuple(cells)


def _dealt(values: list[_T], at: list[int], width: int, blank: _T) -> list[_T]:
    dealt = [blank] * width
    for k, value in zip(at, values, strict=True):
        dealt[k] = value
    return dealt


def _texts(row: Row) -> tuple[str, ...]:
    return tuple("".join(c.text.split()) for c in row)


def _repeated(above: list[Row], rows: list[Row]) -> int:
    """How many rows at the top of a page only repeat the head of the table."""
    first = _texts(rows[0])
    for start, row in enumerate(above):
        if _texts(row) != first or (start and not is_head(row)):
            continue
        count, headed = 0, False
        while (
            count < len(rows) - 1
            and start + count < len(above)
            and any(c.text for c in rows[count])
            and _texts(rows[count]) == _texts(above[start + count])
            and not (headed and any(c.text and not _of_head(c.text) for c in rows[count]))
        ):
            headed = headed or is_head(rows[count])
            count += 1
        if count:
            return count
    return 0


def _of_head(text: str) -> bool:
    """True for a heading, or for the number of a column under one."""
    return bool(column(text)) or (len(text) < 3 and text.isdigit())


def _is_rest(above: Grid, row: Row) -> bool:
    """True for the rest of a row that the page's end has cut: text, but no name of its own."""
    filled = {i for i, c in enumerate(row) if c.text}
    before = {i for i, c in enumerate(above.rows[-1]) if c.text}
    if not filled or not filled <= before or any(classes(c.text) for c in row):
        return False
    head = next((r for r in reversed(above.rows) if is_head(r)), None)
    if head is None:
        return min(filled) > min(before)
    roles = [column(c.text) for c in head]
    name = len(roles) - 1 - roles[::-1].index("name")  # the last: 绩效指标 may head the left edge
    if name not in filled:
        return True
    if filled == {name}:  # a name that goes on alone, below a value that was already given
        return "value" in roles and roles.index("value") in before
    value = roles.index("value") if "value" in roles else None
    if value in before and value not in filled and _all_have(above.rows, name, value):
        return True
    own_value = "value" in roles and _OWN_VALUE.search(row[roles.index("value")].text)
    return above.ruled and not own_value and all(above.full[i] for i in filled)


def _all_have(rows: list[Row], name: int, value: int | None) -> bool:
    """True when every name under the last head has a value: a name without one is the rest of another."""
    at = max(k for k, row in enumerate(rows) if is_head(row))
    named = [row for row in rows[at + 1 :] if row[name].text]
    return value is not None and len(named) > 2 and all(row[value].text for row in named)


def _glue(above: Cell, below: Cell) -> Cell:
    return above._replace(text=above.text + below.text) if below.text else above


def _labels_whole(above: Grid, row: Row) -> Row:
    """The row without the rests of labels that the page's end has cut (产出 | 指标): they go where they began."""
    cells = list(row)
    for k, cell in enumerate(row):
        if not cell.text:
            continue
        rows, at = above.rows, above.open_from[k] if above.ruled else len(above.rows) - 1
        while at > 0 and not rows[at][k].text and not above.ruled:
            at -= 1
        upper = rows[at][k]
        # Written into the middle of a cell that the page's end has cut; rows without merged cells have more blanks.
        late = not upper.text and classes(cell.text) and above.ruled and above.blanks[k] == 1
        if late or (upper.text and _is_torn(upper.text, cell.text, in_head=is_head(rows[at]))):
            rows[at] = (*rows[at][:k], upper._replace(text=upper.text + cell.text), *rows[at][k + 1 :])
            cells[k] = cell._replace(text="")
    return tuple(cells)


def _is_torn(upper: str, lower: str, in_head: bool) -> bool:
    """True when two texts are one label: a class, or the heading down the left edge of a table (绩 | 效指标)."""
    if in_head:
        return bool(column(upper + lower)) and not column(upper)
    return bool(classes(upper + lower)) and not (classes(upper) and classes(lower))
