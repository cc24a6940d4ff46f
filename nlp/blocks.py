"""What a reader hands to the layouts: tables of cells and paragraphs, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from .location import NOWHERE, Location


class Cell(NamedTuple):
    """A table cell: its text (paragraphs joined by newlines) and its place in the document.

    `row` is the place of the row, which all its cells share, `column` counts from 1 (0: unknown).
    The covered part of a merged cell is a cell with text ''; `covered` is True where the merged cell began in a
    row above and the format says so; `across` counts the columns that it takes, 0 where the format says nothing.
    `recognised` is the confidence of the character recognition that the text
    came from, 0 to 1, None for text that was text already.
    """

    text: str
    row: Location = NOWHERE
    column: int = 0
    recognised: float | None = None
    covered: bool = False
    across: int = 0

    @property
    def location(self) -> Location:
        """The place of the cell itself."""
        return self.row._replace(column=self.column) if self.column else self.row


Row = tuple[Cell, ...]


def row_of(texts: list[str] | tuple[str, ...], place: Location = NOWHERE) -> Row:
    """A row of cells in columns 1, 2, 3 … at `place`."""
    return tuple(Cell(text, place, column) for column, text in enumerate(texts, 1))


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `grid` is False for text dumps, where rows may lack or gain cells."""

    rows: tuple[Row, ...]
    location: Location = NOWHERE
    grid: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables."""

    text: str
    location: Location = NOWHERE


Block = Table | Paragraph
