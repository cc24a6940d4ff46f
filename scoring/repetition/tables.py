"""Sorted tables of digests on disk, looked up by memory map: nothing is loaded, whatever their size."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

_ROWS = 1 << 16  # rows in a batch; all but the last have as many, so that a position tells its batch


def write_sorted(path: Path, batches: Iterable[pa.RecordBatch], schema: pa.Schema) -> int:
    """Write batches sorted by their column `digest`; the number of rows."""
    import pyarrow as pa

    count = 0
    waiting: list[pa.RecordBatch] = []
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, schema) as writer:
        for batch in batches:
            waiting.append(batch)
            if sum(b.num_rows for b in waiting) >= _ROWS:
                table = pa.Table.from_batches(waiting, schema)
                whole = table.num_rows - table.num_rows % _ROWS
                writer.write_table(table.slice(0, whole).combine_chunks(), _ROWS)
                count += whole
                waiting = table.slice(whole).to_batches()
        rest = pa.Table.from_batches(waiting, schema).combine_chunks()
        writer.write_table(rest, _ROWS)
    return count + int(rest.num_rows)


class Sorted:
    """A table written by `write_sorted`."""

    def __init__(self, path: Path) -> None:
        import pyarrow as pa

        self._file = pa.ipc.open_file(pa.memory_map(str(path)))
        self._batches = [self._file.get_batch(i) for i in range(self._file.num_record_batches)]
        self._batches = [b for b in self._batches if b.num_rows]
        self._digests = [b.column("digest").to_numpy() for b in self._batches]
        self._firsts = [int(d[0]) for d in self._digests]

    def __len__(self) -> int:
        return sum(map(len, self._digests))

    def find(self, digest: int) -> int | None:
        """The position of the row of that digest."""
        import numpy as np

        k = bisect_right(self._firsts, digest) - 1
        if k < 0:
            return None
        column = self._digests[k]
        i = int(np.searchsorted(column, np.uint64(digest)))
        return k * _ROWS + i if i < len(column) and int(column[i]) == digest else None

    def row(self, position: int) -> dict[str, Any]:
        """The row at a position, as plain values."""
        batch, i = self._batches[position // _ROWS], position % _ROWS
        return {name: batch.column(name)[i].as_py() for name in batch.schema.names}

    def batches(self) -> list[pa.RecordBatch]:
        """All rows, in order."""
        return self._batches
