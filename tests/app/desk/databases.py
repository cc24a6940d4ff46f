"""A PostgreSQL server of the test's own, and a SQLite file as version 0.1.0 wrote it."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# The tables as version 0.1.0 made them: `create_all` of SQLAlchemy, no revisions.
FIRST = """
CREATE TABLE uploads (id VARCHAR(32) NOT NULL, name TEXT NOT NULL, size INTEGER NOT NULL, stored VARCHAR(64) NOT NULL,
 standard VARCHAR(16) NOT NULL, profile VARCHAR(32) NOT NULL, model TEXT NOT NULL, who VARCHAR(64) NOT NULL,
 made DATETIME NOT NULL, state VARCHAR(16) NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,
 indicators INTEGER NOT NULL, findings INTEGER NOT NULL, PRIMARY KEY (id));
CREATE TABLE documents (id INTEGER NOT NULL, upload VARCHAR(32) NOT NULL, source TEXT NOT NULL,
 indicators INTEGER NOT NULL, findings INTEGER NOT NULL, groups TEXT NOT NULL, problems TEXT NOT NULL,
 payload BLOB, PRIMARY KEY (id), FOREIGN KEY(upload) REFERENCES uploads (id));
CREATE INDEX ix_documents_upload ON documents (upload);
CREATE TABLE decisions (id INTEGER NOT NULL, upload VARCHAR(32) NOT NULL, document INTEGER NOT NULL,
 indicator INTEGER NOT NULL, finding VARCHAR(64) NOT NULL, state VARCHAR(16) NOT NULL, who VARCHAR(64) NOT NULL,
 made DATETIME NOT NULL, message TEXT NOT NULL, suggestion TEXT NOT NULL, types TEXT NOT NULL,
 vague VARCHAR(1) NOT NULL, boilerplate VARCHAR(1) NOT NULL, PRIMARY KEY (id),
 FOREIGN KEY(upload) REFERENCES uploads (id), FOREIGN KEY(document) REFERENCES documents (id));
CREATE INDEX decisions_of ON decisions (upload, document, indicator, finding);
"""


def first_version(path: Path) -> None:
    """A database of version 0.1.0 at `path`: a reviewed file with one decision, and one that still waits."""
    from zhibiao.app.desk.packing import pack

    from .made import made_document, made_scoring

    packed = pack(made_document(), made_scoring())
    upload = "INSERT INTO uploads VALUES (?,?,9,'','2020','declaration','fast','王敏','2025-03-01 08:00:00.000000',?,'','',?,?)"
    with sqlite3.connect(path) as connection:
        connection.executescript(FIRST)
        connection.execute(upload, ("a1", "老文件.txt", "done", packed.indicators, packed.findings))
        connection.execute(upload, ("a2", "没读完.txt", "queued", 0, 0))
        connection.execute(
            "INSERT INTO documents VALUES (7,'a1',?,?,?,?,?,?)",
            (
                packed.source,
                packed.indicators,
                packed.findings,
                packed.groups,
                packed.problems,
                packed.payload,
            ),
        )
        connection.execute(
            "INSERT INTO decisions VALUES (1,'a1',7,0,'0-V29','accepted','王敏','2025-03-01 09:00:00.000000','','','','','')"
        )
    connection.close()


@contextmanager
def postgres() -> Iterator[str]:
    """The SQLAlchemy URL of an empty database on a server that runs meanwhile; skips where there is none."""
    pytest.importorskip("psycopg", reason="psycopg is absent: PostgreSQL is not tested")
    found = [shutil.which("initdb"), *map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb"))]
    initdb = next((Path(f).resolve() for f in found if f), None)
    if initdb is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))  # sockets have short names
    other: dict[str, object] = {}
    if os.geteuid() == 0:  # it refuses to run as root
        shutil.chown(folder, "postgres", "postgres")
        other = {"user": "postgres", "group": "postgres", "extra_groups": []}

    def call(program: str, *arguments: str) -> None:
        command = [str(initdb.with_name(program)), "-D", str(folder / "data"), *arguments]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, timeout=60, **other)  # type: ignore[call-overload]

    call("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync", "--locale=C")
    call("pg_ctl", "-w", "-l", str(folder / "log"), "-o", f"-k {folder} -c listen_addresses= -F", "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        call("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)
