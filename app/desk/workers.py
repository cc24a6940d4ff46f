"""A small pool of worker processes whose jobs can be watched and stopped.

`concurrent.futures` can't end a job that runs; here each process has a thread that waits for it, ends it
when the job is cancelled or takes too long, and starts another.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

import psutil

from ...nlp.readers.safety.limits import Limits
from .worker import Task, serve

_POLL = 0.1  # seconds between two looks at whether a running job was cancelled
_GRACE = 15.0  # seconds that scoring may take on top of reading


class JobError(Exception):
    """A job ended without a result. `str(error)` is a Chinese sentence, `status` its HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(eq=False, slots=True)
class Job:
    """A task on its way; `future` holds its result or raises JobError."""

    task: Task
    told: Callable[[str], None]
    future: Future[Any] = field(default_factory=Future)
    stopped: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """End the job, waiting or running, as soon as can be."""
        self.stopped.set()
        self.future.cancel()


class Workers:
    """`count` processes that serve one queue. Processes start at once, so that the first job need not wait."""

    def __init__(self, count: int, model: str, limits: Limits, waiting: int) -> None:
        self._queue: queue.Queue[Job | None] = queue.Queue()
        self._waiting, self._closed = waiting, threading.Event()
        self._threads = [
            threading.Thread(target=self._serve, args=(model, limits), name=f"desk-{i}", daemon=True)
            for i in range(count)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def waiting(self) -> int:
        """Jobs that no process has taken yet."""
        return self._queue.qsize()

    def submit(self, task: Task, told: Callable[[str], None] = lambda _: None, always: bool = False) -> Job:
        """Queue a task; `told` is called, from another thread, with what it is doing.

        Raises JobError (503) when too many are waiting, unless `always`.
        """
        if self.waiting >= self._waiting and not always:
            raise JobError(503, "排队的文件太多：请稍后再试。")
        job = Job(task, told)
        self._queue.put(job)
        return job

    def close(self) -> None:
        """End all processes; jobs that run or wait are left without a result."""
        self._closed.set()
        for _ in self._threads:
            self._queue.put(None)
        for thread in self._threads:
            thread.join(timeout=5)

    def _serve(self, model: str, limits: Limits) -> None:
        worker = _Worker(model, limits)
        while (job := self._queue.get()) is not None and not self._closed.is_set():
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                job.future.set_result(worker.run(job, self._closed))
            except JobError as error:
                job.future.set_exception(error)
            except Exception:  # the pool must outlive whatever a job does
                worker.end()
                job.future.set_exception(JobError(500, "处理程序出错：请重试，仍不行请换一种格式另存。"))
        worker.end()


class _Worker:
    """One process and the pipe to it."""

    def __init__(self, model: str, limits: Limits) -> None:
        self._arguments = model, limits
        self._seconds = limits.seconds + _GRACE
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # threads and forks do not go together
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs, *self._arguments), daemon=True)
        self._process.start()
        theirs.close()  # else the process would not notice that we are gone

    def run(self, job: Job, closed: threading.Event) -> Any:
        if not self._process.is_alive():
            self.end()
            self._start()
        deadline = monotonic() + self._seconds
        try:
            self._pipe.send(job.task)
            while True:
                while not self._pipe.poll(_POLL):
                    if job.stopped.is_set() or closed.is_set():
                        self._again(closed)
                        raise JobError(409, "已取消。")
                    if monotonic() > deadline:
                        self._again(closed)
                        raise JobError(413, f"处理超过 {int(self._seconds)} 秒，已停止：请拆分文件后再试。")
                kind, content = self._pipe.recv()
                if kind == "done":
                    return content
                if kind == "failed":
                    raise JobError(*content)
                job.told(content)
        except (EOFError, OSError):
            self._again(closed)
            raise JobError(
                422, "处理进程意外退出，可能内存不足：请拆分文件或换一种格式另存后再试。"
            ) from None

    def _again(self, closed: threading.Event) -> None:
        self.end()
        if not closed.is_set():
            self._start()

    def end(self) -> None:
        """End the process now with all that it started; what it was doing is lost."""
        started: list[psutil.Process] = []
        with suppress(psutil.Error):
            started = psutil.Process(self._process.pid).children(recursive=True)
        self._process.terminate()
        self._process.join(2)
        if self._process.is_alive():
            self._process.kill()
            self._process.join(2)
        for process in started:  # a converter, where the process itself could not end it
            with suppress(psutil.Error):
                process.kill()
        with suppress(OSError):
            self._pipe.close()

    _pipe: Connection
