"""OpenDocument texts (.odt, .ott, and .fodt in one file): tables and paragraphs of the body.

Headers, footers, notes, comments and tracked deletions are elsewhere in the file or left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...blocks import Block, Cell, Paragraph, Row
from ...errors import fail
from ...location import Location
from ..grid import cover, framed
from ..safety.limits import Limits, Meter, over, pieces
from ..safety.markup import parse_xml, take_out
from ..safety.package import ZIP, Package, names

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = b"application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _DRAW, _STYLE = (f"{{{_OASIS}{name}:1.0}}" for name in ("text", "table", "drawing", "style"))
_BODY = f"{{{_OASIS}office:1.0}}text"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_CELL, _COVERED, _ROW = (f"{_TABLE}{name}" for name in ("table-cell", "covered-table-cell", "table-row"))
_LEFT_OUT = (
    *(f"{_TEXT}{name}" for name in ("tracked-changes", "note", "ruby-text", "hidden-text")),
    f"{{{_OASIS}office:1.0}}annotation",
    f"{{{_OASIS}office:1.0}}forms",
    "{http://www.w3.org/2000/svg}title",
    f"{{{_OASIS}svg-compatible:1.0}}title",
    f"{{{_OASIS}svg-compatible:1.0}}desc",
)
_NESTED = (f"{_TABLE}table", f"{_DRAW}text-box", f"{_DRAW}custom-shape")
_MOST_BLANKS = 200


def accepts(data: bytes, suffix: str) -> bool:
    """True for a zip file that calls itself an OpenDocument text, and for such a text as one XML file."""
    if data.startswith(b"<"):
        return _KIND in data[:4096] and b"opendocument:xmlns:office" in data[:4096]
    # The kind is the first member, stored, in every file that follows the standard.
    return data.startswith(ZIP) and "content.xml" in names(data) and (_KIND in data[:200] or suffix == ".odt")


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the document; locations are `段 N` and `表 N 行 N 列 N`. Raises `ReadError`."""
    meter = Meter(limits)
    if data.startswith(b"<"):
        root = parse_xml(pieces(data))
    else:
        package = Package(data, limits, meter)
        manifest = "META-INF/manifest.xml"
        if manifest in package and b"encryption-data" in package.read(manifest):
            raise fail("encrypted")
        if "content.xml" not in package:
            raise fail("no_main_part")
        root = parse_xml(package.stream("content.xml"))
    body = next(root.iter(_BODY), None)
    if body is None:
        raise fail("no_main_part")
    hidden = {
        style.get(f"{_STYLE}name", "")
        for style in root.iter(f"{_STYLE}style")
        if any(part.get(f"{_TEXT}display") == "none" for part in style)
    }
    gone = list(body.iter(*_LEFT_OUT))
    gone += [e for e in body.iter() if e.get(f"{_TEXT}style-name") in hidden] if hidden else []
    for element in gone:
        take_out(element)
    return _Walk(meter).blocks(body)


class _Walk:
    """One pass over a body; numbers paragraphs and tables as they are met."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.paragraphs = self.depth = 0

    def blocks(self, parent: _Element) -> list[Block]:
        """Blocks under a body or a text box; lists, sections and frames are only wrappers."""
        out: list[Block] = []
        for element in _flow(parent, (*_PARAGRAPHS, _NESTED[0])):
            if element.tag not in _PARAGRAPHS:
                out += self.nested([element])
                continue
            boxes = _detached(element)
            self.paragraphs += 1
            text = _text_of(element).strip()
            if text:
                self.meter.text(len(text))
                out.append(Paragraph(text, Location(paragraph=self.paragraphs)))
            out += self.nested(boxes)
        return out

    def nested(self, holders: list[_Element]) -> list[Block]:
        """Blocks of tables and text boxes, no deeper than allowed."""
        self.depth += 1
        if self.depth > self.meter.limits.depth:
            over("depth", self.meter.limits.depth)
        out: list[Block] = []
        for holder in holders:
            out += self.table(holder) if holder.tag == _NESTED[0] else self.blocks(holder)
        self.depth -= 1
        return out

    def table(self, table: _Element) -> list[Block]:
        """The table, and the tables and boxes in its cells."""
        place = Location(table=self.meter.table())

        def rows() -> Iterator[tuple[Row, list[Block]]]:
            number = 0
            spans: dict[int, tuple[int, int]] = {}  # by column, the first and last row of a merged cell
            for element in _flow(table, (_ROW,)):
                inner = _detached(element)
                row = self.row(element, place._replace(row=number + 1), spans)
                repeated = _count(element, "number-rows-repeated") if any(c.text for c in row) else 1
                yield row, self.nested(inner)
                for extra in range(1, repeated):
                    yield self.row(element, place._replace(row=number + 1 + extra), spans), []
                number += _count(element, "number-rows-repeated")

        return framed(rows(), place)

    def row(self, element: _Element, place: Location, spans: dict[int, tuple[int, int]]) -> Row:
        """One row; covered cells are in the file, so that spans only tell which of them began above."""
        cells: list[Cell] = []
        characters, limit = 0, self.meter.limits.columns
        for cell in _flow(element, (_CELL, _COVERED)):
            count = _count(cell, "number-columns-repeated")
            text = _lines(cell) if cell.tag == _CELL else ""
            if text and len(cells) + count > limit:
                over("columns", limit)
            across = _count(cell, "number-columns-spanned")
            for _ in range(count if text else 0):
                cells.append(Cell(text, place, len(cells) + 1, across=across))
            down = _count(cell, "number-rows-spanned")
            if text and down > 1:
                below = range(len(cells) - 1, min(len(cells) - 1 + across, limit))
                spans.update(dict.fromkeys(below, (place.row, place.row + down - 1)))
            for _ in range(0 if text else min(count, limit + 1 - len(cells))):
                first, last = spans.get(len(cells), (place.row, 0))
                cover(cells, 1, place, first < place.row <= last)
                if cell.tag == _CELL:
                    cells[-1] = cells[-1]._replace(across=across)
            characters += len(text) * count
        while len(cells) > limit and not cells[-1].text:
            cells.pop()
        self.meter.row(len(cells), characters)
        return tuple(cells)


def _flow(parent: _Element, wanted: tuple[str, ...]) -> Iterator[_Element]:
    """Wanted elements under `parent`, through whatever wraps them."""
    stack = [iter(parent)]
    while stack:
        for child in stack[-1]:
            if child.tag in wanted:
                yield child
            elif len(child):
                stack.append(iter(child))
                break
        else:
            stack.pop()


def _detached(element: _Element) -> list[_Element]:
    """Nested tables and text boxes inside `element`, taken out of it (outermost ones)."""
    outermost = list(_flow(element, _NESTED))
    for inner in outermost:
        parent = inner.getparent()
        if parent is not None:
            parent.remove(inner)  # a frame has no text of its own
    return outermost


def _lines(cell: _Element) -> str:
    return "\n".join(filter(None, (_text_of(p).strip() for p in _flow(cell, _PARAGRAPHS))))


def _text_of(paragraph: _Element) -> str:
    """Text of a paragraph with its blanks, tabs and line breaks."""
    parts = [_folded(paragraph.text)]
    for node in paragraph.iterdescendants():
        if node.tag == f"{_TEXT}s":
            parts.append(" " * min(_count(node, "c", _TEXT), _MOST_BLANKS))
        elif node.tag == f"{_TEXT}tab":
            parts.append("\t")
        elif node.tag == f"{_TEXT}line-break":
            parts.append("\n")
        else:
            parts.append(_folded(node.text))
        parts.append(_folded(node.tail))
    return "".join(parts)


def _folded(text: str | None) -> str:
    return text.translate(_WHITE) if text else ""


_WHITE = str.maketrans("\t\r\n", "   ")


def _count(element: _Element, name: str, namespace: str = _TABLE) -> int:
    """A count attribute, at least 1; absurd ones stay large and are met by the limits."""
    text = element.get(f"{namespace}{name}", "")
    return max(int(text[:9]), 1) if text.isascii() and text.isdigit() else 1
