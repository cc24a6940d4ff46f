"""Kills at random moments, and whether the tables are those of an undisturbed run.

    python -m tests.scoring.batch.kills [--files 2000] [--workers 100] [--parents 20] [--seed 1]

`--workers`: workers that are killed in one run over all files; nothing else of the run may be lost than documents
in hand twice, which are named. `--parents`: whole runs, killed anywhere from the first second to the summary, one
after another into one folder.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from pathlib import Path
from subprocess import DEVNULL, Popen, TimeoutExpired
from time import perf_counter, sleep

import psutil

from .archive import write_archive
from .helpers import COMMAND, documents, same_tables


def main() -> None:
    """Run both, print what came of it; exit code 1 when tables differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in {"files": 2000, "workers": 100, "parents": 20, "seed": 1}.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    chosen = parser.parse_args()
    chance = random.Random(chosen.seed)
    with tempfile.TemporaryDirectory() as place:
        folder, plain = Path(place, "in"), Path(place, "plain")
        write_archive(folder, chosen.files)
        begin = perf_counter()
        run(folder, plain).wait()
        taken = perf_counter() - begin
        print(f"undisturbed: {len(documents(plain)):,} documents, {taken:.0f} s")
        good = kill_workers(folder, Path(place, "workers"), plain, chosen.workers, taken, chance)
        good &= kill_parents(folder, Path(place, "parents"), plain, chosen.parents, taken, chance)
    sys.exit(0 if good else 1)


def run(folder: Path, out: Path) -> Popen[bytes]:
    """A run that goes on."""
    return Popen([*COMMAND, str(folder), str(out), "--workers", "2"], stdout=DEVNULL, stderr=DEVNULL)


def kill_workers(
    folder: Path, out: Path, plain: Path, times: int, taken: float, chance: random.Random
) -> bool:
    """One run; True when only what was in hand twice is missing, and the next run has everything."""
    process, killed = run(folder, out), 0
    while process.poll() is None:
        if killed < times and kill_one(process.pid, chance):
            killed += 1
        sleep(chance.uniform(0, taken / max(times, 1)))
    lost = [d for d, row in documents(out).items() if "SIGKILL" in row["reason"]]
    whole = len(documents(out)) == len(documents(plain))
    run(folder, out).wait()
    same = same_tables(out, plain)
    print(f"{killed} workers killed: {len(lost)} documents named, {whole=}; after the next run {same=}")
    return whole and same


def kill_one(parent: int, chance: random.Random) -> bool:
    """Kill a worker of a run; False when there is none."""
    try:
        # Not the fork server itself: who kills that again and again before it is there stops any run.
        workers = [p for server in psutil.Process(parent).children() for p in server.children()]
        if workers:
            chance.choice(workers).kill()
        return bool(workers)
    except psutil.Error:
        return False


def kill_parents(
    folder: Path, out: Path, plain: Path, times: int, taken: float, chance: random.Random
) -> bool:
    """Run after run into one folder; every fourth begins with nothing but the index to do."""
    killed = left = 0
    for number in range(times):
        process = run(folder, out)
        # Later runs have less to do: the moment moves towards the index and the summary.
        wait = chance.uniform(0.5, taken / (1 + number / 4))
        try:
            process.wait(wait)
            (out / "repetition" / "index.json").unlink(missing_ok=True)
        except TimeoutExpired:
            below = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            process.wait()
            sleep(1)
            left += sum(p.is_running() and p.status() != "zombie" for p in below)
            killed += 1
    run(folder, out).wait()
    same = same_tables(out, plain)
    print(f"{killed} parents killed: {left} processes left a second later, {same=}")
    return same and not left


if __name__ == "__main__":
    main()
