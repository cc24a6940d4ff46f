"""The desk as an evaluator meets it: files, keys, a report, the next morning."""

from __future__ import annotations

import json
from pathlib import Path

from ..desk.running import HOSTILE, LIBRARY, ROADS, SPORTS, Served, workbook
from .acting import TABLE, current, desk, enter, file, press, ready, state, turn, upload, visit


def review(page, name: str, whole: bool = False) -> tuple[str, str]:
    """Review findings of a file by keyboard alone; the dismissed and the edited message.

    Begins with the first that is about words, or (`whole`) with the first, which may be about the document.
    """
    visit(page, name)
    for _ in range(1 if whole else 9):
        page.keyboard.press("j")
        if page.locator("mark.current").count():
            break
    first = current(page)
    assert first.startswith("f")
    assert whole or page.locator("mark.current").count(), "the words that the finding is about stand out"
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
    with desk(page, data) as served:
        enter(page, served.url)
        for given in (file("公路.txt", ROADS), file("文化.txt", LIBRARY), file("体育.xlsx", TABLE)):
            upload(page, given)
        assert page.locator("#jobs tbody tr").count() == 3
        dismissed, edited = review(page, "公路.txt")
        content = cells_of(exported(page, tmp_path, "Excel 报告"))
        assert edited in content
        assert dismissed not in content
        rows = [json.loads(r) for r in exported(page, tmp_path, "JSONL").read_text("utf-8").splitlines()]
        assert edited in {f["message"] for r in rows for f in r["findings"]}
        done = page.locator("#progress").text_content().strip()
        address = page.url.removeprefix(served.url)
    with desk(page, data) as served:
        page.goto(served.url + address)
        ready(page)
        assert page.locator("#progress").text_content().strip() == done
        assert page.locator(".finding.dismissed .by").first.text_content().startswith("不采纳 · 王敏")
        page.keyboard.press("j")
        while page.locator(".finding.open").count():  # go on until the project is done
            page.evaluate("document.querySelector('.finding.open').focus()")
            press(page, "a")
        assert "审完" in page.locator("#status").text_content()
        page.goto(served.url)
        ready(page)
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
    turn(page, lambda: page.keyboard.press("n"))
    assert page.locator("h1").text_content() != title
    assert current(page).startswith("f"), "the first open finding has the focus"
    turn(page, lambda: page.keyboard.press("p"))
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
    turn(page, page.locator("#places a", has_text="没有填写任何指标").click)
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
    page.wait_for_selector("#name:focus")
    assert "姓名" in page.locator("#status").text_content()
    assert page.locator(".finding.accepted").count() == 0


def test_documents_that_attack_are_only_shown(page, served: Served, tmp_path: Path) -> None:
    enter(page, served.url, "<img src=x onerror=window.bad=1>")
    name = "<img src=x onerror=window.bad=1>" + "长" * 150 + ".xlsx"
    upload(page, file(name, workbook(HOSTILE)))
    turn(page, page.locator("a.file", has_text="img").click)
    page.keyboard.press("j")
    press(page, "a")
    texts = page.locator("main").text_content()
    assert "<script>window.bad=1</script>" in texts
    for _ in range(2):
        assert page.evaluate("window.bad") is None
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 1280
        if page.locator("#following").count():
            turn(page, page.locator("#following").click)
    assert "=cmd|' /C calc'!A0" in cells_of(exported(page, tmp_path, "Excel 报告"))
    report = exported(page, tmp_path, "网页报告")
    assert "<script>window.bad" not in report.read_text("utf-8")


def test_real_documents(page, served: Served, tmp_path: Path, shared: Path) -> None:
    seeds = sorted((shared / "seeds").glob("*.txt"))[:2]
    book = sorted((shared / "real").glob("*.xlsx"))[0]
    enter(page, served.url)
    for path in (*seeds, book):
        upload(page, str(path))
    assert "未能读取" not in page.locator("#jobs").text_content()
    _, edited = review(page, seeds[0].name, whole=True)
    rows = []
    for level in ("指标", "项目", "文件"):
        lines = exported(page, tmp_path, "JSONL", level).read_text("utf-8").splitlines()
        assert len(lines) > {"指标": 50}.get(level, 0)
        rows += map(json.loads, lines)
    assert edited in {f["message"] for r in rows for f in r["findings"]}
