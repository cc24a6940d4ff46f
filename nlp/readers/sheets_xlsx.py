"""The .xlsx half of the workbook reader: values, and number formats.

calamine gets a copy of the parts that were counted (`sheets_parts`); it expands no entities.

calamine lays a sheet out as a full rectangle: two cells at opposite corners would take all memory, so
the rectangle is measured first. Sheets are scanned with regular expressions, because parsing their
XML a second time takes five times as long as calamine takes for everything.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, fail
from .limits import MIB, Limits, over
from .markup import parse_xml
from .sheets import Sheet
from .sheets_format import BUILTIN, Shown, plain, shown
from .sheets_parts import copied, has_markup, slim, unpack

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_WORKBOOK = re.compile(r"(?i)/?xl[/\\]workbook\.xml")
_STYLES = re.compile(r"(?i)/?xl[/\\]styles\.xml")
_XF = re.compile(rb'<xf\s(?:[^<>]*?\s)??numFmtId="(\d{1,9})"')
_FORMATS_END = b"</numFmts>"
_XFS, _XFS_END = b"<cellXfs", b"</cellXfs>"
_SMALL_PART = 64 * MIB
_PIECE = 4 * MIB
_FEW = 8  # styles that are looked for one by one

# A cell that does not say where it stands, and any cell with a namespace prefix: both are rare.
_UNPLACED = re.compile(rb'<c(?! r="[A-Z])[\s/>]')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?![\w:.-])([^<>]*)>(</)?")
_PLACED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d{1,9})["']""")
_LAST_ROW = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_UNPREFIXED = re.compile(rb"<c\s[^<>/]*>")
_ORDER = re.compile(rb'(?:<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="\w+")?>)+')
_PLACE = re.compile(rb"([A-Za-z]{1,3})(\d{1,7})")
_ATTRIBUTE = re.compile(rb"""\b(r|s|t)\s*=\s*["']([^"']*)["']""")


def is_workbook(data: bytes) -> bool:
    """True when the zip's directory lists a workbook part."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_WORKBOOK.fullmatch(name) for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError):
        # A truncated file has lost its directory; the local headers still name the parts.
        return b"xl/workbook.xml" in data


def read_xlsx(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """Visible and hidden worksheets, in workbook order."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    parts = unpack(data, limits)
    content = parts.content
    book = next((p for p in content if _WORKBOOK.fullmatch(p)), None)
    if book is None:
        raise fail("broken", reason="工作簿里没有内容")
    links = next((p for p in content if p.lower().endswith("workbook.xml.rels")), "")
    styles = _styles(content)
    paths, complete = {}, True
    # Which part is which sheet counts only for number formats; a DTD must be met by the parser here.
    if styles or not parts.small or has_markup(content[book]) or has_markup(content.get(links, b"")):
        paths, complete = _sheet_paths(content, book, links)
    copy = parts.small or not (parts.honest and complete)
    if copy:
        slim(parts)
    for name in parts.sheets:
        check_extent(content[name], limits)
    try:
        with CalamineWorkbook.from_filelike(copied(parts) if copy else io.BytesIO(data)) as opened:
            for sheet in opened.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.VeryHidden:
                    yield _sheet(opened, sheet.name, content.get(paths.get(sheet.name, ""), b""), styles)
    except CalamineError as error:
        raise fail("broken", reason="工作簿结构不完整") from error


def _sheet(book: CalamineWorkbook, name: str, xml: bytes, styles: dict[bytes, Shown]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Sheet(name, [])
    top, left = sheet.start
    values: list[list[Any]] = sheet.to_python()
    height, width = len(values), len(values[0]) if values else 0
    for row, column, show in _styled(xml, styles):
        i, j = row - top, column - left
        if 0 <= i < height and 0 <= j < width and type(value := values[i][j]) is not str:
            values[i][j] = show(value)
    if {*map(type, chain.from_iterable(values))} != _TEXT:
        for texts in values:
            if {*map(type, texts)} != _TEXT:
                texts[:] = [v if type(v) is str else _general(v) for v in texts]
    return Sheet(name, values, top, left, sheet.merged_cell_ranges or [])


_TEXT = {str}
_general = lru_cache(maxsize=4096, typed=True)(plain)


def check_extent(xml: bytes, limits: Limits) -> None:
    """Raise `ReadError` when the cells of a sheet span a rectangle over the limit of cells.

    Past this check calamine allocates the rectangle, and a failed allocation ends the whole process.
    """
    last = _LAST_ROW.search(xml, max(xml.rfind(b"<row "), 0))
    rows = int(last[1]) if last else 0
    if not _PREFIXED.search(xml):
        near = _near(len(str(rows)), limits.cells)
        if near is not None and not near.search(xml):
            return
        if not _UNPLACED.search(xml) and not _beyond(rows, limits.cells).search(xml):
            return
    height, width = _extent(xml)
    if height * width > limits.cells:
        over("cells", limits.cells)


def _extent(xml: bytes) -> tuple[int, int]:
    """Rows and columns of the smallest rectangle around all cells that hold something.

    Rows and cells without a number follow the one before. Empty cells, styled far out by accident, do
    not count: calamine leaves them out.
    """
    row = column = 0
    low, high = (1 << 40, 1 << 40), (0, 0)
    for match in _ROW_OR_CELL.finditer(xml):
        place = _PLACED.search(match[2])
        if match[1] == b"row":
            row, column = int(place[2]) if place else row + 1, 0
            continue
        column = _column(place[1]) + 1 if place and place[1] else column + 1
        if match[3] or match[2].endswith(b"/"):
            continue
        at = max(int(place[2]) if place else row, 1)
        low = min(low[0], at, row or at), min(low[1], column)
        high = max(high[0], at, row), max(high[1], column)
    return max(high[0] - low[0] + 1, 0), max(high[1] - low[1] + 1, 0)


@lru_cache(maxsize=64)
def _near(digits: int, cells: int) -> re.Pattern[bytes] | None:
    """A cell that is not plainly inside a rectangle of at most `cells` cells, rows of so many digits.

    One quick look settles it for nearly every sheet. None where no rectangle of whole letters fits.
    """
    letters = next((k for k in (3, 2, 1) if (26 ** (k + 1) - 26) // 25 * 10**digits <= cells), 0)
    return re.compile(rb'<c(?! r="[A-Z]{1,%d}+\d{1,%d}+")[\s/>]' % (letters, digits)) if letters else None


@lru_cache(maxsize=256)
def _beyond(rows: int, cells: int) -> re.Pattern[bytes]:
    """A reference to a cell outside a rectangle of at most `cells` cells with about so many rows."""
    digits = str(max(rows, 10))
    first, second, rest = int(digits[0]), int(digits[1]), len(digits) - 2
    taller = [b"\\d{%d}" % (rest + 3)]
    taller += [b"[%d-9]\\d{%d}" % (first + 1, rest + 1)] if first < 9 else []
    taller += [b"%d[%d-9]\\d{%d}" % (first, second + 1, rest)] if second < 9 else []
    width = cells // ((first * 10 + second + 1) * 10**rest)
    if width >= 26:
        wider = b"[A-Za-z]{3,}" if width >= 702 else b"[A-Za-z]{2,}"
    elif width:
        wider = b"[A-Za-z]{2,}|[%c-Z%c-z]" % (65 + width, 97 + width)
    else:
        wider = b"[A-Za-z]"
    return re.compile(rb"""r\s*=\s*["'](?:(?:%s)\d|[A-Za-z]*(?:%s))""" % (wider, b"|".join(taller)))


@lru_cache(maxsize=1024)
def _column(name: bytes) -> int:
    column = 0
    for char in name.upper():
        column = column * 26 + char - 64
    return column - 1


def _styled(xml: bytes, styles: dict[bytes, Shown]) -> Iterable[tuple[int, int, Shown]]:
    """Row, column (0-based) and format of each number that does not look like a plain one."""
    if not styles or not xml:
        return ()
    cells = _UNPREFIXED.finditer(xml, max(xml.find(b"<sheetData"), 0))
    if not _ORDER.fullmatch(b"".join([m[0] for m in islice(cells, 5)])):
        return _styled_anyhow(xml, styles)
    if len(styles) <= _FEW:
        styles = {style: show for style, show in styles.items() if b'" s="%s"' % style in xml}
    return _styled_usually(xml, styles) if styles else ()


def _styled_anyhow(xml: bytes, styles: dict[bytes, Shown]) -> Iterator[tuple[int, int, Shown]]:
    for match in _CELL.finditer(xml):
        found = dict(_ATTRIBUTE.findall(match[1]))
        place = _PLACE.fullmatch(found.get(b"r", b""))
        show = styles.get(found.get(b"s", b""))
        if place and show and found.get(b"t", b"n") == b"n":
            yield int(place[2]) - 1, _column(place[1]), show


def _styled_usually(xml: bytes, styles: dict[bytes, Shown]) -> Iterator[tuple[int, int, Shown]]:
    find, start = _usual(tuple(styles)).findall, 0
    while start < len(xml):  # in pieces: a list of all cells would take a hundred bytes for each
        end = xml.find(b"</row>", start + _PIECE) + 1 or len(xml)
        for letters, row, style in find(xml, start, end):
            yield int(row) - 1, _column(letters), styles[style]
        start = end


@lru_cache(maxsize=8)
def _usual(styles: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """A numeric cell of one of the styles, attributes in the order of Excel, WPS and most libraries."""
    return re.compile(rb'<c r="([A-Z]{1,3}+)(\d{1,7}+)" s="(' + b"|".join(styles) + rb')"(?: t="n")?>')


def _sheet_paths(parts: dict[str, bytes], book: str, links: str) -> tuple[dict[str, str], bool]:
    """The part that holds each sheet, by the sheet's name; and whether all linked parts were counted."""
    targets = {}
    for link in _root(parts[links]).iterfind("{*}Relationship") if links else ():
        target = link.get("Target", "").replace("\\", "/")
        targets[link.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    by_lower = {p.lower().lstrip("/").replace("\\", "/"): p for p in parts}
    paths = {}
    for sheet in _root(parts[book]).iterfind("{*}sheets/{*}sheet"):
        key = next((v for k, v in sheet.items() if k.endswith("}id")), "")
        paths[sheet.get("name", "")] = by_lower.get(targets.get(key, "").lower(), "")
    return paths, all(t.lower() in by_lower for t in targets.values())


def _styles(parts: dict[str, bytes]) -> dict[bytes, Shown]:
    """Style number → how a number looks under it, for styles that change how it looks."""
    path = next((p for p in parts if _STYLES.fullmatch(p)), None)
    if path is None:
        return {}
    try:
        codes, keys = _usual_formats(parts[path]) or _formats(parts[path])
    except ReadError:
        return {}  # values are worth more than their looks
    shows = {}
    for key in {*keys}:
        code = codes.get(key) or BUILTIN.get(int(key) if key.isdecimal() and key.isascii() else 0, "")
        shows[key] = shown(code) if code else None
    return {str(n).encode(): show for n, key in enumerate(keys) if (show := shows[key])}


def _formats(xml: bytes) -> tuple[dict[str, str], list[str]]:
    """Format codes by their number, and the number that each style has."""
    root = _root(xml)
    codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    return codes, [style.get("numFmtId", "0") for style in root.iterfind("{*}cellXfs/*")]


def _usual_formats(xml: bytes) -> tuple[dict[str, str], list[str]] | None:
    """The same for a part as Excel, WPS and most libraries write it, without parsing fonts and borders."""
    first, last = xml.find(_XFS), xml.find(_XFS_END)
    if not 0 < first < last or xml.rfind(_XFS) != first or has_markup(xml):
        return None
    styles = xml[first:last]
    keys = [k.decode() for k in _XF.findall(styles)]
    if len(keys) != styles.count(b"<xf") or b":xf" in styles:
        return None
    if b"numFmts" not in xml:
        return {}, keys
    end = xml.find(_FORMATS_END)
    try:
        codes, _ = _formats(xml[: end + len(_FORMATS_END)] + b"</styleSheet>")
    except ReadError:
        return None
    return codes, keys


def _root(xml: bytes) -> Any:
    if len(xml) > _SMALL_PART:
        raise fail("bomb")
    return parse_xml([xml])
