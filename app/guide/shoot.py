"""Take the guide's pictures anew: `python app/guide/shoot.py`, with playwright, pillow and Chromium.

The desk runs on a folder that is thrown away; the sample document is uploaded, reviewed a little, exported.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "data" / "samples" / "yunling_water_2025.txt"
NAME = "云岭县水务局2025年绩效目标.txt"
COMMAND = [sys.executable, "-m", "zhibiao.app"]
SIZE: Any = {"width": 1280, "height": 720}
PICTURES = {"report": 720, "desk": 320, "review": 720, "export": 560}  # name → height


@contextmanager
def serving(data: Path) -> Iterator[str]:
    """The address of a desk that keeps its data in `data`."""
    command = [*COMMAND, "serve", "--port", "0", "--workers", "1", "--data", str(data)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        try:
            for line in server.stderr:
                found = re.search(r"http://\S+?:\d+", line)
                if found:
                    yield found[0]
                    return
            raise RuntimeError("the desk did not start")
        finally:
            server.terminate()


def keep(page: Any, name: str, folder: Path) -> None:
    """The upper part of the page as `name`.png, in 128 colours: a screen has few, and the file is half."""
    from PIL import Image

    path = folder / f"{name}.png"
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": SIZE["width"], "height": PICTURES[name]})
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(path, optimize=True)


def shoot_report(page: Any, work: Path, folder: Path) -> None:
    """The report as a web page."""
    document = work / NAME
    shutil.copy(SAMPLE, document)
    command = [*COMMAND, "score", document.name, "--format", "html", "-o", "report.html"]
    subprocess.run(command, cwd=work, check=True, capture_output=True)
    page.goto((work / "report.html").as_uri())
    keep(page, "report", folder)


def shoot_desk(page: Any, address: str, work: Path, folder: Path) -> None:
    """The desk from the upload to the export."""
    page.goto(address)
    page.get_by_label("审核人").fill("王敏")
    page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="更换").wait_for()
    page.set_input_files("#files", work / NAME)
    page.wait_for_selector("#jobs[data-active='0'] tbody tr", timeout=60_000)
    keep(page, "desk", folder)
    page.get_by_role("link", name=NAME, exact=True).click()
    page.get_by_role("link", name="河长制巡查经费").click()
    page.locator(".finding").first.wait_for()
    for key in ("j", "a", "d"):
        page.keyboard.press(key)
        page.wait_for_timeout(600)
    keep(page, "review", folder)
    page.locator("details.label").nth(1).locator("summary").click()
    page.locator("#export summary").click()
    keep(page, "export", folder)


def shoot(folder: Path = HERE) -> None:
    """Write all pictures into `folder`."""
    from playwright.sync_api import sync_playwright

    program = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        work = Path(scratch)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--lang=zh-CN"])
        page = browser.new_page(viewport=SIZE, locale="zh-CN")
        shoot_report(page, work, folder)
        with serving(work / "desk") as address:
            shoot_desk(page, address, work, folder)
        browser.close()


if __name__ == "__main__":
    shoot(*map(Path, sys.argv[1:2]))
