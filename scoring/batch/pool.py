"""The local engine: files are scored in the workers of `scoring.workers`, this process writes the parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from functools import partial
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from ...nlp.reading import FORMATS
from ..workers import Setup, Workers
from .columns import unpacked
from .parts import Part, PartWriter
from .settings import BatchSettings
from .work import Job, Read, Rows, make_scorer, score_file

_AHEAD = 2  # files in hand per worker: none waits for this process
_TOP = __name__.partition(".")[0]
# Arrow asks for pandas when it is given rows.
_PRELOAD: tuple[str, ...] = ("pandas", "pyarrow.parquet", f"{__package__}.work")
_PRELOAD += tuple(f"{_TOP}.nlp.readers.{name}" for name in FORMATS)


class Done(NamedTuple):
    """A shard that is finished: its part lies in the scratch folder until it is committed."""

    part: Part
    reads: list[Read]
    failed: int


class _Shard:
    """A shard on its way into a part."""

    def __init__(self, scratch: Path, size: int) -> None:
        self._writer, self._left = PartWriter(scratch), size
        self._reads: list[Read] = []
        self._failed = 0

    @property
    def done(self) -> int:
        """Files that are in."""
        return len(self._reads)

    def add(self, rows: Rows) -> Done | None:
        """Take in a file; what the shard has become with its last. Raises OSError when the disk is full."""
        for piece in rows.pieces:
            for table, content in piece.tables.items():
                self._writer.add(table, unpacked(content))
            self._failed += piece.failed
        self._reads.append(rows.read)
        self._left -= 1
        return None if self._left else Done(self._writer.close(), self._reads, self._failed)


def run_pool(
    shards: Iterator[list[Job]],
    root: bytes,
    scratch: Path,
    settings: BatchSettings,
    workers: int,
    tick: Callable[[int], None] = lambda at_work: None,
) -> Iterator[Done]:
    """Score all shards with so many processes; finished parts come in any order.

    `tick` is called now and then with the number of files that are done in unfinished shards. Raises
    ModelError, OSError (disk full), or NoWorker when workers can't be started. Leaving the iterator
    ends the workers.
    """
    pool = Workers(workers, Setup(partial(make_scorer, settings), settings.threads, _PRELOAD))
    at_work: set[_Shard] = set()
    waiting: dict[Future[Rows], _Shard] = {}
    jobs = _jobs(shards, scratch, at_work)
    try:
        while True:
            for job, shard in islice(jobs, workers * _AHEAD - len(waiting)):
                use = partial(
                    score_file, root=root, job=job, limits=settings.limits, unit_from=settings.unit_from
                )
                waiting[pool.submit(use)] = shard
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                shard = waiting.pop(future)
                if done := shard.add(future.result()):
                    at_work.remove(shard)
                    yield done
            tick(sum(shard.done for shard in at_work))
    finally:
        pool.close()


def _jobs(shards: Iterator[list[Job]], scratch: Path, at_work: set[_Shard]) -> Iterator[tuple[Job, _Shard]]:
    for jobs in shards:
        shard = _Shard(scratch, len(jobs))
        at_work.add(shard)
        yield from ((job, shard) for job in jobs)
