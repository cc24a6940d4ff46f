"""Text of a cell, in whatever direction it is written."""

from __future__ import annotations

from collections.abc import Sequence

from .downwards import downwards
from .lines import PADDING, Line, cell_text, lines_of
from .page import Box, Char, upright

_WIDEST = 20.0  # a larger indent is no padding


def text_in(chars: Sequence[Char], box: Box, reach: float = 0.0) -> str:
    """Text of the cell with that box, also where it is written downwards or turned.

    `reach` is how far the full lines of its column run, where that is known.
    """
    texts = []
    for turn in dict.fromkeys(c.turn for c in chars if not c.text.isspace()):
        left, _, right, _ = upright(box, turn)
        lines = lines_of([c.turned(turn) for c in chars if c.turn == turn] if turn else chars)
        free = right - left - reach + 0.5 if reach and not turn else PADDING
        texts.append(downwards(lines) or cell_text(lines, right - left, max(free, _indent(lines, left))))
    return "\n".join(texts)


def _indent(lines: Sequence[Line], left: float) -> float:
    """What a cell keeps free on both sides together, as far as lines that begin below one another tell."""
    starts, ends = [line.x0 for line in lines], [line.x1 for line in lines]
    if len(lines) < 2 or max(starts) - min(starts) > 1 or max(ends) - min(ends) < 2:
        return 0.0
    return 2 * min(starts[0] - left, _WIDEST) + 1
