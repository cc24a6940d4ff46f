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
TABLE = "云岭县体育局项目绩效目标表.xlsx"
ROWS = (
    ("成本指标", "经济成本指标", "健身路径单价", "≤3.2万元/套"),
    ("产出指标", "数量指标", "健身路径安装", "90%"),
    ("", "质量指标", "器材验收合格率", "≥98%"),
    ("", "时效指标", "安装完成时间", "及时"),
    ("效益指标", "社会效益指标", "全民健身氛围", "进一步浓厚"),
    ("满意度指标", "服务对象满意度指标", "参赛群众满意度", "满意"),
)
COMMAND = [sys.executable, "-m", "zhibiao.app"]
SIZE: Any = {"width": 1280, "height": 720}
PICTURES = {"report": 720, "desk": 520, "review": 720, "original": 720, "export": 560}  # name → height


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


def write_table(path: Path) -> None:
    """A form as a workbook, with merged cells."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("绩效目标表")
        sheet.merge_range("A1:D1", "项目支出绩效目标表（2025 年度）")
        sheet.write_row("A2", ("项目名称", "全民健身路径建设", "主管部门", "云岭县体育局"))
        sheet.write_row("A3", ("一级指标", "二级指标", "三级指标", "指标值"))
        for i, row in enumerate(ROWS, 3):
            sheet.write_row(i, 0, row)
        sheet.merge_range("A5:A7", "产出指标")


def shoot_desk(page: Any, address: str, work: Path, folder: Path) -> None:
    """The desk from the upload to the export."""
    page.goto(address)
    page.get_by_label("审核人").fill("王敏")
    page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="更换").wait_for()
    page.wait_for_selector("html[data-ready]")
    write_table(work / TABLE)
    page.set_input_files("#files", [work / NAME, work / TABLE])
    page.wait_for_selector("#jobs[data-active='0'] tbody a.file", timeout=120_000)
    page.locator("#jobs .files summary").click()
    keep(page, "desk", folder)
    page.locator("a.file").click()
    page.get_by_role("link", name="河长制巡查经费").click()
    page.wait_for_selector("html[data-ready] h1:has-text('河长制巡查经费')")
    for key in ("j", "a", "d"):
        page.keyboard.press(key)
        page.wait_for_timeout(1500)
    keep(page, "review", folder)
    page.get_by_role("link", name="全民健身路径建设").click()
    page.wait_for_selector("html[data-ready] h1:has-text('全民健身路径建设')")
    page.locator(".card:not(.head) .finding").nth(1).focus()
    page.keyboard.press("o")
    page.locator("#original .flag.current").first.wait_for(timeout=60_000)
    keep(page, "original", folder)
    page.keyboard.press("o")
    page.locator("details.own").nth(1).locator("summary").click()
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
