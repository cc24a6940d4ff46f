"""Content of PDF pages → characters and rules. pdfminer interprets it, we keep what shows on paper."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ..pages.page import Brush, Char, Drawing, Page, light, written
from ..safety.limits import Meter, over
from .open import open_document

if TYPE_CHECKING:
    from pdfminer.layout import LTChar

Clip = tuple[float, ...] | None  # x0, y0, x1, y1 in points from the lower left corner


def read_pages(data: bytes, meter: Meter) -> Iterator[Page]:
    """Pages one by one. Raises `ReadError`."""
    from pdfminer.pdfinterp import PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every small fault of a font
    device_of, interpreter_of = _classes()
    resources = PDFResourceManager()
    for number, leaf in enumerate(PDFPage.create_pages(open_document(data, meter)), 1):
        if number > meter.limits.pages:
            over("pages", meter.limits.pages)
        device = device_of(resources)
        interpreter_of(resources, device).process_page(leaf)
        yield device.drawing.page(number, device.width, device.height)


@lru_cache
def _classes() -> tuple[Any, Any]:
    """Our device and interpreter; made on first use, since pdfminer is not imported before."""
    from pdfminer.converter import PDFLayoutAnalyzer
    from pdfminer.layout import LTChar
    from pdfminer.pdffont import PDFUnicodeNotDefined
    from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter
    from pdfminer.pdftypes import dict_value, num_value
    from pdfminer.utils import apply_matrix_pt, apply_matrix_rect

    class Device(PDFLayoutAnalyzer):
        """Draws on a `Drawing`."""

        def begin_page(self, page: Any, ctm: Any) -> None:
            x0, y0, x1, y1 = apply_matrix_rect(ctm, page.mediabox)
            self.drawing, self.width, self.height = Drawing(), abs(x1 - x0), abs(y1 - y0)

            self.run = 0

        def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
            self.run += 1
            super().render_string(textstate, seq, ncs, graphicstate)

        def end_page(self, page: Any) -> None:
            pass

        def begin_figure(self, name: str, bbox: Any, matrix: Any) -> None:
            pass

        def end_figure(self, name: str) -> None:
            pass

        def render_image(self, name: str, stream: Any) -> None:
            self.drawing.count()
            self.drawing.pictures = True

        def render_char(  # pdfminer's signature
            self,
            matrix: Any,
            font: Any,
            fontsize: float,
            scaling: float,
            rise: float,
            cid: int,
            ncs: Any,
            graphicstate: Any,
        ) -> float:
            try:
                text = written(font.to_unichr(cid))
            except PDFUnicodeNotDefined:
                text = f"(cid:{cid})"
            width, shift = font.char_width(cid), font.char_disp(cid)
            char = LTChar(matrix, font, fontsize, scaling, rise, text, width, shift, ncs, graphicstate)
            if _shows(char, graphicstate.clip):
                self.drawing.char(_placed(char, text, font.is_vertical(), self.height, self.run))
            return char.adv

        def paint_path(self, gstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Any) -> None:
            scale = (abs(self.ctm[0] * self.ctm[3] - self.ctm[1] * self.ctm[2])) ** 0.5
            pen = _brush(gstate.scolor, gstate.scs, gstate.stroke_alpha, gstate, scale) if stroke else None
            paint = _brush(gstate.ncolor, gstate.ncs, gstate.fill_alpha, gstate, scale) if fill else None
            for points in _runs(path):
                placed = [apply_matrix_pt(self.ctm, p) for p in points]
                self.drawing.path([(x, self.height - y) for x, y in placed], pen, paint)

    class State(PDFGraphicState):
        """Knows also how transparent paint is, and the box beyond which nothing shows."""

        stroke_alpha = fill_alpha = 1.0
        clip: Clip = None

        def copy(self) -> State:
            state = State()
            state.__dict__.update(self.__dict__)
            return state

    class Interpreter(PDFPageInterpreter):
        def init_state(self, ctm: Any) -> None:
            super().init_state(ctm)
            self.graphicstate: Any = State()

        def do_gs(self, name: Any) -> None:
            states = dict_value(self.resources.get("ExtGState") or {})
            state = dict_value(states.get(getattr(name, "name", ""), {}))
            for key, of in (("CA", "stroke_alpha"), ("ca", "fill_alpha")):
                if key in state:
                    setattr(self.graphicstate, of, num_value(state[key]))
            if "LW" in state:
                self.graphicstate.linewidth = num_value(state["LW"])

        def do_W(self) -> None:
            points = [apply_matrix_pt(self.ctm, p) for run in _runs(self.curpath) for p in run]
            # A curve has no box that is known here: it clips nothing.
            if points and all(step[0] in "mlh" for step in self.curpath):
                self.graphicstate.clip = _within(points, self.graphicstate.clip)

        do_W_a = do_W

    return Device, Interpreter


def _within(points: Sequence[tuple[float, float]], clip: Clip) -> Clip:
    """The box of the points, as far as it lies in another."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    return box if clip is None else (*map(max, clip[:2], box[:2]), *map(min, clip[2:], box[2:]))


def _shows(char: LTChar, clip: Clip) -> bool:
    """False where the middle of a character is cut off: tables drawn over two pages write a merged cell on both."""
    x, y = (char.x0 + char.x1) / 2, (char.y0 + char.y1) / 2
    return clip is None or (clip[0] <= x <= clip[2] and clip[1] <= y <= clip[3])


def _placed(char: LTChar, text: str, vertical: bool, height: float, run: int) -> Char:
    a, b, _, d, _, _ = char.matrix
    if vertical:
        turn = 270
    elif abs(b) > abs(a):
        turn = 90 if b > 0 else 270
    else:
        turn = 180 if a < 0 and d < 0 else 0
    size = char.width if turn in (90, 270) and not vertical else char.size
    return Char(text, char.x0, height - char.y1, char.x1, height - char.y0, size, turn, run)


def _runs(path: Sequence[Any]) -> Iterator[list[tuple[float, float]]]:
    """The straight runs of a path; curves end them."""
    run: list[tuple[float, float]] = []
    for step in path:
        kind, *rest = step
        if kind in ("m", "c", "v", "y") and run:
            yield run
            run = []
        if kind == "h":
            run += run[:1]
        else:
            run.append((float(rest[-2]), float(rest[-1])))
    if run:
        yield run


def _brush(colour: Any, space: Any, alpha: float, state: Any, scale: float) -> Brush:
    dashes = list(state.dash[0]) if state.dash and state.dash[0] else []
    return Brush(
        light=_light(colour, getattr(space, "name", ""), alpha),
        visible=alpha > 0,
        opaque=alpha >= 1,
        width=float(state.linewidth or 0) * scale,
        dashed=any(dashes),
    )


def _light(colour: Any, space: str, alpha: float) -> tuple[float, ...]:
    parts = colour if isinstance(colour, (tuple, list)) else (colour,)
    if not parts or space == "Indexed" or not all(isinstance(p, (int, float)) for p in parts):
        return light((0.0,), False, alpha)
    return light(parts, len(parts) == 4 or space in ("Separation", "DeviceN"), alpha)
