"""Exports are made by processes of their own, each within a time and a memory: a report of a large file takes
a hundred times its size, and the server must go on for the others."""

from __future__ import annotations

import multiprocessing
import secrets
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic, time
from typing import Any

import psutil

from .database.troubles import FULL, StoreError, trouble
from .export import ExportError, Order, write
from .workers import JobError

_POLL = 0.1  # seconds between two looks at an export
_AT_ONCE = 2
_WAITING = 20
_OLD = 3600.0  # seconds after which a file that was left behind is deleted
_SMALLER = "请改用 CSV 或 JSONL 导出，或把文件拆分后再上传。"
_LOADED = "zhibiao.app.desk.export", "zhibiao.app.reports.workbook", "zhibiao.app.reports.page"


@dataclass(eq=False, slots=True)
class Making:
    """An export on its way; `future` holds the file or raises JobError."""

    future: Future[Path]
    stopped: threading.Event

    def cancel(self) -> None:
        """End it, waiting or running."""
        self.stopped.set()
        self.future.cancel()


class Exports:
    """Makes exports in `folder`, at most `_AT_ONCE` at a time, each within `seconds` and `memory` bytes."""

    def __init__(self, folder: Path, seconds: float, memory: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._seconds, self._memory = folder, seconds, memory
        self._threads = ThreadPoolExecutor(_AT_ONCE, "desk-export")
        self._count = threading.Semaphore(_AT_ONCE + _WAITING)
        self._closed = threading.Event()
        self._context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "forkserver")
        if sys.platform != "win32":  # a process that has loaded what reports need, and is copied for each
            self._context.set_forkserver_preload([*_LOADED])

    def submit(self, order: Callable[[Path], Order]) -> Making:
        """Begin an export; `order` makes one for the file that it is given. Who takes the file deletes it.

        Raises JobError (503) when too many wait.
        """
        if not self._count.acquire(blocking=False):
            raise JobError(503, "正在导出的太多：请稍后再试。")
        stopped = threading.Event()
        future = self._threads.submit(self._make, order(self._folder / secrets.token_hex(16)), stopped)
        future.add_done_callback(lambda _: self._count.release())
        return Making(future, stopped)

    def sweep(self) -> None:
        """Delete what nobody took."""
        for path in self._folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < time() - _OLD:
                    path.unlink()

    def close(self) -> None:
        """End all exports."""
        self._closed.set()
        self._threads.shutdown(cancel_futures=True)

    def _make(self, order: Order, stopped: threading.Event) -> Path:
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_serve, args=(order, theirs), daemon=True)
        process.start()
        theirs.close()
        try:
            answer = self._wait(process, ours, stopped)
            if answer is not None:
                raise JobError(*answer)
            return order.out
        except BaseException:
            process.kill()
            process.join()
            order.out.unlink(missing_ok=True)
            raise
        finally:
            process.join()
            ours.close()

    def _wait(self, process: Any, pipe: Connection, stopped: threading.Event) -> tuple[int, str] | None:
        """What the process says; None when the file is there."""
        deadline = monotonic() + self._seconds
        while not pipe.poll(_POLL):
            if stopped.is_set() or self._closed.is_set():
                raise JobError(409, "已取消。")
            if monotonic() > deadline:
                raise JobError(413, f"导出超过 {int(self._seconds)} 秒，已停止：{_SMALLER}")
            if _resident(process.pid) > self._memory:
                raise JobError(413, f"这份报告要用 {self._memory >> 20} MB 以上的内存，已停止：{_SMALLER}")
        try:
            answer: tuple[int, str] | None = pipe.recv()
        except EOFError:
            raise JobError(413, f"导出进程意外退出，可能内存不足：{_SMALLER}") from None
        return answer


def _serve(order: Order, pipe: Connection) -> None:
    """Runs in the process: (status, sentence) of what went wrong, else None."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the server
    answer: tuple[int, str] | None = None
    try:
        write(order)
    except (ExportError, StoreError) as error:
        answer = 422, str(error)
    except MemoryError:
        answer = 413, f"内存不足，没有导出：{_SMALLER}"
    except Exception as error:
        status, said = trouble(error)
        answer = (
            (status, said) if said == FULL else (500, f"导出时出错（{type(error).__name__}）：{_SMALLER}")
        )
    pipe.send(answer)


def _resident(pid: int | None) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.Error:
        return 0
