"""What antiword makes of a .doc (DocBook XML): tables whose merged cells are told by their widths."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...blocks import Block, Cell, Paragraph, Row, Table
from ...location import Location
from ..safety.limits import Limits, Meter
from ..safety.markup import all_text, parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

# antiword's output names DocBook's DTD; it is ours, and it is not loaded.
_DOCTYPE = re.compile(rb"<!DOCTYPE book PUBLIC [^>\[]{0,300}>")


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the document; locations are `段 N` and `表 N 行 N`."""
    meter = Meter(limits)
    root = parse_xml([_DOCTYPE.sub(b"", data, count=1)])
    blocks: list[Block] = []
    paragraphs = 0
    for element in root.iter("para", "title", "informaltable"):
        if element.tag == "informaltable":
            blocks.append(_table(element, meter))
        elif next(element.iterancestors("informaltable"), None) is None:
            text = (element.text or "") + "".join(
                (all_text(c) if c.tag != "informaltable" else "") + (c.tail or "") for c in element
            )
            if text.strip():
                paragraphs += 1
                meter.text(len(text))
                blocks.append(Paragraph(text.strip(), Location(paragraph=paragraphs)))
    return blocks


def _table(table: _Element, meter: Meter) -> Table:
    place = Location(table=meter.table())
    groups = [(_edges(group), list(group.iter("row"))) for group in table.iter("tgroup")]
    grid = sorted({edge for edges, _ in groups for edge in edges})
    rows: list[Row] = []
    for edges, group_rows in groups:
        starts = [grid.index(edge) for edge in edges]
        for row in group_rows:
            here = place._replace(row=len(rows) + 1)
            cells = [Cell("", here, k) for k in range(1, len(grid))]
            for k, entry in enumerate(row.iter("entry")):
                at = starts[k] if k < len(starts) else len(cells)
                cell = Cell(all_text(entry).strip(), here, at + 1)
                cells[at : at + 1] = [cell]
            meter.row(len(cells), sum(len(c.text) for c in cells))
            rows.append(tuple(cells))
    return Table(tuple(rows), place)


def _edges(group: _Element) -> list[int]:
    """Left and right edges of a group's columns in points, rounded: equal edges are one column edge."""
    edges, at = [0], 0.0
    for column in group.iter("colspec"):
        try:
            at += float(column.get("colwidth", "0").removesuffix("pt"))
        except ValueError:
            at += 1
        edges.append(round(at))
    return edges
