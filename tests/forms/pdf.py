"""A layout as a PDF: ruled tables whose cells hold wrapped Chinese text."""

from __future__ import annotations

import html
import io
from collections.abc import Iterator
from functools import cache

from .model import Break, Cell, Grid, Layout

_SIZE = 8.5


def to_pdf(layout: Layout) -> bytes:
    """Upright pages, or pages on their side where a table is wide; each sheet begins on a new page."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer

    wide = any(isinstance(b, Grid) and len(b.rows[0]) > 6 for sheet in layout.sheets for b in sheet.blocks)
    page = landscape(A4) if wide else A4
    story: list[object] = []
    for n, sheet in enumerate(layout.sheets):
        if n:
            story.append(PageBreak())
        widths: list[float] = []
        continued = False
        for block in sheet.blocks:
            if isinstance(block, Break):
                story.append(PageBreak())
                continued = True
            elif isinstance(block, Grid):
                if not continued or len(widths) != len(block.rows[0]):
                    widths = _widths(block, page[0] - 80)
                continued = False
                for k, part in enumerate(_parts(block, layout.page_rows)):
                    story += [PageBreak()] if k else []
                    story += [_table(part, widths), Spacer(1, 14)]
            else:
                story += [Paragraph(html.escape(block), _style()), Spacer(1, 6)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=page, leftMargin=40, rightMargin=40).build(story)
    return file.getvalue()


def _parts(grid: Grid, size: int) -> Iterator[Grid]:
    """The table in pieces of `size` rows; of a cell merged over the edge the second piece has an empty rest."""
    if not size:
        yield grid
        return
    owners: dict[tuple[int, int], tuple[int, int, Cell]] = {
        (r + i, c + j): (r, c, cell)
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if cell
        for i in range(cell.rows)
        for j in range(cell.cols)
    }
    for top in range(0, len(grid.rows), size):
        end = min(top + size, len(grid.rows))
        yield Grid(
            tuple(
                tuple(_piece(*owners[r, c], r, c, top, end) for c in range(len(grid.rows[0])))
                for r in range(top, end)
            )
        )


def _piece(row: int, column: int, cell: Cell, r: int, c: int, top: int, end: int) -> Cell | None:
    first = max(row, top)
    if (r, c) != (first, column):
        return None
    return Cell(cell.text if row >= top else "", min(row + cell.rows, end) - first, cell.cols)


def _table(grid: Grid, widths: list[float]):
    from reportlab.platypus import Table

    spans = [
        ("SPAN", (c, r), (c + cell.cols - 1, r + cell.rows - 1))
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if cell and cell.rows * cell.cols > 1
    ]
    return Table(
        [[_paragraph(cell) for cell in row] for row in grid.rows],
        colWidths=widths,
        style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans],
    )


def _widths(grid: Grid, width: float) -> list[float]:
    """Columns as wide as their longest own text, within bounds, together `width`."""
    longest = [
        max((len(row[c].text) for row in grid.rows if row[c] and row[c].cols == 1), default=4)
        for c in range(len(grid.rows[0]))
    ]
    weights = [min(max(length, 4), 18) for length in longest]
    return [width * weight / sum(weights) for weight in weights]


def _paragraph(cell: Cell | None):
    from reportlab.platypus import Paragraph

    if cell is None or not cell.text:
        return ""
    return Paragraph(html.escape(cell.text).replace("\n", "<br/>"), _style())


@cache
def _style():
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    return ParagraphStyle(
        "cell", fontName="STSong-Light", fontSize=_SIZE, leading=_SIZE * 1.3, wordWrap="CJK"
    )
