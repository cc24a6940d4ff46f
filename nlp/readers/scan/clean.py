"""A page as the recogniser wants it: grey on white, without seals, straight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Grey = NDArray[uint8]

_RED = 45  # how much more red than green and blue: seals and red print, also when pale
_SEAL = 0.05  # of the page's longer side: a seal is higher than any line of print
_SIDE = 4000  # pixels of the longer side at most: A4 at 340 dpi
_PAPER = 250  # the grey of paper after cleaning
_COARSE = 1000  # pixels of the longer side on which seals and shadows are looked for


def grey(image: NDArray[uint8]) -> Grey:
    """A colour page (RGB) in grey: seals taken out, shadows and tinted paper made white."""
    import cv2

    if (scale := _SIDE / max(image.shape)) < 1:
        image = cast("Grey", cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    page = image if image.ndim == 2 else _without_seals(image)
    small = cv2.resize(page, None, fx=(scale := _scale(page)), fy=scale, interpolation=cv2.INTER_AREA)
    # Paper is what is left when everything thinner than a line of print has been painted over.
    paper = cv2.medianBlur(cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))), 21)
    paper = cv2.resize(paper, page.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return cast("Grey", cv2.divide(page, cv2.max(paper, 60), scale=_PAPER))


def _without_seals(image: NDArray[uint8]) -> Grey:
    """Red print outside seals stays, as dark as it is: somebody has written it."""
    import cv2
    import numpy as np

    red, green, blue = cv2.split(image)
    colour = cv2.subtract(red, cv2.max(green, blue))
    page = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    is_red = cast("Grey", cv2.threshold(colour, _RED, 255, cv2.THRESH_BINARY)[1])
    if not is_red.any():
        return cast("Grey", page)
    seals = _seals(is_red) > 0
    under = seals & (is_red > 0)
    if not under.any():
        return cast("Grey", page)
    # Through red ink the paper looks red and black print black: the red channel, made as bright as paper
    # the redder it is, since seals are pale at their edges and thin black strokes must not pale with them.
    bright = float(np.median(page)) / max(float(np.percentile(red[under], 40)), 1.0)
    redness = np.minimum(colour[seals].astype(np.float32) / float(np.percentile(colour[under], 40)), 1)
    page[seals] = np.clip(red[seals] * (1 + (bright - 1) * redness), 0, 255)
    return cast("Grey", page)


def _seals(is_red: Grey) -> Grey:
    """A mask of the rectangles around red shapes that are too high and wide for a line of print."""
    import cv2
    import numpy as np

    scale = _scale(is_red)
    small = cv2.resize(is_red, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    joined = cv2.dilate((small > 60).astype(np.uint8), np.ones((9, 9), np.uint8))
    least = _SEAL * max(small.shape)
    out = np.zeros_like(is_red)
    for x, y, width, height, _ in cv2.connectedComponentsWithStats(joined)[2][1:]:
        if min(width, height) >= least:
            x0, y0, x1, y1 = (round(v / scale) for v in (x, y, x + width, y + height))
            out[y0:y1, x0:x1] = 255
    return out


def _scale(page: Grey) -> float:
    return min(1.0, _COARSE / float(max(page.shape)))


def straight(page: Grey) -> Grey:
    """The page turned so that its lines are level (up to 45°)."""
    from img2table.document import Image

    return cast("Grey", Image(bitmap(page), detect_rotation=True).images[0][..., 0].copy())


def black(page: Grey, pale: float = 0.0) -> Grey:
    """Ink 0 and paper 255. The table finder takes the grain of a scan for print when it sees greys.

    `pale` moves the border towards paper (1.0): blurred thin strokes, as of =, are hardly darker than it.
    """
    import cv2

    border, out = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if pale:
        out = cv2.threshold(page, border + pale * (_PAPER - border), 255, cv2.THRESH_BINARY)[1]
    return cast("Grey", out)


def bitmap(page: Grey) -> bytes:
    """The page as the bytes of a file, which is how img2table takes it; BMP costs no compression."""
    import cv2

    done, data = cv2.imencode(".bmp", page)
    assert done
    return cast(bytes, cast(Any, data).tobytes())
