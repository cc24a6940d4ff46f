"""What of an archive is done, in an SQLite file beside the tables: the list of parts that count.

A part's files are written elsewhere, brought to disk, moved into the tables and then listed here in one
transaction together with its files' digests. Killed before that, the part does not count and `sweep`
takes it away; killed after, it is whole. Files that changed are taken out of old parts the same way.

A file is unchanged when its SHA-256 is. It is not read again when size, modification time, status change
time and inode are those seen at the last reading and that reading was at least two seconds after the
last change: no write, not even one that sets the modification time back, leaves the status change time as
it was, and two seconds are more than the steps of any file system's clock. A copy of an archive has other
times; its files are read again for their digests and not scored.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .columns import LAYOUT, TABLES
from .files import NO_STAMP, Found, Stamp, shown
from .parts import Part, is_whole, part_path, publish, without
from .work import Job, Read

_STEP = 2_000_000_000  # ns: the coarsest clock of a file system (FAT)
_LARGE = 8 * 2**20  # bytes: such files go first, so that none is left over at the end
_SHARD_BYTES = 64 * 2**20
_PAGE = 1000

_DIGESTS = ", ".join(TABLES)  # a part has a column for the digest of its file in each table
_SCHEMA = f"""
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parts (name TEXT PRIMARY KEY, {_DIGESTS}) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    path BLOB PRIMARY KEY, part TEXT NOT NULL, sha256 TEXT, size INTEGER, mtime INTEGER, ctime INTEGER,
    inode INTEGER, read_at INTEGER, again INTEGER) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS files_by_part ON files (part);
CREATE TEMP TABLE found (
    path BLOB PRIMARY KEY, size INTEGER, mtime INTEGER, ctime INTEGER, inode INTEGER, problem TEXT
) WITHOUT ROWID;
CREATE TEMP TABLE doubtful (path BLOB, same_size INTEGER, sha256 TEXT);
CREATE TEMP TABLE stale (path BLOB PRIMARY KEY, why TEXT) WITHOUT ROWID;
CREATE TEMP TABLE todo (number INTEGER PRIMARY KEY, path BLOB, size INTEGER, problem TEXT);
"""
_DOUBTFUL = """
INSERT INTO doubtful SELECT path, f.size = n.size, sha256 FROM files f JOIN found n USING (path)
WHERE NOT f.again AND ((f.size, f.mtime, f.ctime, f.inode) <> (n.size, n.mtime, n.ctime, n.inode)
    OR f.read_at - f.ctime < ? OR f.read_at - f.mtime < ?)
"""
_GONE = """
INSERT INTO stale SELECT path, CASE WHEN n.path IS NULL THEN 'removed' ELSE 'again' END
FROM files f LEFT JOIN found n USING (path) WHERE n.path IS NULL OR f.again
"""
_TODO = """
INSERT INTO todo (path, size, problem) SELECT path, size, problem FROM found
WHERE path NOT IN (SELECT path FROM files) ORDER BY size > ? DESC, path
"""


class State:
    """The state of one output folder, locked against a second run. Use as a context manager.

    Any method raises sqlite3.Error or OSError when the disk is full or the folder can't be written.
    """

    def __init__(self, out: Path) -> None:
        self.out, self.scratch = out, out / ".batch" / "scratch"
        for folder in (self.scratch, *(out / table for table in TABLES)):
            folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(out / ".batch" / "state.sqlite", timeout=1, isolation_level=None)
        self._db.execute("PRAGMA locking_mode = EXCLUSIVE")
        self._db.execute("PRAGMA synchronous = FULL")
        self._db.execute("BEGIN EXCLUSIVE")
        self._db.execute("COMMIT")
        if self._db.execute("PRAGMA user_version").fetchone() != (LAYOUT,):
            # Parts of an older version have other tables: forgotten here, taken away by `sweep`.
            self._db.executescript("DROP TABLE IF EXISTS parts; DROP TABLE IF EXISTS files")
        self._db.executescript(f"{_SCHEMA} PRAGMA user_version = {LAYOUT}")

    def __enter__(self) -> State:
        return self

    def __exit__(self, *error: object) -> None:
        self._db.close()

    def fingerprint(self) -> dict[str, str]:
        """What the rows written so far depend on, and what was remembered; empty for a new folder."""
        return dict(self._db.execute("SELECT key, value FROM meta"))

    def start_over(self, fingerprint: dict[str, str]) -> None:
        """Forget everything done; from now on rows depend on `fingerprint`."""
        with self._transaction():
            for table in ("meta", "parts", "files"):
                self._db.execute(f"DELETE FROM {table}")
            self._db.executemany("INSERT INTO meta VALUES (?, ?)", fingerprint.items())

    def remember(self, key: str, value: str) -> None:
        """Keep what a later run is told of, without any row depending on it."""
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    def sweep(self) -> None:
        """Take away what an interrupted run left behind, and forget parts that are no longer whole."""
        self.clear_scratch()
        for name, *digests in self._db.execute("SELECT * FROM parts").fetchall():
            if not is_whole(Part(name, tuple(digests)), self.out):
                with self._transaction():
                    self._db.execute("DELETE FROM files WHERE part = ?", (name,))
                    self._db.execute("DELETE FROM parts WHERE name = ?", (name,))
        for table in TABLES:
            for path in (self.out / table).glob("part-*.parquet"):
                name = path.stem.removeprefix("part-")
                if not self._db.execute("SELECT 1 FROM parts WHERE name = ?", (name,)).fetchone():
                    path.unlink()

    def clear_scratch(self) -> None:
        """Delete parts that nobody has committed."""
        for path in self.scratch.iterdir():
            path.unlink(missing_ok=True)

    def compare(self, found: Iterable[Found], digest: Callable[[bytes], str]) -> dict[str, int]:
        """Compare what is done with what there is; `digest` gives the SHA-256 of a path ('' if unreadable).

        Counts: `files` found, `removed`, `changed`, `again` (tried in vain before), `todo`.
        """
        rows = ((f.path, *_values(f.stamp), f.problem) for f in found)
        with self._transaction():
            self._db.executemany("INSERT INTO found VALUES (?, ?, ?, ?, ?, ?)", rows)
            self._db.execute(_GONE)
            self._db.execute(_DOUBTFUL, (_STEP, _STEP))
        for path, same_size, sha256 in self._pages("doubtful"):
            self._settle(path, bool(same_size), sha256, digest)
        self._drop_stale()
        self._db.execute(_TODO, (_LARGE,))
        counts = dict(self._db.execute("SELECT why, count(*) FROM stale GROUP BY why"))
        return {
            "files": self._count("found"),
            "todo": self._count("todo"),
            **{why: counts.get(why, 0) for why in ("removed", "changed", "again")},
        }

    def _settle(self, path: bytes, same_size: bool, sha256: str, digest: Callable[[bytes], str]) -> None:
        import time

        now = time.time_ns()
        if same_size and sha256 and digest(path) == sha256:
            self._db.execute(
                "UPDATE files SET (mtime, ctime, inode, read_at) = "
                "(SELECT mtime, ctime, inode, ? FROM found n WHERE n.path = files.path) WHERE path = ?",
                (now, path),
            )
        else:
            self._db.execute("INSERT INTO stale VALUES (?, 'changed')", (path,))

    def _drop_stale(self) -> None:
        """Take the rows of stale files out of their parts, one part a transaction."""
        touched = self._db.execute(
            f"SELECT DISTINCT p.name, {_DIGESTS} FROM stale JOIN files f USING (path) JOIN parts p ON p.name = f.part"
        ).fetchall()
        for name, *digests in touched:
            paths = self._db.execute("SELECT path FROM files JOIN stale USING (path) WHERE part = ?", (name,))
            stale = {shown(path) for (path,) in paths}
            new = without(Part(name, tuple(digests)), self.out, self.scratch, stale)
            if new:
                publish(new, self.scratch, self.out)
            with self._transaction():
                self._db.execute(
                    "DELETE FROM files WHERE part = ? AND path IN (SELECT path FROM stale)", (name,)
                )
                self._db.execute("DELETE FROM parts WHERE name = ?", (name,))
                if new:
                    self._db.execute("UPDATE files SET part = ? WHERE part = ?", (new.name, name))
                    self._list(new)
            for table in TABLES:
                part_path(self.out, table, name).unlink(missing_ok=True)

    def shards(self, workers: int) -> Iterator[list[Job]]:
        """What is to be done, in pieces of similar size: what a kill may cost, and a worker at the end."""
        files = min(max(self._count("todo") // (50 * workers), 16), 1000)
        shard: list[Job] = []
        size = 0
        for _, path, length, problem in self._pages("todo"):
            shard.append(Job(path, problem))
            size += length
            if len(shard) >= files or size >= _SHARD_BYTES:
                yield shard
                shard, size = [], 0
        if shard:
            yield shard

    def commit(self, part: Part, reads: Sequence[Read]) -> None:
        """A part with all of its files: from here on it counts."""
        publish(part, self.scratch, self.out)
        rows = (
            (r.path, part.name, r.sha256, *_values(r.stamp or NO_STAMP), r.read_at, r.again) for r in reads
        )
        with self._transaction():
            self._list(part)
            self._db.executemany("INSERT INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def _list(self, part: Part) -> None:
        marks = ", ".join("?" * (1 + len(TABLES)))
        self._db.execute(f"INSERT INTO parts VALUES ({marks})", (part.name, *part.digests))

    def _pages(self, table: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a temporary table, while others are written, without holding them all."""
        last = 0
        while rows := self._db.execute(
            f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT {_PAGE}", (last,)
        ).fetchall():
            last = rows[-1][0]
            yield from (row[1:] for row in rows)

    def _count(self, table: str) -> int:
        (count,) = self._db.execute(f"SELECT count(*) FROM {table}").fetchone()
        return int(count)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _values(stamp: Stamp) -> tuple[int, int, int, int]:
    # SQLite knows signed numbers only, some file systems use all 64 bits for inodes.
    return stamp.size, stamp.mtime, stamp.ctime, stamp.inode & (2**63 - 1)
