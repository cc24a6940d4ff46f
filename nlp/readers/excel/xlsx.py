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
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any

from ...errors import ReadError, fail
from ..safety.limits import MIB, Limits
from ..safety.markup import parse_xml
from .extent import check_extent, column_of
from .parts import Parts, copied, has_markup, slim, unpack
from .styles import BUILTIN, Shown, plain, shown
from .workbook import Sheet

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

_Pairs = list[tuple[str, str]]

_WORKBOOK = re.compile(r"(?i)/?xl[/\\]workbook\.xml")
_LINKS = re.compile(r"(?is).*workbook\.xml\.rels")
_LINK = re.compile(
    rb'<Relationship(?=[^<>]*?\sId="([^"&<>\t-\r]*)")(?=[^<>]*?\sTarget="([^"&<>\t-\r]*)")[^<>]*/>'
)
_SHEET = re.compile(rb'<sheet(?=[^<>]*?\sname="([^"&<>\t-\r]*)")(?=[^<>]*?\sr:id="([^"&<>\t-\r]*)")[^<>]*/>')
_UTF8 = re.compile(rb"""(?i)(?:\xef\xbb\xbf)?(?:<\?xml[^<>]*\sencoding=["']utf-8["']|<(?!\?))""")
_STYLES = re.compile(r"(?i)/?xl[/\\]styles\.xml")
_XF = re.compile(rb'<xf\s(?:[^<>]*?\s)??numFmtId="(\d{1,9})"')
_FORMATS_END = b"</numFmts>"
_XFS, _XFS_END = b"<cellXfs", b"</cellXfs>"
_SMALL_PART = 64 * MIB
_PIECE = 4 * MIB
_FEW = 8  # styles that are looked for one by one
_SPARSE = 512  # bytes of a sheet to a cell of one of them, at least

_CELL = re.compile(rb"<(?:\w+:)?c\s([^<>]*[^<>/])>")
_UNPREFIXED = re.compile(rb"<c\s[^<>/]*>")
_ORDER = re.compile(rb'(?:<c r="[A-Z]+\d+"(?: s="\d+")?(?: t="\w+")?>)+')
_BEGUN = re.compile(rb'<c r="([A-Z]{1,3}+)(\d{1,7}+)"')
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
    book = _part(content, "xl/workbook.xml", _WORKBOOK)
    if book is None:
        raise fail("broken", reason="工作簿里没有内容")
    links = _part(content, "xl/_rels/workbook.xml.rels", _LINKS) or ""
    styles = _styles(parts)
    paths: dict[str, str] = {}
    complete = True
    # Which part is which sheet counts only for number formats; a DTD must be met by the parser here.
    if styles or not parts.small or has_markup(content[book]) or has_markup(content.get(links, b"")):
        paths, complete = _sheet_paths(content, book, links)
    copy = parts.small or not (parts.honest and complete)
    if copy:
        slim(parts)
    usual = {name for name in parts.sheets if check_extent(content[name], limits)}
    try:
        with CalamineWorkbook.from_filelike(copied(parts) if copy else io.BytesIO(data)) as opened:
            for sheet in opened.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.VeryHidden:
                    path = paths.get(sheet.name, "")
                    shows = _styled(content.get(path, b""), styles, path in usual)
                    yield _sheet(opened, sheet.name, shows)
    except CalamineError as error:
        raise fail("broken", reason="工作簿结构不完整") from error


def _sheet(book: CalamineWorkbook, name: str, shows: Iterable[tuple[int, int, Shown]]) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Sheet(name, [])
    top, left = sheet.start
    values: list[list[Any]] = sheet.to_python()
    height, width = len(values), len(values[0]) if values else 0
    for row, column, show in shows:
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


def _styled(xml: bytes, styles: dict[bytes, Shown], usual: bool) -> Iterable[tuple[int, int, Shown]]:
    """Row, column (0-based) and format of each number that does not look like a plain one."""
    if not styles or not xml:
        return ()
    few = _few_styled(xml, styles) if usual and len(styles) <= _FEW else None
    if few is not None:
        return few
    cells = _UNPREFIXED.finditer(xml, max(xml.find(b"<sheetData"), 0))
    if _ORDER.fullmatch(b"".join([m[0] for m in islice(cells, 5)])):
        return _styled_usually(xml, styles)
    return _styled_anyhow(xml, styles)


def _styled_anyhow(xml: bytes, styles: dict[bytes, Shown]) -> Iterator[tuple[int, int, Shown]]:
    for match in _CELL.finditer(xml):
        found = dict(_ATTRIBUTE.findall(match[1]))
        place = _PLACE.fullmatch(found.get(b"r", b""))
        show = styles.get(found.get(b"s", b""))
        if place and show and found.get(b"t", b"n") == b"n":
            yield int(place[2]) - 1, column_of(place[1]), show


def _styled_usually(xml: bytes, styles: dict[bytes, Shown]) -> Iterator[tuple[int, int, Shown]]:
    find, start = _usual(tuple(styles)).findall, 0
    while start < len(xml):  # in pieces: a list of all cells would take a hundred bytes for each
        end = xml.find(b"</row>", start + _PIECE) + 1 or len(xml)
        for letters, row, style in find(xml, start, end):
            yield int(row) - 1, _short_column(letters), styles[style]
        start = end


def _few_styled(xml: bytes, styles: dict[bytes, Shown]) -> list[tuple[int, int, Shown]] | None:
    """The same, found from the styles back to the places; None where that would take longer."""
    found, most = [], len(xml) // _SPARSE
    for style, show in styles.items():
        pieces = xml.split(b' s="%s"' % style, most)
        if len(pieces) > most:
            return None
        for before, after in pairwise(pieces):
            tag = before[before.rfind(b"<") :] + after[: after.find(b">")]
            place = _BEGUN.match(tag)
            if place and (b' t="' not in tag or b' t="n"' in tag):
                found.append((int(place[2]) - 1, _short_column(place[1]), show))
    return found


_short_column = lru_cache(maxsize=1024)(column_of)


@lru_cache(maxsize=8)
def _usual(styles: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """A numeric cell of one of the styles, attributes in the order of Excel, WPS and most libraries."""
    return re.compile(rb'<c r="([A-Z]{1,3}+)(\d{1,7}+)" s="(' + b"|".join(styles) + rb')"(?: t="n")?>')


def _sheet_paths(parts: dict[str, bytes], book: str, links: str) -> tuple[dict[str, str], bool]:
    """The part that holds each sheet, by the sheet's name; and whether all linked parts were counted."""
    linked, named = _usual_links(parts, book, links) or _links(parts, book, links)
    targets = {}
    for key, target in linked:
        target = target.replace("\\", "/")
        targets[key] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    by_lower = {p.lower().lstrip("/").replace("\\", "/"): p for p in parts}
    paths = {name: by_lower.get(targets.get(key, "").lower(), "") for name, key in named}
    return paths, all(t.lower() in by_lower for t in targets.values())


def _links(parts: dict[str, bytes], book: str, links: str) -> tuple[_Pairs, _Pairs]:
    """Key and target of each link; name and key of each sheet."""
    found = _root(parts[links]).iterchildren("{*}Relationship") if links else ()
    linked = [(link.get("Id", ""), link.get("Target", "")) for link in found]
    named = []
    for sheet in _root(parts[book]).iterfind("{*}sheets/{*}sheet"):
        key = next((v for k, v in sheet.items() if k.endswith("}id")), "")
        named.append((sheet.get("name", ""), key))
    return linked, named


def _usual_links(parts: dict[str, bytes], book: str, links: str) -> tuple[_Pairs, _Pairs] | None:
    """The same without a parser, where both parts are in UTF-8 and no name has an entity in it."""
    found: list[_Pairs] = []
    for xml, pattern, name in (
        (parts.get(links, b""), _LINK, b"<Relationship "),
        (parts[book], _SHEET, b"<sheet "),
    ):
        pairs = pattern.findall(xml)
        if not pairs or len(pairs) != xml.count(name) or has_markup(xml) or not _UTF8.match(xml):
            return None
        try:
            found.append([(first.decode(), second.decode()) for first, second in pairs])
        except UnicodeDecodeError:
            return None
    return found[0], found[1]


def _part(parts: dict[str, bytes], usual: str, name: re.Pattern[str]) -> str | None:
    """The part of the usual name, else the first whose name will do."""
    return usual if usual in parts else next((p for p in parts if name.fullmatch(p)), None)


def _styles(parts: Parts) -> dict[bytes, Shown]:
    """Style number → how a number looks under it, for styles that change how it looks.

    Fonts, borders and named styles are left out of the part: calamine has no use for them.
    """
    path = _part(parts.content, "xl/styles.xml", _STYLES)
    if path is None:
        return {}
    xml = parts.content[path]
    short = _short_formats(xml)
    try:
        found = _usual_formats(short) if short else None
        codes, keys = found or _formats(xml)
    except ReadError:
        return {}  # values are worth more than their looks
    if found:
        parts.replace(path, short)
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


def _short_formats(xml: bytes) -> bytes:
    """The part up to its number formats, and its styles; nothing where they are not plainly to be seen."""
    first, last, end = xml.find(_XFS), xml.find(_XFS_END), xml.find(_FORMATS_END)
    root = xml.find(b"<styleSheet")
    head = end + len(_FORMATS_END) if end >= 0 else xml.find(b">", root) + 1
    if not 0 <= root < head <= first < last or xml.rfind(_XFS) != first or has_markup(xml):
        return b""
    if end < 0 and b"numFmts" in xml:
        return b""
    return xml[:head] + xml[first:last] + _XFS_END + b"</styleSheet>"


def _usual_formats(xml: bytes) -> tuple[dict[str, str], list[str]] | None:
    """The same from a part as Excel, WPS and most libraries write it, parsing only the codes."""
    first = xml.find(_XFS)
    keys = [k.decode() for k in _XF.findall(xml, first)]
    if len(keys) != xml.count(b"<xf", first) or xml.find(b":xf", first) >= 0:
        return None
    if xml.find(_FORMATS_END) < 0:
        return {}, keys
    try:
        codes, _ = _formats(xml[:first] + b"</styleSheet>")
    except ReadError:
        return None
    return codes, keys


def _root(xml: bytes) -> Any:
    if len(xml) > _SMALL_PART:
        raise fail("bomb")
    return parse_xml([xml])
