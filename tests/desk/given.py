"""Files given to a desk in this process, and what is on its pages."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from fastapi.testclient import TestClient
from zhibiao.app.desk.api import shown_name
from zhibiao.app.desk.service import Desk

CHOICES = {"standard": "2020", "profile": "declaration"}


def desk_of(client: TestClient) -> Desk:
    return client.app._app.state.desk


def give(client: TestClient, *files: tuple[str, bytes | str]) -> list[str]:
    """Upload files and wait until they are read; the ids of the uploads."""
    store = desk_of(client).store
    before = {u.id for u in store.uploads()}
    sent = [("files", (name, text.encode() if isinstance(text, str) else text)) for name, text in files]
    answer = client.post("/uploads", files=sent, data=CHOICES)
    assert answer.status_code == 303, answer.text
    until(lambda: not store.unfinished())
    names = {u.name: u.id for u in store.uploads() if u.id not in before}
    return [names[shown_name(name)] for name, _ in files]


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it does not end"
        time.sleep(0.05)


def page(client: TestClient, key: str, group: int = 0) -> str:
    answer = client.get(f"/uploads/{key}", params={"g": group} if group else {})
    assert answer.status_code == 200, answer.text
    return answer.text


def keys_on(text: str) -> list[tuple[str, str]]:
    """(address, finding) of every finding on a page, in order."""
    return re.findall(
        r'action="(/uploads/\S+)" data-swap class="say">\s*<input type="hidden" name="finding" value="(\S+)">',
        text,
    )
