"""The pool: limits that hold whatever the code is doing, and workers that are replaced."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import psutil
import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.scoring.workers import Lost, NoWorker, Setup, Stopped, Worker, Workers, sweep
from zhibiao.scoring.workers.documents import Missing, one_by_one

from ...conftest import ROOT
from . import calls

LIMITS = Limits(seconds=30, memory=300 * calls.MIB)
SHORT = Limits(seconds=1, memory=300 * calls.MIB)


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.end()


@pytest.mark.parametrize("call", [calls.endless_pattern, calls.asleep_in_c])
def test_what_takes_too_long_is_ended(worker: Worker, call) -> None:
    before = worker.call(calls.number, limits=LIMITS)
    with pytest.raises(Lost, match="超过 1 秒"):
        worker.call(call, limits=SHORT)
    assert not psutil.pid_exists(before)
    assert worker.call(calls.number, limits=LIMITS) != before


def test_what_takes_too_much_memory_is_ended(worker: Worker) -> None:
    with pytest.raises(Lost, match="内存超过 300 MB"):
        worker.call(calls.fat_python, limits=LIMITS)
    with pytest.raises(Lost, match="内存"):
        worker.call(calls.fat_c, limits=LIMITS)


@pytest.mark.parametrize(("call", "said"), [(calls.aborts, "SIGABRT"), (calls.exits, "退出码 3")])
def test_what_ends_the_process_is_named(worker: Worker, call, said: str) -> None:
    with pytest.raises(Lost, match=said) as caught:
        worker.call(call, limits=LIMITS)
    assert caught.value.died
    assert caught.value.transient


def test_an_error_is_raised_here_and_costs_no_worker(worker: Worker) -> None:
    before = worker.call(calls.number, limits=LIMITS)
    with pytest.raises(ReadError, match="密码"):
        worker.call(calls.refuses, limits=LIMITS)
    assert worker.call(calls.number, limits=LIMITS) == before


def test_each_step_has_the_whole_time(worker: Worker) -> None:
    assert worker.call(calls.patient, limits=SHORT) == 3


def test_what_was_made_at_the_start_is_given_to_every_call() -> None:
    for make, expected in ((partial(str, "model"), "model"), (calls.broken, None)):
        worker = Worker(Setup(make))
        try:
            if expected:
                assert worker.call(calls.made, limits=LIMITS) == expected
            else:
                with pytest.raises(ValueError, match="no model"):
                    worker.call(calls.made, limits=LIMITS)
        finally:
            worker.end()


def test_nothing_is_written_to_the_terminal_or_taken_from_it(
    worker: Worker, capfd: pytest.CaptureFixture[str]
) -> None:
    assert worker.call(calls.noisy, limits=LIMITS) == ""
    assert capfd.readouterr() == ("", "")


def test_a_call_that_is_stopped_ends_the_programs_that_it_started(worker: Worker) -> None:
    stop, heard = threading.Event(), []

    def told(number: int) -> None:
        heard.append(number)
        stop.set()

    with pytest.raises(Stopped):
        worker.call(calls.with_a_child, limits=LIMITS, told=told, stopped=stop)
    until = time.perf_counter() + 10  # a killed program needs a moment to go where the machine is busy
    while not (gone := _is_gone(heard[0])) and time.perf_counter() < until:
        time.sleep(0.05)
    assert gone


def _is_gone(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.parametrize(
    ("deadly", "found"),
    [("", "abcde"), ("c", "abCde"), ("ae", "AbcdE"), ("bcd", "aBCDe"), ("abcde", "ABCDE")],
)
def test_a_document_that_kills_its_worker_costs_only_itself(worker: Worker, deadly: str, found: str) -> None:
    items = one_by_one(worker, calls.letters, deadly, None, source="all", limits=LIMITS)
    seen = [i.source.upper() if isinstance(i, Missing) else i for i in items]
    assert "".join(seen) == found


def test_a_document_whose_worker_died_once_is_read_by_the_next(worker: Worker, tmp_path: Path) -> None:
    items = one_by_one(worker, calls.letters, "c", tmp_path / "once", source="all", limits=LIMITS)
    assert "".join(items) == "abcde"


def test_many_workers_serve_one_queue_whoever_is_killed() -> None:
    pool = Workers(2)
    over = threading.Event()

    def use(worker: Worker) -> int:
        for _ in range(9):
            try:
                return worker.call(calls.slow, limits=LIMITS)
            except Lost:
                continue
        raise AssertionError

    begun = time.perf_counter()
    pool.submit(use).result(timeout=60)
    # A busy machine takes longer to start a worker: it is not to be killed each time before it has.
    pause = max(0.2, time.perf_counter() - begun)

    def kill() -> None:
        chance = random.Random(3)
        while not over.wait(pause):
            number = chance.choice(pool._all).pid
            if number:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(number, signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        numbers: set[int] = set()
        for _ in range(200):  # until two were replaced
            numbers |= {f.result(timeout=60) for f in [pool.submit(use) for _ in range(20)]}
            if len(numbers) > 3:
                break
    finally:
        over.set()
        killer.join()
        pool.close()
    assert len(numbers) > 3
    assert not any(psutil.pid_exists(n) for n in numbers)


_ORPHAN = """
from tests.scoring.workers import calls
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.scoring.workers import Worker
worker = Worker()
print(worker.call(calls.number, limits=Limits()), flush=True)
worker.call(calls.endless_pattern, limits=Limits(seconds=600))
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere a thread looks for the parent, which needs the interpreter"
)
def test_a_killed_parent_leaves_no_worker_and_no_folder() -> None:
    # A script without a guard, as users write them: a worker must not run it again.
    parent = subprocess.Popen(
        [sys.executable, "-c", _ORPHAN], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert parent.stdout is not None
    number = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    for _ in range(50):
        if not psutil.pid_exists(number) or psutil.Process(number).status() == "zombie":
            break
        time.sleep(0.1)
    else:
        raise AssertionError("the worker goes on without its parent")
    sweep()
    assert not list(Path(tempfile.gettempdir()).glob(f"zhibiao-worker-{parent.pid}-*"))


def test_where_no_worker_can_be_started_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Worker) -> None:
        raise OSError("Resource temporarily unavailable")

    monkeypatch.setattr(Worker, "start", refuse)
    with pytest.raises(NoWorker, match="工作进程无法启动（Resource temporarily unavailable）：请"):
        Worker().call(calls.number, limits=LIMITS)
