"""How much of a file is read at most. Files are hostile: every reader counts against these."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from time import monotonic
from typing import NoReturn

from ...errors import ReadError, fail
from ...notes import Note

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one document (a zip shares `expanded` among its members).

    `bytes` of the file itself, `expanded` bytes after decompression and their `ratio` to the
    compressed ones, `members` of a zip file, `tables`, `rows`, `columns` of one table, `cells`,
    `characters`, `pages`, `scanned_pages` whose text is recognised, `pixels` of one picture, `depth` of tables
    in tables, `zips` within zips.
    `seconds` and `memory` (bytes that the process may grow by) are held from outside, by whoever reads in a process
    that may die (`scoring.workers`).
    `progress` is called with the number of each scanned page before it is recognised, which takes seconds.
    """

    bytes: int = 200 * MIB
    expanded: int = 1024 * MIB
    ratio: int = 300
    members: int = 10_000
    tables: int = 20_000
    rows: int = 1_000_000
    columns: int = 1_000
    cells: int = 5_000_000
    characters: int = 100_000_000
    pages: int = 3_000
    scanned_pages: int = 100
    pixels: int = 80_000_000
    depth: int = 30
    zips: int = 2
    seconds: float = 60.0
    memory: int = 1536 * MIB
    progress: Callable[[int], None] | None = field(default=None, compare=False)


DEFAULT = Limits()
_READING = 0.75  # of the seconds: no page is begun after that, so that those before are not lost


class Meter:
    """Counts what a reader has taken from one document; raises `ReadError` at a limit.

    Of a zip the first `skip` documents are passed over, and `at` is called with the source of each other before
    it is read: a reader that died over one goes on behind it.
    """

    def __init__(
        self, limits: Limits, skip: int = 0, at: Callable[[str], None] = lambda source: None
    ) -> None:
        self.limits, self._skip, self._at = limits, skip, at
        self.tables = self.rows = self.cells = self.characters = self.expanded = 0
        self.scanned = 0
        self._began = monotonic()

    def begin(self, source: str) -> None:
        """A document, or a zip within the zip, is about to be read."""
        if not self._skip:
            self._at(source)

    def passes(self) -> bool:
        """Whether the next document is one of those to be passed over; asked once for each."""
        passed = self._skip > 0
        self._skip -= passed
        return passed

    def table(self) -> int:
        """Count a table; its number in the document."""
        self.tables += 1
        if self.tables > self.limits.tables:
            over("tables", self.limits.tables)
        return self.tables

    def row(self, cells: int, characters: int = 0, rows: int = 1) -> None:
        """Count a row (or so many) of `cells` cells each, with so many characters in all."""
        self.rows += rows
        self.cells += cells * rows
        self.characters += characters
        limits = self.limits
        if self.rows > limits.rows:
            over("rows", limits.rows)
        if cells > limits.columns:
            over("columns", limits.columns)
        if self.cells > limits.cells:
            over("cells", limits.cells)
        if self.characters > limits.characters:
            over("characters", limits.characters)

    def text(self, characters: int) -> None:
        """Count characters outside tables."""
        self.characters += characters
        if self.characters > self.limits.characters:
            over("characters", self.limits.characters)

    def scan(self, page: int) -> None:
        """Count a scanned page and tell whoever waits for it. The last seconds are left to what is done with it."""
        self.scanned += 1
        if self.scanned > self.limits.scanned_pages:
            over("scanned_pages", self.limits.scanned_pages)
        if self.scanned > 1 and monotonic() - self._began > self.limits.seconds * _READING:
            over("seconds", round(self.limits.seconds))
        if self.limits.progress is not None:
            self.limits.progress(page)

    def expand(self, size: int) -> None:
        """Count decompressed bytes."""
        self.expanded += size
        if self.expanded > self.limits.expanded:
            raise fail("bomb")


def left_out(begin: int, error: ReadError) -> Note:
    """What is said where reading stops at a limit after the page before `begin`. Raises what is no limit, and the
    limit where nothing was read."""
    if error.key != "over_limit" or begin < 2:
        raise error
    return Note(f"第 {begin} 页起没有读取：{error}")


def over(what: str, limit: int) -> NoReturn:
    """Raise the `ReadError` for a limit; `what` names it (`_NAMES`)."""
    raise fail("over_limit", what=_NAMES[what], limit=limit)


_NAMES = {
    "members": "文件个数",
    "tables": "表格个数",
    "rows": "行数",
    "columns": "一行的列数",
    "cells": "单元格个数",
    "characters": "字数",
    "pages": "页数",
    "scanned_pages": "扫描页数",
    "seconds": "识别扫描页的秒数",
    "pixels": "图片像素数",
    "depth": "表格嵌套层数",
    "elements": "标签嵌套层数",
    "zips": "压缩包嵌套层数",
    "drawn": "一页上的字和线条个数",
    "piece": "一段文字的字节数",
}


def pieces(data: bytes, size: int = MIB) -> Iterator[bytes]:
    """`data` in pieces, so that a parser fed with them can be stopped between two."""
    for start in range(0, len(data), size):
        yield data[start : start + size]
