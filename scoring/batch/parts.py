"""The tables as Parquet parts. A part has one file in each table and counts only when all are there."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from .columns import TABLES, schemas
from .files import digest_of

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 4096  # rows in memory before they are written


@dataclass(frozen=True, slots=True)
class Part:
    """A finished part: its name, and the SHA-256 of its file in each of `TABLES`."""

    name: str
    digests: tuple[str, ...]


class PartWriter:
    """Writes a part into `folder` under a name of its own; `close` gives it once it is safe on disk."""

    def __init__(self, folder: Path) -> None:
        import pyarrow.parquet as pq

        self.name = uuid4().hex[:16]
        self._paths = {table: scratch_path(folder, table, self.name) for table in TABLES}
        self._content: dict[str, list[pa.Table]] = {table: [] for table in TABLES}
        self._writers = {
            table: pq.ParquetWriter(self._paths[table], schemas()[table], compression="zstd")
            for table in TABLES
        }

    def add(self, table: str, content: pa.Table) -> None:
        """Append rows. Raises OSError when the disk is full."""
        waiting = self._content[table]
        waiting.append(content)
        if sum(piece.num_rows for piece in waiting) >= _ROWS:
            self._flush(table)

    def close(self) -> Part:
        """Finish all files and bring them to disk."""
        for table in TABLES:
            self._flush(table)
            self._writers[table].close()
            sync(self._paths[table])
        return Part(self.name, tuple(digest_of(self._paths[table]) for table in TABLES))

    def _flush(self, table: str) -> None:
        import pyarrow as pa

        content = pa.concat_tables(self._content[table]) if self._content[table] else None
        self._content[table].clear()
        if content:
            self._writers[table].write_table(content.cast(schemas()[table]))


def publish(part: Part, scratch: Path, out: Path) -> None:
    """Move a finished part into the tables; it counts once `state` lists it."""
    for table in TABLES:
        scratch_path(scratch, table, part.name).replace(part_path(out, table, part.name))
    for table in TABLES:
        sync(out / table)


def without(part: Part, out: Path, scratch: Path, files: Collection[str]) -> Part | None:
    """A new part in `scratch`, `part` less the rows of some `files`; None when nothing would be left."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    gone, writer, left = pa.array(list(files), pa.string()), PartWriter(scratch), 0
    for table in TABLES:
        with pq.ParquetFile(part_path(out, table, part.name)) as old:
            for batch in old.iter_batches(_ROWS):
                rows = pa.Table.from_batches([batch])
                rows = rows.filter(pc.invert(pc.is_in(rows["file"], gone)))
                left += rows.num_rows
                writer.add(table, rows)
    new = writer.close()
    return new if left else None


def scratch_path(folder: Path, table: str, name: str) -> Path:
    """Where the file of an unfinished part lies."""
    return folder / f"{name}.{table}"


def part_path(out: Path, table: str, name: str) -> Path:
    """Where the file of a finished part lies."""
    return out / table / f"part-{name}.parquet"


def is_whole(part: Part, out: Path) -> bool:
    """Whether the files of a part are what was written."""
    try:
        return all(
            digest_of(part_path(out, table, part.name)) == digest
            for table, digest in zip(TABLES, part.digests, strict=True)
        )
    except OSError:  # gone, or a disk that can't read it back
        return False


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
