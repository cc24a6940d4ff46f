"""The walls of the house: which folder may import which, what is packaged, how large a file may be."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "nlp": set(),
    "models": {"nlp"},
    "scoring": {"nlp", "models"},
    "training": {"nlp", "models"},
    "app": {"nlp", "models", "scoring", "training"},
}
MODULES = [p for folder in MAY_IMPORT for p in sorted((ROOT / folder).rglob("*.py"))]


def imported_folders(path: Path) -> set[str]:
    """The top-level folders that a module imports, by relative or absolute import."""
    depth = len(path.relative_to(ROOT).parts) - 1
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level == depth + 1 and node.module:
            found.add(node.module.split(".")[0])
        elif (
            isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("zhibiao")
        ):
            found.add("an absolute import of zhibiao")
        elif isinstance(node, ast.Import):
            found |= {"an absolute import of zhibiao" for a in node.names if a.name.startswith("zhibiao")}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down_the_table(path: Path) -> None:
    folder = path.relative_to(ROOT).parts[0]
    assert imported_folders(path) <= MAY_IMPORT[folder] | {folder}


def test_the_arrow_test_sees_a_wrong_arrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    module = tmp_path / "nlp" / "bad.py"
    module.parent.mkdir()
    module.write_text("from ..scoring.score import score_of\n")
    monkeypatch.setattr(sys.modules[__name__], "ROOT", tmp_path)
    assert imported_folders(module) == {"scoring"}


def test_every_package_is_listed_for_the_wheel() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    folders = {
        ".".join(("zhibiao", *p.parent.relative_to(ROOT).parts))
        for folder in MAY_IMPORT
        for p in (ROOT / folder).rglob("__init__.py")
    }
    assert set(settings["packages"]) == folders | {"zhibiao"}


def _sources() -> list[Path]:
    return [
        p for p in ROOT.rglob("*.py") if not any(part.startswith(".") for part in p.relative_to(ROOT).parts)
    ]


def test_no_source_file_is_over_300_lines() -> None:
    lines = {str(p.relative_to(ROOT)): len(p.read_text("utf-8").splitlines()) for p in _sources()}
    assert {name: count for name, count in lines.items() if count > 300} == {}


def test_no_folder_of_the_package_holds_more_than_20_files() -> None:
    files = Counter(
        p.parent.relative_to(ROOT) for p in _sources() if p.relative_to(ROOT).parts[0] in MAY_IMPORT
    )
    assert {str(folder): count for folder, count in files.items() if count > 20} == {}


def test_what_the_code_reads_is_in_the_wheel() -> None:
    """Data beside the modules: word lists, tables, templates, models."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    packed = {
        path
        for package, patterns in settings["package-data"].items()
        for pattern in patterns
        for path in ROOT.joinpath(*package.split(".")[1:]).glob(pattern)
    }
    read = {
        path
        for folder in MAY_IMPORT
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".txt", ".csv", ".toml", ".html", ".css", ".js", ".json", ".onnx", ".safetensors"}
        and "guide" not in path.parts
    }
    assert read <= packed


def test_the_package_runs_as_the_command_does() -> None:
    asked = [
        [sys.executable, "-m", "zhibiao"],
        [sys.executable, "-c", "from zhibiao.app.cli import main; main()"],
    ]
    said = [
        subprocess.run([*call, "serve", "--help"], capture_output=True, text=True, check=True).stdout
        for call in asked
    ]
    assert said[0].partition("\n")[0] == "用法: zhibiao serve [选项]"
    assert said[0].partition("\n")[2] == said[1].partition("\n")[2]


@pytest.mark.parametrize("command", ["import zhibiao", "import zhibiao.app.cli"])
def test_heavy_libraries_are_not_imported_at_start(command: str) -> None:
    heavy = [
        "torch",
        "transformers",
        "mlflow",
        "pandas",
        "sklearn",
        "numpy",
        "jieba",
        "scipy",
        "datasets",
        "matplotlib",
        "rich",
    ]
    probe = f"{command}; import sys; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
