"""PDF with a text layer: ruled and unruled tables, also over pages; no drawing is run.

Pages that are pictures, or whose text layer is garbage, are read as pictures where that is installed.
"""

from __future__ import annotations

from ...blocks import Block
from ...errors import ReadError, fail
from ...notes import Note
from ..pages.blocks import Pages
from ..safety.limits import Limits, Meter
from .content import read_pages


def accepts(data: bytes, suffix: str) -> bool:
    """True for a PDF header near the start, where viewers look for it."""
    del suffix
    return b"%PDF-" in data[:1024]


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks in reading order; locations are `第 N 页 表 N 行 N 列 N` and `第 N 页 段 N`."""
    meter = Meter(limits)
    pages = Pages(meter, lambda number: _scanned(data, number, meter))
    try:
        pages.take(read_pages(data, meter))
    except (ReadError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pdfminer has no common error for what it can't parse
        if not pages.out:
            raise fail(
                "truncated" if b"%%EOF" not in data[-2048:] else "broken", reason="PDF 结构"
            ) from error
        pages.notes.append(
            Note(f"第 {pages.count + 1} 页起无法读取（{type(error).__name__}）：请重新导出 PDF。")
        )
    return pages.end()


def _scanned(data: bytes, page_number: int, meter: Meter) -> list[Block]:
    """The blocks of a page read as a picture. Raises `ReadError` (`needs_ocr`) where that is not installed."""
    from ..scan.page import read_page
    from ..scan.recognise import demand
    from ..scan.render import render

    demand()
    return read_page(render(data, page_number, meter.limits), page_number, meter)
