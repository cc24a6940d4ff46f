"""The parts of an .xlsx file: unpacked under the limits, and the plain copy that calamine is handed.

A workbook is hostile until its parts are counted. calamine would inflate them all over again, a sheet
even twice: what has been counted here is handed on as it is, in a zip file without compression, and
calamine sees nothing else.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from ...errors import fail
from ..safety.limits import MIB, Limits, Meter, over

# XML parts with nothing to read in them.
_IDLE = tuple(
    b"docprops customxml [content_types] xl/drawings xl/media xl/charts xl/comments xl/embeddings"
    b" xl/printersettings xl/externallinks xl/pivot xl/ctrlprops xl/activex xl/tables xl/threadedcomments"
    b" xl/persons xl/theme/ xl/calcchain xl/worksheets/_rels".split()
)
_SLACK = 4 * MIB  # small parts may shrink to almost nothing without being bombs
# A copy is faster to read, but it and those that calamine makes of it take up to five times the memory.
_COPIED = 16 * MIB

# The records of a zip file: APPNOTE.TXT, 4.3.7, 4.3.12 and 4.3.16.
_DIRECTORY, _END, _END64 = b"PK\x01\x02", b"PK\x05\x06", b"PK\x06\x07"
_LOCAL = struct.Struct("<4s5H3L2H")
_NAMES = struct.Struct("<HH")  # lengths in the local header
_ENTRY = struct.Struct("<4s4xHH4xLLLHHH8xL")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LAST = struct.Struct("<4s4H2LH")
_ENCRYPTED, _UTF8 = 0x1, 0x800  # flags
_SHORT = 64  # a name that may be kept in memory
_DAY = 0x21  # the first that a zip file can name

_RANGES_END, _OPEN = b"</mergeCells>", ord("<")
_CELLS, _CELLS_END = b"<sheetData>", b"</sheetData>"


class _Member(NamedTuple):
    """What the directory says of a part: `packed` bytes behind the local header at `offset`."""

    name: str
    method: int
    crc: int
    packed: int
    size: int
    offset: int


@dataclass(slots=True)
class Parts:
    """XML parts by name, with their checksums; names of those that hold cells; the size of all.

    `honest` when no zip reader can see other members, or members of another size, in the file.
    """

    content: dict[str, bytes] = field(default_factory=dict)
    crcs: dict[str, int] = field(default_factory=dict)
    sheets: set[str] = field(default_factory=set)
    size: int = 0
    honest: bool = True

    @property
    def small(self) -> bool:
        """Whether to hand on a copy even where the file itself would do."""
        return self.size <= _COPIED

    def replace(self, name: str, part: bytes) -> None:
        """Hand on `part` in the place of the one that was unpacked."""
        self.content[name], self.crcs[name] = part, zlib.crc32(part)


def unpack(data: bytes, limits: Limits) -> Parts:
    """The parts of a workbook that may hold something to read."""
    meter = Meter(limits)
    parts = Parts()
    try:
        members = _directory(data, limits)
        if members is None:
            members, parts.honest = _any_directory(data, limits), False
        for member in members:
            part = _inflate(data, member, limits)
            meter.expand(len(part))
            _keep(parts, member, part)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, struct.error) as error:
        raise fail("truncated") from error
    parts.size = meter.expanded
    # The search takes as long as inflating a part, and is asked for only by a large file.
    parts.honest = parts.honest and (parts.small or data.find(_END) == len(data) - _LAST.size)
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
    """The parts to read, where the directory is right before the end of the file; else None.

    Nearly every workbook is like that, and zipfile takes five times as long to say so.
    """
    end = len(data) - _LAST.size
    mark, _, _, _, count, size, at, comment = _LAST.unpack_from(data, end)
    if mark != _END or data[end - 20 : end - 16] == _END64 or at + size != end or comment:
        return None
    if count > limits.members:
        over("members", limits.members)
    members = []
    for _ in range(count):
        mark, flags, method, crc, packed, size, name, extra, comment, offset = _ENTRY.unpack_from(data, at)
        at += _ENTRY.size
        raw = data[at : at + name]
        if mark != _DIRECTORY or b"\0" in raw or 0xFFFF_FFFF in (packed, size, offset):
            return None
        if flags & _ENCRYPTED:
            raise fail("encrypted")
        if (_is_read_often if name <= _SHORT else _is_read)(raw):
            text = raw.decode("utf-8" if flags & _UTF8 else "cp437")
            members.append(_Member(text, method, crc, packed, size, offset))
        at += name + extra + comment
    return members if at == end else None


def _is_read(name: bytes) -> bool:
    name = name.lower()
    if not name.endswith((b".xml", b".rels")):
        return False
    return not name.replace(b"\\", b"/").removeprefix(b"/").startswith(_IDLE)


_is_read_often = lru_cache(maxsize=1024)(_is_read)  # for the names that every workbook has


def _any_directory(data: bytes, limits: Limits) -> Iterator[_Member]:
    """The parts as zipfile finds them, in a file with a comment or something around it."""
    if data.count(_DIRECTORY) > limits.members:  # before zipfile builds an object for each of them
        over("members", limits.members)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for i in archive.infolist():
            if i.flag_bits & _ENCRYPTED:
                raise fail("encrypted")
            if _is_read(i.filename.encode()):
                yield _Member(
                    i.filename, i.compress_type, i.CRC, i.compress_size, i.file_size, i.header_offset
                )


def _inflate(data: bytes, member: _Member, limits: Limits) -> bytes:
    """A member's content, at most as long as the limits allow whatever its declared size is."""
    if member.method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise fail("zip_method")
    name, extra = _NAMES.unpack_from(data, member.offset + 26)
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
            parts.replace(name, xml)


def has_markup(xml: bytes) -> bool:
    """Whether a part has comments, character data sections or a DTD, or text that looks like them."""
    return b"!" in xml and b"<!" in xml  # the first takes no time, the second as long as everything here


def _slim(xml: bytes) -> bytes | None:
    """None unless nothing but the elements themselves can be meant by their names."""
    start, end = xml.find(_CELLS), xml.rfind(_CELLS_END)
    if not 0 < start < end or has_markup(xml):
        return None
    # Finding a name is four times as fast as counting it.
    if xml.find(b"sheetData") != start + 1 or xml.find(b"sheetData", start + 10) != end + 2:
        return None
    ranges, at = b"<mergeCells/>", xml.find(b"mergeCells")
    if at >= 0:
        last = xml.find(_RANGES_END, end)
        if not end < at < last or xml[at - 1] != _OPEN or xml.find(b"mergeCells", at + 10) != last + 2:
            return None
        ranges = xml[at - 1 : last + len(_RANGES_END)]
    root = xml.find(b"<worksheet", 0, start)
    head = xml[:root] + b"<worksheet>" if root >= 0 else xml[:start]
    return b"".join((head, ranges, xml[start:end], _CELLS_END, b"</worksheet>"))
