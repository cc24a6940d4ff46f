"""Content of OFD pages → characters and rules: text codes with their offsets, path objects, in points."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..pages.page import Brush, Char, Drawing, Page, light, written
from .values import (
    Matrix,
    after,
    channels,
    child,
    children,
    letter_width,
    local,
    numbers,
    point,
    share,
    steps,
    straight,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

_POINTS = 72 / 25.4  # in a millimetre
_DEPTH = 32  # of blocks in blocks
_LINE_WIDTH = "0.353"  # the standard's default
_ASCENT = 0.86  # of the size: how far a character rises over its line


@dataclass
class Resources:
    """What objects refer to by number: ways to draw, kinds of colour, composed drawings."""

    params: dict[str, _Element] = field(default_factory=dict)
    spaces: dict[str, str] = field(default_factory=dict)
    units: dict[str, _Element] = field(default_factory=dict)

    def add(self, root: _Element) -> None:
        """Take in the entries of a resource part."""
        for group in root:
            for entry in group:
                name, key = local(entry), entry.get("ID", "")
                if name == "DrawParam":
                    self.params[key] = entry
                elif name == "ColorSpace":
                    self.spaces[key] = entry.get("Type", "RGB")
                elif name == "CompositeGraphicUnit":
                    self.units[key] = entry

    def copy(self) -> Resources:
        """A copy, to which a page adds its own."""
        return Resources(dict(self.params), dict(self.spaces), dict(self.units))

    def param(self, key: str | None) -> list[_Element]:
        """A way to draw and those that it is based on, nearest first."""
        chain: list[_Element] = []
        while key and key in self.params and self.params[key] not in chain:
            chain.append(self.params[key])
            key = chain[-1].get("Relative")
        return chain


class _State(NamedTuple):
    """What holds for the objects of a block."""

    matrix: Matrix
    params: tuple[_Element, ...] = ()
    alpha: float = 1.0


class Canvas:
    """Draws the content of one page and of its templates."""

    def __init__(self, resources: Resources, box: tuple[float, float, float, float]) -> None:
        self.resources, self.box = resources, box
        self.drawing = Drawing()
        self.runs = 0

    def page(self, number: int) -> Page:
        """The page as drawn."""
        return self.drawing.page(number, self.box[2] * _POINTS, self.box[3] * _POINTS)

    def draw(self, root: _Element) -> None:
        """Draw the layers of a page or template: the background first, the foreground last."""
        layers = list(children(child(root, "Content"), "Layer"))
        start: Matrix = (_POINTS, 0, 0, _POINTS, -self.box[0] * _POINTS, -self.box[1] * _POINTS)
        order = {"Background": 0, "Body": 1, "Foreground": 2}
        for layer in sorted(layers, key=lambda e: order.get(e.get("Type", "Body"), 1)):
            self._block(layer, _State(start, tuple(self.resources.param(layer.get("DrawParam")))), 0)

    def _block(self, block: _Element, state: _State, depth: int) -> None:
        if depth > _DEPTH:
            return
        for element in block:
            name = local(element)
            if name == "PageBlock":
                self._block(element, state, depth + 1)
                continue
            if element.get("Visible", "true").lower() in ("false", "0"):
                continue
            here = self._inside(element, state)
            if name == "TextObject":
                self._text(element, here)
            elif name == "PathObject":
                self._path(element, here)
            elif name == "ImageObject":
                self.drawing.count()
                self.drawing.pictures = True
            elif name == "CompositeObject":
                self.drawing.count()
                unit = child(self.resources.units.get(element.get("ResourceID", "")), "Content")
                if unit is not None:
                    self._block(unit, here, depth + 1)

    def _inside(self, element: _Element, state: _State) -> _State:
        """The state within an object: its boundary's corner is the origin."""
        box = [*numbers(element.get("Boundary")), 0.0, 0.0][:2]
        own = numbers(element.get("CTM"))
        matrix = after(state.matrix, (1, 0, 0, 1, box[0], box[1]))
        if len(own) == 6:
            matrix = after(matrix, (own[0], own[1], own[2], own[3], own[4], own[5]))
        params = tuple(self.resources.param(element.get("DrawParam"))) or state.params
        return _State(matrix, params, state.alpha * share(element.get("Alpha")))

    def _text(self, element: _Element, state: _State) -> None:
        size = (numbers(element.get("Size")) or [0.0])[0]
        scale = (numbers(element.get("HScale")) or [1.0])[0]
        reading, standing = (
            int((numbers(element.get(k)) or [0.0])[0]) % 360 for k in ("ReadDirection", "CharDirection")
        )
        x = y = 0.0
        for code in children(element, "TextCode"):
            text = written("".join(c if c.isprintable() else " " for c in code.text or ""))
            x = (numbers(code.get("X")) or [x])[0]
            y = (numbers(code.get("Y")) or [y])[0]
            self.runs += 1
            steps_x, steps_y = (list(islice(steps(code.get(key)), len(text))) for key in ("DeltaX", "DeltaY"))
            downwards = reading in (90, 270) or (any(steps_y) and not any(steps_x))
            px, py = x, y
            for k, letter in enumerate(text):
                self._letter(letter, (px, py), size, scale, standing, downwards, state.matrix)
                natural = size * scale * letter_width(letter)
                px += steps_x[k] if k < len(steps_x) else 0.0 if downwards else natural
                py += steps_y[k] if k < len(steps_y) else size if downwards and not steps_y else 0.0

    def _letter(
        self,
        letter: str,
        at: tuple[float, float],
        size: float,
        scale: float,
        standing: int,
        downwards: bool,
        matrix: Matrix,
    ) -> None:
        turn = math.radians(standing)
        cos, sin = round(math.cos(turn), 6), round(math.sin(turn), 6)
        own = after(matrix, (cos, sin, -sin, cos, at[0], at[1]))
        width = size * scale * letter_width(letter)
        corners = [point(own, (x, y)) for x in (0.0, width) for y in (-_ASCENT * size, (1 - _ASCENT) * size)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        a, b = own[0], own[1]
        turned, over = (270 if b > 0 else 90), (0 if a >= 0 else 180)
        direction = turned if abs(b) > abs(a) else over
        if downwards and direction == 0:
            direction = 270  # characters stand, the line runs down
        height = math.hypot(own[2], own[3]) * size
        self.drawing.char(Char(letter, min(xs), min(ys), max(xs), max(ys), height, direction, self.runs))

    def _path(self, element: _Element, state: _State) -> None:
        data = child(element, "AbbreviatedData")
        if data is None:
            return
        pen = self._brush(element, state, "Stroke", default=True)
        paint = self._brush(element, state, "Fill", default=False)
        for run in straight(data.text or ""):
            self.drawing.path([point(state.matrix, p) for p in run], pen, paint)

    def _brush(self, element: _Element, state: _State, use: str, default: bool) -> Brush | None:
        """How the object is stroked or filled; None where it is not."""
        if element.get(use, str(default)).lower() in ("false", "0"):
            return None
        sources = (element, *state.params)
        colour = next((c for s in sources if (c := child(s, f"{use}Color")) is not None), None)
        if colour is None and use == "Fill":
            return Brush(visible=False)  # the standard's default fill is transparent
        alpha = state.alpha * share(colour.get("Alpha") if colour is not None else None)
        width = next((w for s in sources if (w := s.get("LineWidth"))), _LINE_WIDTH)
        scale = abs(state.matrix[0] * state.matrix[3] - state.matrix[1] * state.matrix[2]) ** 0.5
        dashes = next((d for s in sources if (d := s.get("DashPattern"))), "")
        return Brush(
            light=self._light(colour, alpha),
            visible=alpha > 0,
            opaque=alpha >= 1,
            width=(numbers(width) or [1.0])[0] * scale,
            dashed=any(numbers(dashes)),
        )

    def _light(self, colour: _Element | None, alpha: float) -> tuple[float, ...]:
        parts = [v / 255 for v in channels(colour.get("Value"))] if colour is not None else []
        if colour is None or not parts:
            return light((0.0,), False, alpha)
        kind = self.resources.spaces.get(colour.get("ColorSpace", ""), "")
        return light(parts, kind.upper() == "CMYK" or len(parts) == 4, alpha)
