"""The boxes that Excel draws comments in: VML, with an anchor between cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ....nlp.errors import ReadError
from ....nlp.readers.safety.markup import parse_xml
from .. import ReportError
from .grid import place_of
from .splice import splice, tags

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDTH, _LINE, _MOST = 330, 17, 620  # pixels of a box, of a line of it, and of the highest
_LETTERS = 50  # half-width letters in a line
_NS = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY = (
    f'<xml {_NS}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'.encode()
)
_TYPE = (
    f'<v:shapetype {_NS} id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
).encode()
_SHAPE = """<v:shape {ns} id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;\
z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_X = "{urn:schemas-microsoft-com:office:excel}"
_END = re.compile(rb"</xml\s*>\s*\Z")
_NUMBER = re.compile(rb"_x0000_s(\d+)")


class Measures:
    """Widths of the columns and heights of the rows of a sheet, in pixels."""

    def __init__(self, sheet: _Element) -> None:
        form = next(iter(sheet.iterchildren("{*}sheetFormatPr")), None)
        self.height = _number(form.get("defaultRowHeight") if form is not None else None, 15.0) * 4 / 3
        self.width = _pixels(_number(form.get("defaultColWidth") if form is not None else None, 8.43))
        self.rows: dict[int, float] = {}
        for row in sheet.iter("{*}row"):
            hidden = row.get("hidden") in ("1", "true")
            if hidden or row.get("ht"):
                at = int(row.get("r", "0")) or place_of(row[0].get("r", "") if len(row) else "")[0]
                self.rows[at] = 0.0 if hidden else _number(row.get("ht"), 15.0) * 4 / 3
        self.columns: list[tuple[int, int, float]] = []
        for column in sheet.iter("{*}col"):
            width = (
                0.0 if column.get("hidden") in ("1", "true") else _pixels(_number(column.get("width"), 8.43))
            )
            self.columns.append((int(column.get("min", "1")), int(column.get("max", "1")), width))

    def anchor(self, row: int, right: int, height: float) -> str:
        """Where a box of this height stands, beside the cell that ends with column `right`."""
        first, top = right + 1, max(row - 1, 1)
        last, over = _walk(first, 15 + _WIDTH, self._column)
        bottom, below = _walk(top, 8 + height, lambda r: self.rows.get(r, self.height))
        return f"{first - 1}, 15, {top - 1}, 8, {last - 1}, {over}, {bottom - 1}, {below}"

    def _column(self, number: int) -> float:
        return next((w for low, high, w in self.columns if low <= number <= high), self.width)


class Boxes:
    """The boxes of one sheet: what was drawn before stays, a box that has to say more gets larger."""

    def __init__(self, old: bytes) -> None:
        self.old = old or _EMPTY
        end = _END.search(self.old)
        if not end:
            raise ReportError("原有的批注框不完整，无法写入批注：请用 Excel 或 WPS 另存一次后再试。")
        self.end = end.start()
        self.next = max(map(int, _NUMBER.findall(self.old)), default=1024) + 1
        self.new: list[str] = []
        self.edits: list[tuple[int, int, bytes]] = []
        self._numbers, self._cells = _drawn(self.old)

    def add(self, row: int, column: int, measures: Measures, right: int, lines: Sequence[str]) -> None:
        """A box for the comment of a cell, hidden until one points at the cell; a larger one for a cell that has one."""
        if (row - 1, column - 1) in self._cells:
            self._enlarge(
                self._cells[row - 1, column - 1], measures.anchor(row, right, _height(["", "", *lines]))
            )
            return
        height = _height(lines)
        self.new.append(
            _SHAPE.format(
                ns=_NS,
                number=self.next,
                width=_WIDTH * 0.75,
                height=height * 0.75,
                order=len(self.new) + 1,
                anchor=measures.anchor(row, right, height),
                row=row - 1,
                column=column - 1,
            )
        )
        self.next += 1

    def _enlarge(self, data: _Element, anchor: str) -> None:
        old = next(iter(data.iterchildren(f"{_X}Anchor")), None)
        if old is not None:
            tag = tags(self.old, {self._numbers[old]})[self._numbers[old]]
            self.edits.append((tag.inside, tag.close, anchor.encode()))
        else:
            tag = tags(self.old, {self._numbers[data]})[self._numbers[data]]
            new = f'<x:Anchor xmlns:x="{_X[1:-1]}">{anchor}</x:Anchor>'
            self.edits.append((tag.inside, tag.inside, new.encode()))

    def xml(self) -> bytes:
        """The part."""
        kind = b"" if b'id="_x0000_t202"' in self.old or not self.new else _TYPE
        return splice(self.old, [*self.edits, (self.end, self.end, kind + "".join(self.new).encode())])


def _drawn(old: bytes) -> tuple[dict[_Element, int], dict[tuple[int, int], _Element]]:
    """The number of each element, and what is said of the box of each cell; nothing of a part that is no XML, as that of
    some buttons is."""
    try:
        root = parse_xml([old])
    except ReadError:
        return {}, {}
    cells = {}
    for data in root.iter(f"{_X}ClientData"):
        at = [_number(data.findtext(f"{_X}{name}"), -1) for name in ("Row", "Column")]
        cells[int(at[0]), int(at[1])] = data
    return {element: i for i, element in enumerate(root.iter())}, cells


def _height(lines: Sequence[str]) -> float:
    """Pixels that lines need in a box."""
    wide = (sum(1 if c.isascii() else 2 for c in line) for line in lines)
    return min(_MOST, _LINE * sum(max(1, -(-w // _LETTERS)) for w in wide) + 14)


def _walk(start: int, length: float, size: Callable[[int], float]) -> tuple[int, int]:
    """The row or column that `length` pixels from the beginning of `start` lie in, and how far in it."""
    at, left = start, length
    while left > (step := size(at)) and at < 16_384:
        left -= step
        at += 1
    return at, int(left)


def _number(text: object, default: float) -> float:
    try:
        return float(str(text))
    except ValueError:
        return default


def _pixels(width: float) -> float:
    return width * 7 + 5
