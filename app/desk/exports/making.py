"""The reviewed report of a job in any format, and the decisions as labelled rows: written to a file by a process of
its own (`running.py`)."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from ....scoring.results import Scoring
from ....scoring.stages import AUTO, main_stage
from ...reports import Report, ReportError, Signature, build_report, build_reports
from ...reports.house import HouseError, load_house
from ...tables import opened, write_csv, write_jsonl
from ..database.store import Store
from ..database.tables import DONE, Decision, Decisions, Job, Kept, made_at, now
from ..database.troubles import GoneError
from ..packing import Opened
from ..review import joined, label_row, reviewed_whole

HOUSE = "house.toml"  # in the data folder
# Format → (what the button says, what the file's name says, suffix).
FORMATS = {
    "zip": ("全部（zip）", "全部", ".zip"),
    "xlsx": ("Excel 报告", "审核报告", ".xlsx"),
    "html": ("网页报告", "审核报告", ".html"),
    "comments": ("带批注的原文件（Word、Excel）", "批注", ".zip"),
    "opinions": ("审核意见（Word）", "审核意见", ".docx"),
    "letters": ("审核意见，一个项目一份（zip）", "审核意见", ".zip"),
    "handover": ("交付工作簿", "交付工作簿", ".xlsx"),
    "csv": ("CSV", "明细", ".csv"),
    "jsonl": ("JSONL", "明细", ".jsonl"),
}
ANNOTATED = (".docx", ".xlsx")  # what comments are written into
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
        """Write what is ordered. Raises ExportError or GoneError."""
        from .bundle import write_bundle

        store = Store(self.url, ready=True)
        try:
            jobs = [job for key in self.keys if (job := store.job(key))]
            if self.fmt == LABELS:
                write_labels(store, jobs if self.keys else store.jobs(), self.out)
            elif not jobs:
                raise GoneError
            elif self.fmt == "zip":
                write_bundle(store, jobs, self)
            elif self.fmt in ("csv", "jsonl"):
                write_rows(store, jobs[0], self.fmt, self.level, self.decided, self.out)
            else:
                self.out.write_bytes(built(self.fmt, report_of(store, jobs[0], self)))
        finally:
            store.close()


def file_name(job: Job, sources: Sequence[str], fmt: str) -> str:
    """What the browser shall call the report of a job whose documents have these `sources`."""
    _, kind, suffix = FORMATS[fmt]
    if fmt == "comments" and _one_file(sources):
        suffix = PurePosixPath(sources[0]).suffix
    return f"{stem_of(job)}-{kind}{suffix}"


def _one_file(sources: Sequence[str]) -> bool:
    """Whether comments go out as a file rather than a zip."""
    return len(sources) == 1 and sources[0].lower().endswith(ANNOTATED)


def stem_of(job: Job) -> str:
    """The name of a job without the suffix of its file, fit for a file."""
    stem = PurePosixPath(job.name).stem if PurePosixPath(job.name).suffix[1:].isalnum() else job.name
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "_", stem)[:80].strip(". ") or "zhibiao"


def write_rows(store: Store, job: Job, fmt: str, level: str, decided: bool, out: Path) -> None:
    """Document by document: a large archive is never held whole."""
    rows = (item.as_dict() for _, whole in reviewed(store, job, decided) for item in whole.at(level))
    with opened(out, fmt) as file:
        if fmt == "csv":
            write_csv(rows, file, level)
        else:
            write_jsonl(rows, file)


def report_of(store: Store, job: Job, order: Order) -> Report:
    """The job as reports take it: reviewed, signed, in the house's style. Raises ExportError."""
    files = {
        f.name: path for f in store.files(job.id) if f.stored and (path := order.uploads / f.stored).is_file()
    }
    if order.fmt == "comments" and not files:
        raise ExportError(
            "原文件已按保存期限删除，或在另一台审核台上，不能加批注：请重新上传，或导出“审核意见（Word）”。"
        )
    parts = [(opened.document(), whole) for opened, whole in reviewed(store, job, order.decided)]
    scoring = joined([whole for _, whole in parts])
    own = order.uploads.parent / HOUSE
    try:
        house = load_house(own) if own.is_file() else None
    except HouseError as error:
        raise ExportError(str(error)) from error
    return Report(
        scoring=scoring,
        documents=tuple(document for document, _ in parts),
        model=job.model,
        standard=job.standard,
        profile=_stage(job, scoring),
        made=datetime.now().astimezone().strftime("%Y-%m-%d"),
        files=files,
        signatures=_signatures(store, job),
        house=house,
    )


def built(fmt: str, report: Report) -> bytes:
    """The report in a format; several files as a zip. Raises ExportError."""
    try:
        if fmt == "letters" or (fmt == "comments" and not _one_file([d.source for d in report.documents])):
            return _zipped(build_reports("opinions" if fmt == "letters" else fmt, report))
        return build_report(fmt, report)
    except ReportError as error:
        if error.made:
            return _zipped(error.made | {"没有加批注的文件.txt": str(error).encode()})
        raise ExportError(str(error)) from error


def _zipped(files: Mapping[str, bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def _signatures(store: Store, job: Job) -> dict[str, Signature]:
    """Who has decided on each document, who most comes first, and when last."""
    by_document: dict[int, list[Decision]] = {}
    for decision in store.ledger.standing(job.id).values():
        by_document.setdefault(decision.document, []).append(decision)
    assigned = {f.id: f.assigned for f in store.files(job.id)}
    found = {}
    for kept in store.documents(job.id):
        own = by_document.get(kept.id, [])
        names = "、".join(name for name, _ in Counter(d.who for d in own).most_common()) or assigned.get(
            kept.file, ""
        )
        date = made_at(max(d.made for d in own))[:10] if own else made_at(now())[:10]
        found[kept.source] = Signature(names, date, job.approved)
    return found


def _stage(job: Job, scoring: Scoring) -> str:
    """The stage that a report names: what was asked for, or that of most documents."""
    if job.profile != AUTO:
        return job.profile
    return main_stage(d.profile for d in scoring.documents if d.indicators)


def reviewed(store: Store, job: Job, decided: bool = False) -> Iterator[tuple[Opened, Scoring]]:
    """Each document of a job, and it as the evaluator left it."""
    decisions = store.ledger.standing(job.id)
    for kept in store.documents(job.id):
        opened = opened_of(store, job, kept)
        yield opened, reviewed_whole(kept.id, opened, decisions, decided)


def opened_of(store: Store, job: Job, kept: Kept) -> Opened:
    """A document as it is kept."""
    return Opened(*store.payload(kept.id), job.standard, job.profile)


def write_labels(store: Store, jobs: list[Job], out: Path) -> None:
    """A line of JSON for each labelled record, document by document."""
    with out.open("wb") as file:
        for job in jobs:
            decisions = store.ledger.standing(job.id) if job.state == DONE else {}
            touched = {document for document, _, _ in decisions}
            for kept in store.documents(job.id) if touched else ():
                if kept.id in touched:
                    for row in _label_rows(opened_of(store, job, kept), kept.id, decisions):
                        file.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n")


def _label_rows(opened: Opened, document: int, decisions: Decisions) -> Iterator[dict[str, Any]]:
    for number in sorted({n for d, n, _ in decisions if d == document and n >= 0}):
        row = label_row(document, number, opened.scored(number), decisions)
        if row is not None:
            yield row
