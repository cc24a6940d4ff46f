"""Scoring a small archive: files a second with one and two workers, memory, and where the time goes."""

from __future__ import annotations

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from ...models.load import load_model
from ...nlp.document import Document
from ...nlp.errors import ReadError
from ...nlp.reading import parse_documents
from ...nlp.record import Indicator
from ...scoring.batch.columns import arrow
from ...scoring.batch.parts import PartWriter
from ...scoring.batch.run import run_batch
from ...scoring.batch.settings import make_settings
from ...scoring.results import Scoring
from ...scoring.score import score_documents
from ...training.data.corpus import load_corpus
from . import Section

FILES = 300
_ROWS = 15
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADS = ("三级指标", "指标值", "指标解释")


def section() -> Section:
    """Rows of both kinds: whole runs, and the share of each stage in one process."""
    with TemporaryDirectory(prefix="zhibiao-") as scratch:
        folder = Path(scratch) / "in"
        make_archive(folder)
        runs = [_run(folder, Path(scratch) / f"out{n}", n) for n in (1, 2)]
        stages = _stages(folder, Path(scratch))
    total = sum(stages.values())
    rows = [(f"{n} 个进程", f"{FILES / t:,.1f}", f"{m / 2**20:,.0f}", "") for n, t, m in runs]
    rows += [(stage, f"{FILES / t:,.0f}", "", f"{t / total:.0%}") for stage, t in stages.items()]
    return Section(
        "批量评分",
        f"{FILES} 个文件（docx、xlsx、html、txt），每个 {_ROWS} 条指标；整次运行含启动进程和加载模型，"
        "内存是全部进程之和（共享的只计一次）；各环节在一个进程里量，按处理器时间。",
        ("环节", "文件/秒", "内存峰值 MB", "占时"),
        tuple(rows),
    )


def make_archive(folder: Path, count: int = FILES) -> None:
    """Files of four formats with the corpus' own indicators, as flat lists."""
    records = [r.record for r in load_corpus()]
    folder.mkdir(parents=True)
    writers: tuple[tuple[str, Callable[[list[list[str]]], bytes]], ...] = (
        ("docx", _docx),
        ("xlsx", _xlsx),
        ("html", _html),
        ("txt", _txt),
    )
    for number in range(count):
        start = number * _ROWS % (len(records) - _ROWS)
        suffix, write = writers[number % len(writers)]
        (folder / f"{number:04d}.{suffix}").write_bytes(write(_table(records[start : start + _ROWS])))


class _Silent:
    """A run's report that nobody reads."""

    def say(self, message: str) -> None:
        """Nothing."""

    def begin(self, total: int) -> None:
        """Nothing."""

    def advance(self, done: int, failed: int) -> None:
        """Nothing."""


def _run(folder: Path, out: Path, workers: int) -> tuple[int, float, int]:
    """Workers, seconds and the peak of memory in bytes of a whole run."""
    start = perf_counter()
    with _memory() as peak:
        run_batch(folder, out, make_settings(), workers, _Silent())
    return workers, perf_counter() - start, peak[0]


@contextmanager
def _memory() -> Iterator[list[int]]:
    """The largest memory of this process' children together, looked at twice a second."""
    import psutil

    peak, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.5):
            held = 0
            for process in psutil.Process().children(recursive=True):
                try:
                    held += getattr(process.memory_full_info(), "pss", process.memory_info().rss)
                except psutil.Error:
                    continue
            peak[0] = max(peak[0], held)

    watcher = threading.Thread(target=look, daemon=True)
    watcher.start()
    try:
        yield peak
    finally:
        over.set()
        watcher.join()


def _stages(folder: Path, scratch: Path) -> dict[str, float]:
    """Seconds of processor time of each stage over all files."""
    model = load_model("fast")
    warm = score_documents([Document("", (Indicator("预热", "1次"),))], model)
    _write(scratch, [warm])  # imports, the dictionary
    times = dict.fromkeys(("读取", "预测", "检查与评分", "写出"), 0.0)
    documents: list[list[Document]] = []
    start = process_time()
    for path in sorted(folder.iterdir()):
        try:
            documents.append(parse_documents(path.read_bytes(), path.name))
        except ReadError:
            continue
    times["读取"] = process_time() - start
    start = process_time()
    for found in documents:
        for document in found:
            model.predict(document.indicators)
    times["预测"] = process_time() - start
    start = process_time()
    scored = [score_documents([document], model) for found in documents for document in found]
    times["检查与评分"] = max(0.0, process_time() - start - times["预测"])
    start = process_time()
    _write(scratch, scored)
    times["写出"] = process_time() - start
    return times


def _write(scratch: Path, scored: list[Scoring]) -> None:
    """The tables of records and projects; what stands in the third of a document comes from the run."""
    writer = PartWriter(scratch)
    for part in scored:
        writer.add("indicators", arrow("indicators", [s.as_dict() for s in part.records]))
        writer.add("projects", arrow("projects", [p.as_dict() for p in part.projects]))
    writer.close()


def _table(records: list[Indicator]) -> list[list[str]]:
    return [list(_HEADS), *([r.name, r.target_text, r.description] for r in records)]


def _html(rows: list[list[str]]) -> bytes:
    cells = ("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in row) + "</tr>" for row in rows)
    return f'<html><meta charset="utf-8"><table>{"".join(cells)}</table></html>'.encode()


def _txt(rows: list[list[str]]) -> bytes:
    return "".join("\t".join(row) + "\n" for row in rows).encode()


def _docx(rows: list[list[str]]) -> bytes:
    def cell(text: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p></w:tc>"

    body = "".join("<w:tr>" + "".join(map(cell, row)) + "</w:tr>" for row in rows)
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        relation = f'<Relationship Id="r1" Type="{kind}" Target="word/document.xml"/>'
        file.writestr("_rels/.rels", f'<Relationships xmlns="{package}">{relation}</Relationships>')
        table = f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"
        file.writestr(
            "word/document.xml",
            f'<w:document xmlns:w="{_WORD}"><w:body>{table}</w:body></w:document>',
        )
    return out.getvalue()


def _xlsx(rows: list[list[str]]) -> bytes:
    from xlsxwriter import Workbook

    out = io.BytesIO()
    options: dict[str, Any] = {"in_memory": True}
    with Workbook(out, options) as book:
        sheet = book.add_worksheet()
        for i, row in enumerate(rows):
            sheet.write_row(i, 0, row)
    return out.getvalue()
