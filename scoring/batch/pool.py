"""The local engine: a few worker processes, each watched from outside.

Workers are forked from a fork server, not from this process: it may have threads (progress, Arrow), and
a fork with threads can hang; a fresh interpreter for each would cost seconds of imports, which the fork
server has done once and shares. The model is loaded once in each.

The readers' own watcher ends what runs too long or takes too much, but not within one call into C. So a
worker that overstays is killed here with its children, and replaced; its shard goes back into the queue
without the file. A file during which a worker died is tried once more by itself, for the
worker may have been killed for another's sake, and given up when that one dies too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from multiprocessing.connection import wait
from pathlib import Path
from time import monotonic
from typing import Any

from ...models.load import ModelError
from ...nlp.errors import fail
from ...nlp.readers.safety.limits import MIB
from . import worker as worker_module
from .settings import Settings
from .work import Job, Read
from .worker import Done

_POLL = 0.25
_SLACK = 1.25  # what a worker may have more than the file's own limits before it is killed
_SPARE_SECONDS, _SPARE_MEMORY = 2.0, 128 * MIB
_TRIES = 3  # workers that end before they have done anything
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_KILLED = "读取时进程被终止（{how}，可能是内存不足）：请减少 --workers，或单独处理这个文件后再试。"


def run_pool(
    shards: Iterator[list[Job]],
    root: bytes,
    scratch: Path,
    settings: Settings,
    workers: int,
    tick: Callable[[int], None] = lambda at_work: None,
) -> Iterator[Done]:
    """Score all shards with so many processes; finished parts come in any order.

    `tick` is called now and then with the number of files that are done in unfinished shards. Raises
    ModelError, OSError (disk full), or RuntimeError when workers can't be started. Leaving the iterator
    ends the workers.
    """
    pool = _Pool(shards, (root, scratch, settings), settings)
    try:
        yield from pool.run(workers, tick)
    finally:
        pool.stop()


class _Worker:
    """One process: its shard, the position in it, since when, and the version of the file at hand."""

    def __init__(self, context: Any, arguments: tuple[Any, ...]) -> None:
        self.pipe, other = context.Pipe()
        self.process = context.Process(target=worker_module.main, args=(other, *arguments), daemon=True)
        self.process.start()
        other.close()
        self.shard: list[Job] = []
        self.at: int | None = None
        self.since = 0.0
        self.read: Read | None = None
        self.ready = False
        self.base = 0

    def give(self, shard: list[Job]) -> None:
        self.shard, self.at = shard, None
        with contextlib.suppress(OSError):  # it just died: seen at the next poll
            self.pipe.send(shard)

    def resident(self) -> int:
        """Bytes of memory that it holds; programs that it starts have limits of their own."""
        import psutil

        try:
            return int(psutil.Process(self.process.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        """Kill it and what it has started; there is nothing in it that could be lost."""
        import psutil

        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    child.kill()
        self.process.kill()
        self.process.join()
        self.pipe.close()


class _Pool:
    def __init__(self, shards: Iterator[list[Job]], arguments: tuple[Any, ...], settings: Settings) -> None:
        self.shards, self.arguments, self.settings = shards, arguments, settings
        self.returned: deque[list[Job]] = deque()
        self.workers: list[_Worker] = []
        self.early = 0
        self.context = _context()

    def run(self, workers: int, tick: Callable[[int], None]) -> Iterator[Done]:
        checked = monotonic()
        while True:
            self._staff(workers)
            if not any(w.shard for w in self.workers):
                return
            for pipe in wait([w.pipe for w in self.workers], _POLL):
                done = self._hear(next(w for w in self.workers if w.pipe is pipe))
                if done:
                    yield done
            if monotonic() - checked >= _POLL:
                checked = monotonic()
                for worker in list(self.workers):
                    self._guard(worker)
                tick(sum(w.at or 0 for w in self.workers))

    def stop(self) -> None:
        for worker in self.workers:
            worker.end()
        self.workers.clear()

    def _staff(self, workers: int) -> None:
        """Give idle workers a shard each; start new ones while there is work for them."""
        for worker in self.workers:
            if not worker.shard and (shard := self._next()):
                worker.give(shard)
        while len(self.workers) < workers and (shard := self._next()):
            with _few_threads(self.settings.threads):
                worker = _Worker(self.context, self.arguments)
            self.workers.append(worker)
            worker.give(shard)

    def _next(self) -> list[Job] | None:
        return self.returned.popleft() if self.returned else next(self.shards, None)

    def _hear(self, worker: _Worker) -> Done | None:
        """One message of a worker; its end is one, too."""
        try:
            kind, content = worker.pipe.recv()
        except (EOFError, OSError):
            self._died(worker)
            return None
        if kind == "done":
            worker.shard, worker.at = [], None
            self.early = 0
            return content  # type: ignore[no-any-return]
        if kind == "start":
            worker.at, worker.since, worker.read = content, monotonic(), None
        elif kind == "read":
            worker.read = content
        elif kind == "end":
            worker.at = None
        elif kind == "ready":
            worker.ready, worker.base = True, worker.resident()
        elif kind == "fatal":
            raise content if isinstance(content, (OSError, ModelError)) else RuntimeError(str(content))
        return None

    def _guard(self, worker: _Worker) -> None:
        """End a worker that is over its time or memory with one file."""
        if worker.at is None:
            return
        limits = self.settings.limits
        if monotonic() - worker.since > limits.seconds * _SLACK + _SPARE_SECONDS:
            reason = str(fail("too_slow", seconds=int(limits.seconds)))
        elif worker.resident() > worker.base + limits.memory * _SLACK + _SPARE_MEMORY:
            reason = str(fail("too_much_memory", limit=limits.memory // MIB))
        else:
            return
        self._replace(worker, reason)

    def _died(self, worker: _Worker) -> None:
        """A worker that ended by itself or was ended by the system."""
        worker.process.join()
        code = worker.process.exitcode or 0
        how = f"信号 {signal.Signals(-code).name}" if code < 0 else f"退出码 {code}"
        if worker.at is None:
            self.early += 1
            if self.early >= _TRIES:
                raise RuntimeError(f"worker ended: {how}")
            if worker.shard:
                self.returned.append(worker.shard)
            self._dismiss(worker)
        elif worker.shard[worker.at].deaths:
            self._replace(worker, _KILLED.format(how=how))
        else:
            self._replace(worker, "")

    def _replace(self, worker: _Worker, reason: str) -> None:
        """Without a reason the file is tried once more, by itself; the others go back in any case."""
        assert worker.at is not None
        job, others = worker.shard[worker.at], worker.shard[: worker.at] + worker.shard[worker.at + 1 :]
        if reason:
            read = worker.read and replace(worker.read, again=True)
            self.returned.append([*others, replace(job, problem=reason, read=read)])
        else:
            self.returned.extend(part for part in (others, [replace(job, deaths=1)]) if part)
        self._dismiss(worker)

    def _dismiss(self, worker: _Worker) -> None:
        worker.end()
        self.workers.remove(worker)


def _context() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    top = __name__.partition(".")[0]
    ours = (
        "models.fast",
        "scoring.score",
        "nlp.readers.word.docx",
        "nlp.readers.excel.workbook",
    )
    context.set_forkserver_preload([worker_module.__name__, "pyarrow.parquet", *(f"{top}.{m}" for m in ours)])
    return context


@contextlib.contextmanager
def _few_threads(threads: int) -> Iterator[None]:
    """Processes started within this use so many threads in numeric libraries, unless the user has chosen."""
    added = {key: str(threads) for key in _THREADS if key not in os.environ}
    added |= {} if "TOKENIZERS_PARALLELISM" in os.environ else {"TOKENIZERS_PARALLELISM": "false"}
    os.environ.update(added)
    try:
        yield
    finally:
        for key in added:
            os.environ.pop(key, None)
