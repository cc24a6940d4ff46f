"""What an evaluator does at the desk, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..desk.running import Served, workbook

TABLE = workbook(
    [
        ("三级指标", "指标值", "一级指标", "二级指标", "项目名称"),
        ("安装健身路径套数", "90%", "产出指标", "数量指标", "全民健身"),
        ("健身氛围", "进一步浓厚", "效益指标", "社会效益指标", "全民健身"),
        ("赛事场次", "≥6场", "产出指标", "数量指标", "青少年赛事"),
        ("参赛单位评价", "好", "满意度指标", "服务对象满意度", "青少年赛事"),
    ]
)


@contextmanager
def desk(page, data: Path, *options: str) -> Iterator[Served]:
    """A desk of the test's own. The page leaves before it stops: what a page asks in vain is logged as an error."""
    with Served(data, "--workers", "1", *options) as served:
        yield served
        page.goto("about:blank")


def file(name: str, content: bytes | str) -> dict[str, object]:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def ready(page) -> None:
    """Wait until the page's script listens: what is pressed before is lost, and a busy machine takes its time.

    By selector: a function that is asked again and again would be `eval`, which the desk's pages forbid.
    """
    page.wait_for_selector("html[data-ready]")


def enter(page, url: str, name: str = "王敏") -> None:
    page.goto(url)
    page.get_by_label("审核人").fill(name)
    page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="更换").wait_for()
    ready(page)


def upload(page, *files) -> None:
    """Choose files, which are one job, and wait until they are scored; the rows of earlier ones say nothing of that."""
    ready(page)
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.set_input_files("#files", list(files))
    page.wait_for_selector("#sending", state="hidden")
    page.wait_for_selector("#jobs[data-active='0'] tbody tr", timeout=120_000)


def visit(page, name: str) -> None:
    turn(page, lambda: page.get_by_role("link", name=name, exact=True).click())


def turn(page, act) -> None:
    """Do what leads to another page, and wait until that listens."""
    page.evaluate("delete document.documentElement.dataset.ready")
    act()
    ready(page)


def current(page) -> str:
    return page.evaluate("document.activeElement.id")


def state(page, finding: str) -> str:
    return page.evaluate("id => document.getElementById(id).className", finding)


def press(page, key: str) -> None:
    """Press a key that decides, and wait until the answer is shown."""
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.keyboard.press(key)
    page.wait_for_selector("main:not([aria-busy])")
    page.wait_for_selector(":is(.finding, #next, main):focus")
