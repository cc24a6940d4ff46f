"""The body of a Word document as XML, whichever of Word's three namespaces it is written in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ...blocks import Block, Cell, Paragraph, Row
from ...errors import fail
from ...location import Location
from ..grid import cover, framed, put
from ..safety.limits import Meter, over
from .symbols import symbol

if TYPE_CHECKING:
    from lxml.etree import _Element

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"


class _Names(NamedTuple):
    """Qualified names in one of the namespaces."""

    ns: str
    body: str
    p: str
    r: str
    t: str
    tab: str
    br: str
    cr: str
    hyphen: str
    sym: str
    tbl: str
    tr: str
    tc: str
    properties: str
    row_properties: str
    span: str
    merge: str
    old_merge: str
    before: str
    after: str
    box: str
    chunk: str
    val: str


@lru_cache
def names_of(namespace: str) -> _Names:
    """The element and attribute names of a WordprocessingML namespace."""
    merge = "vmerge" if namespace.endswith("wordml") else "vMerge"
    local = (
        "body p r t tab br cr noBreakHyphen sym tbl tr tc tcPr trPr gridSpan "
        f"{merge} hMerge gridBefore gridAfter txbxContent altChunk val"
    ).split()
    return _Names(namespace, *(f"{{{namespace}}}{name}" for name in local))


def read_body(
    root: _Element, meter: Meter, read_chunks: Callable[[list[str]], list[Block]] | None = None
) -> list[Block]:
    """Blocks of a w:document (or w:wordDocument of 2003) in reading order.

    A table inside a cell, and what stands in text boxes, are blocks of their own. `read_chunks`
    gives the blocks of embedded documents by their relation ids. Raises `ReadError`.
    """
    w = names_of(root.tag[1:].partition("}")[0])
    body = root.find(w.body)
    if body is None:
        raise fail("no_main_part")
    prune(root, w)
    return Walk(w, meter, read_chunks).blocks(body)


def prune(root: _Element, w: _Names) -> None:
    """Take out what is not part of the text as it stands: deletions, hidden text, duplicates."""
    deleted, moved = f"{{{w.ns}}}del", f"{{{w.ns}}}moveFrom"
    # A mark in these properties takes away what they belong to.
    marks = {
        deleted: (w.row_properties, w.tr),
        f"{{{w.ns}}}cellDel": (w.properties, w.tc),
        f"{{{w.ns}}}vanish": (f"{{{w.ns}}}rPr", w.r),
    }
    gone: list[_Element] = []
    for element in root.iter(moved, _FALLBACK, *marks):
        parent = element.getparent()
        if parent is None:
            continue
        tag = element.tag
        if tag == moved or (tag == _FALLBACK and parent.find(_CHOICE) is not None):
            gone.append(element)
        elif tag in marks:
            properties, holder = marks[tag]
            owner = parent.getparent()
            if parent.tag == properties and owner is not None and owner.tag == holder:
                if _is_on(element, w):
                    gone.append(owner)
            elif tag == deleted:
                gone.append(element)
    for element in gone:
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)


def _is_on(element: _Element, w: _Names) -> bool:
    return element.get(w.val, "1").lower() not in ("0", "false", "off")


class Walk:
    """One pass over a document; numbers paragraphs and tables as they are met."""

    def __init__(
        self, w: _Names, meter: Meter, read_chunks: Callable[[list[str]], list[Block]] | None
    ) -> None:
        self.w, self.meter, self.read_chunks = w, meter, read_chunks
        self.paragraphs = 0
        self.text_tags = (w.p, w.t, w.tab, w.br, w.cr, w.hyphen, w.sym)
        self.depth = 0

    def blocks(self, parent: _Element) -> list[Block]:
        """Blocks under a body, a cell or a text box."""
        w, out = self.w, []
        for child in self.flow(parent, (w.p, w.tbl, w.chunk)):
            if child.tag == w.tbl:
                out.extend(self.table(child))
            elif child.tag == w.chunk:
                if self.read_chunks is not None:
                    out.extend(self.read_chunks([child.get(_RELATION, "")]))
            else:
                boxes = self.detach(child)
                self.paragraphs += 1
                text = self.text(child).strip()
                if text:
                    self.meter.text(len(text))
                    out.append(Paragraph(text, Location(paragraph=self.paragraphs)))
                for box in boxes:
                    out.extend(self.nested(box))
        return out

    def flow(self, parent: _Element, wanted: tuple[str, ...]) -> Iterator[_Element]:
        """Wanted children, also through wrappers such as content controls and tracked insertions."""
        stack = [iter(parent)]
        while stack:
            for child in stack[-1]:
                if child.tag in wanted:
                    yield child
                elif child.tag != self.w.properties and len(child):
                    stack.append(iter(child))
                    break
            else:
                stack.pop()

    def nested(self, holder: _Element) -> list[Block]:
        """Blocks of a nested table or text box, no deeper than allowed."""
        self.depth += 1
        if self.depth > self.meter.limits.depth:
            over("depth", self.meter.limits.depth)
        blocks = self.table(holder) if holder.tag == self.w.tbl else self.blocks(holder)
        self.depth -= 1
        return blocks

    def detach(self, element: _Element) -> list[_Element]:
        """Nested tables and text boxes inside `element`, taken out of it (outermost ones)."""
        w = self.w
        inner = [e for e in element.iter(w.tbl, w.box) if e is not element]
        if not inner:
            return []
        around = element if element.tag in (w.tbl, w.box) else next(element.iterancestors(w.tbl, w.box), None)
        outermost = [e for e in inner if next(e.iterancestors(w.tbl, w.box), None) is around]
        for e in outermost:
            parent = e.getparent()
            if parent is not None:
                parent.remove(e)
        return outermost

    def text(self, element: _Element) -> str:
        """Text of a paragraph or cell; paragraphs and breaks are newlines."""
        w, parts = self.w, []
        for node in element.iter(*self.text_tags):
            tag = node.tag
            if tag == w.t:
                parts.append(node.text or "")
            elif tag in (w.p, w.br, w.cr):
                parts.append("\n")
            elif tag == w.tab:
                parent = node.getparent()
                if parent is not None and parent.tag == w.r:  # elsewhere it is a tab stop
                    parts.append("\t")
            elif tag == w.hyphen:
                parts.append("-")
            else:
                parts.append(_symbol(node, w))
        return "".join(parts)

    def table(self, table: _Element) -> list[Block]:
        """The table, and the tables and boxes in its cells."""
        place = Location(table=self.meter.table())
        nests = next((e for e in table.iter(self.w.tbl, self.w.box) if e is not table), None) is not None
        spans: dict[int, bool] = {}

        def rows() -> Iterator[tuple[Row, list[Block]]]:
            for index, tr in enumerate(self.flow(table, (self.w.tr,)), 1):
                inner = self.detach(tr) if nests else []
                row = self.row(tr, spans, place._replace(row=index))
                yield row, [b for element in inner for b in self.nested(element)]

        return framed(rows(), place)

    def row(self, tr: _Element, open_merges: dict[int, bool], place: Location) -> Row:
        """One row on the table's grid; `open_merges` remembers in which columns a merge began."""
        w = self.w
        cells: list[Cell] = []
        properties = tr.find(w.row_properties)
        before = after = 0
        if properties is not None:
            before, after = (
                self.number(properties.find(w.before), 0),
                self.number(properties.find(w.after), 0),
            )
        cover(cells, before, place)
        characters = 0
        for tc in self.flow(tr, (w.tc,)):
            span, merge, across = 1, None, None
            settings = tc[0] if len(tc) else tc
            if settings.tag == w.properties:
                for item in settings:
                    tag = item.tag
                    if tag == w.span:
                        span = self.number(item, 1)
                    elif tag == w.merge:
                        merge = item
                    elif tag == w.old_merge:
                        across = item
            column = len(cells)
            if merge is None:
                covered = False
                open_merges.pop(column, None)
            else:
                # A continuation with nothing above it is the first cell: Word shows its text.
                covered = merge.get(w.val) != "restart" and column in open_merges
                open_merges[column] = True
            if covered:
                cover(cells, span, place, down=True)
                continue
            beside = across is not None and across.get(w.val) != "restart" and column > 0
            text = "" if beside else self.text(tc).strip()
            characters += len(text)
            put(cells, text, place, span)
        cover(cells, after, place)
        self.meter.row(len(cells), characters)
        return tuple(cells)

    def number(self, element: _Element | None, default: int) -> int:
        """A count of grid columns. Raises `ReadError` when it is absurd."""
        if element is None:
            return default
        text = element.get(self.w.val, "")
        if not text.isascii() or not text.isdigit():
            return default
        value = int(text[:9])
        if value > self.meter.limits.columns:
            over("columns", self.meter.limits.columns)
        return max(value, default)


def _symbol(node: _Element, w: _Names) -> str:
    try:
        code = int(node.get(f"{{{w.ns}}}char", ""), 16)
    except ValueError:
        return ""
    return symbol(node.get(f"{{{w.ns}}}font", ""), code)
