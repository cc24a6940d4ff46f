"""A page as the recogniser wants it: grey on white, without seals, straight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

if TYPE_CHECKING:
    from numpy import uint8
    from numpy.typing import NDArray

    Grey = NDArray[uint8]

_RED = 45  # how much more red than green and blue: seals and red print, also when pale
_SEAL = 0.05  # of the page's longer side: a seal is higher than any line of print
_SIDE = 4000  # pixels of the longer side at most: A4 at 340 dpi
_PAPER = 250  # the grey of paper after cleaning
_COARSE = 1000  # pixels of the longer side on which seals and shadows are looked for
_GRAIN = 0.15  # of the page: print covers about 6 %, more is the grain of the scan
_SPECK = 0.25  # times the height of a line: dots are no larger
_MARK = 200  # stands for a seal while a page is turned: dark enough to be known, too pale to be print


class Cleaned(NamedTuple):
    """A page in grey, where (255) the ink of seals was before it was taken out, whether the scan is grainy."""

    page: Grey
    seals: Grey
    grainy: bool = False

    def turned(self, quarters: int) -> Cleaned:
        """Turned to the left by so many right angles."""
        import numpy as np

        page, seals = (np.ascontiguousarray(np.rot90(layer, quarters)) for layer in self[:2])
        return Cleaned(page, seals, self.grainy)


def cleaned(image: NDArray[uint8]) -> Cleaned:
    """A page (RGB or grey) in grey and straight: seals taken out, shadows and tinted paper made white."""
    import cv2
    import numpy as np

    if (scale := _SIDE / max(image.shape)) < 1:
        image = cast("Grey", cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
    page, seals = (image, np.zeros_like(image)) if image.ndim == 2 else _without_seals(image)
    small = cv2.resize(page, None, fx=(scale := _scale(page)), fy=scale, interpolation=cv2.INTER_AREA)
    # Paper is what is left when everything thinner than a line of print has been painted over.
    paper = cv2.medianBlur(cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_RECT, (15, 15))), 21)
    paper = cv2.resize(paper, page.shape[::-1], interpolation=cv2.INTER_LINEAR)
    page = cast("Grey", cv2.divide(page, cv2.max(paper, 60), scale=_PAPER))
    grainy = cv2.countNonZero(black(page)) < (1 - _GRAIN) * page.size
    return _straight(
        Cleaned(cast("Grey", cv2.GaussianBlur(page, (5, 5), 0)) if grainy else page, seals, grainy)
    )


def _without_seals(image: NDArray[uint8]) -> tuple[Grey, Grey]:
    """The page in grey, and where the ink of seals was.

    Red print outside seals stays, as dark as it is: somebody has written it.
    """
    import cv2
    import numpy as np

    red, green, blue = cv2.split(image)
    colour = cv2.subtract(red, cv2.max(green, blue))
    page = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    is_red = cast("Grey", cv2.threshold(colour, _RED, 255, cv2.THRESH_BINARY)[1])
    seals = _seals(is_red) > 0
    under = seals & (is_red > 0)
    if not under.any():
        return cast("Grey", page), np.zeros_like(is_red)
    # Through red ink the paper looks red and black print black: the red channel, made as bright as paper
    # the redder it is, since seals are pale at their edges and thin black strokes must not pale with them.
    bright = float(np.median(page)) / max(float(np.percentile(red[under], 40)), 1.0)
    redness = np.minimum(colour[seals].astype(np.float32) / float(np.percentile(colour[under], 40)), 1)
    # Nothing is brighter than paper: white seams along a seal would cut the rules and letters below.
    page[seals] = np.clip(red[seals] * (1 + (bright - 1) * redness), 0, np.median(page))
    return cast("Grey", page), under.astype(np.uint8) * 255


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


def _straight(scan: Cleaned) -> Cleaned:
    """The page turned so that its lines are level (up to 45°), its seals with it."""
    import cv2
    import numpy as np
    from img2table.document import Image

    both = cv2.merge([scan.page, scan.page, np.where(scan.seals > 0, _MARK, 255).astype(np.uint8)])
    turned = Image(bitmap(cast("Grey", both)), detect_rotation=True).images[0]  # RGB of our BGR
    seals = cv2.threshold(turned[..., 0], (_MARK + 255) // 2, 255, cv2.THRESH_BINARY_INV)[1]
    return Cleaned(turned[..., 1].copy(), cast("Grey", seals), scan.grainy)


def black(page: Grey, pale: float = 0.0) -> Grey:
    """Ink 0 and paper 255. The table finder takes the grain of a scan for print when it sees greys.

    `pale` moves the border towards paper (1.0): blurred thin strokes, as of =, are hardly darker than it.
    """
    import cv2

    border, out = cv2.threshold(page, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    if pale:
        out = cv2.threshold(page, border + pale * (_PAPER - border), 255, cv2.THRESH_BINARY)[1]
    return cast("Grey", out)


def without_specks(page: Grey, high: int) -> Grey:
    """The page without dots that stand apart from all print; `high` is the height of a usual line of text.

    A full stop or decimal point has a letter beside it.
    """
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(255 - black(page), connectivity=8)
    size = np.maximum(stats[:, 2], stats[:, 3])
    speck = size <= _SPECK * high
    print_ = ~speck & (size <= 4 * high)  # larger ones are rules and pictures
    speck[0] = print_[0] = False
    reach = np.ones((high | 1, high | 1), np.uint8)
    alone = speck[labels] & (cv2.dilate(print_[labels].astype(np.uint8), reach) == 0)
    kept = ~speck
    kept[0] = False
    stays = cv2.dilate(kept[labels].astype(np.uint8), np.ones((3, 3), np.uint8))
    goes = cv2.dilate(alone.astype(np.uint8), np.ones((7, 7), np.uint8))
    out = page.copy()
    out[(goes > 0) & (stays == 0)] = _PAPER
    return out


def bitmap(page: Grey) -> bytes:
    """The page as the bytes of a file, which is how img2table takes it; BMP costs no compression."""
    import cv2

    done, data = cv2.imencode(".bmp", page)
    assert done
    return cast(bytes, cast(Any, data).tobytes())
