"""Everything about jobs in one zip: reports, letters, the files with comments, rows, who decided what, the comparison."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from ...reports import ReportError, build_reports
from ...tables import safe_cell
from ..comparing import Comparison, compare
from ..database.store import Store
from ..database.tables import Job, made_at
from ..history import steps_of
from ..review import joined
from .making import Order, built, opened_of, report_of, reviewed, stem_of, write_rows

_LEVELS = {"indicator": "指标", "project": "项目", "document": "文件"}


def write_bundle(store: Store, jobs: Sequence[Job], order: Order) -> None:
    """The zip; of several jobs each in a folder of its own. What can't be made is said in a file beside the others."""
    with ZipFile(order.out, "w", ZIP_DEFLATED) as archive:
        for number, job in enumerate(jobs, 1):
            folder = f"{number}-{stem_of(job)}/" if len(jobs) > 1 else ""
            for name, content in _contents(store, job, order):
                archive.writestr(folder + name, content)


def _contents(store: Store, job: Job, order: Order) -> Iterator[tuple[str, bytes]]:
    report, stem = report_of(store, job, order), stem_of(job)
    yield f"{stem}-审核报告.xlsx", built("xlsx", report)
    yield f"{stem}-审核报告.html", built("html", report)
    yield f"{stem}-交付工作簿.xlsx", built("handover", report)
    for name, data in build_reports("opinions", report).items():
        yield f"审核意见/{name}", data
    if report.files:
        try:
            made, said = build_reports("comments", report), ""
        except ReportError as error:
            made, said = error.made, str(error)
        for name, data in made.items():
            yield f"批注/{name}", data
        if said:
            yield "批注/没有加批注的文件.txt", said.encode()
    with tempfile.TemporaryDirectory() as scratch:
        for level, title in _LEVELS.items():
            path = Path(scratch) / level
            write_rows(store, job, "csv", level, order.decided, path)
            yield f"明细/{title}.csv", path.read_bytes()
    documents = store.documents(job.id)
    opened = {kept.id: opened_of(store, job, kept) for kept in documents}
    steps = steps_of(documents, opened.__getitem__, store.ledger.history(job.id))
    rows = [(made_at(s.made), s.who, s.source, s.about, s.text) for s in steps]
    rows += [(made_at(e.made), e.who, "", "任务", e.text) for e in store.ledger.events(job.id)]
    yield "审核经过.csv", _csv(("时间", "谁", "文件", "关于", "决定"), rows)
    before = store.job(job.previous) if job.previous else None
    if before is not None:
        then, now = (joined([whole for _, whole in reviewed(store, one)]) for one in (before, job))
        yield "对照.csv", _csv(("项目", "状态", "上次", "这次", "上次的意见"), _compared(compare(then, now)))


def _compared(found: Comparison) -> Iterator[tuple[str, ...]]:
    for pair in found.pairs:
        for answer in pair.answers:
            yield pair.name, "", "", "", f"{answer.state}：{answer.finding.message}"
        for row in pair.rows:
            said = "\n".join(f"{a.state}：{a.finding.message}" for a in row.answers)
            old, new = (f"{r.name} {r.value}".strip() if r else "" for r in (row.old, row.new))
            yield pair.name, row.state, old, new, said


def _csv(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> bytes:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig", "replace")
