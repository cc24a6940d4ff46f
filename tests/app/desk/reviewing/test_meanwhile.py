"""What others do between the page that one reads and the button that one presses."""

from __future__ import annotations

import re
import threading
import time
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.database.troubles import GoneError

from ..given import desk_of, give, keys_on, page
from ..running import ROADS

FRAGMENT = {"x-fragment": "1"}


@pytest.fixture
def people(client: TestClient) -> dict[str, dict[str, str]]:
    """The cookies of three."""
    found = {
        name: {"cookie": client.post("/reviewer", data={"name": name}).headers["set-cookie"]}
        for name in ("王敏", "李强", "周宁")
    }
    client.cookies.clear()
    return found


@pytest.fixture
def job(client: TestClient) -> str:
    (key,) = give(client, ("公路.txt", ROADS))
    return key


def all_on(client: TestClient, key: str) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pair for g in (1, 2, 3) for pair in keys_on(page(client, key, g))))


def accept_all(client: TestClient, key: str, who: dict[str, str]) -> None:
    for address, finding in all_on(client, key):
        client.post(address, data={"action": "accept", "finding": finding}, headers=who)


def test_one_stroke_leaves_what_was_decided_meanwhile(client, people, job, monkeypatch) -> None:
    from zhibiao.app.desk.pages import deciding

    address, finding = all_on(client, job)[0]
    code = finding.partition("-")[2]
    found = deciding.alike

    def slow(*about):
        both = list(found(*about))
        put = {"action": "edit", "finding": finding, "message": "李强的话"}
        assert client.post(address, data=put, headers=people["李强"]).status_code == 303
        return both

    monkeypatch.setattr(deciding, "alike", slow)
    document = desk_of(client).store.documents(job)[0].id
    data = {"document": document, "code": code, "scope": "job", "g": 1, "action": "dismiss"}
    answer = client.post(f"/jobs/{job}/alike", data=data, headers=people["王敏"] | FRAGMENT)
    standing = desk_of(client).store.ledger.standing(job)
    (one,) = (d for d in standing.values() if d.finding == finding and d.message)
    assert (one.who, one.message) == ("李强", "李强的话")
    assert f"不采纳了 {len(standing) - 1} 条" in unquote(answer.headers["x-said"])


def test_what_was_restored_is_that_of_who_decided_it(client, people, job) -> None:
    address, finding = all_on(client, job)[0]
    client.post(address, data={"action": "accept", "finding": finding}, headers=people["王敏"])
    client.post(address, data={"action": "dismiss", "finding": finding}, headers=people["李强"])
    client.post(f"/jobs/{job}/undo", headers=people["李强"])
    (standing,) = desk_of(client).store.ledger.standing(job).values()
    assert (standing.who, standing.state) == ("王敏", "accepted")
    newest = desk_of(client).store.ledger.history(job)[0]
    assert (newest.who, newest.id) == ("李强", standing.id)


def test_an_undo_that_takes_nothing_back_leaves_the_approval(client, people, job) -> None:
    accept_all(client, job, people["王敏"])
    store = desk_of(client).store
    last = store.ledger.history(job)[0]
    address = f"/jobs/{job}/documents/{last.document}/items/{last.indicator}"
    client.post(address, data={"action": "dismiss", "finding": last.finding}, headers=people["李强"])
    client.post(f"/jobs/{job}/approve", data={"action": "approve"}, headers=people["周宁"])
    assert store.job(job).approved == "周宁"
    answer = client.post(f"/jobs/{job}/undo", headers=people["王敏"] | FRAGMENT)
    assert "没有撤销" in unquote(answer.headers["x-said"])
    assert store.job(job).approved == "周宁"


def test_who_approves_has_seen_the_last_decision(client, people, job) -> None:
    accept_all(client, job, people["王敏"])
    before = client.get(f"/jobs/{job}/history", headers=people["李强"]).text
    seen = re.search(r'name="seen" value="(\d+)"', before)[1]
    address, finding = all_on(client, job)[0]
    client.post(address, data={"action": "dismiss", "finding": finding}, headers=people["王敏"])
    put = {"action": "approve", "seen": seen}
    late = client.post(f"/jobs/{job}/approve", data=put, headers=people["李强"])
    assert (late.status_code, "王敏 又改过" in late.json()["detail"]) == (409, True)
    assert desk_of(client).store.job(job).approved == ""
    fresh = client.get(f"/jobs/{job}/history", headers=people["李强"]).text
    put["seen"] = re.search(r'name="seen" value="(\d+)"', fresh)[1]
    assert client.post(f"/jobs/{job}/approve", data=put, headers=people["李强"]).status_code == 303
    assert desk_of(client).store.job(job).approved == "李强"


def test_the_score_is_that_of_the_last_decision(client, people, job, monkeypatch) -> None:
    from zhibiao.app.desk import service

    real, begun = service.reviewed_whole, threading.Event()

    def slow(*about):
        whole = real(*about)
        if not begun.is_set():
            begun.set()
            time.sleep(1)
        return whole

    monkeypatch.setattr(service, "reviewed_whole", slow)
    (one, *_, two) = all_on(client, job)

    def dismiss(pair: tuple[str, str]) -> None:
        client.post(pair[0], data={"action": "dismiss", "finding": pair[1]}, headers=people["王敏"])

    first = threading.Thread(target=dismiss, args=(one,))
    first.start()
    assert begun.wait(30)
    dismiss(two)
    first.join()
    desk = desk_of(client)
    held, (kept,) = desk.store.job(job), desk.store.documents(job)
    whole = real(kept.id, desk.open(held, kept.id), desk.store.ledger.standing(job))
    assert held.score == kept.score == whole.documents[0].score


def test_a_text_for_a_finding_that_others_deleted_is_not_lost(client, people, job) -> None:
    address = all_on(client, job)[0][0]
    one, two = people["王敏"], people["李强"]
    client.post(address, data={"action": "add", "message": "补充材料。"}, headers=one)
    seen = desk_of(client).store.ledger.newest(job)
    mine = {"action": "edit", "finding": "+1", "message": "补充测算材料。", "seen": str(seen), "g": "1"}
    client.post(address, data={"action": "reopen", "finding": "+1", "seen": str(seen)}, headers=two)
    for extra in (FRAGMENT, {}):
        refused = client.post(address, data=mine, headers=one | extra)
        assert refused.status_code == 409
        assert "我的：<bdi>补充测算材料。</bdi>" in refused.text
        assert refused.text.count("保留对方的") == 1
    del mine["seen"]
    assert client.post(address, data=mine, headers=one).status_code == 303
    assert "补充测算材料。" in page(client, job)


def test_what_was_deleted_meanwhile_is_said_to_be(client, people, job) -> None:
    desk = desk_of(client)
    kept, held = desk.store.documents(job)[0], desk.store.job(job)
    ((address, finding), *_) = all_on(client, job)
    desk.open(held, kept.id)
    desk.delete(held)
    with pytest.raises(GoneError):
        desk.open(held, kept.id)
    with pytest.raises(GoneError):
        desk.undo(held, "王敏")
    with pytest.raises(GoneError):
        desk.store.change(job, "王敏", "把 公路.txt 分给 李强")
    late = client.post(address, data={"action": "accept", "finding": finding}, headers=people["王敏"])
    assert (late.status_code, "可能已被删除" in late.json()["detail"]) == (404, True)


def test_several_are_deleted_though_others_have_deleted_one(client, job) -> None:
    chosen = {"key": ["0123456789abcdef", job]}
    assert client.post("/jobs/delete", data=chosen).status_code == 303
    assert desk_of(client).store.job(job) is None
    assert "勾选" in client.post("/jobs/delete").json()["detail"]


@pytest.mark.parametrize("number", [2**31, -(2**40), 10**30])
def test_a_number_that_no_database_holds_is_no_crash(client, job, number: int) -> None:
    assert client.get(f"/jobs/{job}/history?document={number}").status_code == 422
