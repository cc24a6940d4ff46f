"""Tables that run over pages: repeated headers dropped, rows and labels broken at the page joined."""

from __future__ import annotations

from ...blocks import Cell, Row
from ...layouts.rows import line_of
from ...vocabulary import classes as class_levels
from ...vocabulary import column as header_role
from .tables import Grid

_TOLERANCE = 4.0


def continues(above: Grid, below: Grid) -> bool:
    """True when `below`, the first thing on its page, has the columns of `above`."""
    if above.ruled != below.ruled:
        return False
    if not above.ruled:
        return above.edges == below.edges or _texts(above.rows[0]) == _texts(below.rows[0])
    if (
        abs(above.edges[0] - below.edges[0]) > _TOLERANCE
        or abs(above.edges[-1] - below.edges[-1]) > _TOLERANCE
    ):
        return False
    few, many = sorted((above.edges, below.edges), key=len)
    return all(any(abs(e - f) <= _TOLERANCE for f in many) for e in few)


def join(above: Grid, below: Grid) -> None:
    """Append `below` to `above` (which is changed); every cell keeps the place where it stands."""
    many = max((above.edges, below.edges), key=len)
    above.rows, rows = _on(many, above), _on(many, below)
    above.edges, above.bottom = many, below.bottom
    fresh = rows[_repeated(above.rows, rows) :]
    if fresh and above.rows:
        if _is_rest(above.rows, fresh[0]):
            above.rows[-1] = tuple(_glue(a, b) for a, b in zip(above.rows[-1], fresh[0], strict=True))
            fresh = fresh[1:]
        elif line_of(fresh[0]).kind != "header":
            fresh[0] = _labels_glued(above.rows, fresh[0])
    above.rows.extend(fresh)


def _on(edges: list[float], grid: Grid) -> list[Row]:
    """The rows of `grid` on a grid with more columns."""
    if len(edges) == len(grid.edges):
        return list(grid.rows)
    at = [min(range(len(edges)), key=lambda k: abs(edges[k] - e)) for e in grid.edges[:-1]]
    rows: list[Row] = []
    for row in grid.rows:
        cells = [Cell("", row[0].row, k) for k in range(1, len(edges))]
        for k, cell in zip(at, row, strict=True):
            cells[min(k, len(cells) - 1)] = cell
        rows.append(tuple(cells))
    return rows


def _texts(row: Row) -> tuple[str, ...]:
    return tuple("".join(c.text.split()) for c in row)


def _repeated(above: list[Row], rows: list[Row]) -> int:
    """How many rows at the top of a page only repeat the head of the table."""
    for start, row in enumerate(above):
        if start and line_of(row).kind != "header":
            continue
        count, headed = 0, False
        while (
            count < len(rows) - 1
            and start + count < len(above)
            and any(c.text for c in rows[count])
            and _texts(rows[count]) == _texts(above[start + count])
            and not (headed and any(c.text and not header_role(c.text) for c in rows[count]))
        ):
            headed = headed or (line_of(rows[count]).kind == "header")
            count += 1
        if count:
            return count
    return 0


def _is_rest(above: list[Row], row: Row) -> bool:
    """True for the rest of a row that the page's end has cut: text, but no name of its own."""
    filled = {i for i, c in enumerate(row) if c.text}
    before = {i for i, c in enumerate(above[-1]) if c.text}
    if (
        not filled
        or not filled <= before
        or (line_of(row).kind == "header")
        or any(class_levels(c.text) for c in row)
    ):
        return False
    at = next((k for k in range(len(above) - 1, -1, -1) if (line_of(above[k]).kind == "header")), None)
    if at is None:
        return min(filled) > min(before)
    roles = [header_role(c.text) for c in above[at]]
    name = len(roles) - 1 - roles[::-1].index("name")  # the last: 绩效指标 may head the left edge
    if name not in filled:
        return True
    # A name that goes on alone, below a value that was already given.
    return filled == {name} and "value" in roles and roles.index("value") in before


def _glue(above: Cell, below: Cell) -> Cell:
    return above._replace(text=above.text + below.text) if below.text else above


def _labels_glued(above: list[Row], row: Row) -> Row:
    """Finish class names that the page's end has cut (产出 | 指标)."""
    cells = list(row)
    for i, cell in enumerate(row):
        if not cell.text or class_levels(cell.text):
            continue
        at = next((k for k in range(len(above) - 1, -1, -1) if above[k][i].text), None)
        if at is None or not class_levels(above[at][i].text + cell.text):
            continue
        if line_of(above[at]).kind == "header":
            continue
        above[at] = (*above[at][:i], _glue(above[at][i], cell), *above[at][i + 1 :])
        cells[i] = cell._replace(text="")
    return tuple(cells)
