"""Every hostile file gets its message or its honest result; nothing is run, fetched or written."""

from __future__ import annotations

import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document
from zhibiao.scoring.workers import Worker
from zhibiao.scoring.workers.documents import read_in

from .made import hostile


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No connection is opened; an empty working folder must stay empty."""

    connect = socket.socket.connect

    def refuse(self: socket.socket, address: str) -> None:
        assert self.family == socket.AF_UNIX, "a reader used the network"
        connect(self, address)  # where workers come from

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.end()


@pytest.mark.parametrize("case", hostile.CASES, ids=lambda c: c.name)
def test_hostile(case: hostile.Case, alone: Path, worker: Worker) -> None:
    limits = Limits(**{k: type(getattr(Limits(), k))(v) for k, v in case.limits})
    data = case.make()
    if {"seconds", "memory"} & dict(case.limits).keys():  # held by whoever reads, not by the readers
        with pytest.raises(ReadError, match=case.error):
            read_in(worker, data, case.name, limits)
    elif case.error:
        with pytest.raises(ReadError) as caught:
            parse_document(data, case.name, limits)
        message = str(caught.value)
        assert re.search(case.error, message)
        assert message.endswith("。")
    else:
        document = parse_document(data, case.name, limits)
        assert len(document.indicators) == case.records
        assert bool(document.problems) == bool(case.problem)
        assert re.search(case.problem, "\n".join(document.problems))
    assert list(alone.iterdir()) == []


def test_there_are_enough_of_them() -> None:
    assert len({case.name for case in hostile.CASES}) == len(hostile.CASES) >= 60


def test_the_script_writes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = [c for c in hostile.CASES if c.name in ("空.docx", "截断.zip")]
    for case in small:
        (tmp_path / case.name).write_bytes(case.make())
    assert {p.name for p in tmp_path.iterdir()} == {c.name for c in small}


def test_members_of_archives_are_named_without_tricks() -> None:
    case = next(c for c in hostile.CASES if c.name == "路径.zip")
    sources = [r.source for r in parse_document(case.make(), "路径.zip").indicators]
    assert sources == ["路径.zip!a.csv", "路径.zip!etc/b.csv", "路径.zip!C:/c.csv", "路径.zip!d.csv"]
    case = next(c for c in hostile.CASES if c.name == "怪名.zip")
    (record,) = parse_document(case.make(), "怪名.zip").indicators
    assert record.source.isprintable()
    assert len(record.source) < 400
    case = next(c for c in hostile.CASES if c.name == "国标名.zip")
    assert parse_document(case.make(), "国标名.zip").indicators[0].source == "国标名.zip!清单.csv"


def test_formulas_stay_text() -> None:
    case = next(c for c in hostile.CASES if c.name == "公式.csv")
    assert parse_document(case.make(), case.name).indicators[0].value.startswith("=cmd|")


def test_no_program_is_started_for_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a reader started a program")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    case = next(c for c in hostile.CASES if c.name == "带宏.docm")
    assert len(parse_document(case.make(), case.name).indicators) == case.records
