"""Files given to a desk in this process, and what is on its pages."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

from fastapi.testclient import TestClient
from zhibiao.app.desk.service import Desk

CHOICES = {"standard": "2020", "profile": "declaration"}


def desk_of(client: TestClient) -> Desk:
    return client.app._app.state.desk


def give(client: TestClient, *files: tuple[str, bytes | str]) -> list[str]:
    """Upload files, each as a job of its own, and wait until they are read; the ids of the jobs."""
    keys = [_begin(client, file) for file in files]
    until(lambda: not desk_of(client).store.unfinished())
    return keys


def give_filing(client: TestClient, *files: tuple[str, bytes | str], **choices: str) -> str:
    """Upload files as one job and wait until they are read; the id of the job."""
    key = _begin(client, *files, **choices)
    until(lambda: not desk_of(client).store.unfinished())
    return key


def _begin(client: TestClient, *files: tuple[str, bytes | str], **choices: str) -> str:
    store = desk_of(client).store
    before = {job.id for job in store.jobs()}
    sent = [("files", (name, text.encode() if isinstance(text, str) else text)) for name, text in files]
    answer = client.post("/jobs", files=sent, data=CHOICES | choices)
    assert answer.status_code == 303, answer.text
    (key,) = {job.id for job in store.jobs()} - before
    return key


def until(done: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, "it does not end"
        time.sleep(0.05)


def page(client: TestClient, key: str, group: int = 0) -> str:
    answer = client.get(f"/jobs/{key}", params={"g": group} if group else {})
    assert answer.status_code == 200, answer.text
    return answer.text


def keys_on(text: str) -> list[tuple[str, str]]:
    """(address, finding) of every finding on a page, in order."""
    return re.findall(
        r'action="(/jobs/\S+)" data-swap class="say">\s*<input type="hidden" name="finding" value="(\S+)">',
        text,
    )
