"""Tokens, tries, sessions, cookies, and connections that say nothing."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from fastapi.testclient import TestClient
from zhibiao.app.desk.access import tokens
from zhibiao.app.desk.access.tokens import Gate, is_short
from zhibiao.app.desk.web import create_app

from .running import TOKEN, Served


def visitor(settings, base: str = "http://127.0.0.1:8000", client: str = "10.0.0.7", **changes) -> TestClient:
    app = create_app(settings(host="0.0.0.0", token=TOKEN, **changes))
    return TestClient(app, base_url=base, follow_redirects=False, client=(client, 1))


def log_in(asked: TestClient, token: str = TOKEN):
    return asked.post("/login", data={"token": token, "next": "/docs"})


class Clock:
    """A clock that is turned by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1000.0
        monkeypatch.setattr(tokens, "monotonic", lambda: self.now)


@pytest.mark.parametrize("token", ["", "secret", "口令", "a" * 40, "abab" * 10, "12345678901"])
def test_short_and_dull_tokens(token: str) -> None:
    assert is_short(token)


@pytest.mark.parametrize("token", [TOKEN, "芦苇石桥晚风七号楼东二三", "correct horse battery"])
def test_long_tokens(token: str) -> None:
    assert not is_short(token)


@pytest.mark.parametrize("options", [("--host", "0.0.0.0"), ("--proxy", "127.0.0.1")])
def test_a_short_token_is_refused_where_others_can_try_it(options: tuple[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "zhibiao", "serve", "--data", str(tmp_path / "desk"), *options]
    for token, said in (("", "--token"), ("secret", "太容易猜")):
        done = subprocess.run([*command, "--token", token], capture_output=True, timeout=60, check=False)
        assert (done.returncode, said in done.stderr.decode()) == (2, True), done
    suggested = re.search(r"例如 (\S+) ", done.stderr.decode())[1]
    assert not is_short(suggested)
    assert not (tmp_path / "desk").exists()


def test_wrong_tries_have_to_wait_longer_each_time(monkeypatch) -> None:
    clock, gate = Clock(monkeypatch), Gate(TOKEN)
    waited = []
    for i in range(20):
        waited.append(gate.wait("10.0.0.7"))
        clock.now += waited[-1]
        assert not gate.takes(f"guess {i}", "10.0.0.7")
    assert waited[:5] == [0] * 5
    assert waited == sorted(waited)
    assert waited[-1] >= 60
    assert gate.wait("10.0.0.8") == 0  # others do not wait
    clock.now += 1000
    assert gate.wait("10.0.0.7") == 0


def test_a_network_of_ipv6_is_one_visitor(monkeypatch) -> None:
    Clock(monkeypatch)
    gate = Gate(TOKEN)
    for i in range(6):
        gate.takes("guess", f"2001:db8::{i}")
    assert gate.wait("2001:db8::ffff") > 0
    assert gate.wait("2001:db8:0:1::1") == 0


def test_what_is_remembered_of_visitors_is_bounded(monkeypatch) -> None:
    gate = Gate(TOKEN)
    monkeypatch.setattr(tokens, "_MOST", 10)
    for i in range(100):
        gate.takes("guess", f"10.0.0.{i}")
        gate.open()
    assert len(gate._wrong) == len(gate._sessions) == 10


@pytest.mark.parametrize("way", ["form", "header"])
def test_the_login_page_and_the_header_make_one_wait(settings, monkeypatch, way: str) -> None:
    clock = Clock(monkeypatch)
    asked = visitor(settings)

    def attempt(token: str):
        if way == "form":
            return log_in(asked, token)
        return asked.get("/docs", headers={"authorization": f"Bearer {token}"})

    assert [attempt("guess").status_code for _ in range(5)] == [401] * 5
    refused = attempt(TOKEN)  # even the right one is not looked at
    assert refused.status_code == 429
    assert "再试" in refused.text
    clock.now += int(refused.headers["retry-after"])
    assert attempt(TOKEN).status_code in (200, 303)


def test_a_chinese_token_works_in_the_header(settings) -> None:
    token = "芦苇石桥晚风七号楼东二三"
    asked = TestClient(create_app(settings(token=token)), base_url="http://127.0.0.1")
    given = {"authorization": f"Bearer {token}".encode()}
    assert asked.get("/jobs", headers=given).status_code == 200


def test_sessions_expire_and_end_with_logging_out(settings, monkeypatch) -> None:
    clock = Clock(monkeypatch)
    asked = visitor(settings)
    cookie = log_in(asked).headers["set-cookie"].lower()
    assert f"max-age={tokens.SESSION}" in cookie
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "退出登录" in asked.get("/").text
    kept = asked.cookies["zhibiao_desk"]
    clock.now += tokens.SESSION + 1
    assert asked.get("/").status_code == 401
    log_in(asked)
    assert asked.cookies["zhibiao_desk"] != kept
    kept = {"cookie": f"zhibiao_desk={asked.cookies['zhibiao_desk']}"}
    out = asked.post("/logout")
    assert (out.status_code, out.headers["location"]) == (303, "/login")
    assert asked.get("/").status_code == 401
    assert asked.get("/", headers=kept).status_code == 401  # also with a copy of the cookie


def test_without_a_token_there_is_nothing_to_log_out_of(settings) -> None:
    asked = TestClient(create_app(settings()), base_url="http://127.0.0.1", follow_redirects=False)
    assert "退出登录" not in asked.get("/").text
    assert asked.post("/logout").status_code == 404


@pytest.mark.parametrize(("base", "secure"), [("https://desk.intern", True), ("http://desk.intern", False)])
def test_cookies_are_secure_behind_tls(settings, base: str, secure: bool) -> None:
    asked = visitor(settings, base, names=("desk.intern",))
    log_in(asked)
    cookies = [log_in(asked), asked.post("/reviewer", data={"name": "王敏"})]
    assert ["secure" in c.headers["set-cookie"].lower() for c in cookies] == [secure] * 2


def test_nobody_who_may_not_enter_can_send_much(settings) -> None:
    refused = visitor(settings).post("/login", content=b"token=" + b"x" * 100_000)
    assert refused.status_code == 413


@pytest.mark.parametrize(
    "path", ["/", "/jobs", "/docs", "/static/desk.css", "/healthz", "/labels.jsonl", "/no"]
)
def test_head_is_answered_as_get_is_without_content(client: TestClient, path: str) -> None:
    got, head = client.get(path), client.head(path)
    assert head.status_code == got.status_code
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"]


def test_a_proxy_tells_of_tls_and_of_addresses_and_nobody_else_does(tmp_path: Path) -> None:
    options = ("--token", TOKEN, "--allow-host", "desk.example", "--workers", "1")
    told = {"host": "desk.example", "x-forwarded-proto": "https"}

    def cookie(url: str) -> str:
        answer = httpx.post(f"{url}/login", headers=told, data={"token": TOKEN})
        return answer.headers["set-cookie"].lower()

    with Served(tmp_path / "a", *options, "--proxy", "127.0.0.1") as served:
        for i in range(6):
            client = {**told, "x-forwarded-for": "203.0.113.9"}
            last = httpx.post(f"{served.url}/login", headers=client, data={"token": f"guess {i}"})
        assert last.status_code == 429
        assert "secure" in cookie(served.url)  # another address does not wait
    with Served(tmp_path / "b", *options) as served:
        assert "secure" not in cookie(served.url)


def closed(connection: socket.socket, seconds: float) -> bool:
    connection.settimeout(seconds)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


_SMALL = """
import sys
from zhibiao.app.desk.access import connections
connections.HEAD, connections.MOST = 1.0, 20
from zhibiao.app.cli import main
sys.argv = ["zhibiao", *sys.argv[1:]]
main()
"""


def test_connections_that_say_nothing_end_and_do_not_keep_others_out(tmp_path: Path) -> None:
    with Served(tmp_path, "--workers", "1", "--token", TOKEN, program=("-c", _SMALL)) as served:
        address = "127.0.0.1", served.port
        silent = [socket.create_connection(address) for _ in range(60)]
        assert httpx.get(f"{served.url}/login").status_code == 200
        slow, kept = socket.create_connection(address), socket.create_connection(address)
        kept.sendall(b"GET /login HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert kept.recv(12) == b"HTTP/1.1 200"
        until = time.monotonic() + 3
        try:
            while time.monotonic() < until:  # a byte now and then is no request either
                slow.sendall(b"G")
                time.sleep(0.3)
            ended = False
        except ConnectionError:
            ended = True
        assert ended
        assert all(closed(c, 3) for c in silent)
        while kept.recv(65536):  # the second request of a kept connection has its time, too
            pass
        assert httpx.get(f"{served.url}/login").status_code == 200
