"""Building the index of an archive out of the Parquet parts of a batch run.

Everything is written into a folder of its own and moved into `OUT/repetition` at the end, `index.json` last:
an index without it is none. Killed at any moment, the next run builds it again; where the parts are those
that it was built from, there is nothing to do.

Memory is bounded: parts are read a batch at a time, DuckDB counts within a limit and spills to disk, the
bands' keys and the texts lie in files. What grows with the number of *different* rows is about 50 bytes each.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

from .nearly import write_near
from .stage import stage
from .tables import Sorted, write_sorted

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

VERSION = 2
FOLDER = "repetition"
_FORMER = "archive"  # its name in version 1
MEMORY = "512MB"
COPIED = 5  # other projects that must have a row for it to count as copied in `documents.parquet`
_BATCH = 1 << 16
_RANGE = 2_000_000  # rows that are grouped at a time
_OWNERS = 32  # names kept of those who have a row, to leave out the asker's own
_MIN_TABLE = 3  # rows; smaller tables are equal by chance
_FILES = (
    *("rows.arrow", "full.arrow", "documents.parquet"),
    *("masks.npy", "sizes.npy", "band_keys.npy", "band_rows.npy", "index.json"),
)

_COUNTS = """count(DISTINCT project)::UINTEGER AS projects, count(DISTINCT unit)::UINTEGER AS units,
    count(DISTINCT year)::UINTEGER AS years, count(*)::UINTEGER AS rows"""
_SHARED = f"""SELECT digest, {{text}}{_COUNTS}, list_sort(list(DISTINCT owner))[1:{_OWNERS}] AS owners
    FROM {{table}} WHERE {{range}} GROUP BY digest {{having}}"""
# A table is the set of its rows, whatever their order.
_TABLES = f"""SELECT bit_xor(digest) AS digest, count(*) AS size, doc, project, any_value(owner) AS owner,
    any_value(unit) AS unit, any_value(year) AS year
    FROM (SELECT DISTINCT digest, doc, project, owner, unit, year FROM rows)
    GROUP BY doc, project HAVING count(*) >= {_MIN_TABLE}"""
# Against the last year before, of the same unit, that the archive has.
_STICKY = """WITH years AS (SELECT DISTINCT unit, year FROM rows WHERE year IS NOT NULL),
    before AS (SELECT unit, year, lag(year) OVER (PARTITION BY unit ORDER BY year) AS past FROM years),
    said AS (SELECT DISTINCT unit, year, digest FROM rows)
    SELECT r.doc, avg((p.digest IS NOT NULL)::INT) AS stickiness
    FROM (SELECT DISTINCT doc, unit, year, digest FROM rows) r
    JOIN before b ON b.unit = r.unit AND b.year = r.year AND b.past IS NOT NULL
    LEFT JOIN said p ON p.unit = r.unit AND p.year = b.past AND p.digest = r.digest GROUP BY r.doc"""
_DOCUMENTS = f"""SELECT d.source, y.stickiness, c.copied_share, c.near_share, t.same_tables
    FROM documents d LEFT JOIN ({_STICKY}) y USING (doc)
    LEFT JOIN (SELECT r.doc, avg((c.projects > {COPIED})::INT) AS copied_share,
        avg((c.projects + c.near > {COPIED})::INT) AS near_share
        FROM rows r JOIN counted c USING (digest) GROUP BY r.doc) c USING (doc)
    LEFT JOIN (SELECT f.doc, max(t.projects - 1)::INTEGER AS same_tables
        FROM forms f JOIN same t USING (digest) GROUP BY f.doc) t USING (doc)
    ORDER BY d.source"""


def build(out: Path) -> None:
    """Bring `out/repetition` up to date with the parts of a batch run in `out`.

    `documents.parquet`, which `zhibiao summary` shows, has one row a document: `source`; `stickiness`, the share of
    its rows that its unit had in the year before (null without one); `copied_share` and `near_share` of its rows
    that more than `COPIED` projects have word for word, or nearly; `same_tables`, other projects with the same table.
    Raises OSError when it can't be written.
    """
    import duckdb

    target = out / FOLDER
    parts = sorted(p.name for p in (out / "indicators").glob("*.parquet"))
    if _is_current(target, parts):
        return
    if (out / _FORMER / "index.json").is_file():
        shutil.rmtree(out / _FORMER, ignore_errors=True)
    target.mkdir(exist_ok=True)
    for remains in target.glob(".new-*"):
        shutil.rmtree(remains, ignore_errors=True)
    scratch = Path(mkdtemp(prefix=".new-", dir=target))
    try:
        stage(out, scratch, parts)
        with _database(scratch) as db:
            counts = _write(db, scratch)
        record = {"version": VERSION, "parts": parts, "files": _digests(scratch), **counts}
        (scratch / "index.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
        _publish(scratch, target)
    except duckdb.Error as error:
        full = "No space left" in str(error)
        raise OSError(errno.ENOSPC if full else errno.EIO, str(error), str(target)) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _is_current(target: Path, parts: list[str]) -> bool:
    """Whether the index is that of these parts, and its files are what was written."""
    try:
        known = json.loads((target / "index.json").read_text(encoding="utf-8"))
        same = (known.get("version"), known.get("parts")) == (VERSION, parts)
        return same and known.get("files") == _digests(target)
    except (OSError, ValueError, AttributeError):
        return False


def _digests(folder: Path) -> dict[str, str]:
    found = {}
    for name in _FILES[:-1]:
        with (folder / name).open("rb") as file:
            found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def _publish(scratch: Path, target: Path) -> None:
    for name in _FILES:
        handle = os.open(scratch / name, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    (target / "index.json").unlink(missing_ok=True)
    for name in _FILES:  # index.json is the last
        (scratch / name).replace(target / name)


@contextmanager
def _database(scratch: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    import duckdb

    with duckdb.connect(str(scratch / "work.duckdb")) as db:
        db.execute(f"SET threads = 2; SET memory_limit = '{MEMORY}'; SET preserve_insertion_order = false")
        db.execute(f"SET temp_directory = '{_quoted(scratch / 'spill')}'")
        for table in ("rows", "documents"):
            path = _quoted(scratch / f"{table}.parquet")
            db.execute(f"CREATE VIEW {table} AS SELECT * FROM read_parquet('{path}')")
        yield db


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _write(db: duckdb.DuckDBPyConnection, scratch: Path) -> dict[str, int]:
    """All files but `index.json`; how many documents, different rows and different rows with their descriptions there are."""
    some = "HAVING count(DISTINCT project) > 1"
    full = '(SELECT "full" AS digest, project, owner, unit, year FROM rows WHERE "full" != digest)'
    db.execute(f"CREATE TABLE forms AS {_TABLES}")
    queries = {
        "rows": ("any_value(text) AS text, ", "rows", ""),
        "full": ("", full, some),
    }
    counts = {}
    for name, (text, table, having) in queries.items():
        query = _SHARED.replace("{text}", text).replace("{table}", table).replace("{having}", having)
        total = int(db.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
        counts[name] = _export(db, query, scratch / f"{name}.arrow", total)
    near = write_near(Sorted(scratch / "rows.arrow"), scratch)
    _count_into(db, scratch, near)
    documents = int(db.execute("SELECT count(*) FROM documents").fetchall()[0][0])
    db.execute(f"COPY ({_DOCUMENTS}) TO '{_quoted(scratch / 'documents.parquet')}' (FORMAT parquet)")
    return {"documents": documents, **counts}


def _export(db: duckdb.DuckDBPyConnection, query: str, path: Path, total: int) -> int:
    """Write the rows of a query by digest; range by range, for counting what differs is done in memory."""
    import pyarrow as pa

    ranges = total // _RANGE + 1
    width = (1 << 64) // ranges + 1
    schema = db.sql(query.format(range="false")).to_arrow_table().schema

    def batches() -> Iterator[pa.RecordBatch]:
        for number in range(ranges):
            low, high = number * width, min((number + 1) * width, 1 << 64) - 1
            part = query.format(range=f"digest BETWEEN {low} AND {high}")
            yield from db.sql(f"{part} ORDER BY digest").to_arrow_reader(_BATCH)

    return write_sorted(path, batches(), schema)


def _count_into(db: duckdb.DuckDBPyConnection, scratch: Path, near: NDArray[np.uint32]) -> None:
    """Tables `counted` (projects and near of each row) and `same` (projects of each shared table)."""
    import pyarrow as pa

    db.execute("CREATE TABLE counted (digest UBIGINT, projects UINTEGER, near UINTEGER)")
    start = 0
    for batch in Sorted(scratch / "rows.arrow").batches():
        columns = [batch.column("digest"), batch.column("projects")]
        stop = start + batch.num_rows
        db.register("piece", pa.table([*columns, pa.array(near[start:stop])], ["digest", "projects", "near"]))
        db.execute("INSERT INTO counted SELECT * FROM piece")
        db.unregister("piece")
        start = stop
    db.execute(
        "CREATE TABLE same AS SELECT digest, count(DISTINCT project) AS projects FROM forms GROUP BY 1"
    )
