"""Running `zhibiao batch` as a user does, and reading its tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from click.testing import CliRunner
from zhibiao.app.cli import main
from zhibiao.scoring.batch.columns import TABLES

COMMAND = [sys.executable, "-m", "zhibiao.app", "batch"]


class Quiet:
    """Keeps what a run says."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.done: list[int] = []

    def say(self, message: str) -> None:
        self.said.append(message)

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, done: int, failed: int) -> None:
        self.done.append(done)


def batch(*arguments: object, **options: Any) -> subprocess.CompletedProcess[str]:
    """A whole run: in this process, which spares its start, or with `options` in one of its own."""
    words = list(map(str, arguments))
    if options:
        return subprocess.run(
            [*COMMAND, *words], capture_output=True, text=True, timeout=300, check=False, **options
        )
    done = CliRunner().invoke(main, ["batch", *words])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


def start(*arguments: object, **options: Any) -> subprocess.Popen[str]:
    """A run that goes on while the test does."""
    command = [*COMMAND, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


def until(condition: Callable[[], bool], process: subprocess.Popen[str]) -> None:
    """Wait for it, or for the end of the process."""
    while process.poll() is None and not condition():
        try:
            process.wait(0.01)
        except subprocess.TimeoutExpired:
            continue


def parts(out: Path, table: str = "documents") -> set[str]:
    """The names of a table's files."""
    return {p.name for p in (out / table).glob("*.parquet")}


def table_rows(out: Path, table: str, suffix: str = "") -> list[dict[str, Any]]:
    """The rows of a table, of documents whose name ends so."""
    found = (row for p in (out / table).glob("*.parquet") for row in pq.read_table(p).to_pylist())
    return [row for row in found if row["source"].endswith(suffix)]


def rows(out: Path, table: str) -> list[str]:
    """The rows of a table as texts in order, without `seconds`."""
    found = table_rows(out, table)
    for row in found:
        row.pop("seconds", None)
    return sorted(map(repr, found))


def documents(out: Path) -> dict[str, dict[str, Any]]:
    """The documents by source."""
    found = table_rows(out, "documents")
    assert len({r["source"] for r in found}) == len(found)
    return {r["source"]: r for r in found}


def same_tables(one: Path, other: Path) -> bool:
    """Whether two outputs hold the same rows, none missing, none twice."""
    return all(rows(one, table) == rows(other, table) for table in TABLES)
