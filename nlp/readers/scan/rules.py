"""Rules that a scan has broken: covered by a seal, or frayed by its grain."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from .clean import Grey

_FRINGE = 7  # pixels: so far the colour of a seal runs into the paper
_PIECE = 1.5  # times the height of a line: no stroke of a character is so long
_RULE = 3  # times the height of a line: shorter level shapes are rows of characters grown together


def continued(black: Grey, seals: Grey, high: int) -> Grey:
    """The page with its rules drawn through the ink of seals where they are seen on both sides of it.

    `high` is the height of a usual line of text. White paper within a seal stays white: there a rule would
    have been seen, so merged cells stay merged.
    """
    import cv2
    import numpy as np

    if not seals.any() or not high:
        return black
    covered = cv2.dilate(seals, np.ones((_FRINGE, _FRINGE), np.uint8))
    out = black.copy()
    whole = cv2.dilate(covered, np.ones((2 * high, 2 * high), np.uint8))
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(whole)[2][1:]:
        more = 2 * high
        part = np.s_[max(0, y - more) : y + height + more, max(0, x - more) : x + width + more]
        ink = 255 - black[part]
        for rule in (_strokes(ink, width, high), _strokes(ink.T, height, high).T):
            out[part][(rule > 0) & (covered[part] > 0)] = 0
    return out


def smooth(black: Grey, high: int) -> Grey:
    """The page with each rule drawn anew as a straight line."""
    import cv2
    import numpy as np

    if not high:
        return black
    out = black.copy()
    ends = []
    for turned in (False, True):
        picture = out.T if turned else out
        ink = 255 - (black.T if turned else black)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(_strokes(ink, high, high))
        for label, (x, y, width, height, _) in enumerate(stats):
            if not label or width < _RULE * high or height > high / 2:
                continue
            shape = labels[y : y + height, x : x + width] == label
            picture[y : y + height, x : x + width][shape] = 255
            down, along = np.nonzero(shape)
            slope, start = np.polyfit(along, down, 1)
            line = [(int(x), round(y + start)), (int(x + width), round(y + start + slope * width))]
            ends.append([p[::-1] for p in line] if turned else line)
    for first, last in ends:
        cv2.line(out, first, last, 0, 2)
    return out


def _strokes(ink: Grey, gap: int, high: int) -> Grey:
    """Long level strokes, joined over gaps of up to `gap` pixels."""
    import cv2
    import numpy as np

    near = cv2.dilate(np.ascontiguousarray(ink), np.ones((3, 1), np.uint8))
    pieces = cv2.morphologyEx(near, cv2.MORPH_OPEN, np.ones((1, round(_PIECE * high)), np.uint8))
    joined = cv2.morphologyEx(pieces, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    return cast("Grey", cv2.erode(joined, np.ones((3, 1), np.uint8)))
