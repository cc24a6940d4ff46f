"""Every hostile file with a good one in one `zhibiao score`: seconds, exit code, peak memory of parent and worker.

python -m tests.hostile.peaks [--seconds 60] [--memory 1536] [NAME…]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, sleep

import psutil

from ..nlp.readers.made.hostile_make import LIST
from .files import all_files


def main() -> None:
    """Print a line for each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", default="60")
    parser.add_argument("--memory", default="1536")
    parser.add_argument("names", nargs="*")
    chosen = parser.parse_args()
    print("秒\t退出码\t父进程 MB\t工作进程 MB\t好文件\t文件\t说明")
    with tempfile.TemporaryDirectory() as folder:
        good = Path(folder, "好.csv")
        good.write_bytes(LIST)
        for name, make, _ in all_files():
            if not chosen.names or name in chosen.names:
                path = Path(folder, name)
                path.write_bytes(make())
                limits = ["--seconds", chosen.seconds, "--memory", chosen.memory]
                print("\t".join(measured([str(path), str(good)], limits, name)), flush=True)
                path.unlink()


def measured(paths: list[str], limits: list[str], name: str) -> list[str]:
    """The fields of the line."""
    words = [sys.executable, "-m", "zhibiao.app", "score", *paths, "--format", "jsonl", *limits]
    start = perf_counter()
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen(words, stdout=out, stderr=errors, text=True)
        parent, child = watched(process)
        taken = perf_counter() - start
        out.seek(0)
        errors.seek(0)
        scored = "是" if "好.csv" in out.read() else "否"
        said = next((x.partition(f"{name}")[2] for x in errors if name in x), "").strip("：\n")
    megabytes = [f"{n / 2**20:.0f}" for n in (parent, child)]
    return [f"{taken:.1f}", str(process.returncode), *megabytes, scored, name, said[:80]]


def watched(process: subprocess.Popen[str]) -> tuple[int, int]:
    """The most memory that the process and, together, those below it have held until its end."""
    parent = child = 0
    while process.poll() is None:
        try:
            root = psutil.Process(process.pid)
            parent = max(parent, root.memory_info().rss)
            child = max(child, sum(held(p) for p in root.children(recursive=True)))
        except psutil.Error:
            continue
        sleep(0.02)
    return parent, child


def held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:
        return 0


if __name__ == "__main__":
    main()
