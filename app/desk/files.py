"""Uploaded files: in one folder, under random names, and what a job that has several is called."""

from __future__ import annotations

import hashlib
import secrets
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from time import time

from .database.tables import File
from .workers import JobError

_SENDING = 3600.0  # seconds in which a file that nothing refers to may still be on its way


class Uploads:
    """The folder of uploaded files, each of `most` bytes at most, and that of what was `drawn` of them. Nobody else
    can read them."""

    def __init__(self, folder: Path, drawn: Path, most: int) -> None:
        for one in (folder, drawn):
            one.mkdir(parents=True, exist_ok=True, mode=0o700)
            one.chmod(0o700)
        self._folder, self._drawn, self._most = folder, drawn, most

    def drawn(self, file: File, name: str) -> Path:
        """Where what was drawn of a file lies, as long as the file does."""
        folder = self._drawn / file.stored
        folder.mkdir(exist_ok=True, mode=0o700)
        return folder / name

    def path(self, stored: str) -> Path:
        """Where a file lies."""
        return self._folder / stored

    def has(self, file: File) -> bool:
        """Whether the file is here: not deleted, and not on another desk."""
        return bool(file.stored) and self.path(file.stored).is_file()

    def save(self, read: Callable[[int], bytes]) -> tuple[str, int, str]:
        """Copy a file into the folder; its name there, the size, and the SHA-256.

        Raises JobError 413 when it is larger than allowed.
        """
        stored, size, digest = secrets.token_hex(16), 0, hashlib.sha256()
        path = self.path(stored)
        try:
            with path.open("xb") as file:
                path.chmod(0o600)
                while piece := read(1 << 20):
                    size += len(piece)
                    if size > self._most:
                        raise JobError(413, f"文件超过 {self._most >> 20} MB 的上限：请拆分后再试。")
                    file.write(piece)
                    digest.update(piece)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        return stored, size, digest.hexdigest()

    def discard(self, stored: str) -> None:
        """Delete a file."""
        if stored:
            self.path(stored).unlink(missing_ok=True)
            shutil.rmtree(self._drawn / stored, ignore_errors=True)

    def sweep(self, known: Iterable[str]) -> None:
        """Delete what nothing refers to any more."""
        wanted = set(known)
        for path in self._folder.iterdir():
            with suppress(OSError):
                if path.name not in wanted and path.stat().st_mtime < time() - _SENDING:
                    path.unlink()
        for folder in self._drawn.iterdir():
            if not self.path(folder.name).is_file():
                shutil.rmtree(folder, ignore_errors=True)


def filing_name(names: Sequence[str]) -> str:
    """What a job is called: as its only file, as the folder that all files come from, or as the first of them.

    >>> filing_name(["甲.xlsx"]), filing_name(["申报/甲.xlsx", "申报/乙.docx"]), filing_name(["甲.xlsx", "乙.docx"])
    ('甲.xlsx', '申报', '甲.xlsx 等 2 个文件')
    """
    folders = {name.partition("/")[0] for name in names}
    if len(folders) == 1 and all("/" in name for name in names):
        return folders.pop()
    return names[0] if len(names) == 1 else f"{names[0] if names else '空'} 等 {len(names)} 个文件"
