"""Exports are made in the pool of `scoring.workers`, each within a time and a memory: a report of a large file takes
a hundred times its size, and the server must go on for the others."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import time
from typing import Protocol

from ....nlp.readers.safety.limits import MIB, Limits
from ....scoring import workers as pool
from ..database.troubles import FULL, GoneError, StoreError, trouble
from ..original.drawing import DrawError
from ..workers import JobError, Work
from .making import ExportError

_AT_ONCE = 2
_WAITING = 20
_OLD = 3600.0  # seconds after which a file that was left behind is deleted
_SMALLER = "请改用 CSV 或 JSONL 导出，或把文件拆分后再上传。"
PRELOADED = (
    "zhibiao.app.desk.exports.making",
    "zhibiao.app.desk.original.drawing",
    "zhibiao.app.reports.excel.workbook",
    "zhibiao.app.reports.page.build",
)


class Writes(Protocol):
    """What can be made: an export, or the original as pages show it."""

    @property
    def out(self) -> Path:
        """The file that it is written to."""

    def write(self) -> None:
        """Write it. Raises ExportError, DrawError or StoreError with a sentence."""


class Exports:
    """Makes exports in `folder`, at most `_AT_ONCE` at a time, each within `seconds` and `memory` bytes."""

    def __init__(self, folder: Path, seconds: float, memory: int) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder, self._limits = folder, Limits(seconds=seconds, memory=memory)
        self._pool = pool.Workers(_AT_ONCE, pool.Setup(preload=PRELOADED))
        self._count = threading.Semaphore(_AT_ONCE + _WAITING)

    def submit(self, order: Callable[[Path], Writes]) -> Work:
        """Begin an export; `order` makes one for the file that it is given. Who takes the file deletes it.

        Raises JobError (503) when too many wait.
        """
        if not self._count.acquire(blocking=False):
            raise JobError(503, "正在导出的太多：请稍后再试。")
        work = Work()
        wanted = order(self._folder / secrets.token_hex(16))
        work.future = self._pool.submit(partial(self._make, wanted, work.stopped))
        work.future.add_done_callback(lambda _: self._count.release())
        return work

    def sweep(self) -> None:
        """Delete what nobody took."""
        for path in self._folder.iterdir():
            with suppress(OSError):
                if path.stat().st_mtime < time() - _OLD:
                    path.unlink()

    def close(self) -> None:
        """End all exports."""
        self._pool.close()

    def _make(self, order: Writes, stopped: threading.Event, worker: pool.Worker) -> Path:
        try:
            if answer := worker.call(_written, order, limits=self._limits, stopped=stopped):
                raise JobError(*answer)
            return order.out
        except BaseException as error:
            order.out.unlink(missing_ok=True)
            if isinstance(error, pool.Stopped):
                raise JobError(409, "已取消。") from None
            if isinstance(error, pool.NoWorker):
                raise JobError(503, str(error)) from None
            if isinstance(error, pool.Lost):
                raise JobError(413, self._lost(error)) from None
            raise
        finally:
            worker.end()  # what a large report took is given back

    def _lost(self, error: pool.Lost) -> str:
        said = {
            "too_slow": f"导出超过 {int(self._limits.seconds)} 秒，已停止",
            "too_much_memory": f"这份报告要用 {self._limits.memory // MIB} MB 以上的内存，已停止",
        }
        return f"{said.get(error.key, '导出进程意外退出，可能内存不足')}：{_SMALLER}"


def _written(made: object, report: object, order: Writes) -> tuple[int, str] | None:
    """In the worker: (status, sentence) of what went wrong, None when the file is there."""
    try:
        order.write()
    except (ExportError, DrawError, StoreError) as error:
        return 422, str(error)
    except GoneError:
        return 404, "这个任务已被删除：请从首页重新选择。"
    except (
        MemoryError,
        SystemError,
    ):  # a library that was refused memory may forget to say so: then Python says SystemError
        raise MemoryError from None
    except Exception as error:
        status, said = trouble(error)
        return (status, said) if said == FULL else (500, f"导出时出错（{type(error).__name__}）：{_SMALLER}")
    return None
