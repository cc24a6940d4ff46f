"""The parts of an .xlsx file: unpacked under the limits, and the plain copy that calamine is handed.

A workbook is hostile until its parts are counted. calamine would inflate them all over again, a sheet
even twice: what has been counted here is handed on as it is, in a zip file without compression, and
calamine sees nothing else.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ..errors import fail
from .limits import MIB, Limits, Meter, over

# Parts with nothing to read in them; everything else that is XML is kept.
_IDLE = re.compile(
    r"(?i)/?(?:docProps|customXml|\[Content_Types\]|xl[/\\](?:drawings|media|charts|comments"
    r"|embeddings|printerSettings|externalLinks|pivot|ctrlProps|activeX|tables|threadedComments|persons"
    r"|theme[/\\]|calcChain|worksheets[/\\]_rels))"
)
_SLACK = 4 * MIB  # small parts may shrink to almost nothing without being bombs

# The records of a zip file: APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
_DIRECTORY, _END, _END64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
_LOCAL = struct.Struct("<4s5H3L2H")
_ENTRY = struct.Struct("<4s4xHH4xLLLHHH8xL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LAST = struct.Struct("<4s4H2LH")
_UTF8, _DAY = 0x800, 0x21  # names in UTF-8; the first day a zip file can name

_RANGES, _RANGES_END = b"<mergeCells", b"</mergeCells>"
_CELLS, _CELLS_END = b"<sheetData>", b"</sheetData>"


class _Member(NamedTuple):
    """What the directory says of a member: `packed` bytes behind the local header at `offset`."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


@dataclass(slots=True)
class Parts:
    """XML parts by name, with their checksums; names of those that hold cells; the size of all.

    `honest` when every zip reader must see just these in the file.
    """

    content: dict[str, bytes] = field(default_factory=dict)
    crcs: dict[str, int] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    size: int = 0
    honest: bool = True


def unpack(data: bytes, limits: Limits) -> Parts:
    """The parts of a workbook that may hold something to read."""
    meter = Meter(limits)
    parts = Parts()
    try:
        members = _directory(data, limits)
        if members is None:
            members, parts.honest = _any_directory(data, limits), False
        for member in members:
            if member.flags & 1:
                raise fail("encrypted")
            if member.name.lower().endswith((".xml", ".rels")) and not _IDLE.match(member.name):
                part = _inflate(data, member, limits)
                meter.expand(len(part))
                _keep(parts, member, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise fail("truncated") from error
    parts.size = meter.expanded
    return parts


def _keep(parts: Parts, member: _Member, part: bytes) -> None:
    name = member.name
    if len(part) != member.size or name in parts.content:
        parts.honest = False
    parts.content[name], parts.crcs[name] = part, member.crc
    if b"sheetData" in part:  # whatever it is called and linked from
        parts.sheets.add(name)
        # calamine gets to the end of few sheets, so it would notice damage in some and not in others.
        if zlib.crc32(part) != member.crc:
            raise fail("broken", reason="工作簿结构不完整")


def _directory(data: bytes, limits: Limits) -> Iterable[_Member] | None:
    """The members, where there is one directory, right before the end of the file; else None.

    Nearly every workbook is like that, and zipfile takes five times as long to say so.
    """
    end = len(data) - _LAST.size
    if data.find(_END) != end or data[end - 20 : end - 16] == _END64:
        return None
    _, _, _, _, count, size, start, comment = _LAST.unpack_from(data, end)
    if start + size != end or comment:
        return None
    if count > limits.members:
        over("members", limits.members)
    members = list(_entries(data, start, end))
    return members if len(members) == count else None


def _entries(data: bytes, start: int, end: int) -> Iterator[_Member]:
    """The entries of a directory, up to the first that does not look like one."""
    while start + _ENTRY.size <= end:
        mark, flags, method, crc, packed, size, name, extra, comment, offset = _ENTRY.unpack_from(data, start)
        start += _ENTRY.size
        raw = data[start : start + name]
        if mark != _DIRECTORY or b"\0" in raw or 0xFFFF_FFFF in (packed, size, offset):
            return
        yield _Member(raw.decode("utf-8" if flags & _UTF8 else "cp437"), flags, method, crc, packed, size, offset)
        start += name + extra + comment


def _any_directory(data: bytes, limits: Limits) -> Iterator[_Member]:
    """The members as zipfile finds them, in a file with a comment or something around it."""
    if data.count(_DIRECTORY) > limits.members:  # before zipfile builds an object for each of them
        over("members", limits.members)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for i in archive.infolist():
            yield _Member(
                i.filename, i.flag_bits, i.compress_type, i.CRC, i.compress_size, i.file_size, i.header_offset
            )


def _inflate(data: bytes, member: _Member, limits: Limits) -> bytes:
    """A member's content, at most as long as the limits allow whatever its declared size is."""
    if member.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise fail("zip_method")
    name, extra = struct.unpack_from("<HH", data, member.offset + 26)
    start = member.offset + _LOCAL.size + name + extra
    raw = memoryview(data)[start : start + member.packed]
    if member.method == zipfile.ZIP_STORED:
        return bytes(raw)
    room = min(limits.expanded, max(member.packed * limits.ratio, _SLACK))
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    part = stream.decompress(raw, room + 1)
    if len(part) > room:
        raise fail("bomb")
    if not stream.eof:
        raise fail("truncated")
    return part


def copied(parts: Parts) -> io.BytesIO:
    """A zip file of the parts alone, without compression."""
    pieces: list[bytes] = []
    entries: list[bytes] = []
    at = 0
    for name, part in parts.content.items():
        raw, size, crc = name.encode(), len(part), parts.crcs[name]
        if at + size > 0xFFFF_0000 or len(entries) == 0xFFFF or len(raw) > 0xFFFF:
            raise fail("bomb")  # past what a plain zip file can hold
        about = (_UTF8, zipfile.ZIP_STORED, 0, _DAY, crc, size, size, len(raw), 0)
        pieces += (_LOCAL.pack(b"PK\x03\x04", 20, *about), raw, part)
        entries.append(_CENTRAL.pack(_DIRECTORY, 20, 20, *about, 0, 0, 0, 0, at) + raw)
        at += _LOCAL.size + len(raw) + size
    directory = b"".join(entries)
    last = _LAST.pack(_END, 0, 0, len(entries), len(entries), len(directory), at, 0)
    return io.BytesIO(b"".join((*pieces, directory, last)))


def slim(parts: Parts) -> None:
    """Leave out of the sheets what calamine reads only to pass over it.

    calamine goes through a sheet twice, for the cells and for the merged ranges behind them. With the
    ranges before the cells, and an empty list where there are none, it stops at once the second time.
    """
    for name in parts.sheets:
        xml = _slim(parts.content[name])
        if xml is not None:
            parts.content[name], parts.crcs[name] = xml, zlib.crc32(xml)


def _slim(xml: bytes) -> bytes | None:
    """None unless nothing but the elements themselves can be meant by their names."""
    start, end = xml.find(_CELLS), xml.rfind(_CELLS_END)
    if not 0 < start < end or xml.count(b"sheetData") != 2 or b"<!" in xml:
        return None
    ranges, count = b"<mergeCells/>", xml.count(b"mergeCells")
    if count:
        first, last = xml.find(_RANGES, end), xml.find(_RANGES_END, end)
        if count != 2 or not 0 < first < last:
            return None
        ranges = xml[first : last + len(_RANGES_END)]
    return b"".join((xml[:start], ranges, xml[start:end], _CELLS_END, b"</worksheet>"))
