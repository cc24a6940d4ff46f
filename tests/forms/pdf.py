"""A layout as a PDF: ruled tables whose cells hold wrapped Chinese text."""

from __future__ import annotations

import html
import io
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
        for block in sheet.blocks:
            if isinstance(block, Break):
                story.append(PageBreak())
            elif isinstance(block, Grid):
                story += [_table(block, page[0] - 80), Spacer(1, 14)]
            else:
                story += [Paragraph(html.escape(block), _style()), Spacer(1, 6)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=page, margin=40, leftMargin=40, rightMargin=40).build(story)
    return file.getvalue()


def _table(grid: Grid, width: float):
    from reportlab.platypus import Table

    spans = [
        ("SPAN", (c, r), (c + cell.cols - 1, r + cell.rows - 1))
        for r, row in enumerate(grid.rows)
        for c, cell in enumerate(row)
        if cell and cell.rows * cell.cols > 1
    ]
    return Table(
        [[_paragraph(cell) for cell in row] for row in grid.rows],
        colWidths=_widths(grid, width),
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
