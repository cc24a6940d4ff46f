"""Cells with colspan and rowspan → rows on a grid, and rowspans one too long or too short mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ...blocks import Cell, Row
from ...location import Location
from ...vocabulary import classes, column, label
from ..grid import cover, put
from ..safety.limits import Meter

TO_THE_END = 65534  # rows: what browsers make of rowspan="0", and of anything above
_MENDED = 3  # a span may reach so many rows too far; a wider gap is meant so


class Spanned(NamedTuple):
    """A cell as the page has it."""

    text: str
    across: int = 1
    down: int = 1


class Line(NamedTuple):
    """A row as the page has it; no span leaves its `group` (tbody, thead)."""

    place: Location
    group: int
    cells: Sequence[Spanned]


@dataclass(slots=True)
class _Span:
    """A cell of an earlier row that covers `left` more rows; 0 when the row before was its last."""

    text: str
    column: int
    across: int
    left: int


def lay_out(lines: Sequence[Line], meter: Meter) -> list[Row]:
    """The rows as a browser places them, and better where a span is certainly wrong."""
    rows = _placed(lines, meter, None)
    widths = [len(row) for row in rows]
    ((width, count),) = Counter(widths).most_common(1) or [(0, 0)]
    if count == len(rows) or count * 2 <= len(rows):
        return rows
    return _placed(lines, Meter(meter.limits), _Mender(width, widths))


class _Mender:
    """Mends the spans above a row that doesn't fit the table's `width`, where only one way would do."""

    def __init__(self, width: int, widths: list[int]) -> None:
        self.width, self.widths = width, widths

    def mend(self, spans: list[_Span], index: int, cells: Sequence[Spanned]) -> None:
        """Change how far `spans` reach, before row `index` is placed."""
        reaching = [s for s in spans if s.left]
        missing = self.width - sum(c.across for c in cells) - sum(s.across for s in reaching)
        first = classes(cells[0].text) if cells else frozenset()
        if missing < 0:
            alike = sorted((s for s in reaching if first & classes(s.text)), key=lambda s: s.column)
            # 成本 and 满意度 name both levels: with an outer class still open, they are the inner one.
            for chosen in (reaching, alike, alike[-1:]):
                if _width(chosen) == -missing and all(self.is_odd(index, s) for s in chosen):
                    for span in chosen:
                        span.left = 0
                    return
        elif missing > 0 and _is_record(cells):
            ended = sorted((s for s in spans if not s.left and classes(s.text)), key=lambda s: s.column)
            other = [s for s in ended if not first & classes(s.text)]
            chosen = other if _width(other) == missing or len(first) < 2 else ended[:1]
            if _width(chosen) == missing:
                for span in chosen:
                    span.left = 1

    def is_odd(self, index: int, span: _Span) -> bool:
        """True when every further row under the span is pushed out of the table."""
        rest = self.widths[index : index + span.left]
        return len(rest) <= _MENDED and all(width > self.width for width in rest)


def _width(spans: Sequence[_Span]) -> int:
    return sum(s.across for s in spans)


def _is_record(cells: Sequence[Spanned]) -> bool:
    """False for the rows of labels, notes and signatures, which are often short of cells."""
    first = cells[0].text if cells else ""
    return len(cells) > 1 and bool(first) and not (label(first) or column(first) or set(first) & set("：:"))


def _placed(lines: Sequence[Line], meter: Meter, mender: _Mender | None) -> list[Row]:
    rows: list[Row] = []
    spans: list[_Span] = []
    for index, line in enumerate(lines):
        if index and line.group != lines[index - 1].group:
            spans = []
        if mender is not None:
            mender.mend(spans, index, line.cells)
        spans = [s for s in spans if s.left]
        covered = {s.column + k for s in spans for k in range(s.across)} if spans else ()
        for span in spans:
            span.left -= 1
        row: list[Cell] = []
        characters = 0
        for text, across, down in line.cells:
            while len(row) in covered:
                cover(row, 1, line.place, down=True)
            characters += len(text)
            if down > 1 or mender is not None:
                spans.append(_Span(text, len(row), across, down - 1))
            put(row, text, line.place, across)
            if across > 1 and len(row) > meter.limits.columns:
                _trim(row, meter.limits.columns)
        while len(row) in covered:
            cover(row, 1, line.place, down=True)
        meter.row(len(row), characters)
        rows.append(tuple(row))
    return rows


def _trim(cells: list[Cell], limit: int) -> None:
    """Drop covered cells on the right that only an oversized colspan made."""
    while len(cells) > limit and not cells[-1].text:
        cells.pop()
