"""Zip files: every member is a document of its own, read in memory and named `a.zip!member`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from ...document import Document
from ...errors import ReadError, fail
from .limits import Limits, Meter, over
from .package import ZIP, Package, display_name, is_symlink

Parse = Callable[[bytes, str, Meter, int], Iterator[Document]]
_LONGEST = 300
_NOT_MEANT = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def accepts(data: bytes, suffix: str) -> bool:
    """True for a zip file; what is inside tells the caller whether it is an Office file instead."""
    del suffix
    return data.startswith((ZIP, b"PK\x05\x06"))


def read_members(data: bytes, source: str, meter: Meter, depth: int, parse: Parse) -> Iterator[Document]:
    """A document for each member, in the order of the zip.

    A member that can't be read gives a document with the reason among its problems. `parse` reads one
    member; the expanded bytes of all of them count together. Raises `ReadError` for the zip itself.
    """
    limits: Limits = meter.limits
    if depth >= limits.zips:
        over("zips", limits.zips)
    package = Package(data, limits, meter)
    empty = True
    for info in package.entries():
        name = _shown(display_name(info))
        if info.filename.endswith("/") or _is_debris(name):
            continue
        empty = False
        inside = f"{source}!{name}"
        try:
            if is_symlink(info):
                raise fail("symlink")
            yield from parse(package.read(info), inside, meter, depth + 1)
        except ReadError as error:
            if not meter.passes():
                yield Document(inside, (), (str(error),), failure=error)
    if empty:
        raise fail("no_members")


def _shown(name: str) -> str:
    """A member's name as a label: never used as a path, and without what would make it look like one."""
    parts = [p for p in PurePosixPath(name.replace("\\", "/")).parts if p not in ("/", "..", ".")]
    label = "/".join(parts)
    label = "".join(c if c.isprintable() else "?" for c in label) or "?"
    return label if len(label) <= _LONGEST else f"{label[:200]}…{label[-60:]}"


def _is_debris(name: str) -> bool:
    last = name.rpartition("/")[2]
    return name.startswith(_NOT_MEANT[0]) or last in _NOT_MEANT or last.startswith(("~$", "._"))
