"""Databases of other versions, and the desk on PostgreSQL."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import create_engine, inspect, text
from zhibiao.app.desk.database import upgrade
from zhibiao.app.desk.database.ledger import StaleError
from zhibiao.app.desk.database.store import Store
from zhibiao.app.desk.database.tables import Base, Decision, Job, now
from zhibiao.app.desk.database.troubles import StoreError
from zhibiao.app.desk.service import Desk
from zhibiao.app.desk.web import create_app

from .databases import first_version, postgres
from .given import desk_of, give, keys_on, page, until
from .made import made_document, made_scoring
from .running import LIBRARY, ROADS


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture
def shared_url(server: str) -> str:
    """An empty database on the server."""
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    engine.dispose()
    return server


def upload(key: str, name: str = "公路.txt", state: str = "done") -> Job:
    return Job(
        id=key,
        name=name,
        standard="2020",
        profile="auto",
        model="fast",
        who="",
        made=now(),
        state=state,
    )


def differences(url: str) -> list:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(url)
    with engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    engine.dispose()
    return found


def test_the_revisions_make_what_the_tables_say(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new.db'}"
    Store(url).close()
    assert differences(url) == []


def test_the_revisions_make_it_on_postgresql_too(shared_url: str) -> None:
    Store(shared_url).close()
    assert differences(shared_url) == []


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_a_database_of_an_earlier_version_is_brought_up_to_date_and_opens(
    settings, monkeypatch, revision: str
) -> None:
    from alembic import command

    old = settings()
    old.data.mkdir()
    file = old.data / "desk.sqlite3"
    first_version(file)
    if revision != "0001":
        real = command.upgrade
        with monkeypatch.context() as patched:
            patched.setattr(command, "upgrade", lambda settings, _: real(settings, revision))
            upgrade.bring_up_to_date(create_engine(old.url))
    assert differences(old.url)
    with TestClient(create_app(old), base_url="http://localhost") as client:
        assert "老文件.txt" in client.get("/").text
        shown = client.get("/jobs/a1").text
        job = desk_of(client).store.job("a1")
        assert (job.name, job.decided, job.findings) == ("老文件.txt", 1, 9)
        assert job.score == made_scoring().documents[0].score, "worked out when the job is first opened"
        assert job.unread == len(made_document().problems) + len(made_document().unread)
        assert "老文件.txt" in client.get("/?q=灌区&state=partial").text
        assert [f.name for f in desk_of(client).store.files("a1")] == ["老文件.txt"]
        assert "衬砌渠道长度" in shown
        assert "已审 1 /" in shown
        assert "请重新上传" in client.get("/").text  # what waited has lost its file
        assert client.get("/jobs/a1/export?format=xlsx").status_code == 200
    assert differences(old.url) == []
    Store(old.url).close()  # and once more


def test_a_newer_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "desk.db"
    Store(f"sqlite:///{file}").close()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(StoreError, match="更新版本"):
        Store(f"sqlite:///{file}")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "made",
    [
        "CREATE TABLE uploads (id INTEGER)",
        "CREATE TABLE decisions (id, upload, document, indicator, finding, state)",
    ],
)
def test_tables_of_another_program_are_refused_and_left_alone(tmp_path: Path, made: str) -> None:
    file = tmp_path / "other.db"
    with sqlite3.connect(file) as connection:
        connection.execute(made)
    connection.close()
    with pytest.raises(StoreError, match="别的程序"):
        Store(f"sqlite:///{file}")
    assert len(inspect(create_engine(f"sqlite:///{file}")).get_table_names()) == 1


@pytest.mark.parametrize("content", [b"not a database at all" * 100, b"SQLite format 3\0" + bytes(5000)])
def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(StoreError, match="数据库打不开"):
        Store(f"sqlite:///{tmp_path / 'x.db'}")


def test_an_upgrade_that_breaks_off_leaves_the_old_database(tmp_path: Path, monkeypatch) -> None:
    from alembic import command

    file = tmp_path / "desk.db"
    first_version(file)

    def broken(settings, _: str) -> None:
        settings.attributes["connection"].exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise OSError("power went out")

    with monkeypatch.context() as patched:
        patched.setattr(command, "upgrade", broken)
        with pytest.raises(OSError, match="power"):
            upgrade.bring_up_to_date(create_engine(f"sqlite:///{file}"))
    names = inspect(create_engine(f"sqlite:///{file}")).get_table_names()
    assert set(names) == {"uploads", "documents", "decisions"}
    Store(f"sqlite:///{file}").close()


def test_desks_that_start_at_once_on_an_empty_server_make_one_set_of_tables(shared_url: str) -> None:
    failed: list[Exception] = []

    def start() -> None:
        try:
            Store(shared_url).close()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert differences(shared_url) == []


@pytest.mark.parametrize("where", ["sqlite", "postgresql"])
def test_of_two_decisions_on_one_page_the_second_is_stale(where: str, tmp_path: Path, request) -> None:
    url = request.getfixturevalue("shared_url") if where == "postgresql" else f"sqlite:///{tmp_path / 'd.db'}"
    store = Store(url)
    from zhibiao.app.desk.packing import Outcome, Packed

    store.add(upload("a1", state="queued"))
    store.finish("a1", Outcome((Packed("公路.txt", 1, 1, "[]", "[]", b""),), {}))
    (document,) = store.documents("a1")

    def decide(state: str, seen: int | None) -> None:
        decision = Decision(
            job="a1",
            document=document.id,
            indicator=0,
            finding="0-V29",
            who="王敏",
            made=now(),
            state=state,
        )
        store.ledger.decide([decision], seen)

    won: list[str] = []

    def race(state: str) -> None:
        try:
            decide(state, 0)
            won.append(state)
        except StaleError:
            pass

    threads = [threading.Thread(target=race, args=(s,)) for s in ("accepted", "dismissed") * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (standing,) = store.ledger.standing("a1").values()
    assert won == [standing.state]
    with pytest.raises(StaleError) as stale:
        decide("edited", 0)
    assert stale.value.last.id == standing.id
    decide("open", standing.id)
    decide("accepted", 0)  # what was taken back is open to anybody
    store.close()


def test_the_desk_works_on_postgresql(settings, shared_url: str) -> None:
    made = create_app(settings(database=shared_url))
    with TestClient(made, base_url="http://localhost", follow_redirects=False) as client:
        client.post("/reviewer", data={"name": "王敏"})
        key, other = give(client, ("公路.txt", ROADS), ("文化.csv", LIBRARY))
        address, finding = keys_on(page(client, key))[0]
        answer = client.post(address, data={"action": "accept", "finding": finding, "seen": "0"})
        assert answer.status_code == 303
        assert (
            client.post(address, data={"action": "dismiss", "finding": finding, "seen": "0"}).status_code
            == 409
        )
        assert "已审 1 /" in page(client, key)
        for fmt in ("xlsx", "html", "opinions", "csv"):
            assert client.get(f"/jobs/{key}/export?format={fmt}").status_code == 200
        assert client.get("/jobs/%00").status_code == 404
        assert client.get("/labels.jsonl?job=%00").status_code == 404
        client.post(f"/jobs/{other}/delete")
        assert len(desk_of(client).store.jobs()) == 1


def test_two_desks_on_one_database_do_each_their_own_jobs(settings, tmp_path: Path, shared_url: str) -> None:
    one = Desk(settings(database=shared_url, data=tmp_path / "one"))
    two = Desk(settings(database=shared_url, data=tmp_path / "two", keep_days=0))
    one._begin = lambda *_, **__: None  # type: ignore[method-assign]  # it is busy with others
    waiting = one.take([("公路.txt", BytesIO(ROADS.encode()).read)], "2020", "declaration", "")
    two.start()
    try:
        own = two.take([("文化.csv", BytesIO(LIBRARY.encode()).read)], "2020", "declaration", "")
        until(lambda: two.store.job(own.id).state == "done")
        two.resume()
        two.purge()
        assert two.store.job(waiting.id).state == "queued"
        assert one.uploads.has(two.store.files(waiting.id)[0])
        assert list(two.settings.uploads.iterdir()) == []
        del one._begin
        one.start()
        until(lambda: one.store.job(waiting.id).state == "done")
    finally:
        two.close()
        one.close()


def test_a_job_that_another_desk_cancels_is_given_up(settings, tmp_path: Path, shared_url: str) -> None:
    one = Desk(settings(database=shared_url, data=tmp_path / "one"))
    two = Desk(settings(database=shared_url, data=tmp_path / "two"))
    one.start()
    try:
        upload = one.take([("公路.txt", BytesIO(ROADS.encode()).read)], "2020", "declaration", "")
        two.cancel(upload.id)
        until(lambda: not one._works)
        assert one.store.job(upload.id).state == "cancelled"
        assert one.store.documents(upload.id) == []
    finally:
        one.close()
        two.store.close()


def test_a_server_that_goes_away_is_a_sentence_and_comes_back(settings, shared_url: str) -> None:
    with TestClient(create_app(settings(database=shared_url)), base_url="http://localhost") as client:
        engine = create_engine(shared_url)
        with engine.begin() as connection:
            others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            connection.execute(text(others))
        engine.dispose()
        assert client.get("/").status_code == 200
