"""The reviewed report of an upload in any format, and the decisions as labelled rows."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from ...nlp.document import Document
from ...scoring.results import Scoring
from ...scoring.stages import AUTO, main_stage
from ..tables import write_csv, write_jsonl
from .review import label_row, reviewed_whole
from .service import Desk
from .store import Decisions, Upload

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


class ExportError(Exception):
    """A report can't be made. `str(error)` is a Chinese sentence."""


def export(desk: Desk, upload: Upload, fmt: str, decided: bool, level: str = "indicator") -> bytes:
    """The reviewed report. `decided`: only with findings that were accepted; `level` is what a row of CSV and JSONL
    is. Raises ExportError."""
    documents, scoring = _reviewed(desk, upload, decided)
    if fmt in ("csv", "jsonl"):
        out = io.StringIO(newline="")
        (write_csv if fmt == "csv" else write_jsonl)([item.as_dict() for item in scoring.at(level)], out)
        return out.getvalue().encode("utf-8-sig" if fmt == "csv" else "utf-8", "replace")
    from ..reports import Report, ReportError, build_report

    if fmt == "docx" and not upload.stored:
        raise ExportError("原文件已按保存期限删除，不能再加批注：请重新上传，或导出“审核意见（Word）”。")
    report = Report(
        scoring=scoring,
        documents=tuple(documents),
        model=upload.model,
        standard=upload.standard,
        profile=_stage(upload, scoring),
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        files={upload.name: desk.path(upload.stored)} if upload.stored else {},
    )
    try:
        return build_report(fmt, report)
    except ReportError as error:
        raise ExportError(str(error)) from error


def _stage(upload: Upload, scoring: Scoring) -> str:
    """The stage that a report names: what was asked for, or that of most documents."""
    if upload.profile != AUTO:
        return upload.profile
    return main_stage(d.profile for d in scoring.documents if d.indicators)


def file_name(upload: Upload, fmt: str) -> str:
    """What the browser shall call the report."""
    stem = PurePosixPath(upload.name).stem[:80] or "zhibiao"
    return f"{stem}-审核{FORMATS[fmt][1]}"


def labels(desk: Desk, uploads: Sequence[Upload]) -> Iterator[bytes]:
    """The labelled rows of uploads, a line of JSON each, document by document."""
    for upload in uploads:
        decisions = desk.store.decisions(upload.id)
        touched = {document for document, _, _ in decisions}
        for kept in desk.store.documents(upload.id):
            if kept.id not in touched:
                continue
            for row in _label_rows(desk, upload, kept.id, decisions):
                yield json.dumps(row, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _label_rows(desk: Desk, upload: Upload, document: int, decisions: Decisions) -> Iterator[dict[str, Any]]:
    found = desk.load(upload, document)
    for number in sorted({n for d, n, _ in decisions if d == document and n >= 0}):
        row = label_row(document, number, found.scored(number), decisions)
        if row is not None:
            yield row


def _reviewed(desk: Desk, upload: Upload, decided: bool) -> tuple[list[Document], Scoring]:
    decisions = desk.store.decisions(upload.id)
    documents: list[Document] = []
    parts: list[Scoring] = []
    for kept in desk.store.documents(upload.id):
        opened = desk.load(upload, kept.id)
        documents.append(opened.document())
        parts.append(reviewed_whole(kept.id, opened, decisions, decided))
    return documents, Scoring(
        tuple(s for part in parts for s in part.records),
        tuple(p for part in parts for p in part.projects),
        tuple(d for part in parts for d in part.documents),
    )


def made_at(moment: datetime) -> str:
    """A time of the database as the reader's clock shows it."""
    return moment.replace(tzinfo=UTC).astimezone().strftime("%Y-%m-%d %H:%M")
