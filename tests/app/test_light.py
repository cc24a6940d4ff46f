"""The light core reads and scores; whatever else is asked for names the extra that it needs.

The libraries of the extras are hidden here; `.ci/light` runs the same in an environment that has none of them.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from zhibiao.app.bench import documents
from zhibiao.nlp.extras import EXTRAS

from ..conftest import ROOT

_HIDING = f"""
import importlib.machinery as machinery
find = machinery.PathFinder.find_spec
def hidden(cls, name, path=None, target=None):
    return None if name.partition(".")[0] in {sorted(EXTRAS)} else find(name, path, target)
machinery.PathFinder.find_spec = classmethod(hidden)
"""


@pytest.fixture
def run(tmp_path: Path):
    light = os.environ.get("ZHIBIAO_LIGHT")
    environment = dict(os.environ)
    if not light:
        hiding = tmp_path / "hiding"
        hiding.mkdir()
        (hiding / "sitecustomize.py").write_text(_HIDING)
        environment["PYTHONPATH"] = str(hiding)

    def call(*words: object) -> subprocess.CompletedProcess[str]:
        command = [light or sys.executable, *map(str, words)]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True)

    return call


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf", "html"])
def test_the_light_core_scores(kind: str, run, tmp_path: Path) -> None:
    (tmp_path / f"form.{kind}").write_bytes(getattr(documents, kind)(5))
    done = run("-m", "zhibiao", "score", f"form.{kind}", "--format", "jsonl")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [r["name"] for r in rows] == [r[2] for r in documents.rows(5)], done.stderr
    assert [r["type"] for r in rows][:3] == ["quantity", "quality", "timeliness"]


@pytest.mark.parametrize("fmt", ["table", "html", "opinions", "handover"])
def test_the_light_core_reports(fmt: str, run, sample: Path) -> None:
    done = run("-m", "zhibiao", "score", sample, "--format", fmt, "-o", f"out.{fmt}")
    assert (done.returncode, done.stderr.count("需要安装")) == (0, 0), done.stderr


def test_the_python_door_is_open(run, sample: Path) -> None:
    asked = (
        f"import zhibiao; t = zhibiao.score({str(sample)!r}); print(len(t), zhibiao.explain(t.name[0]).type)"
    )
    done = run("-c", f"{asked}; print(zhibiao.segment('居民健康档案建档率'))")
    assert done.stdout.split()[1] in {"quantity", "quality"}, done.stderr
    assert "'居民', '健康', '档案', '建档率'" in done.stdout


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (["serve"], "desk"),
        (["batch", ".", "out"], "batch"),
        (["batch", ".", "out", "--engine", "spark"], "spark"),
        (["summary", "out"], "batch"),
        (["sql", "out", "SELECT 1"], "batch"),
        (["diff", "a", "b"], "batch"),
        (["score", "scan.png"], "ocr"),
        (["score", "scan.png", "--archive", "out"], "batch"),
        (["score", "scan.png", "--model", "accurate"], "accurate"),
        (["score", "scan.png", "--model", "models:/zhibiao/1"], "train"),
        (["train"], "train"),
        (["evaluate", "--drift", "a", "b"], "batch"),
        (["bench", "models"], "sklearn"),
    ],
    ids=lambda v: " ".join(v) if isinstance(v, list) else v,
)
def test_what_is_missing_is_named(words: list[str], extra: str, run, tmp_path: Path) -> None:
    Image.new("L", (600, 400), 255).save(tmp_path / "scan.png")
    done = run("-m", "zhibiao", *words)
    assert done.returncode == 2
    assert f'需要安装：pip install "zhibiao[{extra}]"' in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_every_extra_exists_and_every_one_for_users_has_a_library() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(EXTRAS.values()) == set(project["optional-dependencies"]) - {"dev"}
