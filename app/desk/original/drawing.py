"""What stands in a document, as plain data for the page: sheets, tables, paragraphs, lines, pages that are pictures.

Every row has its place, as `Location` numbers it, so that findings can be shown where they stand.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path

from ....nlp.blocks import Block, Paragraph, Table
from ....nlp.errors import ReadError
from ....nlp.location import Location
from ....nlp.readers.excel import workbook
from ....nlp.readers.excel.sheet import Sheet
from ....nlp.readers.pdf import document as pdf
from ....nlp.readers.safety.limits import DEFAULT, Limits
from ....nlp.readers.safety.markup import parse_xml
from ....nlp.readers.safety.package import Package
from ....nlp.readers.scan import picture
from ....nlp.readers.word import docx
from ....nlp.reading import blocks_of, content_of
from ...reports.comments.places import find_places

_MOST_ROWS, _MOST_COLUMNS, _MOST_CHARACTERS = 20_000, 120, 2000
_DPI = 110
Range = tuple[int, int, int, int]  # first row and column, last row and column, from 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table, a paragraph or a line of text: where it stands, and its cells from column `left` of its part."""

    place: Location
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet, table, run of paragraphs or lines, or a page as a picture. `kind`: sheet table text page; `rest` rows
    more are not shown."""

    kind: str
    title: str = ""
    page: int = 0
    left: int = 1
    lines: tuple[Line, ...] = ()
    merged: tuple[Range, ...] = ()
    rest: int = 0


class DrawError(Exception):
    """There is nothing to be drawn. `str(error)` is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is to be drawn to `out`: the document `source` of the file at `path` that is called `name` (its parts as
    JSON), or one `page` of it (JPEG)."""

    path: Path
    name: str
    source: str
    out: Path
    page: int = 0

    def write(self) -> None:
        """Draw it. Raises DrawError."""
        try:
            data = content_of(self.path.read_bytes(), self.name, self.source)
            if self.page:
                self.out.write_bytes(_picture(data, self.page))
            else:
                parts = [asdict(p) for p in parts_of(data, self.source.rpartition("!")[2])]
                self.out.write_text(json.dumps(parts, ensure_ascii=False), "utf-8", "replace")
        except (ReadError, OSError) as error:
            raise DrawError(f"原文显示不出来：{error}") from error


def parts_of(data: bytes, name: str, limits: Limits = DEFAULT) -> list[Part]:
    """The parts of a document in order. Raises ReadError."""
    suffix = Path(name).suffix.lower()
    if workbook.accepts(data, suffix):
        return [_sheet(s) for s in workbook.sheets(data, limits) if s.texts]
    found = blocks_of(data, name, limits)
    if isinstance(found, str):
        texts = found.splitlines()
        lines = tuple(Line(Location(line=n), (_cut(text),)) for n, text in enumerate(texts[:_MOST_ROWS], 1))
        return [Part("text", lines=lines, rest=len(texts) - len(lines))]
    parts = list(_blocks(found, _merges(data, limits) if docx.accepts(data, suffix) else {}))
    seen = (pdf.accepts(data, suffix) and find_spec("pypdfium2")) or picture.accepts(data, suffix)
    return list(_with_pages(parts)) if seen else parts


def _sheet(sheet: Sheet) -> Part:
    texts = sheet.texts[:_MOST_ROWS]
    while texts and not any(texts[-1]):
        texts.pop()
    lines = [
        Line(Location(sheet.title, row=n), tuple(map(_cut, row[:_MOST_COLUMNS])))
        for n, row in enumerate(texts, sheet.top + 1)
    ]
    merged = [(a + 1, b + 1, c + 1, d + 1) for (a, b), (c, d) in sheet.merged]
    rest = max(0, len(sheet.texts) - _MOST_ROWS)
    return Part("sheet", sheet.title, 0, sheet.left + 1, tuple(lines), tuple(merged), rest)


def _blocks(blocks: Sequence[Block], merges: dict[int, tuple[Range, ...]]) -> Iterator[Part]:
    """Tables page by page, and what stands between them."""
    for is_table, run in groupby(blocks, key=lambda b: isinstance(b, Table)):
        for block in run if is_table else ():
            assert isinstance(block, Table)
            for (page, table), rows in groupby(
                block.rows, key=lambda r: (r[0].row.page, r[0].row.table) if r else (0, 0)
            ):
                lines = tuple(
                    Line(r[0].row, tuple(_cut(c.text) for c in r[:_MOST_COLUMNS])) for r in rows if r
                )
                yield Part("table", page=page, lines=lines, merged=merges.get(table, ()))
        if not is_table:
            texts = [b for b in run if isinstance(b, Paragraph)]
            for page, some in groupby(texts, key=lambda b: b.location.page):
                yield Part("text", page=page, lines=tuple(Line(b.location, (_cut(b.text),)) for b in some))


def _with_pages(parts: Sequence[Part]) -> Iterator[Part]:
    """Before what was read of each page the page itself."""
    shown = 0
    for part in parts:
        for page in range(shown + 1, (part.page or 1) + 1):
            yield Part("page", f"第 {page} 页", page)
        shown = max(shown, part.page or 1)
        yield part


def _merges(data: bytes, limits: Limits) -> dict[int, tuple[Range, ...]]:
    """The merged cells of each table of a Word document."""
    package = Package(data, limits)
    root = parse_xml(package.stream(docx.main_part(package)))
    found: dict[int, tuple[Range, ...]] = {}
    for table, rows in find_places(root).tables.items():
        assert isinstance(table, int)  # of a workbook it would be a sheet's name
        spans: dict[int, list[tuple[int, int]]] = {}
        for row, cells in rows.items():
            for column, spot in cells.items():
                spans.setdefault(spot.element, []).append((row, column + 1))
        corners = [(min(at), max(at)) for at in spans.values() if len(at) > 1]
        found[table] = tuple((*first, *last) for first, last in corners)
    return found


def _picture(data: bytes, page: int) -> bytes:
    """A page as JPEG."""
    import io

    if pdf.accepts(data, ""):
        from ....nlp.readers.scan.render import render

        image = render(data, page, dpi=_DPI)
    else:
        from PIL import Image

        image = Image.open(io.BytesIO(data))
        image.seek(page - 1)
        image.thumbnail((1600, 2400))
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=80)
    return out.getvalue()


def _cut(text: str) -> str:
    return text if len(text) <= _MOST_CHARACTERS else f"{text[:_MOST_CHARACTERS]}…"


def parts_from(text: str) -> list[Part]:
    """The parts that `Drawing.write` has written."""
    found = []
    for part in json.loads(text):
        lines = (Line(Location(*line["place"]), tuple(line["cells"])) for line in part["lines"])
        found.append(Part(**part | {"lines": tuple(lines), "merged": tuple(map(tuple, part["merged"]))}))
    return found
