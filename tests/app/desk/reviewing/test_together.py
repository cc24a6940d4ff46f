"""Several people at one desk: long lists, and decisions on pages that others have overtaken."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.database.tables import Job, now
from zhibiao.app.desk.web import create_app

from ..given import desk_of, give, keys_on, page
from ..running import ROADS


@pytest.fixture
def long_list(settings) -> TestClient:
    """120 uploads, none of which was read."""
    client = TestClient(create_app(settings()), base_url="http://localhost", follow_redirects=False)
    for i in range(120):
        desk_of(client).store.add(
            Job(
                id=f"{i:016x}",
                name=f"第{i}号.txt",
                standard="2020",
                profile="auto",
                model="fast",
                who="",
                made=now(),
                state="failed",
            )
        )
    return client


def names(text: str) -> list[int]:
    return [int(n) for n in re.findall(r"<bdi>第(\d+)号.txt</bdi>", text)]


def test_a_long_list_has_pages_and_none_is_hidden(long_list: TestClient) -> None:
    shown = [names(long_list.get(f"/?page={i}").text) for i in (1, 2, 3)]
    assert [len(s) for s in shown] == [50, 50, 20]
    assert [n for s in shown for n in s] == list(range(119, -1, -1))
    first = long_list.get("/").text
    assert names(first) == shown[0]
    assert "共 120 个任务" in first
    assert 'href="/?page=2"' in first


@pytest.mark.parametrize(("asked", "given"), [(0, 1), (-5, 1), (4, 3), (10**18, 3), (10**30, 3)])
def test_a_page_that_is_not_there_is_the_nearest(long_list: TestClient, asked: int, given: int) -> None:
    assert f"第 {given} / 3 页" in long_list.get(f"/jobs?page={asked}").text


def test_deleting_stays_on_the_page(long_list: TestClient) -> None:
    fresh = long_list.post(f"/jobs/{60:016x}/delete?page=2", headers={"x-fragment": "1"})
    assert 60 not in names(fresh.text)
    assert len(names(fresh.text)) == 50
    away = long_list.post(f"/jobs/{61:016x}/delete?page=2")
    assert away.headers["location"] == "/?page=2"


@pytest.mark.parametrize("key", ["%00", "a%00b", "%ff%fe", "' or 1=1", "很", "x" * 5000])
def test_an_upload_that_cannot_be_is_not_found(long_list: TestClient, key: str) -> None:
    for path in (f"/jobs/{key}", f"/jobs/{key}/export", f"/labels.jsonl?job={key}"):
        assert long_list.get(path).status_code == 404, path
    assert long_list.post(f"/jobs/{key}/delete").status_code in (404, 405)


def reviewers(client: TestClient, *people: str) -> list[dict[str, str]]:
    """The cookies of each."""
    return [
        {"cookie": client.post("/reviewer", data={"name": name}).headers["set-cookie"]} for name in people
    ]


def seen_on(text: str, finding: str) -> str:
    return re.search(rf'value="{finding}"><input type="hidden" name="seen" value="(\d+)"', text)[1]


def test_a_decision_on_a_stale_page_is_not_taken_and_the_page_says_so(client: TestClient) -> None:
    one, two = reviewers(client, "王敏", "李强")
    client.cookies.clear()
    (key,) = give(client, ("公路.txt", ROADS))
    both = page(client, key)
    address, finding = keys_on(both)[0]
    seen = seen_on(both, finding)
    assert seen == "0"
    first = {"action": "dismiss", "finding": finding, "seen": seen}
    assert client.post(address, data=first, headers=one).status_code == 303
    second = {"action": "accept", "finding": finding, "seen": seen, "g": "1"}
    fragment = client.post(address, data=second, headers={**two, "x-fragment": "1"})
    whole = client.post(address, data=second, headers=two)
    for refused in (fragment, whole):
        assert refused.status_code == 409
        assert "王敏 在" in refused.text
        assert "已定为“不采纳”" in refused.text
    assert whole.text.count("保留对方的") == fragment.text.count("用我的（采纳）") == 1
    (standing,) = (d for d in desk_of(client).store.ledger.standing(key).values() if d.finding == finding)
    assert (standing.who, standing.state) == ("王敏", "dismissed")
    # Who has seen it decides as before; and who took it back is named.
    again = {**second, "seen": seen_on(fragment.text, finding)}
    assert client.post(address, data=again, headers=two).status_code == 303
    now_seen = seen_on(page(client, key), finding)
    assert (
        client.post(address, data={**again, "action": "reopen", "seen": now_seen}, headers=two).status_code
        == 303
    )
    late = client.post(
        address, data={**again, "action": "edit", "message": "x", "seen": now_seen}, headers=one
    )
    assert (late.status_code, "李强 在" in late.text, "撤销了决定" in late.text) == (409, True, True)


def test_labels_are_guarded_as_findings_are(client: TestClient) -> None:
    one, two = reviewers(client, "王敏", "李强")
    client.cookies.clear()
    (key,) = give(client, ("公路.txt", ROADS))
    address = next(a for a, _ in keys_on(page(client, key)) if "/items/-" not in a)
    put = {"action": "label", "types": "quality", "seen": "0"}
    assert client.post(address, data=put, headers=one).status_code == 303
    refused = client.post(address, data={**put, "types": "cost"}, headers={**two, "x-fragment": "1"})
    assert refused.status_code == 409
    assert "王敏 在" in refused.text


def test_the_last_decision_offers_the_export_without_a_new_page(client: TestClient) -> None:
    (one,) = reviewers(client, "王敏")
    (key,) = give(client, ("公路.txt", ROADS))
    found = keys_on(page(client, key))
    for address, finding in found:
        put = {"action": "accept", "finding": finding, "seen": "0"}
        fresh = client.post(address, data=put, headers={**one, "x-fragment": "1"}).text
        assert ("可以导出" in fresh) == ((address, finding) == found[-1])
