"""Rich text (.rtf, often posing as .doc): paragraphs, and tables by the edges of their cells.

Read here and not through LibreOffice: no program has to be installed, and nothing is lost on the way.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from ...blocks import Block, Cell, Paragraph, Row
from ...errors import fail
from ...location import Location
from ..grid import cover, framed, put
from ..safety.limits import Limits, Meter, over
from .rtftokens import Token, tokens

_RTF = b"{\\rtf"
_NEAR = 45  # twips (0.8 mm): edges so near are one; Word's rows rarely agree to the twip


@dataclass(slots=True)
class _Edge:
    """Where a cell ends, and whether it only continues the one on its left or (`below`) above."""

    right: int
    covered: bool
    below: bool = False


@dataclass(slots=True)
class _Shape:
    """The definition of a row."""

    left: int = 0
    edges: list[_Edge] = field(default_factory=list)
    covered: bool = False  # of the cell that is being defined, as `below`
    below: bool = False


@dataclass(slots=True)
class _Rows:
    """A table being read: its rows with their shapes and nested blocks, and the open row."""

    place: Location
    rows: list[tuple[list[str], _Shape, list[Block]]] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    text: str = ""
    inner: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Story:
    """The body, or a text box: its blocks, its open tables from the outermost on, its open paragraph."""

    blocks: list[Block] = field(default_factory=list)
    tables: list[_Rows] = field(default_factory=list)
    text: str = ""
    later: list[Block] = field(default_factory=list)  # of text boxes anchored in the paragraph
    in_table: bool = False
    depth: int = 0

    @property
    def level(self) -> int:
        """How deep in tables the open paragraph is; some writers leave \\intbl out."""
        if self.in_table:
            return max(self.depth, 1)
        return len(self.tables) if self.tables and self.tables[-1].cells else 0


def accepts(data: bytes, suffix: str) -> bool:
    """True for rich text under any name."""
    del suffix
    return data[:64].lstrip().startswith(_RTF)


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the document; locations are `段 N` and `表 N 行 N 列 N`. Raises `ReadError`."""
    reader = _Reader(Meter(limits))
    for token in tokens(data):
        reader.take(token)
    blocks = reader.end_story()
    if not blocks:
        raise fail("empty")
    return blocks


class _Reader:
    """Takes tokens; numbers paragraphs and tables as they are met."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.story = _Story()
        self.stories: list[tuple[int, _Story]] = []  # those around a text box, with the depth of its group
        self.groups = 0
        self.shape = _Shape()
        self.outer: list[tuple[int, _Shape]] = []  # shapes around that of a nested row, with its group
        self.paragraphs = 0

    def take(self, token: Token) -> None:
        """One token."""
        word, number = token.word, token.number
        if not word:
            self.story.text += token.text
        elif word == "{":
            self.groups += 1
        elif word == "}":
            if self.stories and self.stories[-1][0] == self.groups:
                blocks = self.end_story()
                self.story = self.stories.pop()[1]
                self.story.later += blocks
            if self.outer and self.outer[-1][0] == self.groups:
                self.shape = self.outer.pop()[1]
            self.groups -= 1
        elif word == "nesttableprops":
            self.outer.append((self.groups, self.shape))
        elif word == "shptxt":
            if len(self.stories) >= self.meter.limits.depth:
                over("depth", self.meter.limits.depth)
            self.stories.append((self.groups, self.story))
            self.story = _Story()
        elif word in ("par", "sect"):
            self.end_paragraph()
        elif word in ("cell", "nestcell"):
            self.end_cell(1 if word == "cell" else max(self.story.level, 2))
        elif word in ("row", "nestrow"):
            self.end_row(1 if word == "row" else max(self.story.level, 2))
        elif word == "pard":
            self.story.in_table, self.story.depth = False, 0
        elif word == "intbl":
            self.story.in_table = True
        elif word == "itap" and number is not None:
            if number > self.meter.limits.depth:
                over("depth", self.meter.limits.depth)
            self.story.in_table, self.story.depth = number > 0, number
        else:
            self.define(word, number or 0)

    def define(self, word: str, number: int) -> None:
        """A word of a row's definition."""
        if word == "trowd":
            self.shape = _Shape()
        elif word == "trleft":
            self.shape.left = number
        elif word in ("clmrg", "clvmrg"):
            self.shape.covered = True
            self.shape.below = self.shape.below or word == "clvmrg"
        elif word == "cellx":
            if len(self.shape.edges) >= self.meter.limits.columns:
                over("columns", self.meter.limits.columns)
            self.shape.edges.append(_Edge(number, self.shape.covered, self.shape.below))
            self.shape.covered = self.shape.below = False

    def end_paragraph(self) -> None:
        """A paragraph of the story, or a line of the open cell."""
        story = self.story
        if story.level:
            self.open_tables(story.level)
            story.tables[-1].text += story.text + "\n"
            story.tables[-1].inner += story.later
        else:
            self.close_tables(0)
            self.paragraphs += 1
            text = _whole(story.text).strip()
            if text:
                self.meter.text(len(text))
                story.blocks.append(Paragraph(text, Location(paragraph=self.paragraphs)))
            story.blocks += story.later
        story.text, story.later = "", []

    def end_cell(self, level: int) -> None:
        """The open cell of the table at `level` is complete."""
        self.open_tables(level)
        table, story = self.story.tables[-1], self.story
        lines = _whole(table.text + story.text).split("\n")
        table.cells.append("\n".join(filter(None, (line.strip() for line in lines))))
        table.inner += story.later
        table.text, story.text, story.later = "", "", []
        if len(table.cells) > self.meter.limits.columns:
            over("columns", self.meter.limits.columns)

    def end_row(self, level: int) -> None:
        """The open row is complete; it has the shape that was defined last."""
        self.open_tables(level)
        table = self.story.tables[-1]
        if table.cells:
            if len(table.rows) >= self.meter.limits.rows:
                over("rows", self.meter.limits.rows)
            table.rows.append((table.cells, self.shape, table.inner))
        table.cells, table.inner = [], []

    def open_tables(self, level: int) -> None:
        """Have tables open down to `level` and no deeper."""
        self.close_tables(level)
        while len(self.story.tables) < level:
            self.story.tables.append(_Rows(Location(table=self.meter.table())))

    def close_tables(self, level: int) -> None:
        """Complete the tables below `level`; they belong to the open row above them, or to the story."""
        tables = self.story.tables
        while len(tables) > level:
            table = tables.pop()
            if table.cells or table.text.strip():
                table.cells += [table.text.strip()] if table.text.strip() else []
                table.rows.append((table.cells, self.shape, table.inner))
            (tables[-1].inner if tables else self.story.blocks).extend(_blocks(table, self.meter))

    def end_story(self) -> list[Block]:
        """All blocks of the story."""
        if self.story.text.strip() or self.story.later:
            self.end_paragraph()
        self.close_tables(0)
        return self.story.blocks


def _blocks(table: _Rows, meter: Meter) -> list[Block]:
    """The table on the grid of all its edges, and what was nested in it."""
    edges = sorted({e for _, shape, _ in table.rows for e in (shape.left, *(x.right for x in shape.edges))})
    grid = [edge for k, edge in enumerate(edges) if k == 0 or edge - edges[k - 1] > _NEAR]
    if len(grid) > meter.limits.columns:
        over("columns", meter.limits.columns)

    def column(edge: int) -> int:
        return max(bisect_left(grid, edge + 1) - 1, 0)

    def row(number: int, texts: list[str], shape: _Shape) -> Row:
        place = table.place._replace(row=number)
        cells: list[Cell] = []
        cover(cells, column(shape.left), place)
        for k, text in enumerate(texts):
            edge = shape.edges[k] if k < len(shape.edges) else _Edge(0, False)
            across = max(column(edge.right) - len(cells), 1)
            if edge.below:
                cover(cells, across, place, down=True)
            else:
                put(cells, "" if edge.covered else text, place, across)
        cover(cells, len(grid) - 1 - len(cells), place)
        meter.row(len(cells), sum(map(len, texts)))
        return tuple(cells)

    rows = [(row(k, texts, shape), inner) for k, (texts, shape, inner) in enumerate(table.rows, 1)]
    return framed(rows, table.place)


def _whole(text: str) -> str:
    """Text with the halves of surrogate pairs joined."""
    if any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return text
