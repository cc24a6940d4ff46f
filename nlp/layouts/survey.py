"""A whole document: its indicators, and the tables that look like indicators but gave none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..blocks import Block, Paragraph, Table
from ..document import Passage, Unread
from ..location import NOWHERE, Location
from ..record import Indicator
from .grid import upright
from .header import is_header
from .pages import stitch
from .prose import read_prose
from .roles import class_levels, header_role
from .tables import Reader

_STRICT = {"level1", "level2", "name", "value", "sign"}
_EMPTY = "表里有绩效指标的表头，但没有填写任何指标：请确认是否漏填。"
_STRANGE = (
    "这张表像是绩效指标表，但没有认出表头，其中的指标没有读入：请核对表头是否有“三级指标”“指标值”等列。"
)
_NAMELESS = "“{row}”一行有指标值但没有指标名称，没有作为指标读入：请补上指标名称。"


def find_indicators(blocks: Iterable[Block]) -> list[Indicator]:
    """All indicators of a document, in document order."""
    return survey(blocks)[0]


def survey(
    blocks: Iterable[Block], passages: list[Passage] | None = None
) -> tuple[list[Indicator], list[Unread]]:
    """All indicators, and what looks like some and was not read, each in document order.

    `passages` gets the text around the indicators, in the same order.
    """
    records: list[Indicator] = []
    unread: list[Unread] = []
    reader = Reader()
    run: list[Paragraph] = []
    for block in stitch(blocks):
        if isinstance(block, Paragraph):
            run.append(block)
            reader.form.read_text(block.text)
            reader.around.paragraph(block, reader.form)
            continue
        run.extend(_lines(block))
        records.extend(read_prose(run))
        run.clear()
        found = list(reader.read(block))
        records.extend(found)
        unread.extend(Unread(block.location, _NAMELESS.format(row=row)) for row in reader.nameless)
        reader.nameless.clear()
        reason = "" if found else suspicion(block)
        if reason:
            unread.append(Unread(block.location or _place(block), reason))
    records.extend(read_prose(run))
    if passages is not None:
        passages.extend(reader.around.found)
    return records, unread


def _lines(table: Table) -> Iterator[Paragraph]:
    """Rows of one text only: a sheet has no other way to hold a paragraph."""
    for row in table.rows:
        filled = [c for c in row if c.text.strip()]
        if len(filled) == 1:
            yield from (Paragraph(t, filled[0].location) for t in filled[0].text.split("\n") if t.strip())


def suspicion(table: Table) -> str:
    """Why a table without records should have had some, as a Chinese sentence; '' when it need not.

    Two different class names, or two different heading words, make an indicator table.
    """
    if any(map(is_header, upright(table).rows)):
        return _EMPTY
    classes, roles = set(), set()
    for row in table.rows:
        for cell in row:
            text = "".join(cell.text.split()) if len(cell.text) < 40 else ""
            if text and class_levels(text):
                classes.add(text)
            elif text and (role := header_role(text)) in _STRICT and len(text) > 2:
                roles.add(role)
    return _STRANGE if len(classes) > 1 or len(roles) > 1 else ""


def _place(table: Table) -> Location:
    return next((c.location for row in table.rows for c in row if c.location), NOWHERE)
