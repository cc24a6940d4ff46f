"""Opening a PDF with every stream bounded: what pdfminer would expand without asking, we count."""

from __future__ import annotations

import io
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from ...errors import fail
from ..safety.limits import MIB, Meter

if TYPE_CHECKING:
    from pdfminer.pdfdocument import PDFDocument

_MAX_STREAM = 64 * MIB
_MAX_FILTERS = 8
_MAX_PREDICTOR_ROW = 1_000_000


def open_document(data: bytes, meter: Meter) -> PDFDocument:
    """The document, every stream of which is decoded within the limits. Raises `ReadError`."""
    from pdfminer.pdfdocument import (
        PDFDocument,
        PDFEncryptionError,
        PDFPasswordIncorrect,
        PDFTextExtractionNotAllowed,
    )

    try:
        return PDFDocument(_parser()(io.BytesIO(data), meter), password="")
    except (PDFPasswordIncorrect, PDFEncryptionError, PDFTextExtractionNotAllowed):
        raise fail("encrypted") from None


@lru_cache
def _parser() -> Any:
    """The class of the parser; made on first use, since pdfminer is not imported before."""
    from pdfminer.pdfparser import PDFParser
    from pdfminer.pdftypes import PDFStream

    class Stream(PDFStream):
        """Decodes itself within the limits."""

        def __init__(self, of: PDFStream, meter: Meter) -> None:
            super().__init__(of.attrs, of.rawdata or b"", of.decipher)
            self.meter = meter

        def decode(self) -> None:
            data = self.rawdata or b""
            if self.decipher:
                data = self.decipher(self.objid or 0, self.genno or 0, data, self.attrs)
            filters = self.get_filters()
            if len(filters) > _MAX_FILTERS:
                raise fail("bomb")
            for kind, parameters in filters:
                data = _decoded(kind, parameters, data)
                self.meter.expand(len(data))
            self.data, self.rawdata = data, None

    class Parser(PDFParser):
        """Hands out bounded streams."""

        def __init__(self, file: io.BytesIO, meter: Meter) -> None:
            super().__init__(file)
            self.meter = meter

        def push(self, *objects: tuple[int, Any]) -> None:
            super().push(
                *((at, Stream(item, self.meter) if type(item) is PDFStream else item) for at, item in objects)
            )

    return Parser


def _decoded(kind: Any, parameters: Any, data: bytes) -> bytes:
    """One filter undone, as pdfminer does it, but never to more than `_MAX_STREAM` bytes."""
    from pdfminer import pdftypes
    from pdfminer.ascii85 import ascii85decode, asciihexdecode
    from pdfminer.lzw import LZWDecoder
    from pdfminer.runlength import rldecode

    if kind in pdftypes.LITERALS_FLATE_DECODE:
        data = _inflated(data)
    elif kind in pdftypes.LITERALS_LZW_DECODE:
        parts, size = [], 0
        for part in LZWDecoder(io.BytesIO(data)).run():
            size += len(part)
            if size > _MAX_STREAM:
                raise fail("bomb")
            parts.append(part)
        data = b"".join(parts)
    elif kind in pdftypes.LITERALS_ASCII85_DECODE:
        data = ascii85decode(data)
    elif kind in pdftypes.LITERALS_ASCIIHEX_DECODE:
        data = asciihexdecode(data)
    elif kind in pdftypes.LITERALS_RUNLENGTH_DECODE:
        if len(data) > _MAX_STREAM // 64:  # two bytes make 128 at most
            raise fail("bomb")
        data = rldecode(data)
    else:
        raise fail("broken", reason="PDF 的压缩方式不受支持")
    return _unpredicted(parameters, data)


def _inflated(data: bytes) -> bytes:
    engine = zlib.decompressobj()
    try:
        result = engine.decompress(data, _MAX_STREAM)
    except zlib.error:
        return _salvaged(data)
    if engine.unconsumed_tail:
        raise fail("bomb")
    return result


def _salvaged(data: bytes) -> bytes:
    """What comes before the damage, as viewers show it."""
    engine = zlib.decompressobj()
    result = bytearray()
    try:
        for start in range(0, len(data), 256):
            result += engine.decompress(data[start : start + 256], _MAX_STREAM - len(result) or 1)
            if len(result) >= _MAX_STREAM:
                raise fail("bomb")
    except zlib.error:
        pass
    return bytes(result)


def _unpredicted(parameters: Any, data: bytes) -> bytes:
    from pdfminer.pdftypes import int_value
    from pdfminer.utils import apply_png_predictor, apply_tiff_predictor

    if not isinstance(parameters, dict) or "Predictor" not in parameters:
        return data
    kind = int_value(parameters["Predictor"])
    colors, columns = int_value(parameters.get("Colors", 1)), int_value(parameters.get("Columns", 1))
    bits = int_value(parameters.get("BitsPerComponent", 8))
    if not 0 < colors * columns <= _MAX_PREDICTOR_ROW or colors < 1:
        raise fail("bomb")
    if kind == 2:
        return bytes(apply_tiff_predictor(colors, columns, bits, data))
    return bytes(apply_png_predictor(kind, colors, columns, bits, data)) if kind >= 10 else data
