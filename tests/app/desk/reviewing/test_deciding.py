"""Decisions on many findings, taken back, of one's own."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient

from ..given import desk_of, give, give_filing, keys_on, page
from ..running import LIBRARY, ROADS, SPORTS


@pytest.fixture(autouse=True)
def known_reviewer(client: TestClient) -> None:
    be(client, "王敏")


def be(client: TestClient, name: str) -> None:
    client.cookies.clear()
    client.post("/reviewer", data={"name": name})


def codes(client: TestClient, key: str) -> list[tuple[str, str]]:
    """(file, code) of all findings that a reviewed report has."""
    found = []
    for level in ("indicator", "project", "document"):
        rows = client.get(f"/jobs/{key}/export?format=jsonl&level={level}&decided=1").text.splitlines()
        found += [(r["source"], f["code"]) for r in map(json.loads, rows) for f in r["findings"]]
    return found


def common(client: TestClient, key: str) -> str:
    """A check that has found something in two documents of the job."""
    desk = desk_of(client)
    job = desk.store.job(key)
    found: dict[str, set[int]] = {}
    for kept in desk.store.documents(key):
        opened = desk.load(job, kept.id)
        for number in (*opened.heads, *range(len(opened))):
            for finding in opened.findings(number):
                found.setdefault(finding.code, set()).add(kept.id)
    return next(code for code, documents in found.items() if len(documents) > 1)


@pytest.mark.parametrize("scope", ["project", "document", "job"])
def test_all_findings_of_a_check_are_accepted_at_one_stroke(client: TestClient, scope: str) -> None:
    key = give_filing(client, ("公路.txt", ROADS), ("文化.csv", LIBRARY))
    first, second = desk_of(client).store.documents(key)
    code = common(client, key)
    data = {"document": first.id, "code": code, "scope": scope, "g": 1}
    assert client.post(f"/jobs/{key}/alike", data=data).status_code == 303
    accepted = codes(client, key)
    assert {c for _, c in accepted} == {code}
    assert {source for source, _ in accepted} == (
        {first.source, second.source} if scope == "job" else {first.source}
    )
    before = desk_of(client).store.job(key).decided
    assert before == len(accepted)
    client.post(f"/jobs/{key}/undo")
    assert codes(client, key) == []
    assert desk_of(client).store.job(key).decided == 0


def test_the_last_decision_is_taken_back_wherever_it_was(client: TestClient) -> None:
    (key,) = give(client, ("文化.csv", LIBRARY))
    (one, first), *_ = keys_on(page(client, key, 1))
    (two, second), *_ = keys_on(page(client, key, 2))
    client.post(one, data={"action": "accept", "finding": first})
    client.post(two, data={"action": "dismiss", "finding": second})
    client.post(two, data={"action": "edit", "finding": second, "message": "改过"})
    standing = desk_of(client).store.ledger.standing

    def states() -> list[str]:
        return sorted(d.state for d in standing(key).values())

    answer = client.post(f"/jobs/{key}/undo", data={"g": 1}, headers={"x-fragment": "1"})
    assert answer.headers["x-at"].startswith("2#f"), "it leads to where that was"
    assert "撤销了 1 条" in unquote(answer.headers["x-said"])
    assert states() == ["accepted", "dismissed"], "what stood before stands again"
    client.post(f"/jobs/{key}/undo")
    assert states() == ["accepted"]
    be(client, "李强")
    nothing = client.post(f"/jobs/{key}/undo", headers={"x-fragment": "1"})
    assert "没有可以撤销" in unquote(nothing.headers["x-said"]), "only one's own"
    client.post(one, data={"action": "dismiss", "finding": first})
    be(client, "王敏")
    late = client.post(f"/jobs/{key}/undo", headers={"x-fragment": "1"})
    assert "别人后来又改过" in unquote(late.headers["x-said"])
    assert [d.who for d in standing(key).values()] == ["李强"]
    again = client.post(f"/jobs/{key}/undo", headers={"x-fragment": "1"})
    assert "没有可以撤销" in unquote(again.headers["x-said"])


def test_a_score_follows_the_decisions(client: TestClient) -> None:
    key = give_filing(client, ("公路.txt", ROADS), ("体育.txt", SPORTS))
    store = desk_of(client).store
    before, whole = store.job(key).score, [k.score for k in store.documents(key)]
    address, finding = next(pair for pair in keys_on(page(client, key, 1)) if "/items/-" not in pair[0])
    client.post(address, data={"action": "dismiss", "finding": finding})
    assert store.job(key).score > before
    assert [k.score > w for k, w in zip(store.documents(key), whole, strict=True)] == [True, False]
    client.post(f"/jobs/{key}/undo")
    assert store.job(key).score == before


def test_a_finding_of_ones_own_is_kept_edited_exported_and_deleted(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    shown = page(client, key)
    document = desk_of(client).store.documents(key)[0].id
    assert "缺少明确的效益指标。" in shown, "phrases are offered"
    whole, project, row = (f"/jobs/{key}/documents/{document}/items/{n}" for n in (-1, -2, 0))
    mine = {"action": "add", "severity": "P1", "opinion": "2"}
    for address, text in ((whole, "整体的话"), (project, "项目的话"), (row, "指标的话")):
        before = desk_of(client).store.job(key).score
        answer = client.post(address, data={**mine, "message": text, "suggestion": "改"})
        assert answer.status_code == 303
        assert desk_of(client).store.job(key).score < before, "it costs what its severity costs"
    assert sorted(codes(client, key)) == [("公路.txt", "R02")] * 3
    assert desk_of(client).store.job(key).decided == 0, "the findings of the checks are still open"
    assert "审核人提出 · <bdi>王敏</bdi>" in page(client, key)
    seen = re.search(r'value="\+1"><input type="hidden" name="seen" value="(\d+)"', page(client, key))[1]
    edit = {"action": "edit", "finding": "+1", "message": "新的话", "severity": "P3", "opinion": "11"}
    assert client.post(whole, data={**edit, "seen": seen}).status_code == 303
    assert client.post(whole, data={**edit, "seen": seen}).status_code == 409
    assert "新的话" in client.get(f"/jobs/{key}/export?format=html").text
    for address in (whole, project, row):
        client.post(address, data={"action": "reopen", "finding": "+1"})
    assert codes(client, key) == []
    for refused in ({"message": " "}, {"message": "x", "severity": "P9"}, {"message": "x", "opinion": "12"}):
        assert client.post(row, data={**mine, **refused}).status_code == 422
    many = [client.post(row, data={**mine, "message": str(i)}).status_code for i in range(10)]
    assert many == [303] * 9 + [422]


def test_an_office_has_its_own_phrases(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    own = desk_of(client).settings.data / "phrases.toml"
    try:
        own.write_text('[[phrase]]\nopinion = 3\nseverity = "P2"\nmessage = "本所的话。"\nx = 1\n', "utf-8")
        assert "本所的话。" in page(client, key)
        own.write_text("不是 TOML", "utf-8")
        assert "缺少明确的效益指标。" in page(client, key)
    finally:
        own.unlink()


def test_the_choice_between_mine_and_theirs(client: TestClient) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    address, finding = keys_on(page(client, key))[0]
    be(client, "李强")
    client.post(address, data={"action": "dismiss", "finding": finding, "seen": "0"})
    be(client, "王敏")
    mine = {"action": "edit", "message": "我的话", "finding": finding, "seen": "0", "g": "1"}
    refused = client.post(address, data=mine)
    assert refused.status_code == 409
    assert "用我的（修改）" in refused.text
    assert "我的：<bdi>我的话</bdi>" in refused.text
    kept = client.post(address, data={**mine, "action": "keep"}, headers={"x-fragment": "1"})
    assert (kept.status_code, "用我的" in kept.text) == (200, False)
    (standing,) = desk_of(client).store.ledger.standing(key).values()
    assert (standing.who, standing.state) == ("李强", "dismissed")
    form = re.search(r'<div class="stale".*?</div>', refused.text, re.S)[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"action": "edit"}
    assert client.post(address, data=sent).status_code == 303
    (standing,) = desk_of(client).store.ledger.standing(key).values()
    assert (standing.who, standing.message) == ("王敏", "我的话")


@pytest.mark.parametrize(
    "text",
    ['phrase = "x"', "phrase = 3", '[[phrase]]\nopinion = 99\nseverity = "P1"\nmessage = "独有的话"', "["],
)
def test_phrases_that_are_none_leave_ours(client: TestClient, text: str) -> None:
    (key,) = give(client, ("公路.txt", ROADS))
    own = desk_of(client).settings.data / "phrases.toml"
    own.write_text(text, "utf-8")
    try:
        shown = page(client, key)
    finally:
        own.unlink()
    assert "指标不完整：项目的主要内容没有相应的指标。" in shown
    assert "独有的话" not in shown
