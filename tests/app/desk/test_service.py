"""What the desk does with jobs, files and its database, whatever happens."""

from __future__ import annotations

import os
import signal
import threading
import time
from io import BytesIO

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.database.store import Store
from zhibiao.app.desk.database.troubles import StoreError
from zhibiao.app.desk.packing import Outcome
from zhibiao.app.desk.service import Desk
from zhibiao.app.desk.web import create_app

from .given import desk_of, give, keys_on, page, until
from .running import LIBRARY, ROADS, workbook


def test_everything_goes_on_after_a_restart(settings) -> None:
    kept = settings()
    with TestClient(create_app(kept), base_url="http://localhost", follow_redirects=False) as before:
        before.post("/reviewer", data={"name": "王敏"})
        (key,) = give(before, ("公路.txt", ROADS))
        address, finding = keys_on(page(before, key))[0]
        before.post(address, data={"action": "accept", "finding": finding})
        desk = desk_of(before)
        interrupted = desk.take([("文化.csv", BytesIO(LIBRARY.encode()).read)], "2020", "declaration", "")
    if desk_of(before).store.job(interrupted.id).state == "done":
        pytest.skip("the file was read before the desk was closed")
    with TestClient(create_app(kept), base_url="http://localhost") as after:
        assert "已审 1 /" in page(after, key)
        until(lambda: not desk_of(after).store.unfinished())
        assert "新购图书册数" in page(after, interrupted.id)


def test_a_running_job_can_be_cancelled_and_the_next_one_runs(settings) -> None:
    desk = Desk(settings())
    desk.start()
    try:
        slow = workbook(
            [("三级指标", "指标值")] + [(f"第{i}号泵站完好率", f"≥{i % 90}%") for i in range(30_000)]
        )
        upload = desk.take([("大.xlsx", BytesIO(slow).read)], "2020", "declaration", "")
        until(lambda: desk.store.job(upload.id).state == "running")
        desk.cancel(upload.id)
        quick = desk.take([("公路.txt", BytesIO(ROADS.encode()).read)], "2020", "declaration", "")
        until(lambda: not desk.store.unfinished())
        assert desk.store.job(upload.id).state == "cancelled"
        assert desk.store.documents(upload.id) == []
        assert desk.store.job(quick.id).state == "done"
    finally:
        desk.close()


def test_a_worker_that_dies_is_replaced(settings) -> None:
    desk = Desk(settings())
    desk.start()
    (worker,) = desk.workers._pool._all
    rows = [("三级指标", "指标值")] + [(f"第{i}号泵站完好率", f"≥{i % 90}%") for i in range(3000)]

    try:
        upload = desk.take([("大.xlsx", BytesIO(workbook(rows)).read)], "2020", "declaration", "")
        until(lambda: desk.store.job(upload.id).state == "running")
        assert worker.pid
        os.kill(worker.pid, signal.SIGKILL)
        until(lambda: desk.store.job(upload.id).state in ("done", "failed"))
        assert desk.store.job(upload.id).indicators == 3000
        again = desk.take([("公路.txt", BytesIO(ROADS.encode()).read)], "2020", "declaration", "")
        until(lambda: desk.store.job(again.id).state == "done")
    finally:
        desk.close()


def test_files_are_deleted_when_their_days_are_over(settings) -> None:
    desk = Desk(settings(keep_days=0))
    desk._begin = lambda *_, **__: None  # type: ignore[method-assign]
    old = desk.take([("公路.txt", BytesIO(ROADS.encode()).read)], "2020", "declaration", "")
    desk.store.finish(old.id, Outcome((), {}))
    orphan = desk.uploads.path("0" * 32)
    orphan.write_bytes(b"x")
    os.utime(orphan, (0, 0))
    time.sleep(0.01)
    desk.purge()
    assert list(desk.settings.uploads.iterdir()) == []
    assert desk.store.files(old.id)[0].stored == ""
    assert desk.store.job(old.id).state == "done"


def test_many_hands_write_at_once(settings) -> None:
    desk = Desk(settings())
    desk._begin = lambda *_, **__: None  # type: ignore[method-assign]
    failed: list[Exception] = []

    def write() -> None:
        try:
            for _ in range(5):
                desk.take([("公路.txt", BytesIO(b"x").read)], "2020", "declaration", "")
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(desk.store.jobs()) == 50


@pytest.mark.parametrize(
    "url", ["nonsense", "sqlite:////nowhere/at/all/desk.sqlite3", "postgresql+nodriver://x/y"]
)
def test_a_database_that_cannot_be_opened_is_a_sentence(url: str) -> None:
    with pytest.raises(StoreError, match="数据库打不开"):
        Store(url)


REPORTED = "三级指标,指标值,实际完成值\n机耕道硬化里程,6.4公里,6.4公里\n受益农户满意度,≥90%,91%\n"
PLANNED = "三级指标,指标值\n机耕道硬化里程,6.4公里\n受益农户满意度,≥90%\n"


def test_the_stage_is_found_and_kept_with_each_document(settings) -> None:
    from zipfile import ZipFile

    both = BytesIO()
    with ZipFile(both, "w") as archive:
        archive.writestr("自评.csv", REPORTED)
        archive.writestr("申报.csv", PLANNED)
    files = {"自评.csv": REPORTED.encode(), "申报.csv": PLANNED.encode(), "全部.zip": both.getvalue()}
    desk = Desk(settings())
    desk.start()
    try:
        given = {
            name: desk.take([(name, BytesIO(content).read)], "2020", "auto", "")
            for name, content in files.items()
        }
        asked = desk.take([("自评.csv", BytesIO(REPORTED.encode()).read)], "2020", "declaration", "")
        until(lambda: not desk.store.unfinished())
        uploads = {name: desk.store.job(u.id) for name, u in given.items()}
        # Those of one stage are of that stage in every list; each document of the others knows its own.
        assert [u.profile for u in uploads.values()] == ["selfcheck", "declaration", "auto"]
        opened = {
            k.source.rpartition("/")[2]: desk.load(u, k.id).config.profile
            for u in uploads.values()
            for k in desk.store.documents(u.id)
            if u.profile == "auto"
        }
        assert sorted(opened.values()) == ["declaration", "selfcheck"]
        (kept,) = desk.store.documents(asked.id)
        assert desk.load(desk.store.job(asked.id), kept.id).config.profile == "declaration"
        report = desk.export("html", (uploads["全部.zip"].id,)).future.result().read_text("utf-8")
        assert "编报审核" in report or "自评复核" in report
    finally:
        desk.close()
