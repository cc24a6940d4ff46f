"""Makes an archive of any size: `python -m tests.scoring.batch.archive OUT N [SEED]`.

docx 40 %, xlsx 30 %, html 15 %, txt 10 %, pdf 5 %; one file in a hundred is broken, one in ten is a near
copy of an earlier one (another year, one figure changed). The same N and seed give the same bytes.

Word and Excel files come from a real document for each shape of table, made once by their library, in
which marks are replaced by texts: a few milliseconds a file instead of fifty.
"""

from __future__ import annotations

import io
import random
import re
import sys
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from html import escape
from pathlib import Path

from .phrases import BENEFITS, COMMON, HEADS, OUTPUTS, PLACES, UNITS, WORKS

SHARES = (("docx", 40), ("xlsx", 30), ("html", 15), ("txt", 10), ("pdf", 5))
_MARK = re.compile(r"⟦(\d+)\.(\d+)⟧")
_STILL = (2020, 1, 1, 0, 0, 0)  # a zip member's time: the same bytes in every run
_KEPT = 200  # forms that a later one may be a near copy of


@dataclass(frozen=True)
class Form:
    """One project's form: its unit, year and name, and rows of level 1, level 2, name and value."""

    unit: str
    year: int
    project: str
    rows: tuple[tuple[str, str, str, str], ...]

    @property
    def title(self) -> str:
        return f"{self.unit}{self.year}年项目支出绩效目标申报表"

    @property
    def cells(self) -> list[tuple[str, str, str, str]]:
        return [("项目名称", self.project, "", ""), HEADS, *self.rows]


def forms(seed: int = 7) -> Iterator[Form]:
    """Ever new forms; one in ten is an earlier one, but for its year and a figure."""
    chance = random.Random(seed)
    kept: list[Form] = []
    while True:
        if kept and chance.random() < 0.1:
            form = _near_copy(chance.choice(kept), chance)
        else:
            form = _new_form(chance)
        if len(kept) < _KEPT:
            kept.append(form)
        else:
            kept[chance.randrange(_KEPT)] = form
        yield form


def _new_form(chance: random.Random) -> Form:
    unit, work, place = chance.choice(UNITS), chance.choice(WORKS), chance.choice(PLACES)
    rows = [_row(part, work, place, chance) for part in chance.sample(OUTPUTS, chance.randint(3, 6))]
    rows += [_row(part, work, place, chance) for part in chance.sample(BENEFITS, chance.randint(2, 4))]
    rows += chance.sample(COMMON, chance.randint(1, 3))
    rows.sort(key=lambda row: (row[0] != "产出指标", row[0] != "效益指标", row[1]))
    return Form(unit, chance.randint(2019, 2026), f"{place}{work}", tuple(rows))


def _row(
    part: tuple[str, str, str, str], work: str, place: str, chance: random.Random
) -> tuple[str, str, str, str]:
    number, share = chance.randint(2, 900), chance.randint(80, 100)
    words = {"work": work, "place": place, "n": number, "p": share, "m": chance.randint(1, 12)}
    return (part[0], part[1], part[2].format(**words), part[3].format(**words))


def _near_copy(form: Form, chance: random.Random) -> Form:
    rows = list(form.rows)
    i = chance.randrange(len(rows))
    rows[i] = (*rows[i][:3], re.sub(r"\d+", lambda m: str(int(m[0]) + 1), rows[i][3]))
    return replace(form, year=form.year + 1, rows=tuple(rows))


def html(form: Form) -> bytes:
    """A page with a table."""
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in form.cells
    )
    page = f'<html><head><meta charset="utf-8"></head><body><h1>{form.title}</h1><table>{rows}</table></body></html>'
    return page.encode()


def txt(form: Form) -> bytes:
    """A dump of the form: cells behind tabs, a row ends with an empty line."""
    rows = ("".join(f"\t{text}\n" for text in row) + "\n" for row in form.cells)
    return f"{form.title}\n{''.join(rows)}".encode()


def pdf(form: Form) -> bytes:
    """A ruled table by reportlab with the CID font STSong-Light."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, A4, invariant=1)
    canvas.setFont("STSong-Light", 9)
    canvas.drawString(60, 790, form.title)
    xs, height = (40, 110, 215, 415, 555), 22
    ys = [770 - height * i for i in range(len(form.cells) + 1)]
    canvas.grid(xs, ys)
    for row, y in zip(form.cells, ys[1:], strict=True):
        for text, x in zip(row, xs, strict=False):
            canvas.drawString(x + 3, y + 7, text)
    canvas.save()
    return out.getvalue()


def docx(form: Form) -> bytes:
    """A Word document with merged level cells."""
    return _filled(_word_shape(_shape(form)), form)


def xlsx(form: Form) -> bytes:
    """A workbook with merged level cells."""
    return _filled(_sheet_shape(_shape(form)), form)


def _shape(form: Form) -> tuple[int, ...]:
    """The lengths of the runs of rows that share level 1."""
    runs = [0]
    for i, row in enumerate(form.rows):
        if i and row[0] != form.rows[i - 1][0]:
            runs.append(0)
        runs[-1] += 1
    return tuple(runs)


def _marks(shape: tuple[int, ...]) -> list[list[str]]:
    return [[f"⟦{i}.{j}⟧" for j in range(4)] for i in range(2 + sum(shape))]


@cache
def _word_shape(shape: tuple[int, ...]) -> _Shape:
    from docx import Document

    rows = _marks(shape)
    document = Document()
    document.add_heading("⟦99.0⟧", 1)
    table = document.add_table(len(rows), 4, style="Table Grid")
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    first = 2
    for run in shape:
        for k in range(1, run):  # a merged cell has one text
            table.cell(first + k, 0).text = ""
        table.cell(first, 0).merge(table.cell(first + run - 1, 0)).text = rows[first][0]
        first += run
    out = io.BytesIO()
    document.save(out)
    return _taken_apart(out.getvalue())


@cache
def _sheet_shape(shape: tuple[int, ...]) -> _Shape:
    from xlsxwriter import Workbook

    rows = _marks(shape)
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2020, 1, 1)})
    sheet = book.add_worksheet("绩效目标表")
    sheet.write(0, 0, "⟦99.0⟧")
    for i, row in enumerate(rows):
        for j, text in enumerate(row):
            sheet.write(i + 1, j, text)
    first = 3
    for run in shape:
        if run > 1:
            sheet.merge_range(first, 0, first + run - 1, 0, rows[first - 1][0])
        first += run
    book.close()
    return _taken_apart(out.getvalue())


@dataclass(frozen=True)
class _Shape:
    """A document without the members that have marks, as a zip file, and those members."""

    still: bytes
    marked: Mapping[str, str]


def _taken_apart(data: bytes) -> _Shape:
    out, marked = io.BytesIO(), {}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if "⟦".encode() in content:
                marked[name] = content.decode()
            elif "thumbnail" not in name:
                new.writestr(zipfile.ZipInfo(name, _STILL), content, zipfile.ZIP_DEFLATED)
    return _Shape(out.getvalue(), marked)


def _filled(shape: _Shape, form: Form) -> bytes:
    """The document with texts in place of the marks; only members that have marks are compressed anew."""
    cells = {(99, 0): form.title}
    cells |= {(i, j): text for i, row in enumerate(form.cells) for j, text in enumerate(row)}
    out = io.BytesIO(shape.still)
    with zipfile.ZipFile(out, "a") as file:
        for name, content in shape.marked.items():
            text = _MARK.sub(lambda m: escape(cells[int(m[1]), int(m[2])]), content)
            file.writestr(zipfile.ZipInfo(name, _STILL), text, zipfile.ZIP_DEFLATED, 1)
    return out.getvalue()


def broken(data: bytes, chance: random.Random) -> bytes:
    """Cut off, replaced by noise, or nothing at all."""
    how = chance.randrange(3)
    return data[: len(data) // 3] if how == 0 else chance.randbytes(3000) if how == 1 else b""


def write_archive(folder: Path, count: int, seed: int = 7) -> list[str]:
    """Write `count` files below `folder`, by unit and year; the paths of the broken ones."""
    chance = random.Random(seed + 1)
    writers = {"docx": docx, "xlsx": xlsx, "html": html, "txt": txt, "pdf": pdf}
    kinds = [kind for kind, share in SHARES for _ in range(share)]
    spoiled, made = [], forms(seed)
    deck: list[str] = []
    folders: set[Path] = set()
    for number in range(count):
        if not deck:
            deck = chance.sample(kinds, len(kinds))
        kind, form = deck.pop(), next(made)
        path = Path(form.unit) / str(form.year) / f"{form.project}-{number:06d}.{kind}"
        data = writers[kind](form)
        if number % 100 == 57:
            # A piece of a text is a text: those are emptied.
            data = b"" if kind in ("txt", "html") else broken(data, chance)
            spoiled.append(path.as_posix())
        target = folder / path
        if target.parent not in folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            folders.add(target.parent)
        target.write_bytes(data)
    return spoiled


if __name__ == "__main__":
    bad = write_archive(Path(sys.argv[1]), int(sys.argv[2]), *map(int, sys.argv[3:4]))
    print(f"{sys.argv[2]} files, {len(bad)} of them broken", file=sys.stderr)
