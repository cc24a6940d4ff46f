"""The review desk in Chromium: how long a page of a 1,000-indicator job keeps its reader waiting.

An interaction is what the browser itself measures as one (Event Timing: from the key or click to the next painted
frame); drawn is when the answer of the server stands on the page.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from . import Section

ROWS = 1000
WANTED = 200  # milliseconds
_TITLE, _COLUMNS = "审核台（浏览器）", ("操作", "次数", "中位数 ms", "最慢 ms", "画出结果，中位数 ms")
_WATCH = """
window.told = []; window.drawn = []; let began = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (e.interactionId) told.push([e.interactionId, e.duration]); })
  .observe({ type: "event", durationThreshold: 16 });
for (const kind of ["keydown", "click"]) addEventListener(kind, () => { began = performance.now(); }, true);
new MutationObserver(() => { if (began) drawn.push(performance.now() - began); })
  .observe(document.documentElement, { subtree: true, childList: true });
"""
# What is done, the keys pressed for it, how often, and whether the server answers.
_STEPS = (
    ("下一条意见（j）", "j", 20, False),
    ("采纳（a）", "a", 15, True),
    ("不采纳（d）", "d", 10, True),
    ("撤销（u）", "u", 5, True),
    ("同类全部采纳（Shift+A）", "A", 1, True),
    ("只看有意见的（f）", "f", 6, False),
    ("打开、关闭原文（o）", "o", 4, False),
)


def section() -> Section:
    """What each kind of interaction takes, as the browser measures it."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        program = None
    if program is None:
        return Section(_TITLE, "没有测量：需要 Chromium 和 pip install playwright。", _COLUMNS, ())
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        file = Path(scratch) / "一千条.xlsx"
        _write(file)
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            with _serving(Path(scratch) / "desk") as address:
                rows = list(
                    _measured(browser.new_page(viewport={"width": 1280, "height": 720}), address, file)
                )
        finally:
            browser.close()
    worst = max(float(row[3]) for row in rows)
    note = f"{ROWS} 条指标的任务，每页 100 条；浏览器自己量的交互时间（到下一帧画出），最慢 {worst:.0f} ms，要求不超过 {WANTED} ms。"
    return Section(_TITLE, note, _COLUMNS, tuple(rows))


def _write(path: Path) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("指标")
        sheet.write_row(0, 0, ("三级指标", "指标值", "一级指标", "二级指标", "项目名称"))
        for i in range(1, ROWS + 1):
            soft = i % 3 == 0
            value = "进一步提高" if soft else f"≥{i % 90 + 1}%"
            kind = ("效益指标", "社会效益指标") if soft else ("产出指标", "质量指标")
            sheet.write_row(
                i, 0, (f"第{i}号泵站{'服务水平' if soft else '完好率'}", value, *kind, "泵站管护")
            )


@contextmanager
def _serving(data: Path) -> Iterator[str]:
    command = [
        sys.executable,
        "-m",
        "zhibiao.app",
        "serve",
        "--port",
        "0",
        "--workers",
        "1",
        "--data",
        str(data),
    ]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, encoding="utf-8") as server:
        assert server.stderr is not None
        try:
            found = None
            while found is None:
                line = server.stderr.readline()
                if not line:
                    raise RuntimeError("the desk did not start")
                found = re.search(r"http://\S+?:\d+", line)
            yield found[0]
        finally:
            server.terminate()


def _measured(page: Any, address: str, file: Path) -> Iterator[tuple[str, ...]]:
    page.set_default_timeout(60_000)
    page.goto(address)
    page.get_by_label("审核人").fill("测速")
    page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="更换").wait_for()
    page.wait_for_selector("html[data-ready]")
    page.set_input_files("#files", str(file))
    page.wait_for_selector("#jobs[data-active='0'] tbody a.file")
    page.locator("a.file").click()
    page.wait_for_selector("html[data-ready] main[data-here]")
    page.evaluate(_WATCH)
    for title, key, times, answered in _STEPS:
        page.evaluate("window.told.length = window.drawn.length = 0")
        drawn = []
        for _ in range(times):
            page.evaluate("window.drawn.length = 0")
            if answered and key in "adA":
                page.evaluate("document.querySelector('.finding.open')?.focus()")
            if answered:
                with page.expect_response(lambda r: r.request.method == "POST"):
                    page.keyboard.press(key)
            else:
                page.keyboard.press(key)
            page.wait_for_timeout(300)
            if at := page.evaluate("window.drawn.at(-1) || 0"):
                drawn.append(at)
        durations = _interactions(page.evaluate("window.told"))
        shown = f"{statistics.median(drawn):.0f}" if answered and drawn else "—"
        yield title, str(times), f"{statistics.median(durations):.0f}", f"{max(durations):.0f}", shown


def _interactions(told: list[list[float]]) -> list[float]:
    """The duration of each interaction: of its events the longest. What takes less than 16 ms is not told."""
    longest: dict[float, float] = {}
    for number, duration in told:
        longest[number] = max(longest.get(number, 0.0), duration)
    return list(longest.values()) or [16.0]
