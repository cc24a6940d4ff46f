"""Memory and time for very large documents, each read in a process of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from . import Section, documents

LIMIT = 1500  # MB
ROWS, PAGES = 200_000, 500
_WORKER = "from zhibiao.app.bench.memory import measure; measure({path!r})"


def section() -> Section:
    """Peak memory, seconds and records of a workbook of `ROWS` rows and a PDF of `PAGES` pages."""
    works: tuple[tuple[str, str, Callable[[Path], None]], ...] = (
        (f"xlsx {ROWS:,} 行", "large.xlsx", lambda path: documents.write_workbook(path, ROWS)),
        (f"pdf {PAGES} 页", "large.pdf", lambda path: documents.write_pdf(path, PAGES * documents.PAGE_ROWS)),
    )
    rows, missing = [], ""
    with tempfile.TemporaryDirectory() as folder:
        for name, file, write in works:
            path = Path(folder, file)
            try:
                write(path)
            except ModuleNotFoundError as error:
                missing = f" 没有 PDF 一行：生成它需要 {error.name}。"
                continue
            rows.append((name, f"{path.stat().st_size / 1e6:.1f}", *_read_apart(path), str(LIMIT)))
    return Section(
        "大文件的内存",
        f"每个文件在单独的进程里读到记录，内存为该进程的峰值。{missing}",
        ("文件", "大小（MB）", "内存峰值（MB）", "秒", "指标", "上限（MB）"),
        tuple(rows),
    )


def _read_apart(path: Path) -> list[str]:
    command = [sys.executable, "-c", _WORKER.format(path=str(path))]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.split()


def measure(path: str) -> None:
    """Read one document and print peak memory in MB, seconds and the number of records."""
    from ...nlp.reading import read_document

    start = time.perf_counter()
    document = read_document(path)
    print(f"{peak() / 1e6:.0f} {time.perf_counter() - start:.1f} {len(document.indicators):,}")


def peak() -> int:
    """Bytes of memory that this process has held at most.

    Linux is asked for this program's own peak: what `getrusage` reports includes the parent's.
    """
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        return int(status.partition("VmHWM:")[2].split()[0]) * 1024
    except (OSError, IndexError, ValueError):
        import psutil

        info = psutil.Process().memory_info()
        return int(getattr(info, "peak_wset", info.rss))
