"""What it costs to read in a process that may die: the same files read here and in a warm worker, and one file cold.

`ZHIBIAO_BENCH_FILES` is the number of files (2,000).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from ...models.load import load_model
from ...nlp.readers.safety.limits import DEFAULT
from ...nlp.reading import read_documents
from ...scoring.batch.settings import make_settings
from ...scoring.batch.work import Job, make_scorer, score_file
from ...scoring.score import score_documents
from ...scoring.workers import Setup, Worker
from . import Section
from .batch import make_archive

FILES = int(os.environ.get("ZHIBIAO_BENCH_FILES", "2000"))
_ROUNDS = 10  # pieces of the files, read here and there in turn
_COLD = 5
_HERE = (
    "from zhibiao.models.load import load_model; from zhibiao.nlp.reading import read_documents; "
    "from zhibiao.scoring.score import score_documents; from zhibiao.app.tables import render_table; "
    "print(render_table(score_documents(read_documents({path!r}), load_model()), 120, False))"
)


def section() -> Section:
    """Milliseconds a file in this process and in a worker, and seconds of a command for one small file."""
    with TemporaryDirectory(prefix="zhibiao-") as scratch:
        folder = Path(scratch) / "in"
        make_archive(folder, FILES)
        paths = sorted(folder.iterdir())
        here, there = _warm(paths)
        small = str(next(p for p in paths if p.suffix == ".docx"))
        cold = [
            [sys.executable, "-c", _HERE.format(path=small)],
            [sys.executable, "-m", "zhibiao", "score", small],
        ]
        alone, command = _in_turn([partial(_run, words) for words in cold], _COLD)
    rows = (
        (f"{len(paths):,} 个文件，读取并评分，毫秒/个", here, there),
        ("一个小文件，从启动到结束，秒", alone, command),
    )
    return Section(
        "隔离的代价",
        "“进程内”不受任何上限保护；“工作进程”是 score 和 batch 的做法。轮流量，取中位数。",
        ("工作", "进程内", "工作进程", "倍数"),
        tuple((name, f"{a:.2f}", f"{b:.2f}", f"{b / a:.2f}") for name, a, b in rows),
    )


def _warm(paths: list[Path]) -> tuple[float, float]:
    model, settings = load_model("fast"), make_settings()
    worker = Worker(Setup(partial(make_scorer, settings)))

    def here(some: list[Path]) -> None:
        for path in some:
            for document in read_documents(path):
                scoring = score_documents([document], model)
                _ = [item.as_dict() for level in ("indicator", "project") for item in scoring.at(level)]

    def there(some: list[Path]) -> None:
        for path in some:
            score_file(worker, os.fsencode(path.parent), Job(os.fsencode(path.name)), DEFAULT)

    try:
        for work in (here, there):
            work(paths[:4])
        size = -(-len(paths) // _ROUNDS)
        times: tuple[list[float], list[float]] = ([], [])
        for start in range(0, len(paths), size):
            some = paths[start : start + size]
            for work, taken in zip((here, there), times, strict=True):
                taken.append(_seconds(partial(work, some)) / len(some) * 1000)
    finally:
        worker.end()
    return statistics.median(times[0]), statistics.median(times[1])


def _in_turn(works: list[Callable[[], None]], rounds: int) -> list[float]:
    taken: list[list[float]] = [[] for _ in works]
    for _ in range(rounds):
        for work, times in zip(works, taken, strict=True):
            times.append(_seconds(work))
    return [statistics.median(times) for times in taken]


def _seconds(work: Callable[[], None]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)
