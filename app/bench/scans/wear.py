"""What happens to a page before it is read: stamped, scanned askew, blurred, noised, compressed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from math import cos, radians, sin
from typing import TYPE_CHECKING

from .drawing import font

if TYPE_CHECKING:
    from PIL.Image import Image

_RED = (205, 30, 40)


@dataclass(frozen=True, slots=True)
class Seal:
    """A round red seal: its centre as shares of the page, its width in inches."""

    x: float = 0.6
    y: float = 0.29
    inches: float = 1.6
    opaque: float = 0.0  # 0: black print shows through as black; 1: it is painted over
    words: str = ""  # along the ring; otherwise across the middle


@dataclass(frozen=True, slots=True)
class Wear:
    """What printing, stamping and scanning does to a page."""

    dpi: int = 150
    degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    seals: tuple[Seal, ...] = ()
    specks: int = 0
    jpeg: int = 0
    seed: int = 1


# Over the names and the values, over the class names and the names, at the lower right of the table.
_COVERING = (
    Seal(0.68, 0.3, 1.7, 0.6, "绿水县财政资金绩效评价处"),
    Seal(0.36, 0.24, 2.1, 0.7, "青石县人民政府办公室"),
    Seal(0.74, 0.36, 1.5, 0.5, "临川市文物保护中心"),
)

WORN = (
    Wear(dpi=150, degrees=1.3, blur=0.6, noise=8, seals=(Seal(),), jpeg=70),
    Wear(dpi=200, degrees=-2.0, blur=0.9, noise=10, seals=(Seal(),), jpeg=60, seed=2),
    Wear(dpi=170, degrees=-1.7, blur=0.6, noise=8, seals=(Seal(),), jpeg=70, seed=3),
    Wear(dpi=200, degrees=0.2, blur=0.9, noise=10, seals=(Seal(),), jpeg=75, seed=4),
    Wear(dpi=150, degrees=0.5, blur=0.5, noise=8, seals=_COVERING[:1], specks=40, jpeg=75, seed=5),
    Wear(dpi=200, degrees=-0.9, blur=0.8, noise=8, seals=_COVERING[1:], specks=60, jpeg=70, seed=6),
)


def worn(page: Image, wear: Wear) -> Image:
    """The page as a scanner gives it."""
    import numpy as np
    from PIL import Image, ImageDraw, ImageFilter

    chance = np.random.default_rng(wear.seed)
    for seal in wear.seals:
        page = _stamped(page, wear.dpi, seal)
    if wear.degrees:
        page = page.rotate(wear.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    pen = ImageDraw.Draw(page)
    for x, y, size in chance.random((wear.specks, 3)):
        at, side = (x * page.width, y * page.height), 1 + size * wear.dpi / 60
        pen.ellipse((*at, at[0] + side, at[1] + side), fill=(30, 30, 30))
    if wear.blur:
        page = page.filter(ImageFilter.GaussianBlur(wear.blur))
    if wear.noise:
        grey = chance.normal(-wear.noise, wear.noise, (page.height, page.width, 1))
        page = Image.fromarray(np.clip(np.asarray(page) + grey, 0, 255).astype("uint8"))
    if wear.jpeg:
        out = io.BytesIO()
        page.save(out, "jpeg", quality=wear.jpeg)
        page = Image.open(io.BytesIO(out.getvalue())).convert("RGB")
    return page


def _stamped(page: Image, dpi: int, seal: Seal) -> Image:
    from PIL import Image, ImageChops

    shape = _shape(round(seal.inches * dpi), dpi, seal.words)
    place = (round(page.width * seal.x - shape.width / 2), round(page.height * seal.y - shape.height / 2))
    out = page.convert("RGB")
    mask = Image.new("L", out.size)
    mask.paste(shape, place)
    ink = Image.new("RGB", out.size, "white")
    ink.paste(_RED, mask=mask.point([round(v * 0.75) for v in range(256)]))
    through = ImageChops.multiply(out, ink)
    if not seal.opaque:
        return through
    over = out.copy()
    over.paste(_RED, mask=mask.point([round(v * seal.opaque) for v in range(256)]))
    return over


def _shape(side: int, dpi: int, words: str) -> Image:
    from PIL import Image, ImageDraw

    shape = Image.new("L", (side, side))
    pen = ImageDraw.Draw(shape)
    pen.ellipse((4, 4, side - 4, side - 4), outline=255, width=round(dpi / 25))
    pen.text((side / 2, side * (0.5 if words else 0.4)), "★", 255, font(side // 4), anchor="mm")
    if not words:
        pen.text((side / 2, side * 0.68), "绩效专用章", 255, font(side // 9), anchor="mm")
        return shape.rotate(17)
    size = side // 8
    for at, word in enumerate(words):
        angle = -120 + 240 * at / (len(words) - 1)
        letter = Image.new("L", (2 * size, 2 * size))
        ImageDraw.Draw(letter).text((size, size), word, 255, font(size), anchor="mm")
        letter = letter.rotate(-angle)
        x, y = (side / 2 + f * side * 0.37 for f in (sin(radians(angle)), -cos(radians(angle))))
        shape.paste(letter, (round(x) - size, round(y) - size), letter)
    return shape
