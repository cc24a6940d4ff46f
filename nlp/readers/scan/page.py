"""One page: a picture → tables and paragraphs in reading order, with the confidence of each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...blocks import Block, Cell, Paragraph, Table, row_of
from ...location import Location
from ..safety.limits import Meter
from . import clean, lines, recognise
from .box import Box
from .recognise import Text
from .ruling import Frame, frames
from .words import joined, mended

if TYPE_CHECKING:
    from .clean import Grey

_DOUBTFUL = 0.3  # below, a shape is a smudge or a picture rather than print


def read_page(image: Any, page_number: int, meter: Meter) -> list[Block]:
    """Blocks of a page given as a PIL image or an array (RGB or grey); none for a page without text."""
    recognise.demand()
    meter.scan(page_number)
    page = clean.straight(clean.grey(_array(image)))
    black = clean.black(page)
    tables = frames(black)
    cells = [cell for table in tables for cell in table.cells]
    inside, outside = lines.by_cell(recognise.find(page), cells)
    boxes = {cell: lines.lines_of(cell, inside.get(cell, ()), black) for cell in cells}
    order = [*(line for group in boxes.values() for line in group), *((box,) for box in outside)]
    texts = dict(zip(order, recognise.read([lines.cut(page, line) for line in order]), strict=True))
    here = Location(page=page_number)
    placed: list[tuple[int, Block]] = []
    for number, table in enumerate(tables, 1):
        meter.table()
        placed.append((table.box.y0, _table(table, boxes, texts, here._replace(table=number), meter)))
    placed += _paragraphs([(box, texts[(box,)]) for box in outside], here, meter)
    return [block for _, block in sorted(placed, key=lambda p: p[0])]


def _array(image: Any) -> Any:
    import numpy as np

    return np.asarray(image if getattr(image, "mode", "") in ("", "L", "RGB") else image.convert("RGB"))


def _table(
    frame: Frame, boxes: dict[Box, list[lines.Line]], texts: dict[lines.Line, Text], place: Location, meter: Meter
) -> Table:
    rows = []
    for number, row in enumerate(frame.rows, 1):
        here = place._replace(row=number)
        cells = []
        for column, box in enumerate(row, 1):
            read = [t for t in (texts[line] for line in boxes[box]) if t.sure >= _DOUBTFUL] if box else []
            text = mended(joined([t.text for t in read]))
            cells.append(Cell(text, here, column, min((t.sure for t in read), default=None)))
        meter.row(len(cells), sum(len(c.text) for c in cells))
        rows.append(tuple(cells))
    return Table(tuple(rows), place)


def _paragraphs(
    found: list[tuple[Box, Text]], here: Location, meter: Meter
) -> list[tuple[int, Block]]:
    """Lines outside tables from top to bottom; words far apart on one line are a label and its value."""
    rows: list[list[tuple[Box, Text]]] = []
    for box, text in sorted(found, key=lambda f: f[0].y0 + f[0].y1):
        if text.sure < _DOUBTFUL or not text.text:
            continue
        if rows and rows[-1][-1][0].beside(box):
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    out: list[tuple[int, Block]] = []
    for number, row in enumerate(rows, 1):
        row.sort(key=lambda f: f[0].x0)
        place = here._replace(paragraph=number)
        meter.text(sum(len(t.text) for _, t in row))
        block: Block
        if len(row) > 1 and not any("：" in t.text or ":" in t.text for _, t in row):
            block = Table((row_of([t.text for _, t in row], place),), place, grid=False)
        else:
            block = Paragraph("  ".join(t.text for _, t in row), place)
        out.append((row[0][0].y0, block))
    return out
