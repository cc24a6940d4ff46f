"""PDF with a text layer (pdfplumber): ruled and unruled tables, also over pages; no drawing is run.

A PDF of scanned pages is named as such; single scanned pages among others become notes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ...blocks import Block, Paragraph, Table, row_of
from ...errors import ReadError, fail
from ...location import Location
from ...notes import Note
from ..safety.limits import Limits, Meter
from .join import continues, join
from .lines import Char, Line, goes_on, lines_of, segments
from .open import open_pages
from .tables import Grid, ruled_tables, unruled_table

if TYPE_CHECKING:
    from pdfplumber.page import Page

_PAGE_NUMBER = re.compile(
    r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-—–\s]*(?:共\s*\d{1,4}\s*页)?"
)
_UNMAPPED = re.compile(r"\(cid:\d+\)")
_LABEL = 12  # characters of the longest label before a value on the same line
_FEW = 5  # a scanner's page number or date stamp is no text layer
_MARGIN = 0.09  # of the page's height: where running heads and page numbers stand


def accepts(data: bytes, suffix: str) -> bool:
    """True for a PDF header near the start, where viewers look for it."""
    del suffix
    return b"%PDF-" in data[:1024]


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks in reading order; locations are `第 N 页 表 N 行 N` and `第 N 页 段 N`."""
    document = _Document(Meter(limits))
    try:
        for page in open_pages(data, document.meter):
            document.page(page)
    except (ReadError, MemoryError, RecursionError):
        raise
    except Exception as error:  # pdfminer has no common error for what it can't parse
        if document.pages == 0 or not document.out:
            raise fail(
                "truncated" if b"%%EOF" not in data[-2048:] else "broken", reason="PDF 结构"
            ) from error
        document.out.append(
            Note(f"第 {document.pages + 1} 页起无法读取（{type(error).__name__}）：请重新导出 PDF。")
        )
    return document.end()


class _Document:
    """Collects pages; the last table of a page stays open until the next page is seen."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.out: list[Block | Grid] = []
        self.pages = self.letters = self.unmapped = 0
        self.scanned: list[int] = []
        self.heads: set[tuple[int, str]] = set()

    def page(self, page: Page) -> None:
        """Take one page."""
        chars = page.chars
        number = page.page_number
        letters = sum(not c["text"].isspace() for c in chars)
        self.meter.text(letters)
        self.letters += letters
        self.unmapped += sum(bool(_UNMAPPED.fullmatch(c["text"])) for c in chars)
        if letters < _FEW and page.images:
            self.scanned.append(number)
        here = Location(page=number)
        grids, outside = ruled_tables(page, chars, here)
        for _ in grids:
            self.meter.table()
        parts = self.text_between(page, outside, grids, here)
        first, last = parts[0] if parts else None, self.out[-1] if self.out else None
        if isinstance(first, Grid) and isinstance(last, Grid) and continues(last, first):
            join(last, first)
            parts = parts[1:]
        self.out.extend(parts)
        self.pages += 1

    def text_between(
        self, page: Page, outside: list[Char], grids: list[Grid], here: Location
    ) -> list[Block | Grid]:
        """Tables, paragraphs and unruled tables of a page from top to bottom."""
        height = float(page.height)
        lines = [line for line in lines_of(outside) if not self.is_margin(line, height)]
        placed: list[tuple[float, Block | Grid]] = [(g.top, g) for g in grids]
        left, right = min((x.x0 for x in lines), default=0), max((x.x1 for x in lines), default=0)
        borders = [g.top for g in grids]
        at = paragraphs = 0
        tables = len(grids)
        while at < len(lines):
            line = lines[at]
            parts = segments(line)
            open_above = None if placed and min(p[0] for p in placed) < line.top else self.open_unruled()
            found = None
            if len(parts) > 2 or (open_above and len(parts) > 1):
                found = unruled_table(lines, at, here._replace(table=tables + 1), open_above)
            if found is not None:
                grid, at = found
                tables += 1
                self.meter.table()
                placed.append((grid.top, grid))
                continue
            paragraphs += 1
            place = here._replace(paragraph=paragraphs)
            if len(parts) > 1 and len(parts[0].text) <= _LABEL:  # 项目名称   古树名木保护
                placed.append((line.top, Table((row_of([p.text for p in parts], place),), place, grid=False)))
                at += 1
                continue
            text = line.text
            top = line.top
            while (
                at + 1 < len(lines)
                and goes_on(lines[at], lines[at + 1], left, right)
                and not any(lines[at].top < border < lines[at + 1].top for border in borders)
            ):
                at += 1
                text += lines[at].text
            at += 1
            placed.append((top, Paragraph(text, place)))
        return [block for _, block in sorted(placed, key=lambda p: p[0])]

    def open_unruled(self) -> Grid | None:
        """The unruled table that the page before ended with."""
        last = self.out[-1] if self.out else None
        return last if isinstance(last, Grid) and not last.ruled else None

    def is_margin(self, line: Line, height: float) -> bool:
        """True for page numbers, and for running heads once they have been seen on an earlier page."""
        if _MARGIN * height < line.top < (1 - _MARGIN) * height:
            return False
        text = line.text
        if _PAGE_NUMBER.fullmatch(text):
            return True
        key = (round(line.top), text)
        seen = key in self.heads
        self.heads.add(key)
        return seen

    def end(self) -> list[Block]:
        """The blocks. Raises `ReadError` when there was no text at all."""
        if not self.pages:
            raise fail("truncated")
        if len(self.scanned) == self.pages:
            raise fail("scanned")
        if self.letters and self.unmapped > self.letters // 3:
            raise fail("unmapped")
        blocks: list[Block] = []
        for part in self.out:
            if isinstance(part, Grid):
                for row in part.rows:
                    self.meter.row(len(row), sum(len(c.text) for c in row))
                blocks.append(Table(tuple(part.rows), part.place))
            else:
                blocks.append(part)
        return blocks + [Note(str(fail("scanned_page", page=n))) for n in self.scanned]
