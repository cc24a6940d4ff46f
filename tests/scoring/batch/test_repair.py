"""Outputs that were damaged, and files whose names are easily taken for each other."""

from __future__ import annotations

import os
import shutil
import zipfile
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from zhibiao.scoring.batch.columns import TABLES
from zhibiao.scoring.batch.files import shown
from zhibiao.scoring.batch.run import run_batch
from zhibiao.scoring.batch.settings import make_settings

from .helpers import Quiet, batch, parts, same_tables, start, table_rows

Made = tuple[Path, list[str]]
LINE = "一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t{name}长度\t3公里\n"
_NAMES = st.lists(st.sampled_from([b"a", b"\\", b"x", b"f", b"\xff", b"\xe4\xb8\xad", b"5c"])).map(b"".join)


@given(_NAMES, _NAMES)
@example(b"a\xff", rb"a\xff")
@example(b"\x5cxff", rb"\x5cxff")
@example(rb"\xff", rb"\x5cxff")
def test_two_paths_are_never_shown_alike(one: bytes, other: bytes) -> None:
    assert (shown(one) == shown(other)) == (one == other)
    shown(one).encode()


def test_files_of_like_names_are_kept_apart(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    names = [b"a\xff.txt", rb"a\xff.txt", b"p.zip!m.txt"]
    for number, name in enumerate(names):
        (folder / os.fsdecode(name)).write_text(LINE.format(name=f"渠{number}"), encoding="utf-8")
    with zipfile.ZipFile(folder / "p.zip", "w") as file:
        file.writestr("m.txt", LINE.format(name="压缩"))
    settings = make_settings("keywords")
    run_batch(folder, out, settings, 1, Quiet())
    for changed in (names[0], names[2], b"p.zip"):
        path = folder / os.fsdecode(changed)
        if changed.endswith(b"zip"):
            path.unlink()
        else:
            path.write_text(LINE.format(name="改后"), encoding="utf-8")
        run_batch(folder, out, settings, 1, Quiet())
        fresh = tmp_path / f"fresh{len(list(tmp_path.iterdir()))}"
        run_batch(folder, fresh, settings, 1, Quiet())
        assert same_tables(out, fresh)
    assert len({row["file"] for row in table_rows(out, "indicators")}) == 3


@pytest.mark.parametrize("table", TABLES)
def test_a_part_damaged_at_its_size_is_made_again(
    made: Made, undisturbed: Path, tmp_path: Path, table: str
) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    damaged = out / table / sorted(parts(out, table))[0]
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 0xFF
    damaged.write_bytes(content)
    done = batch(made[0], out)
    assert "待评分 0 个" not in done.stderr
    assert same_tables(out, undisturbed)


@pytest.mark.parametrize("name", ["rows.arrow", "masks.npy", "documents.parquet"])
def test_a_damaged_index_is_built_again(made: Made, undisturbed: Path, tmp_path: Path, name: str) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    whole = (out / "repetition" / name).read_bytes()
    (out / "repetition" / name).write_bytes(whole[:-1] + bytes([whole[-1] ^ 0xFF]))
    assert "待评分 0 个" in batch(made[0], out).stderr
    assert (out / "repetition" / name).read_bytes()[-1] == whole[-1]


def test_killed_while_the_index_is_built(made: Made, undisturbed: Path, tmp_path: Path) -> None:
    out = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    for wait in (0.0, 0.2, 1.0):
        shutil.rmtree(out / "repetition", ignore_errors=True)
        process = start(made[0], out)
        assert process.stderr is not None
        for line in process.stderr:
            if "档案索引" in line:
                break
        try:
            process.wait(wait)
        except Exception:  # still at it
            process.kill()
        process.communicate()
    batch(made[0], out)
    assert (out / "repetition" / "index.json").is_file()
    assert not list((out / "repetition").glob(".new-*"))
    assert same_tables(out, undisturbed)
