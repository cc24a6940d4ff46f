"""Reading documents, beside the library alone that opens and walks the same bytes."""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from ...nlp.readers.safety.limits import DEFAULT
from ...nlp.readers.safety.markup import all_text
from ...nlp.reading import parse_document
from . import Section, documents

ROUNDS = 15
_LEAST = 0.02  # seconds of one measurement: a small document is read several times
# Format: our module, and how many times the library's time our reading may take at most.
LIMITS = {
    "docx": ("word.docx", 2.0),
    "xlsx": ("excel.workbook", 3.0),
    "html": ("web.html", 2.0),
    "pdf": ("pdf.document", 1.2),
}
_LARGE_LIMITS = {"xlsx": 2.5}  # where the larger document has a tighter one
SIZES = {"小": 30, "大": 3000}
_LARGE_PDF = 480  # pdfplumber takes a tenth of a second for a page


def section() -> Section:
    """Milliseconds for the library, for our blocks and for everything up to the records; ratios; the limit."""
    rows, missing = [], ""
    for kind, (module, limit) in LIMITS.items():
        for size, count in SIZES.items():
            count = min(count, _LARGE_PDF) if kind == "pdf" else count
            try:
                data: bytes = getattr(documents, kind)(count)
            except ModuleNotFoundError as error:
                missing = f" 没有 PDF 的两行：生成它需要 {error.name}。"
                continue
            most = _LARGE_LIMITS.get(kind, limit) if size == "大" else limit
            rows.append((f"{kind} {size}（{count} 行）", *_row(kind, module, data, most)))
    return Section(
        "读取文件",
        f"同一字节，各法轮流，CPU 时间，{ROUNDS} 轮取中位数，倍数是各轮之比的中位数。“读出表格”只到格子，上限管的是它；"
        f"“到记录”还包括版式识别。{missing}",
        ("文件", "库（毫秒）", "读出表格（毫秒）", "倍数", "上限", "到记录（毫秒）", "倍数"),
        tuple(rows),
    )


def _row(kind: str, module: str, data: bytes, limit: float) -> tuple[str, ...]:
    reader: Any = import_module(f"...nlp.readers.{module}", __package__)
    library, ours, whole = rounds(
        [
            lambda: _WALKS[kind](data),
            lambda: reader.read(data, DEFAULT),
            lambda: parse_document(data, f"x.{kind}"),
        ]
    )
    return (
        _ms(library),
        _ms(ours),
        _ratio(ours, library),
        f"{limit:g}",
        _ms(whole),
        _ratio(whole, library),
    )


def rounds(works: Sequence[Callable[[], Any]], count: int = ROUNDS) -> list[list[float]]:
    """CPU seconds of each work in each round, taken in turn: what else the machine does hits all alike."""
    repeats = []
    for work in works:
        work()  # imports and caches
        start = time.process_time()
        work()
        repeats.append(max(1, round(_LEAST / max(1e-6, time.process_time() - start))))
    times: list[list[float]] = [[] for _ in works]
    for _ in range(count):
        for work, repeat, taken in zip(works, repeats, times, strict=True):
            start = time.process_time()
            for _ in range(repeat):
                work()
            taken.append((time.process_time() - start) / repeat)
    return times


def _ms(times: Sequence[float]) -> str:
    return f"{statistics.median(times) * 1000:.2f}"


def _ratio(times: Sequence[float], base: Sequence[float]) -> str:
    return f"{statistics.median(a / b for a, b in zip(times, base, strict=True)):.2f}"


def _docx(data: bytes) -> list[list[str]]:
    from docx import Document

    document = Document(io.BytesIO(data))
    return [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]


def _xlsx(data: bytes) -> list[list[Any]]:
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
        return [row for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]


def _html(data: bytes) -> list[list[str]]:
    from lxml import etree

    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8"))
    return [[all_text(cell) for cell in row.iter("td", "th")] for row in root.iter("tr")]


def _pdf(data: bytes) -> list[list[list[str | None]]]:
    import pdfplumber

    with pdfplumber.open(io.BytesIO(data)) as document:
        return [table for page in document.pages for table in page.extract_tables()]


_WALKS: dict[str, Callable[[bytes], object]] = {"docx": _docx, "xlsx": _xlsx, "html": _html, "pdf": _pdf}
