"""The course of a run: look, drop what is out of date, score what is missing, sum up."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from ...nlp.errors import reason
from ...nlp.readers.safety.limits import Limits
from ..workers import Lost, NoWorker, Worker
from .columns import TABLES
from .errors import BatchError
from .files import digest_of
from .pool import Done, run_pool
from .selection import ALL, Selection
from .settings import BatchSettings
from .state import State
from .totals import failures, write_totals

ENGINES = ("local", "spark")
_SELECTED = "selection"


class Report(Protocol):
    """What a run tells of itself."""

    def say(self, message: str) -> None:
        """A Chinese sentence about the run as a whole."""

    def begin(self, total: int) -> None:
        """So many files are about to be scored."""

    def advance(self, done: int, failed: int) -> None:
        """So many of them are done, and so many documents failed."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`files` in the archive, `scored` now; `failed` iterates source and reason of every failed document."""

    files: int
    scored: int
    failed: Callable[[], Iterator[tuple[str, str]]]


def run_batch(
    archive: Path,
    out: Path,
    settings: BatchSettings,
    workers: int,
    report: Report,
    engine: str = "local",
    selection: Selection = ALL,
) -> Outcome:
    """Score every file of `archive` that `selection` takes and `out` has no current rows for; afterwards the tables in
    `out` are those of an undisturbed first run, whatever was interrupted or selected before.

    Raises BatchError; what is already done stays whole then, and the same call goes on from there.
    """
    _check_folders(archive, out, selection)
    with _explained(archive, out), State(out) as state:
        (out / "summary.json").unlink(missing_ok=True)
        _refresh(state, settings, selection, report)
        root = os.fsencode(archive)
        counts = state.compare(selection.found(archive), lambda path: _digest(root, path))
        _tell(counts, report, selection)
        done = failed = 0
        report.begin(counts["todo"])
        tick = _Tick(report)
        for result in _engine(engine)(state.shards(workers), root, state.scratch, settings, workers, tick):
            state.commit(result.part, result.reads)
            done, failed = done + len(result.reads), failed + result.failed
            tick.done, tick.failed = done, failed
            report.advance(done, failed)
        state.clear_scratch()
        write_totals(out, settings, str(selection))
        report.say("正在建立档案索引。")
        _index(out)
    return Outcome(counts["files"], done, lambda: failures(out))


class _Tick:
    """Passes on progress within shards that are not finished."""

    def __init__(self, report: Report) -> None:
        self.report, self.done, self.failed = report, 0, 0

    def __call__(self, at_work: int) -> None:
        self.report.advance(self.done + at_work, self.failed)


def _engine(name: str) -> Callable[..., Iterator[Done]]:
    if name == "spark":
        from .spark import run_spark

        return run_spark
    return run_pool


def _check_folders(archive: Path, out: Path, selection: Selection) -> None:
    if not archive.exists():
        raise BatchError(f"{archive}：找不到这个文件夹，请检查路径是否正确。")
    if not archive.is_dir():
        raise BatchError(f"{archive}：不是文件夹，单个文件请用 zhibiao score。")
    inside, outside = archive.resolve(), out.resolve()
    if inside == outside:
        raise BatchError("输入和输出是同一个文件夹：请另选一个输出文件夹。")
    if outside.is_relative_to(inside):
        raise BatchError(f"{out}：输出文件夹在输入文件夹里面，请另选一个。")
    if out.exists() and not out.is_dir():
        raise BatchError(f"{out}：不是文件夹，请另选一个输出文件夹。")
    try:
        empty = next(selection.found(archive), None) is None
    except OSError as error:
        raise BatchError(f"{archive}：文件夹无法打开（{reason(error)}），请检查访问权限。") from None
    if empty and selection != ALL:
        raise BatchError(
            f"{archive}：没有一个文件符合选择（{selection}），请检查清单和 --include、--exclude；已有的结果没有改动。"
        )
    if empty:
        raise BatchError(f"{archive}：里面没有文件，请检查路径；已有的结果没有改动。")
    foreign = any(p.is_dir() and any(p.iterdir()) for p in (out / t for t in TABLES))
    if foreign and not (out / ".batch" / "state.sqlite").is_file():
        raise BatchError(f"{out}：里面已有别的数据，请另选一个空文件夹。")


def _refresh(state: State, settings: BatchSettings, selection: Selection, report: Report) -> None:
    """Take away remains; start over when what all rows depend on has changed. Another selection leaves the rows that
    it has in common with the last one."""
    before, now = state.fingerprint(), settings.fingerprint()
    selected = before.pop(_SELECTED, str(ALL))
    if before and selected != selection.mark:
        report.say(
            f"选择的文件与上次不同（上次 {selected}，这次 {selection}）：按这次的选择，没有选上的结果去掉，多出的评分。"
        )
    if before != now:
        if before:
            names = {"version": "zhibiao 版本", "schema": "表的格式", "model": "模型", "standard": "分类标准"}
            names |= {"profile": "审核阶段", "config": "检查设置", "unit_from": "单位的来源"}
            changed = "、".join(names[k] for k in names if before.get(k) != now[k])
            report.say(f"{changed}与上次不同：全部文件重新评分。")
        state.start_over(now)
    state.remember(_SELECTED, selection.mark)
    state.sweep()


def _tell(counts: dict[str, int], report: Report, selection: Selection) -> None:
    gone = "已删除" if selection == ALL else "已删除或没有选上"
    done = counts["files"] - counts["todo"]
    parts = [
        f"已完成 {done:,} 个" if done else "",
        f"有改动 {counts['changed']:,} 个" if counts["changed"] else "",
        f"再试一次 {counts['again']:,} 个" if counts["again"] else "",
        f"{gone} {counts['removed']:,} 个（结果随之去掉）" if counts["removed"] else "",
        f"待评分 {counts['todo']:,} 个",
    ]
    report.say(f"共 {counts['files']:,} 个文件：" + "，".join(p for p in parts if p) + "。")


def _digest(root: bytes, path: bytes) -> str:
    try:
        return digest_of(os.path.join(root, path))  # noqa: PTH118 - bytes have no Path
    except OSError:
        return ""


def _index(out: Path) -> None:
    """Bring the index of what the archive repeats up to date, in a worker: it maps files, and a mapped file on a full
    disk ends the process."""
    worker = Worker()
    try:
        for left in range(_TRIES - 1, -1, -1):
            try:
                worker.call(_build, out, limits=_ENDLESS)
                return
            except Lost as error:  # killed from outside: once more; on a full disk it dies every time
                if not left:
                    raise OSError(errno.EIO, str(error.values.get("how")), str(out)) from None
    finally:
        worker.end()


_TRIES = 3
_ENDLESS = Limits(seconds=1e9, memory=2**50)


def _build(made: object, report: object, out: Path) -> None:
    from ..repetition import build

    build(out)


@contextmanager
def _explained(archive: Path, out: Path) -> Iterator[None]:
    """What the system refuses, as a BatchError."""
    from ...models.load import ModelError

    try:
        yield
    except ModelError as error:
        raise BatchError(str(error)) from error
    except OSError as error:
        raise BatchError(_refusal(error, archive, out)) from error
    except sqlite3.OperationalError as error:
        name = getattr(error, "sqlite_errorname", "")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            said = "另一个 zhibiao batch 正在写这个文件夹，请等它结束。"
        elif name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
            said = _FULL
        else:
            said = "无法写入，请检查访问权限，或另选一个输出文件夹。"
        raise BatchError(f"{out}：{said}") from error
    except sqlite3.DatabaseError as error:
        raise BatchError(f"{out}：状态文件已损坏，请删去这个文件夹后重新运行。") from error
    except NoWorker as error:
        raise BatchError(f"{error}也可以减少 --workers。") from error


_FULL = "磁盘已满，写完的结果完好；请腾出空间后用同一命令继续。"


def _refusal(error: OSError, archive: Path, out: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return f"{out}：{_FULL}"
    where = out if error.filename is None or str(out) in str(error.filename) else archive
    return f"{where}：无法读写（{reason(error)}），请检查文件夹是否存在、是否可写。"
