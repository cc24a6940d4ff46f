"""Asking what `zhibiao batch` wrote; the questions themselves stand in `queries.py`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...models.taxonomy import NAMES
from ...scoring.batch.totals import connected, paged, quoted
from ...scoring.registry import check_of
from ...scoring.repetition.index import FOLDER
from .queries import NOT_REPEATED, QUESTIONS, REPEATED, VIEWS, Question

if TYPE_CHECKING:
    import duckdb

# The fields of `Totals` but the first, in their order.
_TOTALS = """
SELECT * FROM (SELECT count(*), count(*) FILTER (status = 'failed') FROM documents),
    (SELECT count(*), count(*) FILTER (indicators = 0) FROM projects),
    (SELECT count(*), avg(score), coalesce(avg(vague::INT), 0), coalesce(avg(boilerplate::INT), 0) FROM indicators)
"""
KINDS = ("text", "count", "score", "share", "number", "delta")


class ArchiveError(Exception):
    """A folder holds nothing that can be asked about. `str(error)` is the Chinese sentence for the user."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One table: `columns` are titles with their kind (of `KINDS`; a share is between 0 and 1, a number a count or a
    mean, a delta what was added). `keys` are what its rows are about, where the question gives that."""

    key: str
    title: str
    note: str
    columns: tuple[tuple[str, str], ...]
    rows: tuple[tuple[Any, ...], ...]
    keys: tuple[tuple[Any, ...], ...] = ()

    def column(self, title: str) -> list[Any]:
        """The cells under a title."""
        i = [t for t, _ in self.columns].index(title)
        return [row[i] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Stream:
    """An answer whose rows come one by one, each once: there may be more of them than memory holds."""

    key: str
    titles: tuple[str, ...]
    rows: Iterator[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Totals:
    """The archive as a whole; `empty` projects have no indicator, `score` is None where there is none at all."""

    complete: bool
    files: int
    failed: int
    projects: int
    empty: int
    indicators: int
    score: float | None
    vague: float
    boilerplate: float


def ask(out: Path, keys: Sequence[str] = tuple(QUESTIONS), limit: int = 0) -> tuple[Totals, list[Answer]]:
    """The totals and an answer for each key of `QUESTIONS`, of at most `limit` rows (0: all).

    Raises ArchiveError when `out` is not the output of `zhibiao batch` or can't be read.
    """
    with asking(out) as db:
        (totals,) = db.execute(_TOTALS).fetchall()
        return Totals(complete(out), *totals), [answer_of(db, key, QUESTIONS[key], limit) for key in keys]


def complete(out: Path) -> bool:
    """Whether the run of an archive has come to its end."""
    return (out / "summary.json").is_file()


@contextmanager
def archives(**outs: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the tables of archives, each in the schema of its name. Raises ArchiveError when one is not the
    output of `zhibiao batch`, also for what goes wrong meanwhile."""
    import duckdb

    for out in outs.values():
        if not any((out / "documents").glob("*.parquet")):
            raise ArchiveError(f"{out}：里面没有评分结果，请给出 zhibiao batch 的输出文件夹。")
    try:
        with connected(**outs) as db:
            yield db
    except duckdb.Error as error:
        where = f"{out}：" if len(outs) == 1 else ""
        reason = str(error).splitlines()[0]
        raise ArchiveError(f"{where}结果表无法读取（{reason}），请重新运行 zhibiao batch。") from error


@contextmanager
def asking(out: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the views of `queries.py`. Raises ArchiveError as `archives`."""
    with archives(main=out) as db:
        db.execute(VIEWS)
        index = out / FOLDER / "documents.parquet"
        db.execute(REPEATED.format(path=quoted(index)) if index.is_file() else NOT_REPEATED)
        yield db


def answer_of(db: duckdb.DuckDBPyConnection, key: str, question: Question, limit: int) -> Answer:
    """The answer to a question, of at most `limit` rows (0: all)."""
    rows = list(_asked(db, question, limit))
    width = len(question.columns)
    named = tuple(_named(key, r[:width]) for r in rows)
    return Answer(key, question.title, question.note, question.columns, named, tuple(r[width:] for r in rows))


def stream_of(db: duckdb.DuckDBPyConnection, key: str, question: Question, limit: int) -> Stream:
    """The same, to be read to its end before `db` is asked anything else."""
    titles = tuple(title for title, _ in question.columns)
    return Stream(key, titles, (_named(key, r[: len(titles)]) for r in _asked(db, question, limit)))


def _asked(db: duckdb.DuckDBPyConnection, question: Question, limit: int) -> Iterator[tuple[Any, ...]]:
    return paged(db.execute(question.sql + (f" LIMIT {limit}" if limit else "")))


def _named(key: str, row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Codes as people call them."""
    if key == "class":
        return (NAMES.get(row[0], row[0]), *row[1:])
    if key == "mismatch":
        return (row[0], NAMES.get(row[1], row[1]), *row[2:])
    if key == "finding":
        return (row[0], title_of(row[0]), *row[2:])
    return row


def title_of(code: str) -> str:
    """The title of a check, '' for one that this version does not know."""
    check = check_of(code)
    return check.title if check else ""


def shown(value: Any, kind: str) -> str:
    """A cell for people: shares in per cent, one decimal."""
    if value is None:
        return ""
    if kind == "share":
        return f"{value:.1%}"
    if kind == "score":
        return f"{value:.1f}"
    if kind == "number":
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    if kind == "delta" and not value:
        return "0"
    if kind == "delta":
        return f"{value:+,.0f}" if float(value).is_integer() else f"{value:+,.1f}"
    return f"{value:,}" if kind == "count" else str(value)
