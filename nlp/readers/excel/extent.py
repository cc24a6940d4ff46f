"""How large a rectangle the cells of an .xlsx sheet span, before calamine lays it out in memory.

Sheets are scanned with regular expressions, because parsing their XML a second time takes five times
as long as calamine takes for everything.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ..safety.limits import Limits, over

# A cell that does not say where it stands, and any cell with a namespace prefix: both are rare.
_UNPLACED = re.compile(rb'<c(?! r="[A-Z])[\s/>]')
_PREFIXED = re.compile(rb":(?:c|row)[\s/>]")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?![\w:.-])([^<>]*)>(</)?")
_PLACED = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d{1,9})["']""")
_LAST_ROW = re.compile(rb"""\br\s*=\s*["'](\d{1,7})["']""")


def check_extent(xml: bytes, limits: Limits) -> bool:
    """Raise `ReadError` when the cells of a sheet span a rectangle over the limit of cells.

    Past this check calamine allocates the rectangle, and a failed allocation ends the whole process.
    True when all cells are sure to be written as Excel, WPS and most libraries write them: the place,
    then style or type, between plain quotes. False where that was not worth a closer look.
    """
    last = _LAST_ROW.search(xml, max(xml.rfind(b"<row "), 0))
    rows = int(last[1]) if last else 0
    if not _PREFIXED.search(xml):
        for pattern, usual in _near(len(str(rows)), limits.cells):
            if not pattern.search(xml):
                return usual
        if not _UNPLACED.search(xml) and not _beyond(rows, limits.cells).search(xml):
            return False
    height, width = _extent(xml)
    if height * width > limits.cells:
        over("cells", limits.cells)
    return False


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
        column = column_of(place[1]) + 1 if place and place[1] else column + 1
        if match[3] or match[2].endswith(b"/"):
            continue
        at = max(int(place[2]) if place else row, 1)
        low = min(low[0], at, row or at), min(low[1], column)
        high = max(high[0], at, row), max(high[1], column)
    return max(high[0] - low[0] + 1, 0), max(high[1] - low[1] + 1, 0)


@lru_cache(maxsize=64)
def _near(digits: int, cells: int) -> tuple[tuple[re.Pattern[bytes], bool], ...]:
    """A cell that is not plainly inside a rectangle of at most `cells` cells, rows of so many digits.

    One quick look settles it for nearly every sheet, with `True` also that no cell is written in an
    unusual way. Nothing where no rectangle of whole letters fits.
    """
    letters = next((k for k in (3, 2, 1) if (26 ** (k + 1) - 26) // 25 * 10**digits <= cells), 0)
    if not letters:
        return ()
    place = rb' r="[A-Z]{1,%d}+\d{1,%d}+"' % (letters, digits)
    return (
        (re.compile(rb'<c(?!%s(?: [st]="|/?>))[\s/>]' % place), True),
        (re.compile(rb"<c(?!%s)[\s/>]" % place), False),
    )


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


def column_of(name: bytes) -> int:
    """The 0-based column of its letters: A → 0, AB → 27."""
    column = 0
    for char in name.upper():
        column = column * 26 + char - 64
    return column - 1
