"""Records written as headings with their answers (三级指标：受益户数 / 指标值：≥300户) → a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from ...blocks import Block, Cell, Paragraph, Table
from ...location import Location
from ...vocabulary import column
from .cells import Atom

_PAIR = re.compile(r"(?:[（(]?\d{1,2}[）).、．])?\s*([^：:；;。，,]{2,14})[:：]\s*(\S.*)")
_LEAST = 2  # records


def paired(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """The paragraphs, with a table in place of each stretch of such lines."""
    run: list[tuple[str, Paragraph, str]] = []
    for paragraph in [*paragraphs, None]:
        pair = _PAIR.fullmatch(paragraph.text) if paragraph is not None else None
        if paragraph is not None and pair is not None and len(paragraph.text) < 300 and column(pair[1]):
            run.append((pair[1].strip(), paragraph, pair[2].strip()))
            continue
        yield from _table(run)
        run = []
        if paragraph is not None:
            yield paragraph


def turned(atoms: Sequence[Atom]) -> Table | None:
    """The table whose headings stand at the beginning of lines, an indicator a column, if there is one."""
    lines = [list(group) for _, group in groupby(atoms, key=lambda a: a.line)]
    marked = [i for i, line in enumerate(lines) if len(line) > 2 and column(line[0].text)]
    roles = {column(lines[i][0].text) for i in marked}
    if (
        not {"name", "value"} <= roles
        or not roles & {"level1", "level2"}
        or marked[-1] - marked[0] >= 2 * len(marked)
    ):
        return None
    wide = max(len(lines[i]) for i in marked)
    rows = [
        tuple(Cell(a.text, Location(line=a.line), a.order) for a in line)
        for line in lines[marked[0] : marked[-1] + 1]
        if len(line) <= wide
    ]
    return Table(tuple(rows), rows[0][0].row, grid=False)


def _table(run: Sequence[tuple[str, Paragraph, str]]) -> list[Block]:
    roles = [column(heading) for heading, _, _ in run]
    if roles.count("name") < _LEAST or roles.count("value") < _LEAST:
        return [paragraph for _, paragraph, _ in run]
    if not {"level1", "level2"} & set(roles):
        return [paragraph for _, paragraph, _ in run]
    headings = list(dict.fromkeys(heading for heading, _, _ in run))
    rows: list[list[Cell]] = []
    last = len(headings)
    for heading, paragraph, text in run:
        at = headings.index(heading)
        if at <= last:
            rows.append([Cell("", paragraph.location)] * len(headings))
        rows[-1][at] = Cell(text, paragraph.location)
        last = at
    place = run[0][1].location
    return [Table((tuple(Cell(h, place) for h in headings), *map(tuple, rows)), place)]
