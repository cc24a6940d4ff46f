"""Documents as abstract grids with spans, and small writers that render them in every format."""

from __future__ import annotations

import csv
import html
import importlib.util
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Span:
    """A cell with text over `rows` × `cols` grid places; paragraphs are separated by newlines."""

    text: str
    rows: int = 1
    cols: int = 1


Spec = str | Span
BELOW, RIGHT = "below", "right"  # why a grid place holds no cell of its own


@dataclass(frozen=True)
class Grid:
    """Rows of cells; places covered by a span are left out of the rows, as in HTML."""

    rows: Sequence[Sequence[Spec]]

    def places(self) -> list[list[Span | str]]:
        """The full matrix: a `Span` where a cell begins, BELOW or RIGHT where one covers the place."""
        matrix: dict[tuple[int, int], Span | str] = {}
        for r, row in enumerate(self.rows):
            c = 0
            for spec in row:
                while (r, c) in matrix:
                    c += 1
                cell = spec if isinstance(spec, Span) else Span(spec)
                for i in range(cell.rows):
                    for j in range(cell.cols):
                        matrix[r + i, c + j] = cell if i == j == 0 else BELOW if j == 0 else RIGHT
                c += cell.cols
        width = max(c for _, c in matrix) + 1
        assert len(matrix) == width * len(self.rows), "a fixture's rows must fill its grid"
        return [[matrix[r, c] for c in range(width)] for r in range(len(self.rows))]


Doc = Sequence[str | Grid]


def to_docx(doc: Doc) -> bytes:
    import docx

    file = docx.Document()
    for block in doc:
        if isinstance(block, str):
            file.add_paragraph(block)
            continue
        places = block.places()
        table = file.add_table(len(places), len(places[0]), style="Table Grid")
        for r, row in enumerate(places):
            for c, cell in enumerate(row):
                if isinstance(cell, Span):
                    target = table.cell(r, c)
                    if cell.rows * cell.cols > 1:
                        target = target.merge(table.cell(r + cell.rows - 1, c + cell.cols - 1))
                    first, *more = cell.text.split("\n")
                    target.paragraphs[0].text = first
                    for paragraph in more:
                        target.add_paragraph(paragraph)
    file.add_paragraph()  # Word wants one at the end; without it LibreOffice drops a last table from a .doc
    return _saved(file.save)


def to_xlsx(doc: Doc) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "表一"
    top = 1
    for block in doc:
        places = [[Span(block)]] if isinstance(block, str) else block.places()
        for r, row in enumerate(places):
            for c, cell in enumerate(row):
                if isinstance(cell, Span):
                    at = sheet.cell(top + r, c + 1)
                    at.value = cell.text or None
                    at.data_type = "s"
                    if cell.rows * cell.cols > 1:
                        sheet.merge_cells(
                            start_row=top + r,
                            start_column=c + 1,
                            end_row=top + r + cell.rows - 1,
                            end_column=c + cell.cols,
                        )
        top += len(places) + 1
    return _saved(book.save)


def to_xls(doc: Doc) -> bytes:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("表一")
    top = 0
    for block in doc:
        places = [[Span(block)]] if isinstance(block, str) else block.places()
        for r, row in enumerate(places):
            for c, cell in enumerate(row):
                if isinstance(cell, Span):
                    sheet.write_merge(top + r, top + r + cell.rows - 1, c, c + cell.cols - 1, cell.text)
        top += len(places) + 1
    return _saved(book.save)


def to_html(doc: Doc) -> bytes:
    parts = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>表</title></head><body>"]
    for block in doc:
        if isinstance(block, str):
            parts.append(f"<p>{html.escape(block)}</p>")
            continue
        parts.append("<table>")
        for row in block.places():
            parts.append("<tr>")
            for cell in row:
                if isinstance(cell, Span):
                    text = "".join(f"<p>{html.escape(t)}</p>" for t in cell.text.split("\n"))
                    parts.append(f"<td rowspan='{cell.rows}' colspan='{cell.cols}'>{text}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "\n".join([*parts, "</body></html>"]).encode()


def to_txt(doc: Doc) -> bytes:
    """The published dumps' way: a tab before each cell, an empty line after each row.

    The lower part of a merged cell is a lone tab, its right part is not there at all.
    """
    parts: list[str] = []
    for block in doc:
        if isinstance(block, str):
            parts.append(block + "\n")
            continue
        for row in block.places():
            for cell in row:
                if cell != RIGHT:
                    parts.append(f"\t{cell.text}\n" if isinstance(cell, Span) else "\t\n")
            parts.append("\n")
    return "".join(parts).encode()


def to_csv(doc: Doc) -> bytes:
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for block in doc:
        if isinstance(block, str):
            writer.writerow([block])
            continue
        for row in block.places():
            writer.writerow([c.text if isinstance(c, Span) else "" for c in row])
    return file.getvalue().encode("utf-8-sig")


def to_pdf(doc: Doc) -> bytes:
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A3, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8, leading=10, wordWrap="CJK")
    story = []
    for block in doc:
        if isinstance(block, str):
            story += [Paragraph(html.escape(block), style), Spacer(1, 8)]
            continue
        places = block.places()
        spans = [
            ("SPAN", (c, r), (c + cell.cols - 1, r + cell.rows - 1))
            for r, row in enumerate(places)
            for c, cell in enumerate(row)
            if isinstance(cell, Span) and cell.rows * cell.cols > 1
        ]
        texts = [
            [
                Paragraph(html.escape(c.text).replace("\n", "<br/>"), style) if isinstance(c, Span) else ""
                for c in row
            ]
            for row in places
        ]
        width = 1100 / len(places[0])
        look = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP"), *spans]
        story += [Table(texts, colWidths=[width] * len(places[0]), style=look), Spacer(1, 8)]
    file = io.BytesIO()
    SimpleDocTemplate(file, pagesize=landscape(A3), margin=40).build(story)
    return file.getvalue()


def to_doc(doc: Doc) -> bytes:
    """LibreOffice's Word 97 file of the .docx."""
    return to_docs({"a": doc})["a"]


def to_docs(documents: Mapping[str, Doc]) -> dict[str, bytes]:
    """The same for several at once: starting LibreOffice is what takes long."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{name}.docx") for name in documents}
        for name, path in paths.items():
            path.write_bytes(to_docx(documents[name]))
        profile = f"-env:UserInstallation=file://{folder}/profile"
        convert = [_office() or "", profile, "--headless", "--convert-to", "doc", "--outdir", folder]
        subprocess.run([*convert, *map(str, paths.values())], check=True, capture_output=True, timeout=120)
        return {name: path.with_suffix(".doc").read_bytes() for name, path in paths.items()}


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


WRITERS: dict[str, Callable[[Doc], bytes]] = {
    "html": to_html,
    "docx": to_docx,
    "xlsx": to_xlsx,
    "xls": to_xls,
    "txt": to_txt,
    "csv": to_csv,
    "pdf": to_pdf,
    "doc": to_doc,
}
_NEEDS = {"docx": "docx", "xlsx": "openpyxl", "xls": "xlwt", "pdf": "reportlab"}


def missing(format: str) -> str:
    """What has to be installed to render a format here; '' when nothing."""
    if format == "doc":
        return "" if _office() else "LibreOffice"
    package = _NEEDS.get(format, "")
    return "" if not package or importlib.util.find_spec(package) else package
