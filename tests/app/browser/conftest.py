"""Chromium, and a page that tells where its requests went."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

HERE = Path(__file__).resolve().parent
LOCAL = ("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    """Debian's Chromium, driven by Playwright."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is absent")
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is absent: apt install chromium")
    with sync_api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A desk that the tests of a module share."""
    from ..desk.running import Served

    with Served(tmp_path_factory.mktemp("desk"), "--workers", "2") as running:
        yield running


@pytest.fixture
def page(browser) -> Iterator[object]:
    """A page of 1280×720. The test fails when it asked anything of another machine, or an error was logged."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 720}, locale="zh-CN", accept_downloads=True
    )
    asked: list[str] = []
    errors: list[str] = []

    def watch(route) -> None:
        asked.append(route.request.url)
        route.continue_() if urlsplit(route.request.url).hostname in LOCAL else route.abort()

    context.route("**/*", watch)
    made = context.new_page()
    made.set_default_timeout(90_000)  # the machine may be busy with others
    expected = re.compile(r"status of (409|422)")  # of requests that the desk refuses with a sentence
    made.on("console", lambda m: m.type == "error" and not expected.search(m.text) and errors.append(m.text))
    made.on("pageerror", lambda e: errors.append(str(e)))
    yield made
    context.close()
    assert asked
    assert {urlsplit(url).hostname for url in asked} <= set(LOCAL)
    assert errors == []
