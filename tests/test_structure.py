"""The walls of the house: which folder may import which, what is packaged, how large a file may be."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import ROOT, load_script

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


@pytest.fixture(scope="module")
def architecture() -> ModuleType:
    return load_script(ROOT / ".ci" / "architecture.py")


def test_no_modules_import_each_other_in_a_circle(architecture: ModuleType) -> None:
    graph = architecture.imports(at_start=True)
    assert graph["app.cli"] == {"app.chinese", "app.commands", "nlp.extras"}
    list(graphlib.TopologicalSorter(graph).static_order())  # raises for a circle, and names it


def test_the_drawing_leaves_out_what_other_arrows_imply(architecture: ModuleType) -> None:
    graph = {"a": {"b", "c"}, "b": {"c", "d"}, "c": set(), "d": {"b"}}
    assert architecture.direct(graph) == {"a": {"b"}, "b": {"c", "d"}, "c": set(), "d": {"b"}}


def test_the_drawn_parts_are_made_from_the_code_and_the_words_stay(architecture: ModuleType) -> None:
    text = architecture.PAGE.read_text(encoding="utf-8")
    emptied = re.sub(r"(<!-- drawn: \S+ -->\n).*?(?=<!-- end -->)", r"\1", text, flags=re.DOTALL)
    assert len(emptied) < len(text) / 2
    assert architecture.page(emptied) == text, "make regenerate ONLY=architecture"


def test_what_is_generated_can_be_asked_for_by_name() -> None:
    call = [sys.executable, str(ROOT / ".ci" / "regenerate.py"), "--check"]
    asked = [
        subprocess.run([*call, name], capture_output=True, text=True) for name in ("commands", "nothing")
    ]
    assert [done.returncode for done in asked] == [0, 2], asked[0].stdout
    assert "not generated: nothing; there are: contrast-train" in asked[1].stderr


def test_every_folder_of_the_package_says_what_it_is(architecture: ModuleType) -> None:
    folders = [n for n in architecture.modules() if (ROOT / n.replace(".", "/")).is_dir()]
    assert [n for n in folders if not ast.get_docstring(architecture.modules()[n])] == []


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


def test_no_folder_holds_more_than_20_files() -> None:
    files = Counter(p.parent.relative_to(ROOT) for p in _sources())
    assert {str(folder): count for folder, count in files.items() if count > 20} == {}


def test_tests_find_their_helpers_without_tricks() -> None:
    """Relative imports do; programs run as `python -m tests.fuzz.fuzz`."""
    tests = [p for p in _sources() if p.relative_to(ROOT).parts[0] == "tests" and p != Path(__file__)]
    found = [p for p in tests if re.search(r"\bsys\.path\b|syspath", p.read_text(encoding="utf-8"))]
    assert found == []


_FIXED = {"_patterns"}  # called with the kinds of words that there are
_GROWING = {"dict", "list", "set", "defaultdict", "Counter", "deque"}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_no_module_remembers_documents(path: Path) -> None:
    """No `global`, no empty container to fill, no cache without a bound on what comes from outside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Global)]
    for node in tree.body:
        value = getattr(node, "value", None) if isinstance(node, ast.Assign | ast.AnnAssign) else None
        empty = isinstance(value, ast.Dict) and not value.keys
        empty |= isinstance(value, ast.List | ast.Set) and not value.elts
        called = (
            isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in _GROWING
        )
        assert not empty, ast.unparse(node)
        assert not (called and not value.args), ast.unparse(node)
    for node in tree.body:  # one inside a function ends with it
        caches = [ast.unparse(d) for d in node.decorator_list] if isinstance(node, ast.FunctionDef) else []
        unbounded = {"cache", "lru_cache(maxsize=None)"} & set(caches)
        assert not (unbounded and node.args.args and node.name not in _FIXED), node.name


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
