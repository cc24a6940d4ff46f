"""Workbooks in zip files (.xlsx, .xlsm, .et): values by calamine, looks by the number formats.

calamine gets a copy of the parts that were counted and nothing else, so that no size that lies, no
second directory and no part of an unusual name can reach it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ...errors import fail
from ..safety.limits import MIB, Limits, over
from ..safety.markup import parse_xml
from ..safety.package import Package
from .cells import Styled, placed, styled
from .sheet import Sheet
from .styles import BUILTIN, Shown, plain, shown

BOOK = "xl/workbook.xml"
_LINKS, _STYLES, _STRINGS = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedstrings.xml"
# XML parts with nothing to read in them.
_IDLE = (
    *("docprops", "customxml", "[content_types]", "xl/worksheets/_rels", "xl/theme", "xl/drawings"),
    *("xl/charts", "xl/comments", "xl/threadedcomments", "xl/persons", "xl/externallinks", "xl/pivot"),
    *("xl/ctrlprops", "xl/activex", "xl/tables", "xl/calcchain"),
)
_STORED = 64 * MIB  # calamine reads a copy without compression faster, but holds it three times
_STRING = re.compile(rb"<(?:\w+:)?si[\s/>]")
_VALUE = re.compile(
    rb't="s"[^<>]{0,200}>(?:<(?:\w+:)?f\b[^<>]*>(?:[^<>]*</[^<>]*>)?)?<(?:\w+:)?v>\s*(\d{1,9})\s*<'
)
_COUNT = re.compile(rb"uniqueCount(?=\s*=)")
_BYTES = 4  # of a character, at most
# A target typed as =100% or =12个 is a formula to a program, which has stored no result of it: its text is the value.
_TYPED = re.compile(
    rb'(<c r="[A-Z]{1,3}\d{1,7}"(?: s="\d+")?)><f>(\d(?:[^<>()+*/A-Za-z:!$&;-]|/(?![\dA-Z(])|&#\d{1,7};){0,40})</f><v ?(?:/>|></v>)</c>'
)


def part_name(name: str) -> str:
    """The name of a part as it is compared: case, leading slash and backslashes do not count."""
    return name.replace("\\", "/").lstrip("/").lower()


def read_xlsx(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """Visible and hidden worksheets, in workbook order."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    parts = _parts(data, limits)
    if BOOK not in parts:
        raise fail("broken", reason="工作簿里没有内容")
    styles = _styles(parts[_STYLES]) if _STYLES in parts else {}
    looks = {name: _look(parts, name, styles, limits) for name in [*parts] if b"sheetData" in parts[name]}
    paths = _sheet_paths(parts) if any(looks.values()) else []
    try:
        with CalamineWorkbook.from_filelike(_copy(parts)) as book:
            for number, sheet in enumerate(book.sheets_metadata):
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible != SheetVisibleEnum.VeryHidden:
                    path = paths[number] if number < len(paths) else ""
                    yield _sheet(book.get_sheet_by_index(number), looks.get(path, []))
    except CalamineError as error:
        raise fail("broken", reason="工作簿结构不完整") from error


def _parts(data: bytes, limits: Limits) -> dict[str, bytes]:
    package = Package(data, limits)
    parts = {}
    for name in package.members:
        plain_name = part_name(name)
        if plain_name.endswith((".xml", ".rels")) and not plain_name.startswith(_IDLE):
            part = package.read(name)
            if b"<!DOCTYPE" in part:
                raise fail("dtd")
            # calamine takes memory for so many strings at once, and a failed allocation ends the process.
            parts[plain_name] = _COUNT.sub(b"count", part) if b"uniqueCount" in part else part
    return parts


def _copy(parts: dict[str, bytes]) -> io.BytesIO:
    file = io.BytesIO()
    large = sum(map(len, parts.values())) > _STORED
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED if large else zipfile.ZIP_STORED, True, 1) as copy:
        for name, part in parts.items():
            copy.writestr(zipfile.ZipInfo(name), part, copy.compression)
    file.seek(0)
    return file


def _look(parts: dict[str, bytes], name: str, styles: dict[bytes, Shown], limits: Limits) -> Styled:
    if b"<f>" in parts[name]:
        parts[name] = _TYPED.sub(rb'\1 t="inlineStr"><is><t>=\2</t></is></c>', parts[name])
    found = styled(parts[name], styles, limits)
    if found is None:
        parts[name] = placed(parts[name])
        found = styled(parts[name], styles, limits)
    if found is None:
        raise fail("broken", reason="工作簿结构不完整")
    _check_strings(parts, name, limits)
    return found


def _check_strings(parts: dict[str, bytes], name: str, limits: Limits) -> None:
    """calamine copies a shared string for every cell that refers to it."""
    strings, most = parts.get(_STRINGS, b""), limits.characters * _BYTES
    if len(strings) * (len(parts[name]) // 8) < most:
        return
    starts = [m.start() for m in _STRING.finditer(strings)] + [len(strings)]
    sizes = [end - start for start, end in pairwise(starts)]
    if max(sizes, default=0) * parts[name].count(b't="s"') < most:
        return
    parts[name] = placed(parts[name])
    if sum(sizes[i] for i in map(int, _VALUE.findall(parts[name])) if i < len(sizes)) > most:
        over("characters", limits.characters)


def _sheet(sheet: Any, looks: Styled) -> Sheet:
    if sheet.start is None:
        return Sheet(sheet.name, [])
    top, left = sheet.start
    values: list[list[Any]] = sheet.to_python()
    height, width = len(values), len(values[0]) if values else 0
    for row, column, show in looks:
        i, j = row - top, column - left
        if 0 <= i < height and 0 <= j < width and type(value := values[i][j]) is not str:
            values[i][j] = show(value)
    texts = [[v if type(v) is str else plain(v) for v in row] for row in values]
    return Sheet(sheet.name, texts, top, left, sheet.merged_cell_ranges or ())


def _sheet_paths(parts: dict[str, bytes]) -> list[str]:
    """The part that holds each sheet, in workbook order."""
    targets = {}
    for link in parse_xml([parts[_LINKS]]).iter("{*}Relationship") if _LINKS in parts else ():
        target = link.get("Target", "").replace("\\", "/")
        targets[link.get("Id", "")] = part_name(target if target.startswith("/") else f"xl/{target}")
    keys = [
        next((str(value) for key, value in sheet.items() if str(key).endswith("}id")), "")
        for sheet in parse_xml([parts[BOOK]]).iter("{*}sheet")
    ]
    return [targets.get(key, "") for key in keys]


def _styles(xml: bytes) -> dict[bytes, Shown]:
    """Style number → how a number looks under it, for styles that change how it looks."""
    root = parse_xml([xml])
    codes = {f.get("numFmtId", ""): f.get("formatCode", "") for f in root.iterfind("{*}numFmts/{*}numFmt")}
    shows = {}
    for number, style in enumerate(root.iterfind("{*}cellXfs/{*}xf")):
        key = style.get("numFmtId", "0")
        code = codes.get(key) or BUILTIN.get(key, "")
        if code and (show := shown(code)):
            shows[b"%d" % number] = show
    return shows
