"""What it costs to read in a process that may die: the same files read here and in a warm worker, and one file cold.

`ZHIBIAO_BENCH_FILES` is the number of files (2,000).
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from ...nlp.readers.safety.limits import DEFAULT
from ...scoring.batch.settings import make_settings
from ...scoring.batch.work import Job, make_scorer, pieces_of, score_file
from ...scoring.workers import Setup, Worker
from . import Section, seconds_of
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
        alone, command = seconds_of([partial(_run, words) for words in cold], _COLD)
    rows = (
        (f"{len(paths):,} 个文件，读取并评分，处理器毫秒/个", here, there),
        ("一个小文件，从启动到结束，秒", alone, command),
    )
    return Section(
        "隔离的代价",
        "“进程内”不受任何上限保护；“工作进程”是 score 和 batch 的做法，处理器时间含主进程的。轮流量，取中位数。",
        ("工作", "进程内", "工作进程", "倍数"),
        tuple((name, f"{a:.2f}", f"{b:.2f}", f"{b / a:.2f}") for name, a, b in rows),
    )


class _Unheard:
    """A report that nobody hears, for the same work in this process."""

    limits = DEFAULT

    def tell(self, message: object) -> None:
        """Nothing."""

    def restart(self, times: int = 1) -> None:
        """Nothing."""


def _warm(paths: list[Path]) -> tuple[float, float]:
    """Milliseconds of processor time a file: here, and with a worker, its own and that of this process."""
    import psutil

    scorer = make_scorer(make_settings())
    worker = Worker(Setup(partial(make_scorer, scorer.settings)))
    root, jobs = os.fsencode(paths[0].parent), [Job(os.fsencode(path.name)) for path in paths]

    def here(job: Job) -> None:
        list(pieces_of(scorer, _Unheard(), root, job, 0))  # type: ignore[arg-type]

    def there(job: Job) -> None:
        score_file(worker, root, job, DEFAULT)

    def used() -> float:
        held = psutil.Process(worker.pid).cpu_times() if worker.pid else None
        return process_time() + (held.user + held.system if held else 0.0)

    times: tuple[list[float], list[float]] = ([], [])
    try:
        for work in (here, there):
            for job in jobs[:8]:
                work(job)
        size = -(-len(jobs) // _ROUNDS)
        for start in range(0, len(jobs), size):
            some = jobs[start : start + size]
            for work, taken in zip((here, there), times, strict=True):
                before = used()
                for job in some:
                    work(job)
                taken.append((used() - before) / len(some) * 1000)
    finally:
        worker.end()
    return statistics.median(times[0]), statistics.median(times[1])


def _run(words: list[str]) -> None:
    subprocess.run(words, check=True, capture_output=True)
