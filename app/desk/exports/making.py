"""The reviewed report of a job in any format, and the decisions as labelled rows: written to a file by a process of
its own (`running.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from ....scoring.results import Scoring
from ....scoring.stages import AUTO, main_stage
from ...tables import write_csv, write_jsonl
from ..database.store import Store
from ..database.tables import DONE, Decisions, Job, Kept
from ..packing import Opened
from ..review import label_row, reviewed_whole

# Format → (what the button says, suffix, media type).
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS = {
    "xlsx": ("Excel 报告", ".xlsx", _SHEET),
    "html": ("网页报告", ".html", "text/html; charset=utf-8"),
    "docx": ("带批注的原文件（Word）", ".docx", _WORD),
    "opinions": ("审核意见（Word）", ".docx", _WORD),
    "handover": ("交付工作簿", ".xlsx", _SHEET),
    "csv": ("CSV", ".csv", "text/csv; charset=utf-8"),
    "jsonl": ("JSONL", ".jsonl", "application/x-ndjson; charset=utf-8"),
}
LABELS = "labels"


class ExportError(Exception):
    """A report can't be made. `str(error)` is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be written to `out`: jobs in format `fmt`, or (`LABELS`) the labelled rows of those, of all where
    `keys` are none. `decided`: only with findings that were accepted; `level` is what a row of CSV and JSONL is.
    `url` is that of the database, `uploads` the folder of the uploaded files."""

    url: str
    uploads: Path
    out: Path
    fmt: str
    keys: tuple[str, ...] = ()
    decided: bool = False
    level: str = "indicator"

    def write(self) -> None:
        """Write what is ordered. Raises ExportError."""
        store = Store(self.url, ready=True)
        try:
            jobs = [job for key in self.keys if (job := store.job(key))]
            if self.fmt == LABELS:
                write_labels(store, jobs if self.keys else store.jobs(), self.out)
            elif not jobs:
                raise ExportError("这个任务已被删除。")
            elif self.fmt in ("csv", "jsonl"):
                _write_rows(store, jobs[0], self)
            else:
                self.out.write_bytes(_report(store, jobs[0], self))
        finally:
            store.close()


def file_name(job: Job, fmt: str) -> str:
    """What the browser shall call the report."""
    stem = PurePosixPath(job.name).stem[:80] or "zhibiao"
    return f"{stem}-审核{FORMATS[fmt][1]}"


def _write_rows(store: Store, job: Job, order: Order) -> None:
    """Document by document: a large archive is never held whole."""
    rows = (
        item.as_dict() for _, whole in _reviewed(store, job, order.decided) for item in whole.at(order.level)
    )
    if order.fmt == "csv":
        with order.out.open("w", encoding="utf-8-sig", errors="replace", newline="") as out:
            write_csv(rows, out, order.level)
    else:
        with order.out.open("w", encoding="utf-8", errors="replace", newline="") as out:
            write_jsonl(rows, out)


def _report(store: Store, job: Job, order: Order) -> bytes:
    from ...reports import Report, ReportError, build_report

    files = {
        f.name: path for f in store.files(job.id) if f.stored and (path := order.uploads / f.stored).is_file()
    }
    if order.fmt == "docx" and not files:
        raise ExportError(
            "原文件已按保存期限删除，或在另一台审核台上，不能加批注：请重新上传，或导出“审核意见（Word）”。"
        )
    parts = [(opened.document(), whole) for opened, whole in _reviewed(store, job, order.decided)]
    scoring = Scoring(
        tuple(s for _, whole in parts for s in whole.records),
        tuple(p for _, whole in parts for p in whole.projects),
        tuple(d for _, whole in parts for d in whole.documents),
    )
    report = Report(
        scoring=scoring,
        documents=tuple(document for document, _ in parts),
        model=job.model,
        standard=job.standard,
        profile=_stage(job, scoring),
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        files=files,
    )
    try:
        return build_report(order.fmt, report)
    except ReportError as error:
        raise ExportError(str(error)) from error


def _stage(job: Job, scoring: Scoring) -> str:
    """The stage that a report names: what was asked for, or that of most documents."""
    if job.profile != AUTO:
        return job.profile
    return main_stage(d.profile for d in scoring.documents if d.indicators)


def _reviewed(store: Store, job: Job, decided: bool) -> Iterator[tuple[Opened, Scoring]]:
    decisions = store.ledger.standing(job.id)
    for kept in store.documents(job.id):
        opened = _opened(store, job, kept)
        yield opened, reviewed_whole(kept.id, opened, decisions, decided)


def _opened(store: Store, job: Job, kept: Kept) -> Opened:
    return Opened(*store.payload(kept.id), job.standard, job.profile)


def write_labels(store: Store, jobs: list[Job], out: Path) -> None:
    """A line of JSON for each labelled record, document by document."""
    with out.open("wb") as file:
        for job in jobs:
            decisions = store.ledger.standing(job.id) if job.state == DONE else {}
            touched = {document for document, _, _ in decisions}
            for kept in store.documents(job.id) if touched else ():
                if kept.id in touched:
                    for row in _label_rows(_opened(store, job, kept), kept.id, decisions):
                        file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _label_rows(opened: Opened, document: int, decisions: Decisions) -> Iterator[dict[str, Any]]:
    for number in sorted({n for d, n, _ in decisions if d == document and n >= 0}):
        row = label_row(document, number, opened.scored(number), decisions)
        if row is not None:
            yield row
