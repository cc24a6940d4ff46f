"""Lines of text, each within one cell: cut at the rules, nothing of a cell left out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from .box import Box, around

if TYPE_CHECKING:
    from .clean import Grey

_RULE = 4  # pixels from a cell's border in which its rule may lie
_THIN = 5  # pixels: no thicker than a rule
_PAD = 3

Line = tuple[Box, ...]  # one box, or one for each character of a text that runs downwards


def by_cell(found: Iterable[Box], cells: Sequence[Box]) -> tuple[dict[Box, list[Box]], list[Box]]:
    """The lines of each cell, and those outside of all."""
    inside: dict[Box, list[Box]] = defaultdict(list)
    outside: list[Box] = []
    for line in found:
        owners = [cell for cell in cells if _holds(cell, line)]
        for cell in owners:
            inside[cell].append(line.meet(cell))
        if not owners:
            outside.append(line)
    return inside, outside


def _holds(cell: Box, line: Box) -> bool:
    """True when a whole character of the line may stand in the cell."""
    common = line.meet(cell)
    return common.height > 0.5 * min(line.height, cell.height) and common.width > 0.5 * min(
        line.height, line.width
    )


def lines_of(cell: Box, found: Sequence[Box], black: Grey, high: int) -> list[Line]:
    """The cell's lines from top to bottom, each as wide as its ink; also what the finder overlooked.

    Small signs alone in a cell (≥, =, %) and the ends of words are what it overlooks. Text that runs
    downwards, a character a line, is one line. `high` is the height of a usual line of the page.
    """
    room = cell.grown(-_RULE)
    column = _column(room, black) if cell.height > cell.width else ()
    if column:
        return [column]
    bands: list[list[Box]] = []
    for line in sorted(found, key=lambda b: b.y0 + b.y1):
        if bands and around(bands[-1]).beside(line):
            bands[-1].append(line)
        else:
            bands.append([line])
    lines = [around(band).meet(room) for band in bands]
    if not lines:
        ink = _ink(room, black)
        return [(_as_high(ink, high).meet(cell),)] if ink else []
    return [(_widened(line, room, black),) for line in lines if line.width and line.height]


def _as_high(ink: Box, high: int) -> Box:
    """A sign with the white around it that it has in a line: = and - are recognised by their place in it."""
    more = max(0, high - ink.height) // 2
    return Box(ink.x0 - more // 2, ink.y0 - more, ink.x1 + more // 2, ink.y1 + more)


def _column(room: Box, black: Grey) -> Line:
    """The characters of a text that runs downwards; none for any other text."""
    ink = _ink(room, black)
    if ink is None or ink.height < 1.6 * ink.width:
        return ()
    marks = (black[ink.y0 : ink.y1, ink.x0 : ink.x1] == 0).any(axis=1)
    characters: list[Box] = []
    start = None
    for at, mark in enumerate([*marks.tolist(), False]):
        if mark and start is None:
            start = at
        elif not mark and start is not None:
            piece = ink._replace(y0=ink.y0 + start, y1=ink.y0 + at)
            start = None
            # 三 and 二 come in pieces; a character is about as high as the column is wide.
            if characters and around([characters[-1], piece]).height <= 1.15 * ink.width:
                characters[-1] = around([characters[-1], piece])
            else:
                characters.append(piece)
    return tuple(characters) if len(characters) > 1 else ()


def _widened(line: Box, room: Box, black: Grey) -> Box:
    band = Box(room.x0, line.y0, room.x1, line.y1)
    ink = _ink(band, black)
    return around([line, ink._replace(y0=line.y0, y1=line.y1)]) if ink else line


def _ink(room: Box, black: Grey) -> Box | None:
    """The smallest box around what is printed in `room`, specks and rests of rules apart; None for nothing."""
    import cv2

    part = black[room.y0 : room.y1, room.x0 : room.x1]
    if part.size == 0 or part.all():
        return None
    shapes = []
    for x, y, width, height, area in cv2.connectedComponentsWithStats(255 - part)[2][1:]:
        if area < 8 or max(width, height) < 5:
            continue
        if width < _THIN and (height > 0.8 * room.height or x in (0, room.width - width)):
            continue  # what is left of a rule
        if height < _THIN and (width > 0.8 * room.width or y in (0, room.height - height)):
            continue
        shapes.append(Box(x + room.x0, y + room.y0, x + width + room.x0, y + height + room.y0))
    return around(shapes) if shapes else None


def cut(page: Grey, line: Line) -> Grey:
    """The picture of a line with a little room around it; characters below each other are set side by side."""
    height, width = page.shape
    whole = Box(0, 0, width, height)
    parts = []
    for box in line:
        x0, y0, x1, y1 = box.grown(_PAD).meet(whole)
        parts.append(page[y0:y1, x0:x1])
    return parts[0] if len(parts) == 1 else side_by_side(parts)


def side_by_side(parts: Sequence[Grey]) -> Grey:
    """Pictures next to each other, the lower ones in the middle of the height."""
    import cv2
    import numpy as np

    high = max(part.shape[0] for part in parts)
    above = [(high - part.shape[0]) // 2 for part in parts]
    return np.hstack(
        [
            cv2.copyMakeBorder(part, top, high - part.shape[0] - top, 0, 0, cv2.BORDER_CONSTANT, value=250)
            for part, top in zip(parts, above, strict=True)
        ]
    ).astype(np.uint8)
