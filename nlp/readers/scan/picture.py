"""Image files (PNG, JPEG, TIFF with any number of pages, BMP) through text recognition."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...blocks import Block
from ...errors import ReadError, fail
from ...notes import Note
from ..safety.limits import Limits, Meter, left_out, over
from . import recognise
from .page import read_page

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
_SIGNS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")
_BMP_HEADERS = (12, 40, 52, 56, 64, 108, 124)


def accepts(data: bytes, suffix: str) -> bool:
    """True for the image formats that forms are scanned to; the suffix does not matter."""
    del suffix
    if data.startswith(_SIGNS):
        return True
    return data[:2] == b"BM" and len(data) > 26 and struct.unpack_from("<I", data, 14)[0] in _BMP_HEADERS


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of all pages in order; locations are `第 N 页 表 N 行 N 列 N` (`第 1 页` for a single picture too).

    Raises `ReadError` when no page has any text.
    """
    recognise.demand()
    meter = Meter(limits)
    out: list[Block] = []
    text, done = False, 0
    try:
        for number, image in enumerate(_pages(data, limits), 1):
            blocks = read_page(image, number, meter)
            text = text or bool(blocks)
            out += blocks or [Note(str(fail("no_text_page", page=number)))]
            done = number
    except ReadError as error:
        out.append(left_out(done + 1, error))
    if not text:
        raise fail("no_text")
    return out


def _pages(data: bytes, limits: Limits) -> Iterator[Image]:
    """The pages, decoded one after the other; the size is looked at before."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures, which the limit names in its own words
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        for number in range(getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
            image.seek(number)
            if image.width * image.height > limits.pixels:
                over("pixels", limits.pixels)
            yield _opaque(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError:
        over("pixels", limits.pixels)
    except UnidentifiedImageError:
        raise fail("broken", reason="图片格式") from None
    except ReadError:
        raise
    except (
        Exception
    ):  # Pillow's decoders raise whatever they stumble over: TypeError for a TIFF without a size
        raise fail("truncated") from None


def _opaque(image: Image) -> Image:
    """The picture in RGB or grey; what is transparent becomes paper."""
    import numpy as np
    from PIL import Image

    if image.mode.startswith("I"):  # 16 bits of grey
        return Image.fromarray((np.asarray(image).astype(np.uint32) >> 8).astype(np.uint8))
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.has_transparency_data:
        above = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above).convert("RGB")
    return image.convert("RGB")
