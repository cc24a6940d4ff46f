"""What an archive holds: a walk over its folders that keeps nothing in memory but the folder it is in."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ...nlp.errors import fail, reason

_SKIPPED = (b".", b"~$")  # hidden files; the owner files that Office leaves behind
_DEBRIS = (b"Thumbs.db", b"desktop.ini", b"__MACOSX")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system tells of a file's version; times in nanoseconds."""

    size: int
    mtime: int
    ctime: int
    inode: int


NO_STAMP = Stamp(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the archive: `path` as the file system has it, relative to the archive, with / between
    folders. `problem` is the Chinese sentence why it can't be read, '' where it should be tried."""

    path: bytes
    stamp: Stamp
    problem: str = ""


_ESCAPE = re.compile(rb"\\(?=x[0-9a-f]{2})")


def shown(path: bytes) -> str:
    """The path as text: UTF-8, what isn't as \\x escapes. What looks like an escape is escaped itself, so that two
    files never share a name."""
    return _ESCAPE.sub(rb"\\x5c", path).decode("utf-8", "backslashreplace")


def stamp_of(found: os.stat_result) -> Stamp:
    """The stamp in a stat result."""
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def walk(root: Path) -> Iterator[Found]:
    """Every file under `root`, hidden ones left out, in no particular order.

    A folder that can't be listed, a symbolic link (which could lead anywhere) and a device are given as
    files with a problem, so that nothing is passed over in silence. Raises OSError for `root` itself.
    """
    base = os.fsencode(root)
    folders = [b""]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(os.path.join(base, folder)) as entries:  # noqa: PTH118 - bytes have no Path
                for entry in entries:
                    if entry.name.startswith(_SKIPPED) or entry.name in _DEBRIS:
                        continue
                    path = folder + b"/" + entry.name if folder else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(path)
                    else:
                        yield _found(entry, path)
        except OSError as error:
            if not folder:
                raise
            yield Found(folder, NO_STAMP, f"文件夹无法打开（{reason(error)}）：请检查访问权限。")


def found_at(root: Path, path: bytes) -> Found:
    """The file at a path under `root`."""
    where = os.path.join(os.fsencode(root), path)  # noqa: PTH118 - bytes have no Path
    return _checked(path, lambda: os.lstat(where))


def _found(entry: os.DirEntry[bytes], path: bytes) -> Found:
    return _checked(path, lambda: entry.stat(follow_symlinks=False))


def _checked(path: bytes, look: Callable[[], os.stat_result]) -> Found:
    """What stands at a path, with the problem where it is no file that can be read."""
    try:
        status = look()
    except FileNotFoundError:
        return Found(path, NO_STAMP, str(fail("missing")))
    except OSError as error:
        return Found(path, NO_STAMP, str(fail("broken", reason=reason(error))))
    if stat.S_ISLNK(status.st_mode):
        return Found(path, NO_STAMP, str(fail("symlink")))
    if stat.S_ISDIR(status.st_mode):
        return Found(path, NO_STAMP, str(fail("folder")))
    if not stat.S_ISREG(status.st_mode):
        return Found(path, NO_STAMP, str(fail("broken", reason="不是普通文件")))
    return Found(path, stamp_of(status))


def digest_of(path: Path | bytes) -> str:
    """SHA-256 of a file, read in pieces. Raises OSError."""
    with open(path, "rb") as file:  # noqa: PTH123 - the path may be bytes
        return hashlib.file_digest(file, "sha256").hexdigest()
