"""Writes a layout in every format: the same cells and paragraphs everywhere."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Callable, Iterator

from .model import Break, Cell, Grid, Layout, Sheet
from .pdf import to_pdf


def to_txt(layout: Layout) -> bytes:
    """A row a line, a TAB between cells; a covered place is an empty cell, a line break a space."""
    lines: list[str] = []
    for sheet in layout.sheets:
        for row in _lines(sheet):
            lines.append("\t".join(text.replace("\n", " ") for text in row))
        lines.append("")
    return "\n".join(lines).encode()


def to_csv(layout: Layout) -> bytes:
    """The same rows with commas, as Excel saves them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    for sheet in layout.sheets:
        writer.writerows([*_lines(sheet), []])
    return file.getvalue().encode("utf-8-sig")


def _lines(sheet: Sheet) -> Iterator[list[str]]:
    """Rows of a sheet without its merges; an empty row parts two tables, unless a page ends between them."""
    before: object = None
    for block in sheet.blocks:
        if isinstance(block, Grid):
            if isinstance(before, Grid):
                yield []
            yield from block.texts()
        elif isinstance(block, str):
            yield [block]
        before = block


def to_html(layout: Layout) -> bytes:
    """A page with colspan and rowspan."""
    parts = ["<!DOCTYPE html>", '<html><head><meta charset="utf-8"><title>公开</title></head><body>']
    if layout.html:
        return "\n".join([*parts, layout.html, "</body></html>"]).encode()
    for sheet in layout.sheets:
        for block in sheet.blocks:
            if isinstance(block, Grid):
                parts += ['<table border="1">', *map(_row, block.rows), "</table>"]
            elif isinstance(block, str):
                parts.append(f"<p>{html.escape(block)}</p>")
    return "\n".join([*parts, "</body></html>"]).encode()


def _row(row: tuple[Cell | None, ...]) -> str:
    return f"<tr>{''.join(_td(cell) for cell in row if cell)}</tr>"


def _td(cell: Cell) -> str:
    rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
    cols = f' colspan="{cell.cols}"' if cell.cols > 1 else ""
    return f"<td{rows}{cols}>{html.escape(cell.text).replace(chr(10), '<br>')}</td>"


def to_docx(layout: Layout) -> bytes:
    """A document with merged cells; each sheet begins on a new page."""
    import docx

    file = docx.Document()
    for n, sheet in enumerate(layout.sheets):
        if n:
            file.add_page_break()
        before: object = None
        for block in sheet.blocks:
            if isinstance(block, Grid):
                if isinstance(before, Grid):
                    file.add_paragraph()  # without it Word makes one table of two
                _add_table(file, block)
            elif isinstance(block, Break):
                file.add_page_break()
            else:
                file.add_paragraph(block)
            before = block
    file.add_paragraph()
    return _saved(file.save)


def _add_table(file, grid: Grid) -> None:
    table = file.add_table(len(grid.rows), len(grid.rows[0]), style="Table Grid")
    places = [row.cells for row in table.rows]  # before merging: each look-up walks the whole table
    for r, row in enumerate(grid.rows):
        for c, cell in enumerate(row):
            if cell is None:
                continue
            if cell.rows * cell.cols > 1:
                places[r][c].merge(places[r + cell.rows - 1][c + cell.cols - 1])
            first, *more = cell.text.split("\n")
            places[r][c].paragraphs[0].text = first
            for text in more:
                places[r][c].add_paragraph(text)


def to_xlsx(layout: Layout) -> bytes:
    """A workbook with merged cells; numbers are numbers, a paragraph is merged over the table's width."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in layout.sheets:
        page = book.create_sheet(sheet.name)
        width = max((len(b.rows[0]) for b in sheet.blocks if isinstance(b, Grid)), default=1)
        top, before = 1, None
        for block in sheet.blocks:
            if isinstance(block, Grid) and isinstance(before, Grid):
                top += 1
            if isinstance(block, str):
                block = Grid(((Cell(block, 1, width), *[None] * (width - 1)),))
            before = block
            if isinstance(block, Grid):
                _fill(page, block, top)
                top += len(block.rows)
    return _saved(book.save)


def _fill(page, grid: Grid, top: int) -> None:
    for r, row in enumerate(grid.rows, top):
        for c, cell in enumerate(row, 1):
            if cell is None:
                continue
            page.cell(r, c).value = _number(cell.text)
            if isinstance(page.cell(r, c).value, str):
                page.cell(r, c).data_type = "s"  # "=3场" is no formula
            if cell.rows * cell.cols > 1:
                page.merge_cells(
                    start_row=r, start_column=c, end_row=r + cell.rows - 1, end_column=c + cell.cols - 1
                )


def _number(text: str) -> str | int | float | None:
    """A number as Excel would keep it; codes and what it would write differently stay text."""
    if not text:
        return None
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        return number if str(number) == text and len(text) < 11 else text
    return text


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    file = io.BytesIO()
    save(file)
    return file.getvalue()


WRITERS: dict[str, Callable[[Layout], bytes]] = {
    "txt": to_txt,
    "csv": to_csv,
    "html": to_html,
    "docx": to_docx,
    "xlsx": to_xlsx,
    "pdf": to_pdf,
}
