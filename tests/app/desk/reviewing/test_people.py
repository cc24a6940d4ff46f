"""Who decided what and when; tokens of one's own; files that are assigned; a second reader."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.access.tokens import read_users
from zhibiao.app.desk.web import create_app

from ..given import desk_of, give, give_filing, keys_on, page
from ..running import ROADS, SPORTS

USERS = (("王敏", "weiqiao-7f3kd9"), ("李强", "tinghai-42ppq8"))


def be(client: TestClient, name: str) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": name})


def accept_all(client: TestClient, key: str) -> None:
    for g in range(1, 9):
        for address, finding in keys_on(page(client, key, g)):
            client.post(address, data={"action": "accept", "finding": finding})


def test_every_decision_stays_in_the_history(client: TestClient) -> None:
    be(client, "王敏")
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = next(pair for pair in keys_on(page(client, key)) if "/items/-" not in pair[0])
    client.post(address, data={"action": "accept", "finding": finding})
    client.post(f"/jobs/{key}/undo")
    be(client, "李强")
    client.post(address, data={"action": "edit", "finding": finding, "message": "李强的话"})
    client.post(address, data={"action": "label", "types": "quality", "vague": "1"})
    document = desk_of(client).store.documents(key)[0].id
    number = address.rpartition("/")[2]
    whole = client.get(f"/jobs/{key}/history").text
    one = client.get(f"/jobs/{key}/history?document={document}&indicator={number}&finding={finding}").text
    for said in ("撤回，恢复为：撤销", "已采纳", "已修改并采纳：李强的话"):
        assert said in whole
        assert said in one
    assert "更正标注：质量、目标模糊是" in whole
    assert "更正标注" not in one
    assert f'finding={finding}">经过</a>' in page(client, key)
    assert client.get("/jobs/none/history").status_code == 404


def test_the_history_says_what_became_of_ones_own_finding(client: TestClient) -> None:
    be(client, "王敏")
    (key,) = give(client, ("公路.txt", ROADS))
    address = keys_on(page(client, key))[0][0]
    client.post(address, data={"action": "add", "message": "补充材料。"})
    client.post(address, data={"action": "reopen", "finding": "+1"})
    shown = client.get(f"/jobs/{key}/history").text
    assert "自己的意见</bdi></td><td><bdi>删除</bdi>" in shown
    assert "R00" not in shown


def test_files_are_assigned_and_found_by_whom_they_are_assigned_to(client: TestClient) -> None:
    be(client, "王敏")
    key = give_filing(client, ("公路.txt", ROADS), ("体育.txt", SPORTS))
    first, second = desk_of(client).store.files(key)
    client.post(f"/jobs/{key}/assign", data={"file": second.id, "name": "李强"})
    assert [f.assigned for f in desk_of(client).store.files(key)] == ["", "李强"]
    assert f'id="j{key}"' not in client.get("/?mine=1").text
    be(client, "李强")
    assert f'id="j{key}"' in client.get("/?mine=1").text
    assert "把 体育.txt 分给 李强" in client.get(f"/jobs/{key}/history").text
    client.post(f"/jobs/{key}/assign", data={"name": "王敏"})
    assert {f.assigned for f in desk_of(client).store.files(key)} == {"王敏"}
    assert client.post(f"/jobs/{key}/assign", data={"file": first.id + 999, "name": "x"}).status_code == 404


def test_a_second_reader_approves_and_a_change_takes_that_away(client: TestClient) -> None:
    be(client, "王敏")
    (key,) = give(client, ("公路.txt", ROADS))
    store = desk_of(client).store

    def approve(action: str = "approve", note: str = ""):
        return client.post(f"/jobs/{key}/approve", data={"action": action, "note": note})

    assert "没有审" in approve().json()["detail"]
    accept_all(client, key)
    assert "另一个人" in approve().json()["detail"]
    be(client, "李强")
    assert approve("return").status_code == 422
    assert approve("return", "第三条再看看").status_code == 303
    assert approve().status_code == 303
    assert store.job(key).approved == "李强"
    assert "李强 已复核" in client.get("/?state=approved").text
    be(client, "王敏")
    client.post(f"/jobs/{key}/undo")
    assert store.job(key).approved == ""
    shown = client.get(f"/jobs/{key}/history").text
    assert "李强 的复核不再有效" in shown
    assert "复核退回：第三条再看看" in shown


def test_a_token_of_ones_own_says_who_one_is(settings) -> None:
    app = create_app(settings(users=USERS))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        assert client.get("/").status_code == 401
        assert client.post("/login", data={"token": "guess"}).status_code == 401
        client.post("/login", data={"token": USERS[0][1]})
        client.post("/reviewer", data={"name": "别人"})
        (key,) = give(client, ("公路.txt", ROADS))
        shown = page(client, key)
        assert '<bdi id="user">王敏</bdi>' in shown
        address, finding = keys_on(shown)[0]
        client.post(address, data={"action": "accept", "finding": finding})
        client.post("/logout")
        assert client.get("/").status_code == 401
        # A proxy that knows its users sends each one's token.
        bearer = {"authorization": f"Bearer {USERS[1][1]}"}
        client.post(address, data={"action": "dismiss", "finding": finding}, headers=bearer)
        assert [d.who for d in desk_of(client).store.ledger.history(key)] == ["李强", "王敏"]


def test_who_shares_a_token_signs_for_nobody_who_has_one(settings) -> None:
    app = create_app(settings(users=USERS, token="shared-3kd8-2024"))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        client.post("/login", data={"token": "shared-3kd8-2024"})
        assert "自己的口令" in client.post("/reviewer", data={"name": " 王敏 "}).json()["detail"]
        (key,) = give(client, ("公路.txt", ROADS))
        address, finding = keys_on(page(client, key))[0]
        client.cookies.set("zhibiao_reviewer", "%E7%8E%8B%E6%95%8F")
        refused = client.post(address, data={"action": "accept", "finding": finding})
        assert (refused.status_code, "姓名" in refused.json()["detail"]) == (422, True)


def test_the_file_of_users(tmp_path: Path) -> None:
    file = tmp_path / "users.toml"
    file.write_text("\n".join(f'"{name}" = "{token}"' for name, token in USERS), "utf-8")
    assert tuple(read_users(file).items()) == USERS
    for text in ("", "王敏", '"王敏" = 3', '"a" = "same"\n"b" = "same"', '"" = "x"'):
        file.write_text(text, "utf-8")
        with pytest.raises(ValueError, match=r"users\.toml"):
            read_users(file)
    with pytest.raises(ValueError, match="读不出来"):
        read_users(tmp_path / "none")


def test_the_names_of_reviewers_go_with_the_labels(client: TestClient) -> None:
    be(client, "王敏")
    (key,) = give(client, ("公路.txt", ROADS))
    address = next(a for a, _ in keys_on(page(client, key)) if "/items/-" not in a)
    client.post(address, data={"action": "label", "types": "quality"})
    (row,) = map(json.loads, client.get(f"/labels.jsonl?job={key}").text.splitlines())
    assert row["reviewer"] == "王敏"
