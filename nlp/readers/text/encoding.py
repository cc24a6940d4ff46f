"""Bytes → text, strictly: a wrong guess would silently corrupt names."""

from __future__ import annotations

from ...errors import fail

_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def decode(data: bytes) -> str:
    """Text of `data`: UTF-8 (with or without BOM), else GB18030; UTF-16 by its BOM.

    A file cut in the middle of a character loses that character only. Raises `ReadError` for binary
    data and other encodings.
    """
    if data.startswith(_UTF16):
        try:
            return data[: len(data) // 2 * 2].decode("utf-16", errors="strict")
        except UnicodeDecodeError:
            raise fail("encoding") from None
    if b"\x00" in data[:65536]:
        raise fail("binary")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                return _checked(data[: len(data) - cut].decode(encoding))
            except UnicodeDecodeError as error:
                if error.start < len(data) - 4:
                    break
    raise fail("encoding")


def _checked(text: str) -> str:
    controls = sum(1 for c in text[:20000] if c < " " and c not in "\t\n\r\f\v")
    if controls > 10 + len(text[:20000]) // 50:
        raise fail("binary")
    return text
