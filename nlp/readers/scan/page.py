"""One page: a picture → tables and paragraphs in reading order, with the confidence of each cell."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING, Any

from ...blocks import Block, Cell, Paragraph, Table, row_of
from ...location import Location
from ..safety.limits import Meter
from . import clean, lines, recognise, signs
from .box import Box
from .lines import Line
from .recognise import Text
from .rules import continued, smooth
from .ruling import Frame, frames
from .words import joined, mended

if TYPE_CHECKING:
    from .clean import Cleaned

_LEAST = 24  # pixels: lower or narrower holds no line of text
_FEW = 4  # characters: fewer on a whole page are a shape in a picture, or a page number
_WRONG_WAY = 0.6  # a page whose usual line is less sure than this may stand on its head


@dataclass(frozen=True, slots=True)
class _Seen:
    """What was found on a page: its tables, the lines of each cell, those outside and what they say."""

    tables: list[Frame]
    inside: dict[Box, list[Line]]
    outside: list[Box]
    texts: dict[Line, Text]

    @property
    def sure(self) -> float:
        """How sure the usual line is."""
        return median([t.average for t in self.texts.values()] or [0.0])

    @property
    def characters(self) -> int:
        """How many letters and digits there are."""
        return sum(sum(map(str.isalnum, t.text)) for t in self.texts.values() if t.is_print)


def read_page(image: Any, page_number: int, meter: Meter) -> list[Block]:
    """Blocks of a page given as a PIL image or an array (RGB or grey); none for a page without text."""
    recognise.demand()
    meter.scan(page_number)
    array = _array(image)
    if min(array.shape[:2]) < _LEAST:
        return []
    seen = _seen(clean.cleaned(array))
    if seen.characters < _FEW:
        return []
    here = Location(page=page_number)
    placed: list[tuple[int, Block]] = []
    for table in seen.tables:
        meter.table()
        place = here._replace(table=len(placed) + 1)
        placed.append((table.box.y0, _table(table, seen, place, meter)))
    placed += _paragraphs(seen, here, meter)
    return [block for _, block in sorted(placed, key=lambda p: p[0])]


def _array(image: Any) -> Any:
    import numpy as np

    return np.asarray(image if getattr(image, "mode", "L") in ("L", "RGB") else image.convert("RGB"))


def _seen(scan: Cleaned) -> _Seen:
    """What is on the page, whichever way up it was scanned."""
    found = recognise.find(scan.page)
    if 2 * sum(box.height > 1.5 * box.width for box in found) > len(found) > 3:
        scan = scan.turned(1)
        found = recognise.find(scan.page)
    seen = _recognised(scan, found)
    if len(seen.texts) < 4 or seen.sure >= _WRONG_WAY:
        return seen
    scan = scan.turned(2)
    turned = _recognised(scan, recognise.find(scan.page))
    return turned if turned.sure > seen.sure else seen


def _recognised(scan: Cleaned, found: list[Box]) -> _Seen:
    high = round(median([box.height for box in found] or [0]))
    page = clean.without_specks(scan.page, high)
    black = continued(clean.black(page), scan.seals, high)
    tables = frames(smooth(black, high) if scan.grainy else black, found)
    ink = clean.black(page, pale=0.0 if scan.grainy else 0.5)
    cells = [cell for table in tables for cell in table.cells]
    within, outside = lines.by_cell(found, cells)
    inside = {cell: lines.lines_of(cell, within.get(cell, ()), ink, high) for cell in cells}
    order = [*(line for group in inside.values() for line in group), *((box,) for box in outside)]
    texts = dict(zip(order, recognise.read([lines.cut(page, line) for line in order]), strict=True))
    signs.reread(page, tables, inside, texts)
    return _Seen(tables, inside, outside, texts)


def _table(frame: Frame, seen: _Seen, place: Location, meter: Meter) -> Table:
    rows = []
    for number, row in enumerate(frame.rows, 1):
        here = place._replace(row=number)
        cells = tuple(_cell(box, seen, here, column) for column, box in enumerate(row, 1))
        meter.row(len(cells), sum(len(c.text) for c in cells))
        rows.append(cells)
    return Table(tuple(rows), place)


def _cell(box: Box | None, seen: _Seen, row: Location, column: int) -> Cell:
    read = [seen.texts[line] for line in seen.inside[box]] if box else []
    read = [text for text in read if text.is_print]
    if not read:
        return Cell("", row, column)
    return Cell(mended(joined([t.text for t in read])), row, column, min(t.sure for t in read))


def _paragraphs(seen: _Seen, here: Location, meter: Meter) -> list[tuple[int, Block]]:
    """Lines outside tables from top to bottom; words far apart on one line are a label and its value."""
    rows: list[list[tuple[Box, str]]] = []
    for box in sorted(seen.outside, key=lambda b: b.y0 + b.y1):
        found = seen.texts[(box,)]
        if not found.is_print:
            continue
        text = mended(found.text)
        if rows and rows[-1][-1][0].beside(box):
            rows[-1].append((box, text))
        else:
            rows.append([(box, text)])
    out: list[tuple[int, Block]] = []
    number = 0
    for row in rows:
        texts = [text for _, text in sorted(row)]
        meter.text(sum(map(len, texts)))
        top = row[0][0].y0
        if len(texts) > 1 and not any("：" in text or ":" in text for text in texts):
            number += 1
            place = here._replace(paragraph=number)
            out.append((top, Table((row_of(texts, place),), place, grid=False)))
            continue
        for text in texts:  # 项目名称：…      填报单位：…
            number += 1
            out.append((top, Paragraph(text, here._replace(paragraph=number))))
    return out
