"""One small archive and the tables of an undisturbed run over it, for all tests of this folder."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FILES = 80


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """An archive that no test changes, and the paths of its broken files."""
    from .archive import write_archive

    folder = tmp_path_factory.mktemp("archive") / "in"
    broken = write_archive(folder, FILES)
    # One in a hundred is broken: not enough of them for a small archive.
    for name, data in {"坏表.xlsx": b"PK\x03\x04" + bytes(50), "坏文.docx": b"\x00\x01\x02" * 300}.items():
        (folder / name).write_bytes(data)
        broken.append(name)
    (folder / "空白.txt").write_text("这里没有表格。\n", encoding="utf-8")
    return folder, broken


@pytest.fixture
def archive_folder(made: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """A copy that a test may change."""
    return Path(shutil.copytree(made[0], tmp_path / "in"))


@pytest.fixture(scope="session")
def undisturbed(made: tuple[Path, list[str]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of one run without trouble."""
    from .helpers import batch

    out = tmp_path_factory.mktemp("undisturbed") / "out"
    assert batch(made[0], out).returncode == 2
    return out
