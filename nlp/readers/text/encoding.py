"""Bytes → text, strictly: a wrong guess would silently corrupt names."""

from __future__ import annotations

from ...errors import fail

_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
# Most Big5 is well-formed GB18030 too, though not of words: these two tell them apart.
_IN_BIG5 = tuple(word.encode("big5") for word in ("指標", "績效", "項目", "預算"))
_IN_GB = ("指标", "绩效", "项目", "预算", "的")


def decode(data: bytes) -> str:
    """Text of `data`: UTF-8 (with or without BOM), else GB18030; UTF-16 and UTF-32 by their BOM.

    A file cut in the middle of a character loses that character only. Raises `ReadError` for binary
    data and other encodings.
    """
    for marks, encoding, width in ((_UTF32, "utf-32", 4), (_UTF16, "utf-16", 2)):
        if data.startswith(marks):
            try:
                return data[: len(data) // width * width].decode(encoding)
            except UnicodeDecodeError:
                raise fail("encoding") from None
    if b"\x00" in data[:65536]:
        raise fail("binary")
    for encoding in ("utf-8-sig", "gb18030"):
        for cut in range(4):
            try:
                text = _checked(data[: len(data) - cut].decode(encoding))
            except UnicodeDecodeError as error:
                if error.start < len(data) - 4:
                    break
                continue
            if encoding == "gb18030" and _is_big5(data, text):
                raise fail("big5")
            return text
    raise fail("big5" if _is_big5(data, "") else "encoding")


def _is_big5(data: bytes, as_gb: str) -> bool:
    return any(word in data for word in _IN_BIG5) and not any(word in as_gb for word in _IN_GB)


def _checked(text: str) -> str:
    controls = sum(1 for c in text[:20000] if c < " " and c not in "\t\n\r\f\v")
    if controls > 10 + len(text[:20000]) // 50:
        raise fail("binary")
    return text
