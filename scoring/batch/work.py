"""One file → its rows in all tables. The same function in every engine."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from ...nlp.document import Document
from ...nlp.errors import ReadError, fail
from ...nlp.readers.safety.limits import MIB, Limits
from ...nlp.reading import parse_documents
from ..results import SCHEMA_VERSION, Scoring
from ..score import Model, score_documents
from .columns import TABLES
from .files import Stamp, shown, stamp_of
from .settings import Settings
from .years import year_of

# Passages that state something of the work, not of money or forms.
_TEXTS = frozenset(("paragraph", "content", "goal", "goal_long", "activity"))


@dataclass(frozen=True, slots=True)
class Read:
    """A version of a file: `again` when it is to be tried in the next run even if it has not changed."""

    path: bytes
    sha256: str = ""
    stamp: Stamp | None = None
    read_at: int = 0
    again: bool = True


@dataclass(frozen=True, slots=True)
class Job:
    """A file to be scored. With a `problem` it is not touched but put down as failed for that reason;
    `read` is then the version that failed, if it got as far. `deaths`: workers that it has ended."""

    path: bytes
    problem: str = ""
    read: Read | None = None
    deaths: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file gives: rows of each of `TABLES`."""

    read: Read
    tables: dict[str, list[dict[str, Any]]]


def score_file(
    root: bytes,
    job: Job,
    settings: Settings,
    model: Model,
    opened: Callable[[Read], None] = lambda read: None,
) -> Rows:
    """Read and score one file of the archive at `root`; `opened` is told its version before it is parsed.

    A .zip gives a document for each member. Whatever is wrong with the file becomes a failed document.
    """
    source, start = shown(job.path), time.perf_counter()
    if job.problem:
        return _failed(job.read or Read(job.path), job.problem, 0.0)
    read = Read(job.path)
    try:
        read, data = _load(root, job.path, settings.limits)
        opened(read)
        if data is None:
            raise fail("too_large", limit=settings.limits.bytes // MIB)
        found = parse_documents(data, source, settings.limits)
    except ReadError as error:
        return _failed(
            replace(read, again=read.again or error.transient), str(error), time.perf_counter() - start
        )
    tables: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
    reading = (time.perf_counter() - start) / max(len(found), 1)
    for document in found:
        row, scored = _score(document, settings, model)
        row["seconds"] = round(row["seconds"] + reading, 4)
        tables["documents"].append({**row, "sha256": read.sha256, "file": source})
        tables["projects"] += [p.as_dict() for p in scored.projects]
        tables["indicators"] += [s.as_dict() for s in scored.records]
    again = any(d.failure is not None and d.failure.transient for d in found)
    return Rows(Read(read.path, read.sha256, read.stamp, read.read_at, again), tables)


def _load(root: bytes, path: bytes, limits: Limits) -> tuple[Read, bytes | None]:
    """The version of a file and its bytes, None when they are too many."""
    now = time.time_ns()
    try:
        # Not blocking: a pipe that took the file's place would wait for ever.
        handle = os.open(os.path.join(root, path), os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))  # noqa: PTH118
        with open(handle, "rb") as file:  # noqa: PTH123
            status = os.fstat(handle)
            if not stat.S_ISREG(status.st_mode):
                raise fail("broken", reason="不是普通文件")
            data = file.read() if status.st_size <= limits.bytes else None
            digest = hashlib.file_digest(file, "sha256") if data is None else hashlib.sha256(data)
    except FileNotFoundError:
        raise fail("missing") from None
    except PermissionError:
        raise fail("denied") from None
    except OSError as error:
        raise fail("broken", reason=error.strerror or "无法读取") from None
    return Read(path, digest.hexdigest(), stamp_of(status), now, False), data


def _score(document: Document, settings: Settings, model: Model) -> tuple[dict[str, Any], Scoring]:
    """The row of a document (without what belongs to its file), and all that was scored in it."""
    start = time.perf_counter()
    try:
        scoring = score_documents([document], model, settings.standard, settings.profile, settings.configs)
        problems = list(document.problems)
    except Exception as error:  # one document that a check stumbles over must not stop a million others
        scoring = Scoring((), (), ())
        problems = [f"评分时出错（{type(error).__name__}）：请把这个文件发给 zhibiao 的维护者。"]
    row = scoring.documents[0].as_dict() if scoring.documents else _blank(document.source)
    return {
        **row,
        "status": _status(document, bool(problems), bool(scoring.records)),
        "reason": " ".join([*problems, *(f"{place}：{reason}" for place, reason in document.gaps)]),
        "seconds": time.perf_counter() - start,
        "year": year_of(document),
        "profile": scoring.documents[0].profile if scoring.documents else "",
        "texts": _texts(document),
    }, scoring


def _status(document: Document, problems: bool, rows: bool) -> str:
    """What was not read of a document without a row may be a table that holds none: `reason` says it."""
    if rows:
        return "partial" if problems or document.unread else "ok"
    return "failed" if problems else "empty"


def _blank(source: str) -> dict[str, Any]:
    """The row of a document that nothing was scored of."""
    return {
        "schema_version": SCHEMA_VERSION,
        "source": source,
        "unit": "",
        "title": "",
        "projects": 0,
        "indicators": 0,
        "unread": [],
        "findings": [],
        "score": None,
        "score_grade": "",
    }


def _texts(document: Document) -> list[str]:
    """The document's own text, each piece once: what the archive's index looks for repeated sentences in."""
    around = (p.text for p in document.passages if p.kind in _TEXTS)
    goals = (r.goal for r in document.indicators)
    return [text for text in dict.fromkeys((*around, *goals)) if text]


def _failed(read: Read, reason: str, seconds: float) -> Rows:
    source = shown(read.path)
    row = {
        **_blank(source),
        "sha256": read.sha256,
        "status": "failed",
        "reason": reason,
        "seconds": round(seconds, 4),
        "file": source,
        "year": year_of(Document(source, ())),
        "profile": "",
        "texts": [],
    }
    return Rows(read, {**{table: [] for table in TABLES}, "documents": [row]})
