"""How far a long run is: a bar on a terminal, else one line every half minute. On standard error."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

_EVERY = 30.0  # seconds between two lines


class Progress:
    """Use as a context manager; see `zhibiao.scoring.batch.run.Report` for the methods."""

    def __init__(self, say: Callable[[str], None]) -> None:
        import sys

        self._say, self._terminal = say, sys.stderr.isatty()
        self._bar: Any = None
        self._task: Any = None
        self._total, self._start, self._last = 0, 0.0, 0.0

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    def say(self, message: str) -> None:
        """A line for the user."""
        self._say(message)

    def begin(self, total: int) -> None:
        """Start to count up to `total`."""
        self._total, self._start, self._last = total, monotonic(), monotonic()
        if self._terminal and total:
            self._bar = _bar()
            self._task = self._bar.add_task("评分", total=total, failed="", rate="")
            self._bar.start()

    def advance(self, done: int, failed: int) -> None:
        """So many of the total are done; shown at once on a terminal, else every half minute."""
        now = monotonic()
        rate = done / max(now - self._start, 0.001)
        if self._bar:
            said = f"失败 {failed:,}" if failed else ""
            self._bar.update(self._task, completed=done, failed=said, rate=f"{rate:,.1f} 个/秒")
        elif now - self._last >= _EVERY:
            self._last = now
            left = (self._total - done) / rate if rate else 0.0
            said = f"，失败 {failed:,}" if failed else ""
            self._say(f"已评分 {done:,}/{self._total:,}{said}，每秒 {rate:,.1f} 个，还需 {duration(left)}。")


def duration(seconds: float) -> str:
    """A stretch of time for people: 45 秒, 12 分钟, 3 小时 5 分钟."""
    if seconds < 60:
        return f"{seconds:.0f} 秒"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours} 小时 {minutes} 分钟" if hours else f"{minutes} 分钟"


def _bar() -> Any:
    from rich import progress
    from rich.console import Console

    return progress.Progress(
        progress.TextColumn("{task.description}"),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TextColumn("{task.fields[rate]}"),
        progress.TextColumn("还需"),
        progress.TimeRemainingColumn(compact=True),
        progress.TextColumn("[red]{task.fields[failed]}"),
        console=Console(stderr=True),
    )
