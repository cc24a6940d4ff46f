"""A page of a PDF as a picture (PDFium), for pages that are scans or whose text layer says nothing."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from ...errors import fail
from ..safety.limits import DEFAULT, Limits, over

if TYPE_CHECKING:
    from PIL.Image import Image

DPI = 200  # what characters of a form are recognised well at
_SIDE = 4000  # pixels of the longer side at most, whatever size of paper a file claims
_LOCK = threading.Lock()  # PDFium may be called by one thread at a time


def render(data: bytes, page: int, limits: Limits = DEFAULT, dpi: int = DPI) -> Image:
    """Page `page` (from 1) of the PDF `data`. Raises `ReadError` for a broken file or a giant picture in it."""
    import pypdfium2
    from pypdfium2 import raw

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            raise fail("broken", reason="PDF 结构") from None
        try:
            sheet = document[page - 1]
            for thing in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                width, height = thing.get_px_size()
                if width * height > limits.pixels:
                    over("pixels", limits.pixels)
            scale = min(dpi / 72, _SIDE / max(*sheet.get_size(), 1))
            image: Image = sheet.render(scale=scale).to_pil()
            return image
        except pypdfium2.PdfiumError:
            raise fail("broken", reason=f"第 {page} 页") from None
        finally:
            document.close()
