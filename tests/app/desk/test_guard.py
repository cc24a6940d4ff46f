"""Who may come in, and how much a request may bring."""

from __future__ import annotations

import re

import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.settings import is_loopback
from zhibiao.app.desk.web import create_app


def visitor(settings, base="http://127.0.0.1:8000", **changes) -> TestClient:
    """A client without workers: enough for what the guard decides."""
    return TestClient(create_app(settings(**changes)), base_url=base, follow_redirects=False)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "10.0.0.7", "", "[::1", "a:b:c"])
def test_a_loopback_desk_answers_to_no_other_name(settings, host: str) -> None:
    refused = visitor(settings).get("/", headers={"host": host})
    assert refused.status_code == 421
    assert refused.json()["detail"].endswith("。")


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.9.9.9"])
def test_a_loopback_desk_answers_to_its_own_names(settings, host: str) -> None:
    assert visitor(settings).get("/", headers={"host": host}).status_code == 200


def test_a_desk_on_the_network_answers_to_addresses_and_allowed_names_only(settings) -> None:
    asked = visitor(settings, host="0.0.0.0", token="t", names=("desk.intern",))
    statuses = {
        host: asked.get("/login", headers={"host": host}).status_code
        for host in ("10.0.0.7:8000", "desk.intern", "evil.example")
    }
    assert statuses == {"10.0.0.7:8000": 200, "desk.intern": 200, "evil.example": 421}


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9000"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
@pytest.mark.parametrize("path", ["/reviewer", "/jobs", "/api/score", "/jobs/x/delete"])
def test_other_sites_cannot_change_anything(settings, headers: dict[str, str], path: str) -> None:
    refused = visitor(settings).post(path, headers=headers, data={"name": "x"})
    assert refused.status_code == 403
    assert "set-cookie" not in refused.headers


def test_the_desks_own_pages_can(settings) -> None:
    headers = {"origin": "http://127.0.0.1:8000", "sec-fetch-site": "same-origin"}
    done = visitor(settings).post(
        "/reviewer", headers=headers, data={"name": "王敏", "next": "//evil.example"}
    )
    assert (done.status_code, done.headers["location"]) == (303, "/")
    cookie = done.headers["set-cookie"].lower()
    assert "samesite=strict" in cookie
    assert "httponly" in cookie


def test_every_request_needs_the_token_where_there_is_one(settings) -> None:
    asked = visitor(settings, host="0.0.0.0", token="口令 secret")
    for path in ("/", "/healthz", "/openapi.json", "/docs", "/labels.jsonl", "/jobs/1"):
        assert asked.get(path).status_code == 401, path
    for path in ("/jobs", "/api/score", "/reviewer"):
        assert asked.post(path).status_code == 401, path
    for path in ("/static/desk.js", "/static/list.js"):  # a page left while they load must not log refusals
        assert asked.get(path).status_code == 200, path
    for path in ("/static/../jobs/1", "/static/%2e%2e/jobs/1"):  # the first is sent as /jobs/1
        assert asked.get(path).status_code in (401, 404), path
    page = asked.get("/jobs/1?g=2", headers={"accept": "text/html"})
    assert page.headers["location"] == "/login?next=/jobs/1%3Fg%3D2"


def test_the_token_is_taken_from_a_header_or_by_the_login_page(settings) -> None:
    asked = visitor(settings, host="0.0.0.0", token="secret")
    assert asked.get("/", headers={"authorization": "Bearer secret"}).status_code == 200
    assert asked.get("/", headers={"authorization": "Bearer secreT"}).status_code == 401
    assert asked.get("/", headers={"cookie": "zhibiao_desk=secret"}).status_code == 401
    wrong = asked.post("/login", data={"token": "guess"})
    assert wrong.status_code == 401
    assert "口令不对" in wrong.text
    right = asked.post("/login", data={"token": "secret", "next": "/docs"})
    assert (right.status_code, right.headers["location"]) == (303, "/docs")
    assert "secret" not in right.headers["set-cookie"]
    assert asked.get("/").status_code == 200


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "http://evil.example", "/\nx"])
def test_login_leads_nowhere_else(settings, target: str) -> None:
    asked = visitor(settings, host="0.0.0.0", token="t")
    assert asked.post("/login", data={"token": "t", "next": target}).headers["location"] == "/"


def test_a_body_that_says_it_is_too_long_is_refused(settings) -> None:
    refused = visitor(settings, body=1000).post("/reviewer", content=b"x" * 1001)
    assert refused.status_code == 413


def test_a_body_that_lies_about_its_length_is_cut_off(settings) -> None:
    def drip():
        for _ in range(100):
            yield b"name=" + b"x" * 100

    kind = {"content-type": "application/x-www-form-urlencoded"}
    refused = visitor(settings, body=1000).post("/reviewer", content=drip(), headers=kind)
    assert refused.status_code == 413


def test_pages_forbid_whatever_they_do_not_need(settings) -> None:
    asked = visitor(settings)
    for path in ("/", "/static/desk.css", "/nothing", "/docs"):
        policy = asked.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert "script-src" not in policy or "'self'" in policy
        assert asked.get(path).headers["x-content-type-options"] == "nosniff"


def test_pages_have_nothing_that_the_policy_would_block_and_nothing_from_elsewhere(settings) -> None:
    asked = visitor(settings)
    for path in ("/", "/docs", "/login"):
        page = asked.get(path, headers={"accept": "text/html"}).text
        assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|<style", page)
        assert not re.search(r"(?:src|href|action)=[\"']?(?:https?:)?//", page)


@pytest.mark.parametrize(
    "path",
    [
        "/static/../settings.py",
        "/static/%2e%2e/store.py",
        "/static/..%2fstore.py",
        "/jobs/../desk.sqlite3",
    ],
)
def test_nothing_outside_the_static_folder_is_served(settings, path: str) -> None:
    answer = visitor(settings).get(path)
    assert answer.status_code == 404
    assert "from __future__" not in answer.text


def test_loopback_names() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]")))
    assert not any(
        map(is_loopback, ("0.0.0.0", "::", "example.org", "localhost.example.org", "192.168.1.2", ""))
    )


def test_a_body_that_does_not_come_is_not_waited_for(settings) -> None:
    import asyncio

    app = create_app(settings(receive=0.05))
    sent: list[dict] = []

    async def nothing_more() -> dict:
        await asyncio.sleep(60)
        raise AssertionError("it was waited for")

    async def send(message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/reviewer",
        "raw_path": b"/reviewer",
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "server": ("127.0.0.1", 8000),
        "client": ("127.0.0.1", 1),
        "headers": [
            (b"host", b"127.0.0.1"),
            (b"content-type", b"application/x-www-form-urlencoded"),
            (b"content-length", b"10"),
        ],
    }
    asyncio.run(app(scope, nothing_more, send))
    assert sent[0]["status"] == 408
