"""Ruled tables of a page (img2table): where their cells are, which of them are merged."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .box import Box
from .clean import bitmap

if TYPE_CHECKING:
    from .clean import Grey


@dataclass(frozen=True, slots=True)
class Frame:
    """A table without its texts. A merged cell is its box at its first place and None at the others."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]

    @property
    def cells(self) -> list[Box]:
        """All cells in reading order."""
        return [cell for row in self.rows for cell in row if cell is not None]


def frames(black: Grey) -> list[Frame]:
    """The ruled tables of a page in black and white, from top to bottom."""
    from img2table.document import Image

    found = []
    for table in Image(bitmap(black)).extract_tables():
        seen: set[Box] = set()
        rows = []
        for texts in table.content.values():
            row: list[Box | None] = []
            for cell in texts:
                box = Box(cell.bbox.x1, cell.bbox.y1, cell.bbox.x2, cell.bbox.y2)
                row.append(None if box in seen else box)
                seen.add(box)
            rows.append(tuple(row))
        box = Box(table.bbox.x1, table.bbox.y1, table.bbox.x2, table.bbox.y2)
        found.append(Frame(box, tuple(rows)))
    return sorted(found, key=lambda frame: (frame.box.y0, frame.box.x0))
