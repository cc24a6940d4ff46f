"""The .xls half of the workbook reader: xlrd, which knows number formats and keeps rows ragged.

Ragged rows keep a hostile sheet with two far cells small; calamine would lay out the rectangle.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import Any

from ...errors import ReadError, fail
from ..safety.limits import Limits, over
from ..safety.ole import OLE
from .sheet import Sheet
from .styles import plain, shown

_VERY_HIDDEN = 2


def read_xls(data: bytes, limits: Limits) -> Iterator[Sheet]:
    """Visible and hidden worksheets, in workbook order."""
    import xlrd

    if "\0".join("EncryptedPackage").encode() in data:
        raise fail("encrypted")
    try:
        with xlrd.open_workbook(
            file_contents=_stream(data),
            formatting_info=True,
            ragged_rows=True,
            on_demand=True,
            logfile=io.StringIO(),
        ) as book:
            cells = 0
            for number in range(book.nsheets):
                sheet = book.sheet_by_index(number)
                cells += sum(map(sheet.row_len, range(sheet.nrows)))
                if cells > limits.cells:
                    over("cells", limits.cells)
                if sheet.visibility != _VERY_HIDDEN:
                    yield _sheet(book, sheet)
                book.unload_sheet(number)
    except ReadError:
        raise
    except Exception as error:  # xlrd meets broken files with whatever goes wrong first
        if "encrypted" in str(error).lower() or "password" in str(error).lower():
            raise fail("encrypted") from error
        raise fail("broken", reason="工作簿结构不完整") from error


def _stream(data: bytes) -> bytes:
    """The workbook's own stream: xlrd would follow a container's broken chain for minutes."""
    import olefile

    if not data.startswith(OLE):
        return data
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        name = "Workbook" if file.exists("Workbook") else "Book"
        if file.get_size(name) > len(data):
            raise fail("truncated")
        return bytes(file.openstream(name).read())


def _sheet(book: Any, sheet: Any) -> Sheet:
    texts = [
        [_text(book, cell) for cell in sheet.row(r)] if sheet.row_len(r) else [] for r in range(sheet.nrows)
    ]
    merged = [((r1, c1), (r2 - 1, c2 - 1)) for r1, r2, c1, c2 in sheet.merged_cells]
    return Sheet(sheet.name, texts, merged=merged)


def _text(book: Any, cell: Any) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        return str(cell.value)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return plain(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_NUMBER or cell.ctype == xlrd.XL_CELL_DATE:
        value = _date(cell.value, book.datemode) if cell.ctype == xlrd.XL_CELL_DATE else cell.value
        show = shown(_code(book, cell.xf_index))
        return show(value) if show else plain(value)
    return ""


def _date(number: float, mode: int) -> object:
    import xlrd

    try:
        moment = xlrd.xldate_as_datetime(number, mode)
    except (xlrd.XLDateError, OverflowError, ValueError):
        return number
    return moment.time() if isinstance(moment, datetime.datetime) and number < 1 else moment


def _code(book: Any, style: int | None) -> str:
    if style is None or not 0 <= style < len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[style].format_key)
    return str(found.format_str) if found else "General"
