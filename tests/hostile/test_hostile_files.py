"""Hostile files in one command with good ones: each ends within its limits with its sentence, the good are scored."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ..nlp.readers.made.hostile_make import LIST
from .files import STOPPED, all_files

LIMITS = ("--seconds", "10", "--memory", "500")
# All of them take three minutes: `ZHIBIAO_HOSTILE=all pytest tests/hostile`. Otherwise every fifth.
FILES = [*all_files()][:: 1 if os.environ.get("ZHIBIAO_HOSTILE") == "all" else 5]


def command(*words: object) -> list[str]:
    return [sys.executable, "-m", "zhibiao.app", "score", *map(str, words)]


def test_there_are_enough_of_them() -> None:
    names = [name for name, _, _ in all_files()]
    assert len(set(names)) == len(names) >= 60


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What one command over all of them says of each; good files stand between them."""
    folder = tmp_path_factory.mktemp("hostile")
    names = [name for name, _, _ in FILES]
    paths = []
    for number, (name, make, _) in enumerate(FILES):
        (folder / name).write_bytes(make())
        paths.append(folder / name)
        if number % 10 == 0:
            paths.append(folder / f"好{number}.csv")
            paths[-1].write_bytes(LIST)
    done = subprocess.run(
        command(*paths, "--format", "jsonl", *LIMITS),
        capture_output=True,
        text=True,
        timeout=1800,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "Traceback" not in done.stderr
    assert "panicked" not in done.stderr
    scored = {Path(json.loads(line)["source"]).name for line in done.stdout.splitlines()}
    assert {p.name for p in paths if p.name.startswith("好")} <= scored
    lines = done.stderr.splitlines()
    found = {name: "\n".join(x for x in lines if x.startswith(str(folder / name))) for name in names}
    read = {name for name in names if any(s == name or s.startswith(f"{name}!") for s in scored)}
    return {name: text or ("读出" if name in read else "") for name, text in found.items()}


@pytest.mark.parametrize(("name", "expected"), [(name, what) for name, _, what in FILES])
def test_each_has_its_sentence(said: dict[str, str], name: str, expected: str) -> None:
    # On a busy machine any of them may be stopped before it has said what it would have.
    assert said[name], "nothing is said and nothing was read"
    assert said[name] == "读出" or said[name].endswith("。")
    # Where nothing need be said (`^$`, or nothing expected) the file may as well be read.
    told = f"{expected}|{STOPPED}" if expected else STOPPED
    assert re.search(f"读出|{told}" if "^$" in expected or not expected else told, said[name])


@pytest.mark.parametrize("name", ["互画图形.pdf", "行号四十亿.xlsx", "注释四十次.html"])
def test_batch_scores_the_file_beside_it(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "好.csv").write_bytes(LIST)
    (folder / name).write_bytes(next(make for n, make, _ in all_files() if n == name)())
    words = [sys.executable, "-m", "zhibiao.app", "batch", str(folder), str(tmp_path / "out"), *LIMITS]
    done = subprocess.run(words, capture_output=True, text=True, timeout=600, check=False)
    assert "Traceback" not in done.stderr
    totals = json.loads((tmp_path / "out" / "summary.json").read_text(encoding="utf-8"))["documents"]
    assert totals["total"] == 2
    assert totals["ok"] >= 1
    assert done.returncode == (2 if totals["failed"] else 0)
