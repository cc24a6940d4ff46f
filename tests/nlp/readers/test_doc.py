"""Old Word documents, through the programs that are installed; antiword's output without them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from zhibiao.nlp.blocks import Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.readers.word import doc, docbook
from zhibiao.nlp.reading import parse_document

from .made import build
from .made.hostile_make import old_word

ANTIWORD = shutil.which("antiword")


Office = Callable[[bytes, str], bytes]


def hide(monkeypatch: pytest.MonkeyPatch, *programs: str) -> None:
    """Make programs look not installed."""
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, *rest: None if name in programs else which(name, *rest))


@pytest.mark.parametrize("name", ["表.doc", "表.wps", "表"])
def test_by_libreoffice(office: Office, name: str) -> None:
    records = parse_document(office(build.docx(build.FORM), "doc"), name).indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED


@pytest.mark.skipif(ANTIWORD is None, reason="antiword is not installed")
def test_by_antiword(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    data = office(build.docx(build.FORM), "doc")
    hide(monkeypatch, "soffice", "libreoffice")
    records = parse_document(data, "表.doc").indicators
    assert [(r.project, r.level1, r.level2, r.name, r.value) for r in records] == build.EXPECTED


def test_without_either_the_message_says_what_to_install(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = office(build.docx(build.FORM), "doc")
    hide(monkeypatch, "soffice", "libreoffice", "antiword")
    with pytest.raises(ReadError, match=r"LibreOffice 或 antiword.*apt install"):
        parse_document(data, "表.doc")


def test_a_program_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 60 & sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
    with pytest.raises(ReadError, match="已停止"):
        doc.read(old_word(0), Limits(seconds=0.3))


def test_the_program_sees_only_a_private_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program, seen = tmp_path / "soffice", tmp_path / "seen"
    program.write_text(
        f'#!/bin/sh\n(pwd; env; echo "$@"; cat profile/user/registrymodifications.xcu) > {seen}\n'
    )
    program.chmod(0o755)
    monkeypatch.setenv("SECRET_TOKEN", "never")
    monkeypatch.setattr(shutil, "which", lambda name: str(program) if name == "soffice" else None)
    with pytest.raises(ReadError, match="无法转换"):
        doc.read(old_word(0), Limits())
    text = seen.read_text()
    folder = Path(text.splitlines()[0])
    assert "SECRET_TOKEN" not in text
    assert f"{folder}/in.doc" in text
    assert '"DisableMacrosExecution"><value>true' in text
    assert not folder.exists()


def test_antiword_output_tells_merged_cells_by_widths() -> None:
    def group(*columns: tuple[int, str]) -> str:
        specs = "".join(f"<colspec colwidth='{w}.00pt'/>" for w, _ in columns)
        entries = "".join(f"<entry>\n{t}\n</entry>" for _, t in columns)
        return f"<tgroup cols='{len(columns)}'>{specs}<tbody><row>{entries}</row></tbody></tgroup>"

    body = group((200, "甲"), (100, "乙")) + group((100, "丙"), (100, "丁"), (100, "戊"))
    data = (
        '<?xml version="1.0"?><!DOCTYPE book PUBLIC "-//OASIS//DTD DocBook XML V4.1.2//EN" "http://x/y.dtd">'
        f"<book><para>前</para><para><informaltable>{body}</informaltable></para><para>后</para></book>"
    ).encode()
    before, table, after = docbook.read(data, Limits())
    assert isinstance(table, Table)
    assert [[c.text for c in row] for row in table.rows] == [["甲", "", "乙"], ["丙", "丁", "戊"]]
    assert [str(before.location), str(table.location), str(after.location)] == ["段 1", "表 1", "段 2"]


@pytest.mark.skipif(shutil.which("sh") is None, reason="there is no shell")
def test_the_program_ends_with_a_reader_that_is_killed(tmp_path: Path) -> None:
    """LibreOffice is a script that starts a launcher that starts the program: the last of them, too."""
    program, numbers = tmp_path / "bin" / "soffice", tmp_path / "numbers"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nsh -c 'echo $$ >> {numbers}; sleep 600 & echo $! >> {numbers}; wait'\n")
    program.chmod(0o755)
    source = tmp_path / "x.doc"
    source.write_bytes(old_word(0))
    reading = f"from zhibiao.nlp.reading import read_document; read_document({str(source)!r})"
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    reader = subprocess.Popen([sys.executable, "-c", reading], env={**os.environ, "PATH": path})
    wait_for(lambda: numbers.exists() and numbers.read_text().count("\n") == 2)
    reader.kill()
    reader.wait()
    started = [int(n) for n in numbers.read_text().split()]
    wait_for(lambda: not any(alive(n) for n in started))


def alive(number: int) -> bool:
    return psutil.pid_exists(number) and psutil.Process(number).status() != "zombie"


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain")
