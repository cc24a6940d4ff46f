"""What a reader hands to the layouts: tables of cells and paragraphs, each with its place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: its text (paragraphs joined by newlines) and its place in the document.

    The covered part of a merged cell is a cell with text ''.
    """

    text: str
    location: str = ""


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. `grid` is False for text dumps, where rows may lack or gain cells."""

    rows: tuple[Row, ...]
    location: str = ""
    grid: bool = True


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph outside tables."""

    text: str
    location: str = ""


Block = Table | Paragraph
