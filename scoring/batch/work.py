"""One file → its rows in all tables. The same function in every engine."""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ...nlp.document import Document
from ...nlp.errors import ReadError, fail, reason
from ...nlp.readers.safety.limits import MIB, Limits
from ...nlp.reading import iter_documents
from ..results import SCHEMA_VERSION, Scoring
from ..score import Model, score_documents
from ..workers import Worker
from ..workers.child import Report
from ..workers.documents import ROWS, At, Missing, one_by_one, paged
from .columns import arrow, packed
from .files import Stamp, shown, stamp_of
from .settings import BatchSettings, load_settled
from .units import folder_unit
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
    """A file to be scored. With a `problem` it is not touched but put down as failed for that reason."""

    path: bytes
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """What a document gives: rows of each of `TABLES` (`columns.packed`), whether it `failed`, and whether to try its
    file `again`."""

    tables: dict[str, bytes]
    failed: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What a file gives: its version, and the pieces of its documents."""

    read: Read
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Scorer:
    """What a worker is made with: the settings, and their model."""

    settings: BatchSettings
    model: Model


def make_scorer(settings: BatchSettings) -> Scorer:
    """The worker's setup. Raises ModelError."""
    return Scorer(settings, load_settled(settings))


def score_file(worker: Worker, root: bytes, job: Job, limits: Limits, unit_from: str = "") -> Rows:
    """Read and score one file of the archive at `root` in a worker.

    A .zip gives a document for each member. Whatever is wrong with the file becomes a failed document.
    """
    source, read = shown(job.path), Read(job.path)
    place = _place(source, unit_from)
    if job.problem:
        return Rows(read, [_failed(source, place, read, job.problem)])

    def hear(message: Any) -> None:
        nonlocal read
        read = message if isinstance(message, Read) else read

    pieces = []
    try:
        for item in one_by_one(worker, pieces_of, root, job, source=source, limits=limits, told=hear):
            if isinstance(item, Missing):
                item = _failed(item.source, place, read, str(item.error), item.error.transient)
            pieces.append(item)
    except ReadError as error:
        pieces = [_failed(source, place, read, str(error), error.transient)]
    return Rows(replace(read, again=read.again or any(p.again for p in pieces)), pieces)


def pieces_of(scorer: Scorer, report: Report, root: bytes, job: Job, skip: int) -> Iterator[Piece]:
    """In the worker: what the documents of a file give, one by one."""
    source, start = shown(job.path), time.perf_counter()
    read, data = _load(root, job.path, report.limits)
    report.tell(read)
    if data is None:
        raise fail("too_large", limit=report.limits.bytes // MIB)
    for document in iter_documents(data, source, paged(report), skip, lambda s: report.tell(At(s))):
        report.restart(1 + len(document.indicators) // ROWS)
        row, scored = _score(document, scorer)
        place = _place(source, scorer.settings.unit_from)
        row |= {**place, "sha256": read.sha256, "seconds": round(time.perf_counter() - start, 4)}
        tables = {
            "documents": [row],
            "projects": [{**p.as_dict(), **place} for p in scored.projects],
            "indicators": [{**s.as_dict(), **place} for s in scored.records],
        }
        failure = document.failure
        ready = {table: packed(arrow(table, rows)) for table, rows in tables.items() if rows}
        yield Piece(ready, row["status"] == "failed", failure is not None and failure.transient)
        start = time.perf_counter()


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
        raise fail("broken", reason=reason(error)) from None
    return Read(path, digest.hexdigest(), stamp_of(status), now, False), data


def _score(document: Document, scorer: Scorer) -> tuple[dict[str, Any], Scoring]:
    """The row of a document (without what belongs to its file), and all that was scored in it."""
    settings = scorer.settings
    try:
        scoring = score_documents(
            [document], scorer.model, settings.standard, settings.profile, settings.configs
        )
        problems = list(document.problems)
    except MemoryError:
        raise
    except Exception as error:  # one document that a check stumbles over must not stop a million others
        scoring = Scoring((), (), ())
        problems = [f"评分时出错（{type(error).__name__}）：请把这个文件发给 zhibiao 的维护者。"]
    row = scoring.documents[0].as_dict() if scoring.documents else _blank(document.source)
    return {
        **row,
        "status": _status(document, bool(problems), bool(scoring.records)),
        "reason": " ".join([*problems, *(f"{place}：{reason}" for place, reason in document.gaps)]),
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


def _place(file: str, unit_from: str) -> dict[str, str]:
    """The columns of every row of a file."""
    return {"file": file, "folder_unit": folder_unit(file, unit_from)}


def _failed(source: str, place: dict[str, str], read: Read, reason: str, again: bool = False) -> Piece:
    row = {
        **_blank(source),
        **place,
        "sha256": read.sha256,
        "status": "failed",
        "reason": reason,
        "seconds": 0.0,
        "year": year_of(Document(source, ())),
        "profile": "",
        "texts": [],
    }
    return Piece({"documents": packed(arrow("documents", [row]))}, True, again)
