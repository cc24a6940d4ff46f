"""Pages of texts, lines and boxes, drawn once and written as PDF (reportlab) and as OFD (by hand)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

MM = 25.4 / 72
NAMESPACE = "http://www.ofdspec.org/2016"


@dataclass(frozen=True)
class Text:
    """Characters from `x` on; `y` is the baseline, from the top. `turn` is against the clock."""

    x: float
    y: float
    text: str
    size: float = 10
    turn: int = 0
    down: bool = False  # characters stand, one below the other


@dataclass(frozen=True)
class Line:
    """A stroked line. `grey` is 0 for black and 1 for white."""

    x0: float
    y0: float
    x1: float
    y1: float
    width: float = 0.5
    grey: float = 0
    alpha: float = 1
    dashed: bool = False
    red: bool = False


@dataclass(frozen=True)
class Box:
    """A filled box without border."""

    x0: float
    y0: float
    x1: float
    y1: float
    grey: float = 1
    alpha: float = 1


Page = list[Text | Line | Box]
LEFT = None  # a cell covered by the one on its left
ABOVE = ...  # a cell covered by the one above
Cells = Sequence[Sequence[object]]


@dataclass
class Style:
    """How a table is drawn."""

    pad: float = 4
    leading: float = 14
    size: float = 10
    line: dict[str, float] = field(default_factory=dict)
    without: Callable[[int, int, str], bool] = lambda row, column, side: False


def table(
    cells: Cells,
    widths: Sequence[float],
    x: float = 60,
    y: float = 60,
    heights: Sequence[float] | None = None,
    style: Style | None = None,
) -> Page:
    """A table's borders and texts, cell by cell. `LEFT` and `ABOVE` stand for covered cells."""
    style = style or Style()
    count = len(cells)
    heights = heights or [
        style.leading * max(1, *(t.count("\n") + 1 for t in row if isinstance(t, str))) + 6 for row in cells
    ]
    xs = [x + sum(widths[:k]) for k in range(len(widths) + 1)]
    ys = [y + sum(heights[:k]) for k in range(count + 1)]
    page: Page = []
    for i, row in enumerate(cells):
        for k, text in enumerate(row):
            sides = {
                "left": (xs[k], ys[i], xs[k], ys[i + 1]),
                "right": (xs[k + 1], ys[i], xs[k + 1], ys[i + 1]),
                "top": (xs[k], ys[i], xs[k + 1], ys[i]),
                "bottom": (xs[k], ys[i + 1], xs[k + 1], ys[i + 1]),
            }
            covered = {
                "left": text is LEFT
                or (text is ABOVE and k > 0 and row[k - 1] is ABOVE and _joined(cells, i, k)),
                "right": k + 1 < len(row)
                and (
                    row[k + 1] is LEFT or (text is ABOVE and row[k + 1] is ABOVE and _joined(cells, i, k + 1))
                ),
                "top": text is ABOVE or (text is LEFT and i > 0 and _top_joined(cells, i, k)),
                "bottom": i + 1 < count
                and (cells[i + 1][k] is ABOVE or (text is LEFT and _top_joined(cells, i + 1, k))),
            }
            page += [
                Line(*sides[s], **style.line) for s in sides if not covered[s] and not style.without(i, k, s)
            ]
            if isinstance(text, str):
                for n, line in enumerate(text.split("\n")):
                    if line:
                        page.append(
                            Text(xs[k] + style.pad, ys[i] + style.leading * (n + 1), line, style.size)
                        )
    return page


def _joined(cells: Cells, i: int, k: int) -> bool:
    """True when the covered cell (i, k) belongs to the same merged cell as the one on its left."""
    while cells[i][k] is ABOVE:
        i -= 1
    return cells[i][k] is LEFT


def _top_joined(cells: Cells, i: int, k: int) -> bool:
    while cells[i][k] is LEFT:
        k -= 1
    return cells[i][k] is ABOVE


def pdf(*pages: Page, size: tuple[float, float] = (595, 842)) -> bytes:
    """The pages by reportlab."""
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size)
    height = size[1]
    for page in pages:
        for item in page:
            canvas.saveState()
            if isinstance(item, Text):
                canvas.setFont("STSong-Light", item.size)
                for k, part in enumerate(item.text if item.down else [item.text]):
                    canvas.saveState()
                    canvas.translate(item.x, height - item.y - (k * item.size if item.down else 0))
                    canvas.rotate(item.turn)
                    canvas.drawString(0, 0, part)
                    canvas.restoreState()
            elif isinstance(item, Line):
                canvas.setLineWidth(item.width)
                canvas.setStrokeGray(item.grey)
                if item.red:
                    canvas.setStrokeColorRGB(0.9, 0.1, 0.1)
                canvas.setStrokeAlpha(item.alpha)
                if item.dashed:
                    canvas.setDash(2, 2)
                canvas.line(item.x0, height - item.y0, item.x1, height - item.y1)
            else:
                canvas.setFillGray(item.grey)
                canvas.setFillAlpha(item.alpha)
                canvas.rect(item.x0, height - item.y1, item.x1 - item.x0, item.y1 - item.y0, stroke=0, fill=1)
            canvas.restoreState()
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def ofd(
    *pages: Page,
    size: tuple[float, float] = (595, 842),
    template: Page = (),  # type: ignore[assignment]
    documents: int = 1,
    more: dict[str, bytes] | None = None,
) -> bytes:
    """The pages as an OFD; with `documents` > 1 they are dealt out to so many documents in one file."""
    parts: dict[str, str] = {}
    bodies = []
    share = -(-len(pages) // documents)
    for number in range(documents):
        own = pages[number * share : (number + 1) * share]
        root = f"Doc_{number}"
        bodies.append(
            f"<ofd:DocBody><ofd:DocInfo><ofd:DocID>{number:032}</ofd:DocID></ofd:DocInfo>"
            f"<ofd:DocRoot>{root}/Document.xml</ofd:DocRoot></ofd:DocBody>"
        )
        box = f"<ofd:PhysicalBox>0 0 {size[0] * MM:.4f} {size[1] * MM:.4f}</ofd:PhysicalBox>"
        templates = '<ofd:TemplatePage ID="900" BaseLoc="Tpls/Tpl_0/Content.xml"/>' if template else ""
        entries = "".join(
            f'<ofd:Page ID="{k + 1}" BaseLoc="Pages/Page_{k}/Content.xml"/>' for k in range(len(own))
        )
        parts[f"{root}/Document.xml"] = _xml(
            "Document",
            f"<ofd:CommonData><ofd:MaxUnitID>99999</ofd:MaxUnitID><ofd:PageArea>{box}</ofd:PageArea>{templates}"
            f"</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages>",
        )
        if template:
            parts[f"{root}/Tpls/Tpl_0/Content.xml"] = _content(template, "")
        for k, page in enumerate(own):
            use = '<ofd:Template TemplateID="900"/>' if template else ""
            parts[f"{root}/Pages/Page_{k}/Content.xml"] = _content(page, use)
    parts["OFD.xml"] = _xml("OFD", "".join(bodies), ' Version="1.1" DocType="OFD"')
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        for name, data in (more or {}).items():
            file.writestr(name, data)
    return out.getvalue()


def _xml(name: str, inside: str, attributes: str = "") -> str:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ofd:{name} xmlns:ofd="{NAMESPACE}"{attributes}>'
        f"{inside}</ofd:{name}>"
    )


def _content(page: Page, use: str) -> str:
    objects = "".join(_object(item, number) for number, item in enumerate(page, 1000))
    return _xml("Page", f'{use}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content>')


def _object(item: Text | Line | Box, number: int) -> str:
    if isinstance(item, Text):
        return _text(item, number)
    x, y = min(item.x0, item.x1) * MM, min(item.y0, item.y1) * MM
    w, h = abs(item.x1 - item.x0) * MM, abs(item.y1 - item.y0) * MM
    value = " ".join([str(round(item.grey * 255))] * 3)
    if isinstance(item, Line) and item.red:
        value = "230 26 26"
    colour = f'Value="{value}" Alpha="{round(item.alpha * 255)}"'
    head = f'<ofd:PathObject ID="{number}" Boundary="{x:.4f} {y:.4f} {max(w, 0.1):.4f} {max(h, 0.1):.4f}"'
    if isinstance(item, Line):
        dash = ' DashPattern="1 1"' if item.dashed else ""
        return (
            f'{head} LineWidth="{item.width * MM:.4f}"{dash}><ofd:StrokeColor {colour}/>'
            f"<ofd:AbbreviatedData>M 0 0 L {w:.4f} {h:.4f}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    return (
        f'{head} Stroke="false" Fill="true"><ofd:FillColor {colour}/><ofd:AbbreviatedData>'
        f"M 0 0 L {w:.4f} 0 L {w:.4f} {h:.4f} L 0 {h:.4f} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _text(item: Text, number: int) -> str:
    """The first character's offset from the boundary is the baseline; equal steps are grouped."""
    size = item.size * MM
    steps = [size if ord(c) > 0x2000 else size / 2 for c in item.text[:-1]]
    x, y = item.x * MM, item.y * MM
    offsets = f' DeltaX="{" ".join(f"{s:.4f}" for s in steps)}"' if steps else ""
    matrix = {90: ' CTM="0 -1 1 0 0 0"', 270: ' CTM="0 1 -1 0 0 0"'}.get(item.turn, "")
    if item.down and len(item.text) > 1:
        offsets = f' DeltaY="g {len(item.text) - 1} {size:.4f}"'
    elif len(set(steps)) == 1:
        offsets = f' DeltaX="g {len(steps)} {steps[0]:.4f}"'
    at = 'X="0" Y="0"'
    text = item.text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f'<ofd:TextObject ID="{number}" Boundary="{x:.4f} {y:.4f} {size * len(item.text):.4f} {size:.4f}"'
        f' Font="2" Size="{size:.4f}"{matrix}><ofd:TextCode {at}{offsets}>{text}</ofd:TextCode></ofd:TextObject>'
    )
