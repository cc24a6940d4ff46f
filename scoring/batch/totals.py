"""Figures over the whole output: `summary.json`, and who failed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from .columns import TABLES
from .parts import sync
from .settings import BatchSettings

if TYPE_CHECKING:
    import duckdb

_DOCUMENTS = """
SELECT count(*), count(*) FILTER (status = 'ok'), count(*) FILTER (status = 'partial'),
    count(*) FILTER (status = 'empty'), count(*) FILTER (status = 'failed'), round(avg(score), 2) FROM documents
"""
_PROJECTS = "SELECT count(*), count(*) FILTER (indicators = 0), round(avg(score), 2) FROM projects"
_INDICATORS = """
SELECT count(*), round(avg(score), 2), round(avg(vague::INT), 4), round(avg(boilerplate::INT), 4)
FROM indicators
"""
_FAILED = "SELECT source, reason FROM documents WHERE status = 'failed' ORDER BY source"


@contextmanager
def connected(**outs: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB connection with a view of each of `TABLES` over the Parquet in each of `outs`, in the schema of its name.

    What needs more than 1 GB of memory goes to the disk, into a folder of its own.
    """
    import duckdb

    with TemporaryDirectory(prefix="zhibiao-") as spill, duckdb.connect() as db:
        db.execute(f"SET threads = 2; SET memory_limit = '1GB'; SET temp_directory = '{quoted(spill)}'")
        for schema, out in outs.items():
            db.execute(f"CREATE SCHEMA IF NOT EXISTS {schema}")
            for table in TABLES:
                pattern = quoted(out / table / "*.parquet")
                db.execute(f"CREATE VIEW {schema}.{table} AS SELECT * FROM read_parquet('{pattern}')")
        yield db


def quoted(path: Path | str) -> str:
    """A path as it stands between the quotation marks of SQL."""
    return str(path).replace("'", "''")


def paged(found: duckdb.DuckDBPyConnection) -> Iterator[tuple[Any, ...]]:
    """The rows of a result, without holding them all."""
    while rows := found.fetchmany(1000):
        yield from rows


def write_totals(out: Path, settings: BatchSettings, selected: str) -> None:
    """Write `summary.json`: it stands only while the tables are complete. The same but for `finished`
    whenever the tables are. `selected` says which files were taken."""
    with connected(main=out) as db:
        documents = db.execute(_DOCUMENTS).fetchone() or ()
        projects = db.execute(_PROJECTS).fetchone() or ()
        indicators = db.execute(_INDICATORS).fetchone() or ()
    total = {
        "documents": dict(
            zip(("total", "ok", "partial", "empty", "failed", "score"), documents, strict=True)
        ),
        "projects": dict(zip(("total", "empty", "score"), projects, strict=True)),
        "indicators": dict(zip(("total", "score", "vague", "boilerplate"), indicators, strict=True)),
        "model": settings.model,
        **{f"{k}_digest" if k in ("model", "config") else k: v for k, v in settings.fingerprint().items()},
        "selection": selected,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    draft = out / ".batch" / "summary.json"
    draft.write_text(json.dumps(total, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    sync(draft)
    draft.replace(out / "summary.json")
    sync(out)


def failures(out: Path) -> Iterator[tuple[str, str]]:
    """Source and reason of every failed document, by source."""
    with connected(main=out) as db:
        yield from paged(db.execute(_FAILED))
