"""The .xlsx half of the workbook reader: a vetted copy of the file, values, and number formats.

A workbook is hostile until its parts are counted. They are unpacked here under the limits and the
file is handed on only if no reader can see other parts in it, else a plain copy of what was counted;
calamine expands no entities.

calamine lays a sheet out as a full rectangle: two cells at opposite corners would take all memory, so
the rectangle is measured first. Sheets are scanned with regular expressions, because parsing their
XML a second time takes five times as long as calamine takes for everything.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..errors import ReadError, fail
from .limits import MIB, Limits, Meter, over
from .markup import parse_xml
from .sheets import Sheet
from .sheets_format import BUILTIN, Shown, plain, shown

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_WORKBOOK = re.compile(r"(?i)/?xl[/\\]workbook\.xml")
# Parts with nothing to read in them; everything else that is XML is kept.
_IDLE = re.compile(
    r"(?i)/?(?:docProps|customXml|xl[/\\](?:drawings|media|charts|comments|embeddings|printerSettings"
    r"|externalLinks|pivot|ctrlProps|activeX|tables|threadedComments|persons|worksheets[/\\]_rels))"
)
_SMALL_PART = 64 * MIB
_PIECE = 4 * MIB
_SLACK = 4 * MIB  # small parts may shrink to almost nothing without being bombs
_END, _END64 = b"PK\x05\x06", b"PK\x06\x07"

# A cell that does not say where it stands, and any cell with a namespace prefix: both are rare.
_UNPLACED = re.compile(rb'<c(?! r="[A-Z])[\s/>]')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?![\w:.-])([^<>]*)>(</)?")
_PLACED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d{1,9})["']""")
_LAST_ROW = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")
_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_ORDER = re.compile(rb'<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="\w+")?>')
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

    parts, honest = _unpack(data, limits)
    paths, complete = _sheet_paths(parts)
    styles = _styles(parts)
    for part in parts.values():
        if b"sheetData" in part:  # whatever it is called and linked from
            check_extent(part, limits)
    try:
        with CalamineWorkbook.from_filelike(
            io.BytesIO(data) if honest and complete else _repack(parts)
        ) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.VeryHidden:
                    yield _sheet(book, sheet.name, parts.get(paths.get(sheet.name, ""), b""), styles)
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
    general = lru_cache(maxsize=4096, typed=True)(plain)
    for texts in values:
        if {*map(type, texts)} != {str}:
            texts[:] = [v if type(v) is str else general(v) for v in texts]
    return Sheet(name, values, top, left, sheet.merged_cell_ranges or [])


def _unpack(data: bytes, limits: Limits) -> tuple[dict[str, bytes], bool]:
    """The XML parts, unpacked and counted, and whether every zip reader must see just these."""
    meter = Meter(limits)
    parts: dict[str, bytes] = {}
    honest = True
    if data.count(b"PK\x01\x02") > limits.members:
        over("members", limits.members)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.infolist():
                if member.flag_bits & 1:
                    raise fail("encrypted")
                if member.filename.lower().endswith((".xml", ".rels")) and not _IDLE.match(member.filename):
                    part = _inflate(data, member, limits)
                    meter.expand(len(part))
                    honest = honest and len(part) == member.file_size and member.filename not in parts
                    parts[member.filename] = part
            # One directory, right before the end: nothing that two readers could see differently.
            end = data.find(_END)
            honest = (
                honest and end == data.rfind(_END) == len(data) - 22 and data[end - 20 : end - 16] != _END64
            )
            honest = honest and archive.start_dir + int.from_bytes(data[end + 12 : end + 16], "little") == end
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise fail("truncated") from error
    return parts, honest


def _inflate(data: bytes, member: zipfile.ZipInfo, limits: Limits) -> bytes:
    """A member's content, at most as long as the limits allow whatever its declared size is."""
    if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise fail("zip_method")
    name, extra = struct.unpack_from("<HH", data, member.header_offset + 26)
    start = member.header_offset + 30 + name + extra
    raw = memoryview(data)[start : start + member.compress_size]
    if member.compress_type == zipfile.ZIP_STORED:
        return bytes(raw)
    room = min(limits.expanded, max(member.compress_size * limits.ratio, _SLACK))
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    part = stream.decompress(raw, room + 1)
    if len(part) > room:
        raise fail("bomb")
    if not stream.eof:
        raise fail("truncated")
    return part


def _repack(parts: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    file.seek(0)
    return file


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
    return re.compile(rb'<c(?! r="[A-Z]{1,%d}\d{1,%d}")[\s/>]' % (letters, digits)) if letters else None


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


def _column(name: bytes) -> int:
    column = 0
    for char in name.upper():
        column = column * 26 + char - 64
    return column - 1


def _styled(xml: bytes, styles: dict[bytes, Shown]) -> Iterator[tuple[int, int, Shown]]:
    """Row, column (0-based) and format of each number that does not look like a plain one."""
    if not styles or not xml:
        return
    sample = [m[0] for m, _ in zip(_CELL.finditer(xml), range(5), strict=False)]
    if all(map(_ORDER.fullmatch, sample)):
        find, column = _usual(tuple(styles)).findall, lru_cache(maxsize=1024)(_column)
        start = 0
        while start < len(xml):  # in pieces: a list of all cells would take a hundred bytes for each
            end = xml.find(b"</row>", start + _PIECE) + 1 or len(xml)
            for letters, row, style in find(xml, start, end):
                yield int(row) - 1, column(letters), styles[style]
            start = end
        return
    for match in _CELL.finditer(xml):
        found = dict(_ATTRIBUTE.findall(match[1]))
        place = _PLACE.fullmatch(found.get(b"r", b""))
        show = styles.get(found.get(b"s", b""))
        if place and show and found.get(b"t", b"n") == b"n":
            yield int(place[2]) - 1, _column(place[1]), show


@lru_cache(maxsize=8)
def _usual(styles: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """A numeric cell of one of the styles, attributes in the order of Excel, WPS and most libraries."""
    return re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})" s="(' + b"|".join(styles) + rb')"(?: t="n")?>')


def _sheet_paths(parts: dict[str, bytes]) -> tuple[dict[str, str], bool]:
    """The part that holds each sheet, by the sheet's name; and whether all linked parts were counted."""
    book = next((p for p in parts if _WORKBOOK.fullmatch(p)), None)
    if book is None:
        raise fail("broken", reason="工作簿里没有内容")
    links = next((p for p in parts if p.lower().endswith("workbook.xml.rels")), None)
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
    path = next((p for p in parts if re.fullmatch(r"(?i)/?xl[/\\]styles\.xml", p)), None)
    if path is None:
        return {}
    try:
        root = _root(parts[path])
    except ReadError:
        return {}  # values are worth more than their looks
    codes = {f.get("numFmtId"): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    found: dict[bytes, Shown] = {}
    for number, style in enumerate(root.iterfind("{*}cellXfs/*")):
        key = style.get("numFmtId", "0")
        code = codes.get(key) or BUILTIN.get(int(key) if key.isdecimal() and key.isascii() else 0, "")
        show = shown(code) if code else None
        if show:
            found[str(number).encode()] = show
    return found


def _root(xml: bytes) -> Any:
    if len(xml) > _SMALL_PART:
        raise fail("bomb")
    return parse_xml([xml])
