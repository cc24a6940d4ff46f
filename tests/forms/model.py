"""Forms as data: what a bureau files, and the right answer beside it.

A layout is one TOML file in `layouts/`. `[[sheets]]` holds the form as it is drawn, a row a line:

    项目支出绩效目标表                      a line without | is a paragraph outside the table
    项目名称 | 古树名木保护 | <<            | parts the cells; << : the cell before goes on to the right edge
    产出指标 | 数量指标 | 古树挂牌数量      ⏎ is a line break inside a cell
    ^        | <        | 修复围栏数量      ^ belongs to the cell above, < to the cell on the left
    ----                                    the form goes on on the next page

An empty line ends a table. `[[projects]]` and `records` are what a reader has to find: `records` has a line of field
names and a line an indicator, 〃 repeats the line above. `[vary]` lists other wordings of `{word}` in the sheets:
each gives a document of its own with the same answer, so a new heading is one word there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "layouts"
FORMATS = ("txt", "html", "docx", "xlsx", "pdf")
NUMBERS = ("weight", "points", "budget")


@dataclass(frozen=True)
class Cell:
    """A cell with its text over `rows` × `cols` places."""

    text: str
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True)
class Grid:
    """All places of a table; None where a merged cell covers the place."""

    rows: tuple[tuple[Cell | None, ...], ...]

    def texts(self) -> list[list[str]]:
        """The rows with '' where a merged cell covers the place."""
        return [[cell.text if cell else "" for cell in row] for row in self.rows]


@dataclass(frozen=True)
class Break:
    """The end of a page inside a form."""


Block = str | Grid | Break


@dataclass(frozen=True)
class Sheet:
    """One sheet of a workbook, or a stretch of pages."""

    name: str
    blocks: tuple[Block, ...]


Row = dict[str, str]


@dataclass(frozen=True)
class Layout:
    """A document to write, and what has to be found in it.

    `records` and `projects` hold the fields that the file states; None: which projects a reader makes of it is open. `html` is markup for what no well-formed
    document can hold; `formats` are those in which the layout can be drawn at all; after `page_rows` rows
    of a table a PDF begins a new page, whatever is merged there.
    """

    id: str
    sheets: tuple[Sheet, ...]
    unit: str
    projects: tuple[Row, ...] | None
    records: tuple[Row, ...]
    unread: tuple[str, ...] = ()
    formats: tuple[str, ...] = FORMATS
    html: str = ""
    page_rows: int = 0
    stated: frozenset[str] = field(default=frozenset())


def layouts() -> list[Layout]:
    """Every layout, with its variants, in the order of the file names."""
    return [layout for path in sorted(FOLDER.glob("*/*.toml")) for layout in load(path)]


def load(path: Path) -> Iterator[Layout]:
    """The layout of one file: as it stands, then with each other wording of a word in `[vary]`."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    vary: dict[str, list[str]] = data.get("vary", {})
    usual = {word: wordings[0] for word, wordings in vary.items()}
    yield _layout(path, path.stem, data, usual)
    for word, wordings in vary.items():
        for wording in wordings[1:]:
            yield _layout(path, f"{path.stem}[{wording}]", data, {**usual, word: wording})


def _layout(path: Path, id: str, data: dict, words: dict[str, str]) -> Layout:
    sheets = tuple(
        Sheet(_put(sheet.get("name", f"表{n}"), words), tuple(blocks(_put(sheet["body"], words), path.name)))
        for n, sheet in enumerate(data.get("sheets", ()), 1)
    )
    projects = tuple({k: str(v) for k, v in project.items()} for project in data.get("projects", ()))
    records = tuple(table(_put(data.get("records", ""), words), path.name))
    if len(projects) == 1:
        records = tuple({"project": projects[0]["name"], **record} for record in records)
    return Layout(
        id=id,
        sheets=sheets,
        unit=data.get("unit", ""),
        projects=None if data.get("projects_open") else projects,
        records=records,
        unread=tuple(data.get("unread", ())),
        formats=tuple(data.get("formats", FORMATS)),
        html=data.get("html", ""),
        page_rows=data.get("page_rows", 0),
        stated=frozenset(key for record in records for key in record),
    )


def _put(text: str, words: dict[str, str]) -> str:
    for word, wording in words.items():
        text = text.replace("{" + word + "}", wording)
    return text


def table(text: str, name: str) -> Iterator[Row]:
    """The lines of `records` as mappings."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines:
        return
    keys, *rows = ([part.strip() for part in line.split("|")] for line in lines)
    above: Row = {}
    for row in rows:
        if len(row) != len(keys):
            raise ValueError(f"{name}: records: {len(row)} parts instead of {len(keys)}: {' | '.join(row)}")
        above = {
            key: above[key] if part == "〃" else part.replace("⏎", "\n")
            for key, part in zip(keys, row, strict=True)
        }
        yield above


def blocks(body: str, name: str) -> Iterator[Block]:
    """Paragraphs, tables and page ends of a sheet as it is drawn."""
    rows: list[list[str]] = []
    for line in [*body.splitlines(), ""]:
        if "|" in line:
            rows.append([part.strip().replace("⏎", "\n") for part in line.split("|")])
            continue
        if rows:
            yield grid(rows, name)
            rows = []
        if line.strip() == "----":
            yield Break()
        elif line.strip():
            yield line.strip()


def grid(rows: list[list[str]], name: str) -> Grid:
    """The table of rows with their marks ^ < <<. Raises ValueError for a row of another width."""
    width = max(map(len, rows))
    owners: list[list[tuple[int, int]]] = []
    for r, row in enumerate(rows):
        if row[-1] == "<<":
            row[-1:] = ["<"] * (width - len(row) + 1)
        if len(row) != width:
            raise ValueError(f"{name}: {len(row)} cells instead of {width}: {' | '.join(row)}")
        owners.append([])
        for c, mark in enumerate(row):
            owner = owners[r][c - 1] if mark == "<" else owners[r - 1][c] if mark == "^" else (r, c)
            owners[r].append(owner)
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    for r, line in enumerate(owners):
        for c, owner in enumerate(line):
            bottom, right = spans.get(owner, owner)
            spans[owner] = (max(bottom, r), max(right, c))
    if sum((b - r + 1) * (e - c + 1) for (r, c), (b, e) in spans.items()) != width * len(rows):
        raise ValueError(f"{name}: a merged cell is no rectangle")
    return Grid(
        tuple(
            tuple(
                Cell(text, spans[r, c][0] - r + 1, spans[r, c][1] - c + 1) if owners[r][c] == (r, c) else None
                for c, text in enumerate(row)
            )
            for r, row in enumerate(rows)
        )
    )
