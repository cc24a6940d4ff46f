"""Web pages (.html, and HTML posing as .doc or .xls): tables with spans, and the text around them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...blocks import Block, Cell, Paragraph, Row, Table
from ...errors import ReadError, fail
from ...location import Location
from ..safety.limits import Limits, Meter, over, pieces
from ..safety.markup import all_text
from ..text.encoding import decode

if TYPE_CHECKING:
    from lxml.etree import _Element

_SUFFIXES = {".html", ".htm", ".xhtml", ".shtml"}
_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|table|div|title|style)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_CHINESE = {"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030", "cp936", "hz-gb-2312"}
_HIDDEN = re.compile(r"display\s*:\s*none|mso-element\s*:\s*(?:header|footer)", re.IGNORECASE)
_DROPPED = ("script", "style", "template", "noscript", "head", "select", "textarea")
_BREAKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "hr",
        "pre",
        "blockquote",
        "section",
        "article",
        "center",
        "header",
        "footer",
        "main",
        "form",
        "fieldset",
        "caption",
        "address",
        "nav",
        "aside",
        "figure",
    ]
)
# What browsers do with absurd spans.
_MAX_COLSPAN = 1000
_MAX_ROWSPAN = 65534
_MAX_LOST = 500  # one character in so many may be unreadable
_MAX_DEPTH = 2048 - 8
# Characters that no tree may hold, though the parser lets them in; the two blank ones stay blanks.
_BLANKS = bytes.maketrans(b"\v\f", b"  ")
_CONTROLS = bytes({*range(32)} - {*b"\t\n\v\f\r"})
_NO_CHARACTERS = ("\ufffe".encode(), "\uffff".encode())
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# Written into the tree: the end of a line (paragraph separator) and the place of a table (object mark).
_BREAK, _MARK = "\u2029", "\ufffc"


def accepts(data: bytes, suffix: str) -> bool:
    """True for markup that begins like a page, or any markup in a file named .html."""
    head = data[:8192]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="ignore").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    return bool(_START.match(head)) or (suffix in _SUFFIXES and b"<" in head and b"\x00" not in head)


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the page in reading order; locations are `段 N` and `表 N 行 N`."""
    from lxml import etree

    text = _decode(data)
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=True,
        collect_ids=False,
    )
    try:
        for piece in pieces(_fit(text.encode("utf-8", "replace"))):
            parser.feed(piece)
        root = parser.close()
    except (etree.XMLSyntaxError, AssertionError):
        raise fail("broken", reason="HTML 不合法") from None
    if root is None:
        raise fail("empty")
    _check_whole(root)
    return _Page(Meter(limits)).blocks(root)


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


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return decode(data)
    head = data[:4096]
    named = _CHARSET.search(head) or _XML_ENCODING.match(head)
    label = named.group(1).decode("ascii").lower() if named else "utf-8"
    label = "gb18030" if label in _CHINESE else label
    try:
        return data.decode(label)
    except (LookupError, UnicodeError):
        pass  # the label is wrong, or a byte is: the bytes decide
    try:
        return decode(data)
    except ReadError:
        # A page with a stray byte is still that page; one in the wrong encoding is full of them.
        text = data.decode(label if named and label in ("utf-8", "gb18030") else "utf-8", "replace")
        if text.count("\ufffd") > len(text) // _MAX_LOST:
            raise
        return text


class _Page:
    """One pass over a page; numbers paragraphs and tables as they are met."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.paragraphs = 0

    def blocks(self, root: _Element) -> list[Block]:
        """The tables of the page and the lines of text between them, in order."""
        dead = list(root.iter(*_DROPPED))
        dead += [e for e in root.iterfind(".//*[@style]") if _HIDDEN.search(e.get("style", ""))]
        for element in dead:
            _take_out(element)
        for element in root.iter(*_BREAKS):
            element.text = _BREAK + (element.text or "")
            element.tail = _BREAK + (element.tail or "")
        nests = _detach_nested(root, self.meter.limits.depth)
        tables = list(root.iter("table"))
        for number, table in enumerate(tables):
            _mark(table, number)
        out: list[Block] = []
        for part in all_text(root).split(_BREAK):
            line = _SPACE.sub(" ", part).strip()
            if line.startswith(_MARK) and line[1:].isdecimal() and int(line[1:]) < len(tables):
                self.table(tables[int(line[1:])], nests, out)
            elif line:
                self.paragraphs += 1
                self.meter.text(len(line))
                out.append(Paragraph(line, Location(paragraph=self.paragraphs)))
        return out

    def table(self, table: _Element, nests: dict[_Element, list[_Element]], out: list[Block]) -> None:
        """The table, and the tables in its cells.

        A row that holds nothing but a nested table is a frame around it: the table is cut there, so
        that what stands above and below keeps its order. Other nested tables follow the whole table.
        """
        place = Location(table=self.meter.table())
        rows: list[Row] = []
        later: list[_Element] = []
        spans: dict[int, int] = {}
        for index, tr in enumerate(table.iter("tr"), 1):
            row = self.row(tr, spans, place._replace(row=index))
            inner = [t for e in tr.iter() for t in nests.get(e, ())] if nests else []
            if inner and not any(c.text for c in row):
                if rows:
                    out.append(Table(tuple(rows), place))
                    rows = []
                for element in inner:
                    self.table(element, nests, out)
                continue
            later.extend(inner)
            rows.append(row)
        if rows:
            out.append(Table(tuple(rows), place))
        for element in later:
            self.table(element, nests, out)

    def row(self, tr: _Element, spans: dict[int, int], place: Location) -> Row:
        """One row on the grid; `spans` holds how many rows each column is still covered from above."""
        cells: list[Cell] = []
        characters = 0
        started: dict[int, int] = {}
        for td in tr.iter("td", "th"):
            while spans.get(len(cells), 0) > 0:
                spans[len(cells)] -= 1
                cells.append(Cell("", place, len(cells) + 1))
            text = _text(td)
            characters += len(text)
            across, down = 1, 1
            if td.attrib:
                across = _span(td.get("colspan"), _MAX_COLSPAN)
                down = _span(td.get("rowspan"), _MAX_ROWSPAN)
            if down > 1:
                started.update((len(cells) + k, down - 1) for k in range(across))
            cells.append(Cell(text, place, len(cells) + 1))
            if across > 1:
                first = len(cells) + 1
                cells.extend(Cell("", place, column) for column in range(first, first + across - 1))
                if len(cells) > self.meter.limits.columns:
                    _trim(cells, self.meter.limits.columns)
        while spans.get(len(cells), 0) > 0:
            spans[len(cells)] -= 1
            cells.append(Cell("", place, len(cells) + 1))
        spans.update(started)
        self.meter.row(len(cells), characters)
        return tuple(cells)


def _trim(cells: list[Cell], limit: int) -> None:
    """Drop covered cells on the right that only an oversized colspan made."""
    while len(cells) > limit and not cells[-1].text:
        cells.pop()


def _span(text: str | None, limit: int) -> int:
    if text is None:
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
            _take_out(table)
    return nests


def _take_out(element: _Element) -> None:
    """Remove an element but not the text after it."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


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
    if not len(element):
        return _SPACE.sub(" ", element.text or "").strip()
    text = all_text(element)
    if _BREAK not in text:
        return _SPACE.sub(" ", text).strip()
    lines = (_SPACE.sub(" ", part).strip() for part in text.split(_BREAK))
    return "\n".join(line for line in lines if line)
