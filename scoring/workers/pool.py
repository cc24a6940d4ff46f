"""A worker process as its parent sees it, and a pool of them."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import queue
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from ...nlp.readers.safety.limits import Limits
from . import child
from .clock import Clock, Lost

T = TypeVar("T")
_ATTEMPTS = 10  # to start a worker
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_TOP = __name__.partition(".")[0]
_PRELOAD: tuple[str, ...] = ("scoring.workers.documents", "scoring.score", "models.fast")
_PRELOAD += ("nlp.readers.word.docx", "nlp.readers.excel.workbook", "nlp.readers.web.html")


class Stopped(Exception):
    """The call was stopped by whoever made it."""


class NoWorker(Exception):
    """No worker can be started. `str(error)` is a Chinese sentence."""


def nothing(_: Any = None) -> None:
    """The setup of workers that need none; also hears messages that nobody wants."""


@dataclass(frozen=True, slots=True)
class Setup:
    """How a worker begins: what `make` returns is the first argument of every call, so that a model is loaded once.

    `threads` is how many a numeric library may use in a worker, unless the user has said; `preload` names modules
    that the fork server shall import once for all workers.
    """

    make: Callable[[], Any] = nothing
    threads: int = 1
    preload: tuple[str, ...] = ()


class Worker:
    """One process, started when first needed and replaced when it is lost. For one thread at a time."""

    def __init__(self, setup: Setup = Setup()) -> None:
        self.setup = setup
        self._process: Any = None
        self._pipe: Connection
        self._closed = False

    @property
    def pid(self) -> int | None:
        """The number of the process, None while there is none."""
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Start the process now, so that it is ready when it is needed. Raises Stopped after `close`."""
        if self._closed:
            raise Stopped
        if self._process is not None and self._process.is_alive():
            return
        self.end()
        context = _context(self.setup)
        self._folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
        self._pipe, theirs = context.Pipe()
        with _environment(self.setup.threads), _no_main():
            process = context.Process(
                target=child.serve, args=(theirs, self.setup.make, str(self._folder)), daemon=True
            )
            process.start()
        theirs.close()
        self._process = process

    def stream(
        self,
        work: Callable[..., Iterator[T]],
        *arguments: Any,
        limits: Limits,
        told: Callable[[Any], None] = nothing,
        stopped: threading.Event | None = None,
    ) -> Iterator[T]:
        """What `work(made, report, *arguments)` yields in the process; `limits` hold for each item anew.

        `told` hears what the work says with `report.tell`. Raises what the work raises, Lost when the process was
        lost, Stopped when `stopped` was set. Leaving the iterator early ends the process.
        """
        ended = False
        try:
            clock = self._begin((work, arguments, replace(limits, progress=None)), limits, stopped)
            while True:
                kind, content = self._hear(clock, stopped)
                if kind == "item":
                    yield content
                    clock.restart()
                elif kind == "told":
                    told(content)
                elif kind == "clock":
                    clock.restart(*content)
                elif isinstance(content, MemoryError):  # refused by the kernel; who knows what is broken now
                    raise clock.too_much()
                else:
                    ended = True
                    if content is not None:
                        raise content
                    return
        finally:
            if not ended:
                self.end()

    def _begin(self, call: Any, limits: Limits, stopped: threading.Event | None) -> Clock:
        """Hand a call over. A worker that ends before it has begun is replaced: it was not for the call's sake.

        Raises NoWorker after several."""
        reason = ""
        for _ in range(_ATTEMPTS):
            try:
                self.start()
                with contextlib.suppress(OSError):  # it just died: seen below
                    self._pipe.send(call)
                clock = Clock(self._process.pid, limits)
                _, content = self._hear(clock, stopped)
            except (
                OSError,
                EOFError,
            ) as error:  # the fork server was killed: the next attempt starts another
                reason = str(error)
            except Lost as error:
                reason = str(error)
                if not error.died:
                    break
            else:
                clock.restart(*content)
                return clock
        raise NoWorker(f"工作进程无法启动（{reason}）：请关掉别的程序、腾出内存后再试。")

    def call(self, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        """The one thing that `work` returns; see `stream`."""
        (result,) = self.stream(child.once, work, *arguments, **options)
        return result

    def _hear(self, clock: Clock, stopped: threading.Event | None) -> tuple[str, Any]:
        try:
            while not self._pipe.poll(clock.pause()):
                if stopped is not None and stopped.is_set():
                    raise Stopped
                clock.check()
            return pickle.loads(self._pipe.recv_bytes())  # type: ignore[no-any-return]
        except (EOFError, OSError):
            self._process.join()
            raise Lost("died", how=_how(self._process.exitcode or 0)) from None

    def end(self) -> None:
        """End the process now, with what it has started; what it was doing is lost."""
        import psutil

        if self._process is None:
            return
        with contextlib.suppress(psutil.Error):
            for program in psutil.Process(self._process.pid).children(recursive=True):
                with contextlib.suppress(psutil.Error):
                    program.kill()
        self._process.kill()
        self._process.join()
        self._pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)
        self._process = None

    def close(self) -> None:
        """For good, and from any thread: a call that runs raises Lost, a later one Stopped."""
        self._closed = True
        if self._process is not None:
            self._process.kill()


class Workers:
    """So many workers that serve one queue, each with a thread that waits for it."""

    def __init__(self, count: int, setup: Setup = Setup()) -> None:
        sweep()
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")
        self._free: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self._all = [Worker(setup) for _ in range(count)]
        for worker in self._all:
            self._free.put(worker)

    def start(self) -> None:
        """Start all processes now."""
        for worker in self._all:
            worker.start()

    def submit(self, use: Callable[[Worker], T]) -> Future[T]:
        """Have `use` called, in a thread, with a worker that is free; the future may be cancelled until then."""
        return self._threads.submit(self._lend, use)

    def _lend(self, use: Callable[[Worker], T]) -> T:
        worker = self._free.get()
        try:
            return use(worker)
        finally:
            self._free.put(worker)

    def close(self) -> None:
        """End all processes; calls that run or wait end without a result."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        for worker in self._all:
            worker.close()
        self._threads.shutdown(wait=True)
        for worker in self._all:
            worker.end()


_PREFIX = "zhibiao-worker-"


def sweep() -> None:
    """Delete the folders of workers whose parent was killed: they hold copies of users' documents."""
    import psutil

    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(folder, ignore_errors=True)


def _how(code: int) -> str:
    return f"信号 {signal.Signals(-code).name}" if code < 0 else f"退出码 {code}"


def _context(setup: Setup) -> Any:
    if sys.platform != "linux":  # on macOS the system's libraries do not survive a fork
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*(f"{_TOP}.{m}" for m in _PRELOAD), *setup.preload])
    return context


_starting = threading.RLock()


@contextlib.contextmanager
def _environment(threads: int) -> Iterator[None]:
    """Processes started within this use so many threads in numeric libraries, unless the user has chosen."""
    added = {key: str(threads) for key in _THREADS if key not in os.environ}
    added |= {} if "TOKENIZERS_PARALLELISM" in os.environ else {"TOKENIZERS_PARALLELISM": "false"}
    with _starting:
        os.environ.update(added)
        try:
            yield
        finally:
            for key in added:
                os.environ.pop(key, None)


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    """A worker needs nothing of the program that starts it, which may be a script without a guard."""
    with _starting:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main
