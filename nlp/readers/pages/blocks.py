"""Pages one after the other → blocks in reading order; a table over several pages is one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from ...blocks import Block, Paragraph, Table, row_of
from ...errors import ReadError, fail
from ...location import Location
from ...notes import Note
from ..safety.limits import Meter, left_out
from .continued import continues, join
from .lines import Line, goes_on, lines_of, segments
from .page import Char, Page
from .tables import Grid, ruled_tables
from .unruled import unruled_table

_PAGE_NUMBER = re.compile(
    r"[-—–\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?[-—–\s]*(?:共\s*\d{1,4}\s*页)?"
)
_NUMBERED = re.compile(r"第\s*\d+\s*页|(?<!\d)\d+\s*/\s*\d+|[-—–]\s*\d+\s*[-—–]|\s\d{1,4}$")
_BETWEEN = re.compile(r".{0,30}[(（]?(?:续上?表|接上?页|续)\d*[)）]?|单位[:：].{0,8}")
_UNMAPPED = re.compile(r"\(cid:\d+\)|[\ufffd\ue000-\uf8ff]")
_LABEL = 12  # characters of the longest label before a value on the same line
_FEW = 5  # a scanner's page number or date stamp is no text layer
_MARGIN = 0.09  # of the page's height: where running heads and page numbers stand

Scanned = Callable[[int], list[Block]]
# Why a page was not read as a picture, though the rest of the document may be.
_LEFT_OUT = ("scanned", "unmapped", "needs_ocr", "ocr_unusable", "over_limit")


def _no_pictures(number: int) -> list[Block]:
    raise fail("scanned")


class Margin(Paragraph):
    """A line in a page's margin; a running head once the next page has it too."""


class Pages:
    """Collects pages; the last table of a page stays open until the next page is seen.

    `scanned` reads a page, given its number, as a picture, or raises `ReadError` where that can't be done.
    """

    def __init__(self, meter: Meter, scanned: Scanned = _no_pictures) -> None:
        self.meter = meter
        self.scanned = scanned
        self.out: list[Block | Grid] = []
        self.count = self.pictures = self.whole = 0
        self.notes: list[Note] = []
        self.heads: set[tuple[int, str]] = set()
        self.unread: dict[int, ReadError] = {}  # page: why it could not be read

    def take(self, pages: Iterable[Page]) -> None:
        """Take pages up to the end or to a limit, which is noted."""
        try:
            for page in pages:
                self.add(page)
                self.whole += 1
        except ReadError as error:
            self.notes.append(left_out(self.whole + 1, error))

    def add(self, page: Page) -> None:
        """Take the next page."""
        self.count += 1
        inked = [c.text for c in page.chars if not c.text.isspace()]
        self.meter.text(len(inked))
        garbled = sum(bool(_UNMAPPED.match(t)) for t in inked)
        if (len(inked) < _FEW and page.pictures) or garbled > len(inked) // 3:
            try:
                self.out += self.scanned(page.number)
                self.pictures += 1
            except ReadError as error:
                if error.key not in _LEFT_OUT:
                    raise
                garbage = garbled and error.key == "needs_ocr"
                self.unread[page.number] = fail("unmapped") if garbage else error
            else:
                return
        here = Location(page=page.number)
        grids, outside = ruled_tables(page, here)
        for _ in grids:
            self.meter.table()
        parts = self._between(page, outside, grids, here)
        self._append(parts)

    def _append(self, parts: list[Block | Grid]) -> None:
        at = len(self.out)
        while at and isinstance(self.out[at - 1], Margin):
            at -= 1
        last = self.out[at - 1] if at else None
        first = next((k for k, p in enumerate(parts) if not _is_between(p)), len(parts))
        grid = parts[first] if first < len(parts) else None
        if isinstance(last, Grid) and isinstance(grid, Grid) and continues(last, grid):
            join(last, grid)
            parts = parts[first + 1 :]
        self.out.extend(parts)

    def _between(
        self, page: Page, outside: Sequence[Char], grids: list[Grid], here: Location
    ) -> list[Block | Grid]:
        """Tables, paragraphs and unruled tables of a page from top to bottom."""
        lines, margins = self._without_margins(lines_of(outside), page.height)
        placed: list[tuple[float, Block | Grid]] = [(g.top, g) for g in grids]
        left = min((x.x0 for x in lines), default=0)
        # Text runs as far as the tables do: on a page of short lines none of them is full.
        right = max([x.x1 for x in lines] + [g.edges[-1] for g in grids], default=0)
        borders = [g.top for g in grids]
        at = paragraphs = 0
        tables = len(grids)
        while at < len(lines):
            line = lines[at]
            parts = segments(line)
            open_above = None if placed and min(p[0] for p in placed) < line.top else self._open_unruled()
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
            text, top = line.text, line.top
            while (
                at + 1 < len(lines)
                and goes_on(lines[at], lines[at + 1], left, right)
                and not any(lines[at].top < border < lines[at + 1].top for border in borders)
            ):
                at += 1
                text += lines[at].text
            at += 1
            kind = Margin if line in margins else Paragraph
            placed.append((top, kind(text, place)))
        return [block for _, block in sorted(placed, key=lambda p: p[0])]

    def _open_unruled(self) -> Grid | None:
        """The unruled table that the page before ended with."""
        last = next((p for p in reversed(self.out) if not isinstance(p, Margin)), None)
        return last if isinstance(last, Grid) and not last.ruled else None

    def _without_margins(self, lines: list[Line], height: float) -> tuple[list[Line], list[Line]]:
        """The lines without page numbers and running heads, and those that may turn out to be such."""
        kept, margins, heads = [], [], set()
        for line in lines:
            if _MARGIN * height < line.top < (1 - _MARGIN) * height:
                kept.append(line)
                continue
            text = line.text
            if _PAGE_NUMBER.fullmatch(text):
                continue
            key = (round(line.top), _NUMBERED.sub("#", text))
            heads.add(key)
            if key not in self.heads:
                kept.append(line)
                margins.append(line)
        self.heads |= heads
        return kept, margins

    def end(self) -> list[Block]:
        """The blocks. Raises `ReadError` when there was no page, or none that could be read."""
        if not self.count:
            raise fail("truncated")
        if len(self.unread) == self.count:
            raise next(iter(self.unread.values()))
        if self.pictures == self.count and not self.out:
            raise fail("no_text")
        blocks: list[Block] = []
        for part in self.out:
            if isinstance(part, Grid):
                for row in part.rows:
                    self.meter.row(len(row), sum(len(c.text) for c in row))
                blocks.append(Table(tuple(part.rows), part.place))
            elif isinstance(part, Margin):
                blocks.append(Paragraph(part.text, part.location))
            else:
                blocks.append(part)
        return blocks + [Note(f"第 {n} 页没有读取：{error}") for n, error in self.unread.items()] + self.notes


def _is_between(part: Block | Grid) -> bool:
    """True for 续表 and 单位：万元, which may stand between two parts of a table."""
    return isinstance(part, Paragraph) and bool(_BETWEEN.fullmatch(part.text))
