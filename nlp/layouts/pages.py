"""Tables that run over pages: their parts put together again before anything is read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..blocks import Block, Paragraph, Row, Table
from .header import is_header, read_headers
from .roles import class_levels

_FURNITURE = re.compile(
    r"\s*(?:[-—–―·\s\d]*|第?\s*\d+\s*页.{0,12}|page\s*\d+.{0,12}|[(（]?续上?表\d*[)）]?|.{0,6}单位[:：].{0,8})\s*",
    re.IGNORECASE,
)


def stitch(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with each table whole; page furniture between its parts is dropped."""
    table: Table | None = None
    between: list[Block] = []
    for block in blocks:
        if table is not None and isinstance(block, Paragraph) and is_furniture(block.text):
            between.append(block)
            continue
        if table is not None and isinstance(block, Table) and goes_on(table, block):
            table = replace(table, rows=table.rows + block.rows)
            between = []
            continue
        if table is not None:
            yield table
            yield from between
        table, between = (block, []) if isinstance(block, Table) else (None, [])
        if table is None:
            yield block
    if table is not None:
        yield table
        yield from between


def goes_on(table: Table, after: Table) -> bool:
    """True when `after` repeats the last header of `table`, or can only be read under it."""
    if table.grid != after.grid or is_sheet(table) or not after.rows:
        return False
    at = next((i for i in reversed(range(len(table.rows))) if is_header(table.rows[i])), None)
    if at is None:
        return False
    if is_header(after.rows[0]):
        return _texts(after.rows[0]) == _texts(table.rows[at])
    if any(map(is_header, after.rows)):
        return False
    header = read_headers(table.rows, at, table.grid)[0]
    if any(len(row) != header.width for row in after.rows):
        return False
    levels = [a for a in (header.at("level1"), header.at("level2")) if a is not None]
    return any(class_levels(row[at].text) for row in after.rows for at in levels)


def is_furniture(text: str) -> bool:
    """True for a page number, 续表 or 单位：万元, which may stand between two parts of a table."""
    return len(text) < 60 and bool(_FURNITURE.fullmatch(text))


def is_sheet(table: Table) -> bool:
    """A sheet of a workbook is a form of its own; tables of a text may share one form's head."""
    return bool(table.rows and table.rows[0] and table.rows[0][0].row.sheet)


def _texts(row: Row) -> list[str]:
    return ["".join(c.text.split()) for c in row]
