"""Formats that are recognised only to say what to do with them."""

from __future__ import annotations

from ...errors import ReadError, fail
from .ole import OLE, is_encrypted_package, streams
from .package import ZIP, names

_ARCHIVES = (
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x07\x08", "分卷 zip"),
)
_OTHERS = (
    (b"SQLite format 3", "数据库"),
    (b"MZ", "程序"),
    (b"\x7fELF", "程序"),
    (b"%!PS", "PostScript"),
)


def complaint(data: bytes) -> ReadError | None:
    """Why `data` can't be read, for a format that is known and not supported; None for all others."""
    for magic, kind in _ARCHIVES:
        if data.startswith(magic):
            return fail("archive_kind", kind=kind)
    if data.startswith(b"GIF8") or data[8:12] == b"WEBP":
        return fail("image")
    for magic, kind in _OTHERS:
        if data.startswith(magic):
            return fail("unsupported", kind=kind)
    if data.startswith(OLE):
        return _of_ole(data)
    if data.startswith(ZIP):
        return _of_zip(names(data))
    return None


def _of_ole(data: bytes) -> ReadError | None:
    if is_encrypted_package(data):
        return fail("encrypted")
    inside = streams(data)
    if "PowerPoint Document" in inside:
        return fail("unsupported", kind="演示文稿（.ppt）")
    return None if {"WordDocument", "Workbook", "Book"} & inside else fail("truncated")


def _of_zip(inside: frozenset[str]) -> ReadError | None:
    if "ppt/presentation.xml" in inside:
        return fail("unsupported", kind="演示文稿（.pptx）")
    if "META-INF/manifest.xml" in inside and "content.xml" in inside:
        return fail("unsupported", kind="OpenDocument")
    if "OFD.xml" in inside:
        return fail("unsupported", kind="OFD")
    if "[Content_Types].xml" in inside and not any(n.startswith(("word/", "xl/")) for n in inside):
        return fail("no_main_part")
    return None
