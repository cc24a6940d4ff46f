"""Which files of an archive a run takes: all, those of a list, those whose names fit patterns."""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import translate
from functools import cached_property
from pathlib import Path

from .errors import BatchError
from .files import Found, found_at, shown, walk


@dataclass(frozen=True)
class Selection:
    """`include` and `exclude` are patterns as the shell has them (`*` also goes over `/`): one with a `/` is compared
    with the path within the archive (one that ends with it is a folder and all in it), one without with the file's
    name, whatever its case. A file is taken when one
    of `include` fits (or there are none) and none of `exclude` does. `files` are paths within the archive, None for
    all that there are."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    files: tuple[bytes, ...] | None = None

    def found(self, archive: Path) -> Iterator[Found]:
        """The files that are taken; one of the list that is not there has a problem. Raises OSError."""
        every = walk(archive) if self.files is None else (found_at(archive, path) for path in self.files)
        return (f for f in every if self._takes(shown(f.path)))

    def __str__(self) -> str:
        """What is taken, for the user."""
        said = [] if self.files is None else [f"清单里的 {len(self.files):,} 个文件"]
        said += [f"只要 {'、'.join(self.include)}"] if self.include else []
        said += [f"不要 {'、'.join(self.exclude)}"] if self.exclude else []
        return "，".join(said) or "全部文件"

    @property
    def mark(self) -> str:
        """What a later run is compared by: the same for the same choice."""
        if self.files is None:
            return str(self)
        digest = hashlib.sha256(b"\0".join(sorted(self.files))).hexdigest()
        return f"{self}（{digest[:12]}）"

    def _takes(self, path: str) -> bool:
        wanted, unwanted = self._patterns
        return (not wanted or _fits(wanted, path)) and not _fits(unwanted, path)

    @cached_property
    def _patterns(self) -> tuple[list[tuple[bool, re.Pattern[str]]], ...]:
        return tuple(
            [("/" in p, re.compile(translate(_whole(p)), re.IGNORECASE)) for p in map(_slashed, patterns)]
            for patterns in (self.include, self.exclude)
        )


ALL = Selection()


def _slashed(pattern: str) -> str:
    return pattern.replace(os.sep, "/")


def _whole(pattern: str) -> str:
    pattern = pattern.removeprefix("./").removeprefix("/")
    return f"{pattern}*" if pattern.endswith("/") else pattern


def _fits(patterns: Iterable[tuple[bool, re.Pattern[str]]], path: str) -> bool:
    name = path.rpartition("/")[2]
    return any(pattern.match(path if whole else name) for whole, pattern in patterns)


def listed(data: bytes, archive: Path) -> tuple[bytes, ...]:
    """The paths within `archive` that a list names, relative to it or absolute: a line each, or (as `find -print0`
    writes them) with a NUL behind each; blank ones left out. UTF-16, which PowerShell writes, is known by its mark.

    Raises BatchError for a path outside.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    lines = data.split(b"\0" if b"\0" in data else b"\n")
    bases = dict.fromkeys(map(os.fsencode, (archive.absolute(), archive.resolve())))
    paths: dict[bytes, None] = {}
    for number, line in enumerate(lines, 1):
        text = line.strip(b"\r\n").removeprefix(b"\xef\xbb\xbf")
        if not text.strip():
            continue
        within = [path for base in bases if (path := _within(base, text))]
        if not within:
            raise BatchError(
                f"清单第 {number} 行 {shown(text)}：不在输入文件夹里，请写相对于 {archive} 的路径。"
            )
        paths[within[0]] = None
    return tuple(paths)


def _within(base: bytes, text: bytes) -> bytes:
    """The path under `base` that a text names, with / between folders; b'' for one outside."""
    path = os.path.relpath(os.path.join(base, text), base).replace(os.fsencode(os.sep), b"/")  # noqa: PTH118
    return b"" if path == b"." or path.split(b"/")[0] == b".." else path
