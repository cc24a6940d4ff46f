"""A rectangle on a page, in pixels."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Box(NamedTuple):
    """Left, top, right and bottom; the last two lie outside."""

    x0: int
    y0: int
    x1: int
    y1: int

    @property
    def width(self) -> int:
        """From left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> int:
        """From top to bottom."""
        return self.y1 - self.y0

    def meet(self, other: Box) -> Box:
        """What both cover; without width or height where they don't touch."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        return Box(x0, y0, max(x0, min(self.x1, other.x1)), max(y0, min(self.y1, other.y1)))

    def grown(self, by: int) -> Box:
        """The box with so much more on each side (less for a negative number)."""
        return Box(self.x0 - by, self.y0 - by, self.x1 + by, self.y1 + by)

    def beside(self, other: Box) -> bool:
        """True when both stand on one line: the lower one's half lies within the other's height."""
        common = min(self.y1, other.y1) - max(self.y0, other.y0)
        return common > 0.5 * min(self.height, other.height)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of them."""
    x0, y0, x1, y1 = zip(*boxes, strict=True)
    return Box(min(x0), min(y0), max(x1), max(y1))
