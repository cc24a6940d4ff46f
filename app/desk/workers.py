"""The desk's jobs in the pool of `scoring.workers`: queued, watched, cancelled, with what users are told of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from ...models.load import load_model
from ...nlp.errors import ReadError
from ...nlp.readers.safety.limits import Limits
from ...scoring import workers as pool
from ...scoring.workers.documents import Held, Missing, Page, call_with, read_in
from .packing import Outcome
from .worker import Task, scored, trial


class JobError(Exception):
    """A job ended without a result. `str(error)` is a Chinese sentence, `status` its HTTP status."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(eq=False, slots=True)
class Work:
    """A job or an export on its way; `future` holds its result or raises JobError. `told` is called with what it is
    doing."""

    told: Callable[[str], None] = lambda _: None
    future: Future[Any] = field(init=False)
    stopped: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """End it, waiting or running, as soon as can be."""
        self.stopped.set()
        self.future.cancel()


class Workers:
    """`count` processes that serve one queue. Processes start at once, so that the first job need not wait."""

    def __init__(self, count: int, model: str, limits: Limits, waiting: int) -> None:
        self._pool = pool.Workers(count, pool.Setup(partial(load_model, model)))
        self._pool.start()
        self._limits, self._most = limits, waiting
        self._open: set[Work] = set()

    @property
    def waiting(self) -> int:
        """Jobs that no process has taken yet."""
        return sum(not work.future.running() for work in list(self._open))

    def submit(self, task: Task, told: Callable[[str], None] = lambda _: None, always: bool = False) -> Work:
        """Queue a task; `told` is called, from another thread, with what it is doing.

        Raises JobError (503) when too many are waiting, unless `always`.
        """
        if self.waiting >= self._most and not always:
            raise JobError(503, "排队的文件太多：请稍后再试。")
        work = Work(told)
        work.future = self._pool.submit(partial(self._run, work, task))
        self._open.add(work)
        work.future.add_done_callback(lambda _: self._open.discard(work))
        return work

    def close(self) -> None:
        """End all processes; jobs that run or wait are left without a result."""
        self._pool.close()

    def _run(self, work: Work, task: Task, worker: pool.Worker) -> Any:
        lost: list[Missing] = []

        def hear(message: Any) -> None:
            if isinstance(message, Missing):
                lost.append(message)
            elif isinstance(message, Page):
                work.told(f"正在识别第 {message.number} 页")
            elif isinstance(message, str):
                work.told(message)

        watched: dict[str, Any] = {"limits": self._limits, "told": hear, "stopped": work.stopped}
        held: list[Held] = []
        files: list[int] = []
        failed: dict[int, ReadError] = {}
        try:
            for number, (path, name) in enumerate(task.files):
                several = len(task.files) > 1
                work.told(f"正在读取第 {number + 1} / {len(task.files)} 个文件" if several else "正在读取")
                try:
                    found = read_in(worker, path, name, **watched)
                except ReadError as error:
                    failed[number] = error
                    continue
                held += found
                files += [number] * len(found)
            if not held:
                first, *others = failed.values()
                said = "".join(f"{task.files[n][1]}：{error}" for n, error in failed.items())
                raise JobError(first.http_status, said if others else str(first))
            result = call_with(worker, scored, held, task, tuple(files), trial=trial, **watched)
        except ReadError as error:
            raise JobError(error.http_status, str(error)) from None
        except JobError:
            raise
        except pool.NoWorker as error:
            raise JobError(503, str(error)) from None
        except pool.Stopped:
            raise JobError(409, "已取消。") from None
        except Exception as error:  # a hostile file must not end what others wait for
            raise JobError(422, f"处理时出错（{type(error).__name__}）：请换一种格式另存后再试。") from error
        if len(lost) == len(held) == 1:
            raise JobError(lost[0].error.http_status, str(lost[0].error))
        if isinstance(result, Outcome):
            notes = {number: str(error) for number, error in failed.items()}
            return replace(result, notes=result.notes | notes, failed=len(failed))
        return result
