"""A form's table on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .layouts import Sheet

if TYPE_CHECKING:
    from PIL.Image import Image

_FONTS = (
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
    "SourceHanSerif-Regular.ttc",
    "wqy-zenhei.ttc",
)
_A4 = (8.27, 11.69)  # inches
_MARGIN = 0.6


def font(size: int) -> Any:
    """A Chinese font. Raises `FileNotFoundError` where the machine has none."""
    from PIL import ImageFont

    for name in _FONTS:
        try:
            return ImageFont.truetype(name, size, index=2 if name.startswith("Noto") else 0)
        except OSError:
            continue
    raise FileNotFoundError("no Chinese font")


def draw(sheet: Sheet, dpi: int = 150) -> list[Image]:
    """The pages of a sheet as clean grey images."""
    cut = sheet.breaks or len(sheet.rows)
    parts = [sheet.rows[:cut], sheet.rows[cut:]] if sheet.breaks else [sheet.rows]
    return [_page(sheet, rows, dpi, at == 0, at == len(parts) - 1) for at, rows in enumerate(parts)]


def _page(sheet: Sheet, rows: tuple[tuple[str, ...], ...], dpi: int, first: bool, last: bool) -> Image:
    from PIL import Image, ImageDraw

    wide, high = _A4[::-1] if sheet.landscape else _A4
    page = Image.new("RGB", (round(wide * dpi), round(high * dpi)), "white")
    pen = ImageDraw.Draw(page)
    size = round(sheet.points * dpi / 72)
    left, y = _MARGIN * dpi, _MARGIN * dpi * 1.3
    room = (wide - 2 * _MARGIN) * dpi
    ink = (25, 25, 30)
    if first:
        big = font(round(size * 1.6))
        pen.text((wide * dpi / 2, y), sheet.title, ink, big, anchor="ma")
        y += size * 3
        for line in sheet.lines:
            for piece in _wrapped(line, font(size), room):
                pen.text((left, y), piece, ink, font(size))
                y += size * 1.6
        y += size * 0.4
    y = _grid(pen, rows, sheet.widths, left, y, room, size, max(1, round(dpi / 110)) * sheet.ruled, ink)
    if last:
        for line in sheet.after:
            y += size * 0.8
            pen.text((left, y), line, ink, font(size))
            y += size * 1.2
    return page


def _wrapped(text: str, face: Any, room: float) -> list[str]:
    lines = [""]
    for char in text:
        if face.getlength(lines[-1] + char) > room and lines[-1]:
            lines.append("")
        lines[-1] += char
    return lines


def _grid(
    pen: Any,
    rows: tuple[tuple[str, ...], ...],
    widths: tuple[float, ...],
    left: float,
    top: float,
    room: float,
    size: int,
    rule: int,
    ink: tuple[int, int, int],
) -> float:
    """Draw the ruled table; the y below it."""
    face = font(size)
    edges = [left]
    for width in widths:
        edges.append(edges[-1] + width / sum(widths) * room)
    spans = {at: _span(rows, *at) for at in _owners(rows)}
    texts = {
        (r, c): _wrapped(rows[r][c].strip("^<"), face, edges[c + w] - edges[c] - size * 0.6)
        for (r, c), (_, w) in spans.items()
    }
    heights = [
        max(
            [size * 2.0]
            + [
                len(texts[r, c]) * size * 1.3 + size * 0.7
                for (a, c), (h, _) in spans.items()
                if a == r and h == 1
            ]
        )
        for r in range(len(rows))
    ]
    for (r, c), (h, _) in spans.items():  # tall class cells may need more room than their rows have
        lack = len(texts[r, c]) * size * 1.3 + size * 0.7 - sum(heights[r : r + h])
        for k in range(r, r + h):
            heights[k] += max(0, lack) / h
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    for (r, c), (h, w) in spans.items():
        box = (edges[c], tops[r], edges[c + w], tops[r + h])
        if rule:
            pen.rectangle(box, outline=ink, width=rule)
        lines = texts[r, c]
        y = (box[1] + box[3]) / 2 - len(lines) * size * 1.3 / 2
        for line in lines:
            pen.text(((box[0] + box[2]) / 2, y), line, ink, face, anchor="ma")
            y += size * 1.3
    return tops[-1]


def _owners(rows: tuple[tuple[str, ...], ...]) -> list[tuple[int, int]]:
    """Cells that are drawn. A merged cell torn by a page break is drawn, empty, on the next page."""
    return [
        (r, c)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if not (text == "<" or (text == "^" and r > 0))
    ]


def _span(rows: tuple[tuple[str, ...], ...], r: int, c: int) -> tuple[int, int]:
    height = width = 1
    while r + height < len(rows) and rows[r + height][c] == "^":
        height += 1
    while c + width < len(rows[r]) and rows[r][c + width] == "<":
        width += 1
    return height, width
