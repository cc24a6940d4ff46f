"""The desk for everybody: axe-core finds nothing serious, nothing scrolls sideways, all words are Chinese."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from io import BytesIO
from pathlib import Path

import pytest

from ..desk.running import ROADS, Served
from .acting import TABLE, desk, enter, file, press, upload, visit


@pytest.fixture(scope="session")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The accessibility checker axe-core, fetched by npm into a temporary folder."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is absent: axe-core can't be fetched")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run(
        [npm, "pack", "axe-core@4"], cwd=folder, capture_output=True, timeout=60, check=False
    )
    archives = list(folder.glob("*.tgz"))
    if done.returncode or not archives:
        pytest.skip("npm could not fetch axe-core: no network?")
    with tarfile.open(fileobj=BytesIO(archives[0].read_bytes())) as archive:
        script = archive.extractfile("package/axe.min.js")
        assert script is not None
        return script.read().decode()


def faults(page, axe: str) -> list[str]:
    page.evaluate(axe)
    found = page.evaluate("axe.run().then(r => r.violations)")
    return [
        f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes'][:3]]}"
        for v in found
        if v["impact"] in ("serious", "critical")
    ]


@pytest.mark.parametrize(
    ("size", "scheme"),
    [((1280, 720), "light"), ((640, 360), "dark")],
    ids=["1280x720", "zoomed to 200 %, dark"],
)
def test_everybody_can_use_it(page, tmp_path: Path, axe: str, size: tuple[int, int], scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)
    with desk(page, tmp_path, "--token", "secret") as served:
        page.set_viewport_size({"width": size[0], "height": size[1]})
        found = {}

        def look(what: str) -> None:
            found[what] = faults(page, axe)
            if page.evaluate("document.scrollingElement.scrollWidth") > size[0]:
                found[what].append("scrolls sideways")

        page.goto(served.url)
        look("login")
        page.get_by_label("口令").fill("secret")
        page.keyboard.press("Enter")
        page.wait_for_selector("#drop")
        look("empty")
        enter(page, served.url)
        upload(page, file("公路.txt", ROADS), file("体育.xlsx", TABLE), file("空.txt", " "))
        page.locator("#jobs .files summary").click()
        look("list")
        visit(page, "公路.txt 等 3 个文件")
        page.keyboard.press("j")
        press(page, "d")
        press(page, "a")
        overtaken = "f => f.querySelectorAll('[name=seen]').forEach(i => { i.value = 77; })"
        page.locator(".finding.open").first.evaluate(overtaken)
        press(page, "a")
        page.locator(".finding .stale").wait_for()
        page.keyboard.press("e")
        look("review")
        page.keyboard.press("Escape")
        for box in ("details.label:not(.own)", ".own", ".alike"):
            page.locator(f"{box} summary").first.click()
        page.locator("#export summary").click()
        look("review, all open")
        page.locator("#ask-help").click()
        look("help")
        page.keyboard.press("Escape")
        page.locator(".see").first.click()
        page.locator("#original .grid, #original p").first.wait_for()
        look("original beside")
        address = page.url.partition("?")[0]
        for part in ("history", "compare"):
            page.goto(f"{address}/{part}")
            look(part)
        page.goto(f"{served.url}/docs")
        look("docs")
        assert {what: faults for what, faults in found.items() if faults} == {}


def test_labels_and_texts_are_chinese(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("文字.xlsx", TABLE))
    visit(page, "文字.xlsx")
    words = re.findall(r"[A-Za-z]{3,}", page.locator("body").inner_text())
    assert set(words) <= {"xlsx", "Excel", "Word", "CSV", "JSONL", "Shift", "zip"}
