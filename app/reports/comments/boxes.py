"""The boxes that Excel draws comments in: VML, with an anchor between cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from .. import ReportError
from .grid import place_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_WIDTH, _LINE, _MOST = 330, 17, 620  # pixels of a box, of a line of it, and of the highest
_LETTERS = 50  # half-width letters in a line
_EMPTY = (
    b'<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    b'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    b'<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)
_TYPE = (
    b'<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    b'<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = """<v:shape id="_x0000_s{number}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:{width}pt;height:{height}pt;\
z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>\
<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>\
<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_END = re.compile(rb"</xml\s*>\s*\Z")
_OLD = re.compile(rb"<v:shape\s.*?</v:shape>", re.DOTALL)
_NUMBER = re.compile(rb'"_x0000_s(\d+)"')
_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


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
        if not _END.search(self.old) or b"xmlns:x=" not in self.old or b"xmlns:v=" not in self.old:
            raise ReportError("原有的批注框不完整，无法写入批注：请用 Excel 或 WPS 另存一次后再试。")
        self.next = max(map(int, _NUMBER.findall(self.old)), default=1024) + 1
        self.new: list[str] = []

    def add(self, row: int, column: int, measures: Measures, right: int, lines: Sequence[str]) -> None:
        """A box for the comment of a cell, hidden until one points at the cell."""
        height = _height(lines)
        self.new.append(
            _SHAPE.format(
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

    def enlarge(self, row: int, column: int, measures: Measures, right: int, lines: Sequence[str]) -> bool:
        """Give the box that a cell has room for more lines; whether it has one."""
        marks = (f"<x:Row>{row - 1}</x:Row>".encode(), f"<x:Column>{column - 1}</x:Column>".encode())
        for shape in _OLD.finditer(self.old):
            if all(mark in shape[0] for mark in marks):
                anchor = measures.anchor(row, right, _height(["", "", "", *lines])).encode()
                larger = _ANCHOR.sub(rb"\g<1>" + anchor + rb"\3", shape[0])
                self.old = self.old[: shape.start()] + larger + self.old[shape.end() :]
                return True
        return False

    def xml(self) -> bytes:
        """The part."""
        end = _END.search(self.old)
        assert end
        kind = b"" if b'id="_x0000_t202"' in self.old or not self.new else _TYPE
        new = kind + "".join(self.new).encode()
        return self.old[: end.start()] + new + self.old[end.start() :]


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
