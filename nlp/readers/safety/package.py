"""Zip containers (.docx, .xlsx, .zip): members are read in memory, counted, never unpacked to disk."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from ...errors import fail
from .limits import DEFAULT, MIB, Limits, Meter, over

ZIP = b"PK\x03\x04"
_DIRECTORY = b"PK\x01\x02"
_ENCRYPTED = 0x1
_UTF8 = 0x800
_NAMES = struct.Struct("<HH")  # lengths of name and extra field in a local header
# Small parts may shrink to almost nothing without being bombs.
_SLACK = 4 * MIB


class Package:
    """The members of a zip file by name. Raises `ReadError` for what is broken or hostile."""

    def __init__(self, data: bytes, limits: Limits = DEFAULT, meter: Meter | None = None) -> None:
        self.limits = limits
        self.meter = meter or Meter(limits)
        # Counted before zipfile builds an object for each of them.
        if data.count(_DIRECTORY) > limits.members:
            over("members", limits.members)
        self._data = data
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
            raise fail("truncated") from None
        self.members = {display_name(i): i for i in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name in self.members

    def read(self, member: str | zipfile.ZipInfo) -> bytes:
        """The whole content of a member, which must be what the directory says of it.

        zipfile takes three times as long to open a member; an Office file has dozens of small ones.
        """
        info, bound = self._checked(member)
        try:
            name, extra = _NAMES.unpack_from(self._data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            part = self._data[start : start + info.compress_size]
            if info.compress_type == zipfile.ZIP_DEFLATED:
                part = zlib.decompressobj(-zlib.MAX_WBITS).decompress(part, bound)
        except (zlib.error, struct.error):
            raise fail("truncated") from None
        self.meter.expand(len(part))
        if len(part) == bound:
            raise fail("bomb")
        if len(part) != info.file_size or zlib.crc32(part) != info.CRC:
            raise fail("truncated")
        return part

    def entries(self) -> list[zipfile.ZipInfo]:
        """All members in the order of the file, also those of the same name."""
        return self._zip.infolist()

    def stream(self, member: str | zipfile.ZipInfo) -> Iterator[bytes]:
        """The content in pieces, counted as it expands."""
        info, bound = self._checked(member)
        size = 0
        try:
            with self._zip.open(info) as file:
                for piece in _pieces(file):
                    size += len(piece)
                    self.meter.expand(len(piece))
                    if size > bound:
                        raise fail("bomb")
                    yield piece
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError):
            raise fail("truncated") from None

    def _checked(self, member: str | zipfile.ZipInfo) -> tuple[zipfile.ZipInfo, int]:
        """A member that may be expanded, and up to how many bytes."""
        info = self.members[member] if isinstance(member, str) else member
        if info.flag_bits & _ENCRYPTED:
            raise fail("encrypted")
        # The others have no bound on what one piece expands to.
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise fail("zip_method")
        room = max(self.limits.expanded - self.meter.expanded, 0) + 1  # 0 would be no bound
        return info, min(info.compress_size * self.limits.ratio + _SLACK, room)


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(MIB):
        yield piece


def names(data: bytes) -> frozenset[str]:
    """Names of the members of a zip file; none when it is no readable zip file."""
    if not data.startswith(ZIP) or data.count(_DIRECTORY) > DEFAULT.members:
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return frozenset(file.namelist())
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError):
        return frozenset()


def display_name(info: zipfile.ZipInfo) -> str:
    """The member's name as its author wrote it: without the UTF-8 flag it is GB18030 in China."""
    name = info.filename
    if not info.flag_bits & _UTF8 and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            return name
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def is_symlink(info: zipfile.ZipInfo) -> bool:
    """True for a symbolic link packed by a Unix tool: its content is only a path."""
    return stat.S_ISLNK(info.external_attr >> 16)
