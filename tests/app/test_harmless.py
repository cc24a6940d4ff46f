"""What names of files and texts of documents can't do: steer the terminal, or stop an output half way."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from zhibiao.app.terminal import harmless

from .running import rows_of, zhibiao

LIST = "三级指标,指标值\n培训\x1b]0;标题\x07人数,≥20人\n"
HALF = b'{"name": "\\ud83d\\u57f9\\u8bad\\u4eba\\u6570", "value": "\\udc00\\u226520\\u4eba"}\n{"name": "b", "value": "1"}\n'


def test_colours_stay_and_nothing_else_does() -> None:
    assert harmless("\x1b[1;31m甲\x1b[0m", coloured=True) == "\x1b[1;31m甲\x1b[0m"
    assert (
        harmless("\x1b[2J\x1b]0;t\x07\u202e甲\r\n\t", coloured=True)
        == "\ufffd[2J\ufffd]0;t\ufffd\ufffd甲\ufffd\n\t"
    )
    assert harmless("\x1b[31m甲") == "\ufffd[31m甲"


@pytest.mark.skipif(sys.platform == "win32", reason="such names can't be")
def test_a_file_can_not_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "表\x1b[2J\u202e.csv"
    path.write_text(LIST, encoding="utf-8")
    broken = tmp_path / "坏\x1b]0;t\x07.pdf"
    broken.write_bytes(b"%PDF-1.4")
    done = zhibiao("score", path, broken)
    assert done.returncode == 2
    assert "培训" in done.stdout.decode()
    assert "坏\ufffd]0;t\ufffd.pdf" in done.stderr.decode()
    assert not {"\x1b", "\x07", "\u202e"} & set((done.stdout + done.stderr).decode())


@pytest.mark.parametrize("fmt", ["csv", "jsonl", "table"])
def test_half_a_character_stops_no_output(fmt: str, tmp_path: Path) -> None:
    out = tmp_path / f"out.{fmt}"
    done = zhibiao("score", "-", "--format", fmt, "-o", out, stdin=HALF)
    assert done.returncode == 0, done.stderr.decode()
    written = out.read_text(encoding="utf-8-sig")
    assert "培训人数" in written
    assert "\n" in written.partition("培训人数")[2].rstrip("\n")  # the second record is there, too


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names are texts there")
def test_a_name_that_is_no_text_stops_no_output(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/a\xff.jsonl"
    with open(path, "wb") as file:  # noqa: PTH123 - a path in bytes
        file.write(json.dumps({"name": "培训人数", "value": "≥20人"}).encode())
    out = tmp_path / "out.csv"
    done = zhibiao("score", os.fsdecode(path), "--format", "csv", "-o", out)
    assert done.returncode == 0, done.stderr.decode()
    assert "培训人数" in out.read_text(encoding="utf-8-sig")


def test_what_is_too_long_to_be_looked_at_is_said() -> None:
    rows = [
        {"name": "培训人数", "value": "≥20人", "goal": "1" * 20_000, "project": "目" * 20_000},
        {"name": "b"},
    ]
    stdin = "\n".join(map(json.dumps, rows)).encode()
    (document,) = rows_of(zhibiao("score", "-", "--format", "jsonl", "--level", "document", stdin=stdin))
    assert [u["location"] for u in document["unread"]] == ["行 1"]
    assert "超过 4000 字" in document["unread"][0]["reason"]
    (row, _) = rows_of(zhibiao("score", "-", "--format", "jsonl", stdin=stdin))
    assert len(row["project"]) == 20_000
