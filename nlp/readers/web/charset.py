"""Which bytes begin a page, and in which encoding it is written."""

from __future__ import annotations

import re

from ...errors import ReadError
from ..text.encoding import decode

_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|table|div|title|style)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w.:-]{2,40})")
_SKIPPED = ((b"<?xml", b"?>"), (b"<!--", b"-->"))
# Labels that pages carry, and no other codec of Python's: some of those are no encodings of text at all.
_CODECS = {
    "utf-8": ("utf-8", "utf8", "unicode-1-1-utf-8"),
    "gb18030": ("gb18030", "gbk", "gb2312", "gb_2312-80", "x-gbk", "cp936", "ms936", "windows-936", "euc-cn"),
    "big5hkscs": ("big5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950"),
    "utf-16": ("utf-16", "utf-16le", "utf-16be", "unicode"),
    "latin-1": ("latin1", "latin-1", "iso-8859-1", "windows-1252", "cp1252", "us-ascii", "ascii"),
}
_CODEC_OF = {label: codec for codec, labels in _CODECS.items() for label in labels}
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")
_MAX_LOST = 500  # one character in so many may be unreadable


def begins_page(head: bytes) -> bool:
    """True when the first thing in `head`, but for comments and an XML declaration, is a tag of a page."""
    at = _blank(head, 3 if head.startswith(_BOMS[2]) else 0)
    while closing := next((c for o, c in _SKIPPED if head.startswith(o, at)), b""):
        end = head.find(closing, at + 4)
        if end < 0:
            return False
        at = _blank(head, end + len(closing))
    return bool(_TAG.match(head, at))


def _blank(head: bytes, at: int) -> int:
    while at < len(head) and head[at] in b" \t\r\n\f\v":
        at += 1
    return at


def decode_page(data: bytes) -> str:
    """Text of a page: by its BOM, by its label if that is true, else as the bytes look. Raises `ReadError`."""
    if data.startswith(_BOMS):
        return decode(data)
    head = data[:4096]
    named = _CHARSET.search(head) or _XML_ENCODING.match(head)
    codec = _CODEC_OF.get(named.group(1).decode("ascii").lower(), "") if named else "utf-8"
    # Any bytes are Latin-1, and many Chinese pages say so: it is taken only when nothing else fits.
    if codec not in ("", "latin-1"):
        try:
            return data.decode(codec)
        except UnicodeError:
            pass  # the label is wrong, or a byte is: the bytes decide
    try:
        return decode(data)
    except ReadError:
        if codec == "latin-1" and b"\x00" not in data:
            return data.decode("cp1252", "replace")
        # A page with a stray byte is still that page; one in the wrong encoding is full of them.
        text = data.decode(codec if named and codec in ("utf-8", "gb18030") else "utf-8", "replace")
        if text.count("\ufffd") > len(text) // _MAX_LOST:
            raise
        return text
