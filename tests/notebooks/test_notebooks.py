"""The notebooks as they are kept: run from top to bottom, outputs small, nothing of one machine in them.

That they still print what they hold is `notebooks/refresh.py --check`, a step of its own in `make test`.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import nbformat
import pytest

from ..conftest import ROOT, load_script

FOLDER = ROOT / "notebooks"
BOOKS = sorted(FOLDER.glob("*.ipynb"))
LIMIT = 300_000  # bytes of a notebook with its pictures


def read(path: Path) -> Any:
    return nbformat.read(path, as_version=4)


def code(book: Any) -> list[Any]:
    return [cell for cell in book.cells if cell.cell_type == "code"]


def words(book: Any) -> str:
    """What the cells print and show, as text."""
    outputs = [o for cell in code(book) for o in cell.outputs]
    shown = [o.get("text", "") or o.get("data", {}).get("text/plain", "") for o in outputs]
    return "\n".join(shown)


def test_they_are_there() -> None:
    assert {"01_document", "02_archive", "03_models", "04_three_years", "05_scan"} <= {p.stem for p in BOOKS}


@pytest.mark.parametrize("path", BOOKS, ids=lambda p: p.stem)
class TestKept:
    def test_it_was_run_from_top_to_bottom(self, path: Path) -> None:
        cells = code(read(path))
        assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1))
        kinds = {o.output_type for cell in cells for o in cell.outputs}
        assert "error" not in kinds
        assert kinds

    def test_it_is_small(self, path: Path) -> None:
        assert path.stat().st_size < LIMIT

    def test_nothing_of_one_run_is_kept(self, path: Path) -> None:
        book = read(path)
        assert all("execution" not in cell.metadata for cell in book.cells)
        assert set(book.metadata.language_info) == {"name"}

    def test_nothing_of_one_machine_is_in_it(self, path: Path) -> None:
        book = read(path)
        text = "\n".join([*(cell.source for cell in book.cells), words(book)])
        assert str(ROOT.parent) not in text
        assert "/tmp" not in text
        assert "shared" not in text

    def test_it_complains_of_nothing(self, path: Path) -> None:
        outputs = [o for cell in code(read(path)) for o in cell.outputs]
        assert [o.text for o in outputs if o.get("name") == "stderr"] == []
        assert "没有找到中文字体" not in words(read(path))


@pytest.mark.parametrize(("name", "count"), [("02_archive", 2), ("04_three_years", 3)])
def test_plots_are_shown(name: str, count: int) -> None:
    pictures = [
        o
        for cell in code(read(FOLDER / f"{name}.ipynb"))
        for o in cell.outputs
        if "image/png" in o.get("data", {})
    ]
    assert len(pictures) == count


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The program that refreshes, and a folder with one notebook."""
    module = load_script(FOLDER / "refresh.py")
    monkeypatch.setattr(module, "HERE", tmp_path)
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("print(6 * 7, 2 / 3)")])
    book.metadata["language_info"] = {"name": "python", "version": "9.9"}
    nbformat.write(book, tmp_path / "one.ipynb")
    return module


def test_a_notebook_is_refreshed_and_then_current(
    script: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert script.main(["--check"]) == 1
    assert "--- printed now\n42" in capsys.readouterr().out
    assert script.main([]) == 0
    again = read(tmp_path / "one.ipynb")
    assert words(again).startswith("42 0.6666")
    assert "execution" not in again.cells[0].metadata
    assert dict(again.metadata.language_info) == {"name": "python"}
    again.cells[0].outputs[0].text = "42 0.6666667\n"  # as another machine may
    nbformat.write(again, tmp_path / "one.ipynb")
    assert script.main(["--check"]) == 0
