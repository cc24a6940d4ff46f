"""Web pages (.html, and HTML posing as .doc or .xls): tables with spans, and the text around them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from ...blocks import Block, Paragraph
from ...errors import fail
from ...location import Location
from ..grid import framed
from ..safety.limits import Limits, Meter, over, pieces
from ..safety.markup import all_text, take_out
from ..text.dump import read_text
from .charset import begins_page, decode_page
from .drawn import redraw
from .spans import TO_THE_END, Line, Spanned, lay_out

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-element\s*:\s*(?:header|footer)", re.IGNORECASE)
_PREFORMATTED = re.compile(r"white-space\s*:\s*(?:pre|break)", re.IGNORECASE)
_DROPPED = ("script", "style", "template", "noscript", "head", "select", "textarea", "del", "noframes")
_BREAKING = """p div br li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr hr pre blockquote section article center
header footer main form fieldset caption address nav aside figure"""
_GROUPS = ("tbody", "thead", "tfoot")
_MAX_COLSPAN = 1000  # what browsers make of absurd ones
_MAX_DEPTH = 2048 - 8
# Characters that no tree may hold, though the parser lets them in; the two blank ones stay blanks.
_BLANKS = bytes.maketrans(b"\v\f", b"  ")
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r"})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_BARS = re.compile(r"[\t|｜│┃¦][^\n]*")  # once a line
_WORD = "指标"
# Written into the tree: the end of a line (paragraph separator) and the place of a table (object mark).
_BREAK, _MARK = "\u2029", "\ufffc"
# Stand-ins for what preformatted text keeps, of characters that no text has.
_TAB, _BLANK = "\ufdd0", "\ufdd1"
_KEPT = str.maketrans({"\n": _BREAK, "\t": _TAB, " ": _BLANK})
_SHOWN = str.maketrans({_TAB: "\t", _BLANK: " "})


def accepts(data: bytes, suffix: str) -> bool:
    """True for markup that begins like a page, or any markup in a file named .html."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    return begins_page(head) or (suffix in _SUFFIXES and b"<" in head and b"\x00" not in head)


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the page in reading order; locations are `段 N` and `表 N 行 N 列 N`."""
    return read_all([data], limits)


def read_all(pages: Iterable[bytes], limits: Limits) -> list[Block]:
    """Blocks of the pages that make up one document, numbered through."""
    page = _Page(Meter(limits))
    return [block for data in pages for block in page.blocks(_tree(data))]


def _tree(data: bytes) -> _Element:
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        collect_ids=False,
    )
    try:
        for piece in pieces(_fit(decode_page(data).encode("utf-8", "replace"))):
            parser.feed(piece)
        root: _Element | None = parser.close()
    except (etree.XMLSyntaxError, AssertionError):
        raise fail("broken", reason="HTML 不合法") from None
    if root is None:
        raise fail("empty")
    _check_whole(root)
    return root


def _fit(page: bytes) -> bytes:
    """The page without characters that a tree can't hold."""
    page = page.translate(_BLANKS, _CONTROLS)
    for code in _NO_CHARACTERS:
        page = page.replace(code, b"")
    return page


def _check_whole(root: _Element) -> None:
    """libxml2 drops the rest of a page, in silence, where elements are nested too deep."""
    depth, node = 1, root
    while len(node):
        node, depth = node[-1], depth + 1
    if depth >= _MAX_DEPTH:
        over("elements", _MAX_DEPTH)


class _Page:
    """One pass over a page; numbers paragraphs and tables as they are met."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.paragraphs = 0
        self.nests: dict[_Element, list[_Element]] = {}

    def blocks(self, root: _Element) -> list[Block]:
        """The tables of the page and the lines of text between them, in order."""
        dead = list(root.iter(*_DROPPED))
        dead += [e for e in root.iterfind(".//*[@style]") if _HIDDEN.search(e.get("style", ""))]
        redraw(root)
        for element in dead:
            take_out(element)
        for element in [*root.iter("pre"), *root.iterfind(".//*[@style]")]:
            if element.tag == "pre" or _PREFORMATTED.search(element.get("style", "")):
                _keep_lines(element)
        for element in root.iter(*_BREAKING.split()):
            element.text = _BREAK + (element.text or "")
            element.tail = _BREAK + (element.tail or "")
        self.nests = _detach_nested(root, self.meter.limits.depth)
        tables = list(root.iter("table"))
        for number, table in enumerate(tables):
            _mark(table, number)
        out: list[Block] = []
        lines: list[str] = []
        for part in all_text(root).split(_BREAK):
            line = _SPACE.sub(" ", part).strip()
            if line.startswith(_MARK) and line[1:].isdecimal() and int(line[1:]) < len(tables):
                out += self.lines(lines, bool(tables))
                lines = []
                out += self.table(tables[int(line[1:])])
            elif line:
                lines.append(line.translate(_SHOWN).rstrip())
        return out + self.lines(lines, bool(tables))

    def lines(self, lines: list[str], beside_tables: bool) -> list[Block]:
        """Lines of text: one a paragraph, or what text files hold when a table is drawn in characters."""
        first = self.paragraphs + 1
        self.paragraphs += len(lines)
        self.meter.text(sum(map(len, lines)))
        text = "\n".join(lines)
        # On a page without tables any text may be one; without the word it holds nothing to find.
        if len(_BARS.findall(text)) > 1 or (not beside_tables and _WORD in text):
            return [_as_paragraphs(block, first) for block in read_text(text)]
        return [Paragraph(line, Location(paragraph=n)) for n, line in enumerate(lines, first)]

    def table(self, table: _Element) -> list[Block]:
        """The table, and the tables in its cells."""
        place = Location(table=self.meter.table())
        trs = list(table.iter("tr"))
        lines: list[Line] = []
        group, above = 0, None
        for index, tr in enumerate(trs, 1):
            parent = tr.getparent()
            parent = parent if parent is not None and parent.tag in _GROUPS else None
            group += parent is not above
            above = parent
            cells = [_spanned(td) for td in tr.iter("td", "th")]
            lines.append(Line(place._replace(row=index), group, cells))
        rows = lay_out(lines, self.meter)
        return framed(((row, self.nested(tr)) for row, tr in zip(rows, trs, strict=True)), place)

    def nested(self, tr: _Element) -> list[Block]:
        """Blocks of the tables that stood in the cells of a row."""
        inner = [t for e in tr.iter() for t in self.nests.get(e, ())] if self.nests else []
        return [block for table in inner for block in self.table(table)]


def _as_paragraphs(block: Block, first: int) -> Block:
    """A block of a text with its lines counted as the paragraphs of the page, from `first` on."""

    def moved(place: Location) -> Location:
        return place._replace(line=0, paragraph=first + place.line - 1) if place.line else place

    if isinstance(block, Paragraph):
        return Paragraph(block.text, moved(block.location))
    rows = tuple(tuple(cell._replace(row=moved(cell.row)) for cell in row) for row in block.rows)
    return replace(block, rows=rows, location=moved(block.location))


def _keep_lines(element: _Element) -> None:
    """Make the line ends of preformatted text breaks, and keep its tabs and blanks from being folded."""
    for node in element.iter():
        if node.text:
            node.text = node.text.translate(_KEPT)
        if node.tail and node is not element:
            node.tail = node.tail.translate(_KEPT)


def _spanned(td: _Element) -> Spanned:
    if not td.attrib:
        return Spanned(_text(td))
    down = td.get("rowspan")
    rows = TO_THE_END if down == "0" else _span(down, TO_THE_END)
    return Spanned(_text(td), _span(td.get("colspan"), _MAX_COLSPAN), rows)


def _span(text: str | None, limit: int) -> int:
    if text is None or text == "1":
        return 1
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit():
        return 1
    value = int(digits[:9])
    return min(value or 1, limit)


def _detach_nested(root: _Element, max_depth: int) -> dict[_Element, list[_Element]]:
    """Take every nested table out of its cell; the tables by the element they stood in."""
    depths: dict[_Element, int] = {}
    nests: dict[_Element, list[_Element]] = {}
    inner: list[_Element] = []
    for table in root.iter("table"):
        outer = next(table.iterancestors("table"), None)
        depths[table] = depths[outer] + 1 if outer is not None else 1
        if depths[table] > max_depth:
            over("depth", max_depth)
        if outer is not None:
            inner.append(table)
    for table in inner:
        parent = table.getparent()
        if parent is not None:
            nests.setdefault(parent, []).append(table)
            take_out(table)
    return nests


def _mark(table: _Element, number: int) -> None:
    """Put a numbered mark where the table stood."""
    parent = table.getparent()
    if parent is None:
        return
    mark = table.makeelement("span", None, None)
    mark.text = f"{_BREAK}{_MARK}{number}{_BREAK}"
    mark.tail, table.tail = table.tail, None
    parent.replace(table, mark)


def _text(element: _Element) -> str:
    """Text of a cell: white space folded as a browser shows it, paragraphs and breaks as newlines."""
    text = all_text(element) if len(element) else element.text or ""
    if _BREAK not in text:
        if _BLANK in text or _TAB in text:
            text = text.translate(_SHOWN)
        return _SPACE.sub(" ", text).strip()
    lines = (_SPACE.sub(" ", part.translate(_SHOWN)).strip() for part in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
