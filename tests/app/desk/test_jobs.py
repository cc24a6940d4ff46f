"""Jobs that end before their time, exports within limits, and disks and databases that refuse."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import threading
from dataclasses import replace
from importlib.util import find_spec
from io import BytesIO
from multiprocessing import forkserver
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.database.troubles import StoreError
from zhibiao.app.desk.exports.running import PRELOADED, _written
from zhibiao.app.desk.service import Desk, claim
from zhibiao.app.desk.web import create_app
from zhibiao.app.desk.workers import JobError

from ...nlp.readers.made.hostile_make import old_word
from .given import desk_of, give, keys_on, page, until
from .running import LIBRARY, ROADS


@pytest.fixture
def desk(settings):
    made = Desk(settings())
    made.start()
    yield made
    made.close()


def begin(desk: Desk, name: str, content: bytes | str):
    data = content.encode() if isinstance(content, str) else content
    return desk.take([(name, BytesIO(data).read)], "2020", "declaration", "")


def alive(marker: str) -> list[str]:
    """Command lines of living processes that mention `marker`."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            line = " ".join(process.cmdline())
            if marker in line and process.status() != psutil.STATUS_ZOMBIE:
                found.append(line)
        except psutil.Error:
            continue
    return found


@pytest.mark.skipif(os.name != "posix", reason="the stand-in is a shell script")
def test_a_cancelled_job_takes_its_converter_and_its_copy_along(
    settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The converter is a script that never ends, with a child of its own, as LibreOffice has."""
    program, marker = tmp_path / "soffice", f"7{os.getpid()}1"
    program.write_text(f"#!/bin/sh\nsleep {marker} &\nsleep {marker}\n")
    program.chmod(0o700)
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    forkserver._forkserver._stop()  # one that other tests began has another PATH
    desk = Desk(settings())
    desk.start()
    try:
        upload = begin(desk, "旧表.doc", old_word(0))
        until(lambda: len(alive(f"sleep {marker}")) == 2)
        assert list(temporary.glob("zhibiao*/*"))
        desk.cancel(upload.id)
        until(lambda: not alive(f"sleep {marker}"), 20)
        until(lambda: not list(temporary.glob("zhibiao*/*/*")), 10)
        again = begin(desk, "公路.txt", ROADS)
        until(lambda: desk.store.job(again.id).state == "done")
    finally:
        desk.close()


def test_an_export_that_takes_too_much_is_ended_with_a_sentence(settings) -> None:
    rows = "".join(f"第{i}号灌区渠道完好率,≥{i % 90}%,质量指标,灌区{i % 7}\n" for i in range(3000))
    desk = Desk(settings(bytes=2**22))
    desk.start()
    try:
        upload = begin(desk, "大.csv", "三级指标,指标值,二级指标,项目名称\n" + rows)
        until(lambda: desk.store.job(upload.id).state == "done")
        whole = desk.export("csv", (upload.id,)).future.result()
        assert whole.read_bytes().count(b"\r\n") == 3001
        desk.exports._limits = replace(desk.exports._limits, memory=2**20)
        with pytest.raises(JobError, match=r"内存(?:，已停止|不足)：请改用 CSV") as refused:
            desk.export("html", (upload.id,)).future.result()
        assert refused.value.status == 413
        desk.exports._limits = replace(desk.exports._limits, memory=2**33, seconds=0.01)
        with pytest.raises(JobError, match="导出超过 0 秒"):
            desk.export("html", (upload.id,)).future.result()
        assert list(desk.settings.exports.iterdir()) == [whole]
    finally:
        desk.close()


def test_an_export_can_be_cancelled_and_too_many_are_refused(desk: Desk, monkeypatch) -> None:
    from zhibiao.app.desk.exports import running

    upload = begin(desk, "公路.txt", ROADS)
    until(lambda: desk.store.job(upload.id).state == "done")
    begun = [desk.export("xlsx", (upload.id,)) for _ in range(running._AT_ONCE + running._WAITING)]
    with pytest.raises(JobError, match="正在导出的太多"):
        desk.export("xlsx", (upload.id,))
    for making in begun:
        making.cancel()
    until(lambda: all(m.future.done() for m in begun))
    assert desk.export("xlsx", (upload.id,)).future.result().stat().st_size > 1000


def test_what_nobody_took_is_swept(desk: Desk) -> None:
    old, new = desk.settings.exports / "old", desk.settings.exports / "new"
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    desk.purge()
    assert (old.exists(), new.exists()) == (False, True)


def test_a_sent_export_leaves_no_file(settings) -> None:
    with TestClient(create_app(settings()), base_url="http://localhost", follow_redirects=False) as client:
        (key,) = give(client, ("公路.txt", ROADS))
        for fmt in ("xlsx", "html", "opinions", "handover", "csv", "jsonl"):
            answer = client.get(f"/jobs/{key}/export", params={"format": fmt})
            assert answer.status_code == 200, answer.text
            assert int(answer.headers["content-length"]) == len(answer.content) > 500
        assert client.get("/labels.jsonl").content == b""
        assert list(desk_of(client).settings.exports.iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_a_sentence_at_the_file(settings, code: int, monkeypatch) -> None:
    desk = Desk(settings())

    def read(_: int) -> bytes:
        raise OSError(code, os.strerror(code))

    refused = desk.take([("公路.txt", read)], "2020", "declaration", "")
    assert desk.store.job(refused.id).state == "failed"
    assert "磁盘已满" in desk.store.job(refused.id).reason
    assert list(desk.settings.uploads.iterdir()) == []


def test_a_full_database_is_a_sentence_and_nothing_is_half_there(settings) -> None:
    with TestClient(create_app(settings()), base_url="http://localhost", follow_redirects=False) as client:
        client.post("/reviewer", data={"name": "王敏"})
        (key,) = give(client, ("公路.txt", ROADS))
        address, finding = keys_on(page(client, key))[0]
        decision = {"action": "edit", "finding": finding, "message": "长" * 4000}
        desk = desk_of(client)
        desk.store._engine.dispose()
        from sqlalchemy import event

        @event.listens_for(desk.store._engine, "connect")
        def no_more(connection, _) -> None:
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count={pages}")

        answers = [client.post(address, data=decision) for _ in range(30)]
        refused = answers[-1]
        assert (refused.status_code, refused.json()["detail"][:4]) == (507, "磁盘已满")
        assert page(client, key)  # reading goes on


def test_a_locked_database_is_a_sentence(settings, monkeypatch) -> None:
    from zhibiao.app.desk.database import store

    monkeypatch.setattr(store, "_waiting", lambda _: {"timeout": 0.1})
    with TestClient(create_app(settings()), base_url="http://localhost", follow_redirects=False) as client:
        client.post("/reviewer", data={"name": "王敏"})
        (key,) = give(client, ("公路.txt", ROADS))
        address, finding = keys_on(page(client, key))[0]
        other = sqlite3.connect(desk_of(client).settings.data / "desk.sqlite3")
        other.execute("BEGIN EXCLUSIVE")
        refused = client.post(address, data={"action": "accept", "finding": finding})
        other.rollback()
        other.close()
        assert refused.status_code == 503
        assert "数据库正被占用" in refused.json()["detail"]
        assert client.post(address, data={"action": "accept", "finding": finding}).status_code == 303


def test_a_job_whose_end_could_not_be_written_is_done_again(settings, monkeypatch) -> None:
    desk = Desk(settings())
    desk.start()
    real, away = desk.store._session, threading.Event()
    away.set()

    class Away:
        def begin(self):
            if away.is_set():
                raise OSError(errno.ENOSPC, "full")
            return real.begin()

        def __call__(self):
            return real()

    try:
        upload = begin(desk, "公路.txt", ROADS)
        desk.store._session = Away()  # type: ignore[assignment]
        until(lambda: not desk._works)
        if desk.store.job(upload.id).state == "done":
            pytest.skip("the file was read before the database was away")
        away.clear()
        desk.resume()
        until(lambda: desk.store.job(upload.id).state == "done")
    finally:
        desk.close()


def test_a_file_that_is_gone_fails_and_is_not_waited_for(settings) -> None:
    desk = Desk(settings())
    desk._begin = lambda *_, **__: None  # type: ignore[method-assign]
    upload = begin(desk, "公路.txt", ROADS)
    shutil.rmtree(desk.settings.uploads)
    after = Desk(settings())
    after.start()
    try:
        assert after.store.job(upload.id).state == "failed"
        assert "重新上传" in after.store.job(upload.id).reason
    finally:
        after.close()


def test_one_folder_has_one_desk(tmp_path: Path) -> None:
    held = claim(tmp_path / "new")
    with pytest.raises(StoreError, match="另一个审核台"):
        claim(tmp_path / "new")
    held.release()
    claim(tmp_path / "new").release()


def test_a_table_without_indicators_exports_its_head(settings) -> None:
    desk = Desk(settings())
    desk.start()
    try:
        upload = begin(desk, "文化.csv", LIBRARY)
        until(lambda: not desk.store.unfinished())
        for level in ("indicator", "project", "document"):
            head = desk.export("csv", (upload.id,), True, level).future.result().read_text("utf-8-sig")
            assert head.startswith("schema_version,")
    finally:
        desk.close()


def test_what_exports_load_beforehand_is_there() -> None:
    assert all(find_spec(name) for name in PRELOADED)


def test_a_library_that_fails_for_want_of_memory_is_taken_for_that() -> None:
    class Order:
        def write(self) -> None:
            raise SystemError("returned NULL without setting an exception")

    with pytest.raises(MemoryError):
        _written(None, None, Order())
