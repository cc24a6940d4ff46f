"""Where the cells of an .xlsx sheet stand, and in which style: one look at the sheet's XML.

calamine says neither, and it lays a sheet out as a full rectangle: two cells at opposite corners would
take all memory, and a failed allocation ends the process. So this look comes first. Regular expressions
take a fifth of the time of an XML parser; a sheet in which they meet anything unusual is parsed and
written out in the usual way (`placed`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...errors import fail
from ...location import column_letters
from ..safety.limits import MIB, Limits, over
from ..safety.markup import parse_xml
from .styles import Shown

# Nearly all sheets have nothing but cells as this one does not match, in columns A to Z.
_NOT_NEAR = re.compile(rb'<c(?! r="[A-Z]\d{1,5}+"(?: [st]="\w*+")*+ ?/?>)[\s/>]')
_NEAR = 26 * 99_999
# Column, row, and the other attributes up to the end of the tag, with the `</` behind an empty cell.
_CELL = re.compile(
    rb'<(?:[^\s<>/]*:)?c(?=[\s/>])(?: r="([A-Z]{1,3}+)(\d{1,7}+)"(?=[ />]))?+([^<>]*+>(?:</)?+)?+'
)
_USUAL = re.compile(rb'(?: (?!r=)[\w:]+="[^"<>&]*")*+ ?/?>(?:</)?')
_ATTRIBUTE = re.compile(rb' ([st])="([^"]*)"')
_EMPTY = (b"/>", b"</")
_PLACE = re.compile(r"([A-Za-z]{1,9})(\d{1,10})")
_PIECE = 4 * MIB  # a list of all cells would take three hundred bytes for each
_PARSED = 64 * MIB  # a tree takes ten times as much

Styled = list[tuple[int, int, Shown]]


def styled(xml: bytes, styles: dict[bytes, Shown], limits: Limits) -> Styled | None:
    """Row, column (from 0) and format of each number that one of the `styles` shows in its own way.

    None for a sheet that has to be `placed` before. Raises `ReadError` when the cells that hold something
    span a rectangle over the limit of cells; calamine leaves out the others, however far out they are.
    """
    if limits.cells >= _NEAR and b":c" not in xml and not _NOT_NEAR.search(xml):
        numbers = _numbers(tuple(styles)).findall(xml) if styles else ()
        return [(int(row) - 1, _index(column), styles[style]) for column, row, style in numbers]
    return _styled_anywhere(xml, styles, limits)


def _styled_anywhere(xml: bytes, styles: dict[bytes, Shown], limits: Limits) -> Styled | None:
    found: Styled = []
    rows: set[bytes] = set()
    columns: set[bytes] = set()
    for cells in _pieces(xml):
        rests = {rest for _, _, rest in cells}
        if not all(map(_USUAL.fullmatch, rests)):
            return None
        empty = {rest for rest in rests if rest.endswith(_EMPTY)}
        filled = [cell for cell in cells if cell[2] not in empty] if empty else cells
        columns.update([column for column, _, _ in filled])
        rows.update([row for _, row, _ in filled])
        if b"" in columns:
            return None
        shows = {rest: show for rest in rests - empty if (show := _show(rest, styles))}
        found += [(int(r) - 1, _index(c), shows[rest]) for c, r, rest in filled if rest in shows]
    if _span([*map(int, rows)]) * _span([*map(_index, columns)]) > limits.cells:
        over("cells", limits.cells)
    return found


def placed(xml: bytes) -> bytes:
    """The sheet with the place of every cell written out, without comments and references.

    Rows and cells without a number follow the one before.
    """
    from lxml import etree

    if len(xml) > _PARSED:
        raise fail("bomb")
    root = parse_xml([xml])
    row = column = 0
    for element in root.iter("{*}row", "{*}c"):
        written = element.get("r", "")
        if str(element.tag).rpartition("}")[2] == "row":
            row, column = int(written) if written.isdecimal() else row + 1, 0
            continue
        place = _PLACE.fullmatch(written)
        column = _index(place[1].encode()) + 1 if place else column + 1
        kept = [(key, element.get(key, "")) for key in ("s", "t") if key in element.attrib]
        element.attrib.clear()
        element.set("r", f"{column_letters(column)}{place[2] if place else max(row, 1)}")
        element.attrib.update(kept)
    written_out: bytes = etree.tostring(root)
    return written_out


def _pieces(xml: bytes) -> Iterator[list[tuple[bytes, bytes, bytes]]]:
    start = 0
    while start < len(xml):
        end = xml.find(b"<", start + _PIECE)
        end = end if end >= 0 else len(xml)
        yield _CELL.findall(xml, start, end)
        start = end


@lru_cache(maxsize=8)
def _numbers(styles: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """A cell with a number in one of the styles."""
    return re.compile(rb'<c r="([A-Z])(\d{1,5}+)"(?: t="n")? s="(' + b"|".join(styles) + rb')"(?: t="n")?>')


def _show(rest: bytes, styles: dict[bytes, Shown]) -> Shown | None:
    """How the cell with these attributes is shown, where it holds a number."""
    attributes = dict(_ATTRIBUTE.findall(rest))
    return styles.get(attributes.get(b"s", b"0")) if attributes.get(b"t", b"n") == b"n" else None


def _span(numbers: list[int]) -> int:
    return max(numbers) - min(numbers) + 1 if numbers else 0


@lru_cache(maxsize=1024)
def _index(letters: bytes) -> int:
    """The column from 0: A → 0, AB → 27."""
    column = 0
    for char in letters.upper():
        column = column * 26 + char - 64
    return column - 1
