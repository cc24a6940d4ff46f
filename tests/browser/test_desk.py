"""The desk as an evaluator meets it: files, keys, a report, the next morning."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from running import HOSTILE, LIBRARY, ROADS, SPORTS, Served, workbook

TABLE = workbook(
    [
        ("三级指标", "指标值", "一级指标", "二级指标", "项目名称"),
        ("安装健身路径套数", "90%", "产出指标", "数量指标", "全民健身"),
        ("健身氛围", "进一步浓厚", "效益指标", "社会效益指标", "全民健身"),
        ("赛事场次", "≥6场", "产出指标", "数量指标", "青少年赛事"),
        ("参赛单位评价", "好", "满意度指标", "服务对象满意度", "青少年赛事"),
    ]
)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with Served(tmp_path_factory.mktemp("desk"), "--workers", "2") as running:
        yield running


def file(name: str, content: bytes | str) -> dict[str, object]:
    data = content.encode() if isinstance(content, str) else content
    return {"name": name, "mimeType": "application/octet-stream", "buffer": data}


def enter(page, url: str, name: str = "王敏") -> None:
    page.goto(url)
    page.get_by_label("审核人").fill(name)
    page.get_by_role("button", name="确定").click()
    page.get_by_role("button", name="更换").wait_for()


def upload(page, *files) -> None:
    page.set_input_files("#files", list(files))
    page.get_by_role("button", name="上传并评分").click()
    page.wait_for_selector("#sending", state="hidden")
    page.wait_for_selector("#uploads[data-active='0'] tbody tr", timeout=60_000)


def visit(page, name: str) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name=name, exact=True).click()


def current(page) -> str:
    return page.evaluate("document.activeElement.id")


def state(page, finding: str) -> str:
    return page.evaluate("id => document.getElementById(id).className", finding)


def press(page, key: str) -> None:
    """Press a key that decides, and wait for the answer."""
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.keyboard.press(key)
    page.wait_for_function("document.activeElement.matches('.finding, #next, main')")


def review(page, name: str, whole: bool = False) -> tuple[str, str]:
    """Review the first findings of a file by keyboard alone; the dismissed and the edited message.

    `whole`: the first finding may be about the document and no word of it.
    """
    visit(page, name)
    page.keyboard.press("j")
    first = current(page)
    assert first.startswith("f")
    marks = page.evaluate("[...document.querySelectorAll('mark.current')].map(m => m.textContent)")
    if not whole:
        assert marks, "the words that the finding is about stand out"
    dismissed = page.locator(f"#{first} .words p bdi").first.text_content()
    press(page, "d")
    assert "dismissed" in state(page, first)
    second = current(page)
    assert second != first
    page.keyboard.press("k")
    assert current(page) == first
    press(page, "u")
    assert "open" in state(page, first).split()
    assert current(page) == first
    press(page, "d")
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.name") == "message"
    page.keyboard.press("Control+A")
    page.keyboard.type("请写明 <b>平整度</b> 指数。jad?")
    press(page, "Control+Enter")
    assert "edited" in state(page, second)
    return dismissed, "请写明 <b>平整度</b> 指数。jad?"


def exported(page, tmp_path: Path, label: str, level: str = "指标") -> Path:
    page.locator("#export summary").click()
    page.get_by_label(label, exact=True).check()
    page.get_by_label("的一行是").select_option(level)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载").click()
    path = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(path)
    return path


def cells_of(path: Path) -> str:
    from openpyxl import load_workbook

    book = load_workbook(path)
    return "\n".join(str(c) for sheet in book for row in sheet.iter_rows(values_only=True) for c in row if c)


def test_a_morning_at_the_desk_and_the_next(page, tmp_path: Path) -> None:
    data = tmp_path / "data"
    with Served(data, "--workers", "1") as served:
        enter(page, served.url)
        upload(page, file("公路.txt", ROADS), file("文化.txt", LIBRARY), file("体育.xlsx", TABLE))
        assert page.locator("#uploads tbody tr").count() == 3
        dismissed, edited = review(page, "公路.txt")
        content = cells_of(exported(page, tmp_path, "Excel 报告"))
        assert edited in content
        assert dismissed not in content
        rows = [json.loads(r) for r in exported(page, tmp_path, "JSONL").read_text("utf-8").splitlines()]
        assert edited in {f["message"] for r in rows for f in r["findings"]}
        done = page.locator("#progress").text_content().strip()
        address = page.url.removeprefix(served.url)
    with Served(data, "--workers", "1") as served:
        page.goto(served.url + address)
        assert page.locator("#progress").text_content().strip() == done
        assert page.locator(".finding.dismissed .by").first.text_content().startswith("不采纳 · 王敏")
        page.keyboard.press("j")
        while page.locator(".finding.open").count():  # go on until the project is done
            page.evaluate("document.querySelector('.finding.open').focus()")
            press(page, "a")
        assert "审完" in page.locator("#status").text_content()
        page.goto(served.url)
        row = page.locator("tr", has_text="公路.txt")
        assert "已审完" in row.text_content()


def test_keys_turn_pages_and_show_help(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("按键.xlsx", TABLE))
    visit(page, "按键.xlsx")
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("a")  # nothing is decided behind the help
    page.keyboard.press("?")
    assert page.locator("#help").is_hidden()
    assert "已审 0" in page.locator("#progress").text_content()
    title = page.locator("h1").text_content()
    with page.expect_navigation():
        page.keyboard.press("n")
    assert page.locator("h1").text_content() != title
    assert current(page).startswith("f"), "the first open finding has the focus"
    with page.expect_navigation():
        page.keyboard.press("p")
    assert page.locator("h1").text_content() == title
    page.keyboard.press("f")
    assert page.locator(".card.clean:visible").count() == 0
    page.keyboard.press("?")
    page.get_by_label("使用单键快捷键").uncheck()
    page.keyboard.press("Escape")
    page.locator("main").focus()
    page.keyboard.press("j")
    assert not current(page).startswith("f"), "single keys can be turned off"


def test_a_project_is_decided_on_and_its_score_changes(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("三级.txt", SPORTS))
    visit(page, "三级.txt")
    project = page.locator(".card.head", has_text="项目整体")
    assert project.locator(".finding").count()
    before = project.locator(".score b").text_content()
    page.keyboard.press("j")
    assert current(page) in project.inner_html()
    press(page, "d")
    assert project.locator(".score b").text_content() != before
    page.locator("#places a", has_text="没有填写任何指标").click()
    page.locator("h1", has_text="青少年赛事").wait_for()
    assert "没有填写任何指标" in page.locator("main").text_content()


def test_a_class_is_corrected(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("更正.xlsx", TABLE))
    visit(page, "更正.xlsx")
    page.keyboard.press("j")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "types"
    page.locator("select:focus").select_option("生态效益")
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.keyboard.press("Control+Enter")
    page.locator(".said", has_text="生态效益").wait_for()
    rows = page.request.get(f"{served.url}/labels.jsonl").text().splitlines()
    assert [json.loads(row)["types"] for row in rows] == [["ecological"]]


def test_a_name_is_asked_for_before_anything_is_decided(page, served: Served) -> None:
    page.goto(served.url)
    upload(page, file("无名.xlsx", TABLE))
    visit(page, "无名.xlsx")
    page.keyboard.press("j")
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.keyboard.press("a")
    page.wait_for_function("document.activeElement.id === 'name'")
    assert "姓名" in page.locator("#status").text_content()
    assert page.locator(".finding.accepted").count() == 0


def test_documents_that_attack_are_only_shown(page, served: Served, tmp_path: Path) -> None:
    enter(page, served.url, "<img src=x onerror=window.bad=1>")
    name = "<img src=x onerror=window.bad=1>" + "长" * 150 + ".xlsx"
    upload(page, file(name, workbook(HOSTILE)), file("../../逃.csv", LIBRARY))
    with page.expect_navigation():
        page.locator("a.file", has_text="img").click()
    page.keyboard.press("j")
    press(page, "a")
    texts = page.locator("main").text_content()
    assert "<script>window.bad=1</script>" in texts
    for _ in range(2):
        assert page.evaluate("window.bad") is None
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
        if page.locator("#following").count():
            with page.expect_navigation():
                page.locator("#following").click()
    assert "=cmd|' /C calc'!A0" in cells_of(exported(page, tmp_path, "Excel 报告"))
    report = exported(page, tmp_path, "网页报告")
    assert "<script>window.bad" not in report.read_text("utf-8")


def test_real_documents(page, served: Served, tmp_path: Path, shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))[:2]
    book = sorted((shared / "real").glob("*.xlsx"))[0]
    enter(page, served.url)
    upload(page, *map(str, (*seeds, book)))
    assert "未能读取" not in page.locator("#uploads").text_content()
    _, edited = review(page, seeds[0].name, whole=True)
    rows = []
    for level in ("指标", "项目", "文件"):
        lines = exported(page, tmp_path, "JSONL", level).read_text("utf-8").splitlines()
        assert len(lines) > {"指标": 50}.get(level, 0)
        rows += map(json.loads, lines)
    assert edited in {f["message"] for r in rows for f in r["findings"]}


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


@pytest.mark.parametrize("size", [(1280, 720), (640, 360)], ids=["1280x720", "zoomed to 200 %"])
def test_everybody_can_use_it(page, tmp_path: Path, axe: str, size: tuple[int, int]) -> None:
    with Served(tmp_path, "--workers", "1", "--token", "secret") as served:
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
        look("list")
        visit(page, "公路.txt")
        page.keyboard.press("j")
        press(page, "d")
        press(page, "a")
        page.keyboard.press("e")
        look("review")
        page.keyboard.press("Escape")
        page.locator(".label summary").first.click()
        page.locator("#export summary").click()
        look("review, all open")
        page.locator("#ask-help").click()
        look("help")
        page.goto(f"{served.url}/docs")
        look("docs")
        assert {what: faults for what, faults in found.items() if faults} == {}


def test_labels_and_texts_are_chinese(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("文字.xlsx", TABLE))
    visit(page, "文字.xlsx")
    words = re.findall(r"[A-Za-z]{3,}", page.locator("body").inner_text())
    assert set(words) <= {"xlsx", "Excel", "Word", "CSV", "JSONL"}
