"""What happens to a page before it is read: stamped, scanned askew, blurred, noised, compressed."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .drawing import font

if TYPE_CHECKING:
    from PIL.Image import Image


@dataclass(frozen=True, slots=True)
class Wear:
    """What printing, stamping and scanning does to a page."""

    dpi: int = 150
    degrees: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    stamp: bool = False
    jpeg: int = 0
    seed: int = 1


WORN = (
    Wear(dpi=150, degrees=1.3, blur=0.6, noise=8, stamp=True, jpeg=70),
    Wear(dpi=200, degrees=-2.0, blur=0.9, noise=10, stamp=True, jpeg=60, seed=2),
    Wear(dpi=170, degrees=-1.7, blur=0.6, noise=8, stamp=True, jpeg=70, seed=3),
    Wear(dpi=200, degrees=0.2, blur=0.9, noise=10, stamp=True, jpeg=75, seed=4),
)


def worn(page: Image, wear: Wear) -> Image:
    """The page as a scanner gives it."""
    import numpy as np
    from PIL import Image, ImageFilter

    chance = np.random.default_rng(wear.seed)
    if wear.stamp:
        page = _stamped(page, wear.dpi)
    if wear.degrees:
        page = page.rotate(wear.degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
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


def _stamped(page: Image, dpi: int) -> Image:
    """A round red seal over the middle of the page, as over names and values."""
    from PIL import Image, ImageChops, ImageDraw

    side = round(1.6 * dpi)
    seal = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(seal)
    red = (205, 30, 40, 190)
    pen.ellipse((4, 4, side - 4, side - 4), outline=red, width=round(dpi / 25))
    pen.text((side / 2, side * 0.4), "★", red, font(side // 4), anchor="mm")
    pen.text((side / 2, side * 0.68), "绩效专用章", red, font(side // 9), anchor="mm")
    seal = seal.rotate(17)
    out = page.convert("RGBA")
    shade = Image.new("RGBA", out.size, "white")
    shade.paste(seal, (round(page.width * 0.5), round(page.height * 0.22)), seal)
    return ImageChops.multiply(out.convert("RGB"), shade.convert("RGB"))
