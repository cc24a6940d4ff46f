"""A whole job: five files, two reviewers, a come-back, every export. On SQLite, and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from ..desk.databases import postgres
from ..desk.running import LIBRARY, ROADS, SPORTS, Served
from .acting import TABLE, current, desk, enter, file, press, ready, turn, upload, visit

NAME = "公路.txt 等 5 个文件"


@pytest.fixture(params=["sqlite", "postgresql"])
def served(request: pytest.FixtureRequest, page, tmp_path: Path) -> Iterator[Served]:
    if request.param == "sqlite":
        with desk(page, tmp_path / "data") as running:
            yield running
        return
    with postgres() as url, desk(page, tmp_path / "data", "--database", url) as running:
        yield running


def wells() -> bytes:
    from docx import Document

    made = Document()
    made.add_paragraph("青禾县水利局打井项目绩效目标表")
    rows = [("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "打井眼数", "95%")]
    rows += [
        ("产出指标", "质量指标", "打井效果", "进一步改善"),
        ("效益指标", "社会效益指标", "群众用水", "有效改善"),
    ]
    table = made.add_table(0, 4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def posted(page, act) -> None:
    with page.expect_response(lambda r: r.request.method == "POST"):
        act()


def decided(page) -> int:
    return int(page.locator("#progress span").text_content().split()[1])


def bulk_accept_and_undo(page) -> None:
    page.keyboard.press("j")
    code = page.evaluate("document.activeElement.dataset.code")
    box = page.locator(f".finding[data-code={code}] .alike").first
    box.locator("summary").click()
    box.get_by_label(f"{code} 待审的").select_option("整个任务")
    posted(page, box.get_by_role("button", name="全部采纳").click)
    page.locator("#status", has_text=f"条 {code}").wait_for()
    page.locator(".finding.accepted").first.wait_for()
    assert decided(page) >= 1
    page.locator("main").focus()  # wherever the focus is
    posted(page, lambda: page.keyboard.press("u"))
    page.locator("#status", has_text="撤销了").wait_for()
    page.locator("main:not(:has(.finding.accepted))").wait_for()
    assert decided(page) == 0


def conflict(page, other) -> None:
    """Both decide on the same finding: first theirs is kept, then mine is put."""
    for choice, who in (("保留对方的", "李强"), ("用我的（采纳）", "王敏")):
        page.reload()
        ready(page)
        page.keyboard.press("j")
        finding = current(page)
        other.goto(page.url)
        ready(other)
        other.locator(f"#{finding}").focus()
        press(other, "d" if who == "李强" else "a")
        posted(page, lambda: page.keyboard.press("a"))
        shown = page.locator(f"#{finding}")
        shown.locator("[role=alert]", has_text="李强").wait_for()
        posted(page, page.get_by_role("button", name=choice).click)
        shown.locator("[role=alert]").wait_for(state="detached")
        assert who in shown.locator(".by").text_content()


def own_finding(page) -> None:
    page.keyboard.press("m")
    box = page.locator(".own[open]")
    box.get_by_label("常用语").select_option(label="11 请补充佐证材料。")
    assert box.get_by_label("级别").input_value() == "P3"
    posted(page, box.get_by_role("button", name="添加").click)
    page.locator(".finding.added", has_text="请补充佐证材料。").wait_for()


def original(page) -> None:
    """The cell of a finding is marked beside it, and a click on a marked cell leads to its finding."""
    page.locator(".card:not(.head) .finding").first.focus()
    page.keyboard.press("o")
    page.locator("#original .flag.current").first.wait_for()
    flag = page.locator("#original .flag").last
    wanted = flag.get_attribute("data-for").split()
    page.evaluate("document.querySelector('main').focus()")
    flag.click()
    page.wait_for_selector(".finding:focus")
    assert current(page) in wanted
    page.keyboard.press("o")
    assert page.locator("#side").is_hidden()


def finish(page) -> None:
    """Accept what is still open, page by page."""
    while True:
        while page.locator(".finding.open").count():
            page.locator(".finding.open").first.focus()
            press(page, "a")
        if not page.locator("#next").count():
            return
        turn(page, lambda: page.keyboard.press("n"))


def exports(page, folder: Path) -> dict[str, Path]:
    """Every format of the menu, downloaded."""
    found = {}
    for i in range(page.locator("#export input[type=radio]").count()):
        page.locator("#export summary").click()
        button = page.locator("#export input[type=radio]").nth(i)
        button.check()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载").click()
        path = folder / waiting.value.suggested_filename
        waiting.value.save_as(path)
        found[button.get_attribute("value")] = path
    return found


def test_a_job_of_five_files_by_two_reviewers(page, browser, served: Served, tmp_path: Path) -> None:
    enter(page, served.url)
    given = [file("公路.txt", ROADS), file("文化.csv", LIBRARY), file("体育.xlsx", TABLE)]
    upload(page, *given, file("打井.docx", wells()), file("赛事.txt", SPORTS))
    assert "空表 1" in page.locator("#jobs tbody tr").text_content()
    visit(page, NAME)
    address = page.url.partition("?")[0]
    bulk_accept_and_undo(page)
    other = browser.new_context(locale="zh-CN").new_page()
    other.set_default_timeout(90_000)
    enter(other, served.url, "李强")
    conflict(page, other)
    own_finding(page)
    original(page)
    finish(page)
    other.goto(f"{address}/history")
    assert "请补充佐证材料。" in other.locator("#steps").text_content()
    other.get_by_role("button", name="复核通过").click()
    other.locator(".chip", has_text="李强 于").wait_for()
    other.context.close()
    page.goto(address)
    ready(page)
    page.locator(".chip", has_text="李强 已复核").wait_for()
    found = exports(page, tmp_path)
    assert list(found) == [
        "zip",
        "xlsx",
        "html",
        "comments",
        "opinions",
        "letters",
        "handover",
        "csv",
        "jsonl",
    ]
    assert all(path.stat().st_size > 500 for path in found.values())
    inside = ZipFile(found["zip"]).namelist()
    assert {"批注/打井.docx", "批注/体育.xlsx", "审核经过.csv"} <= set(inside)
    assert sum(name.startswith("审核意见/") for name in inside) >= 6
    report = found["html"].read_text("utf-8")
    assert "请补充佐证材料。" in report
    assert "王敏（复核：李强）" in report
    page.goto(served.url)
    better = ROADS.replace("进一步提高", "优良率≥85%")
    upload(page, file("公路（重报）.txt", better))
    visit(page, "公路（重报）.txt")
    page.get_by_role("link", name="对照").click()
    page.get_by_label("对照").select_option(index=1)
    page.get_by_role("button", name="对照").click()
    summary = page.locator("#summary").text_content()
    assert "逐字相同 4" in " ".join(summary.split())
    assert "有改动 1" in " ".join(summary.split())


def test_a_dropped_folder_is_one_job(page, tmp_path: Path) -> None:
    folder = tmp_path / "申报"
    (folder / "一").mkdir(parents=True)
    (folder / "一" / "公路.txt").write_text(ROADS, "utf-8")
    (folder / "文化.csv").write_text(LIBRARY, "utf-8")
    (folder / ".隐藏.txt").write_text("x", "utf-8")
    with desk(page, tmp_path / "data") as served:
        enter(page, served.url)
        posted(page, lambda: page.set_input_files("#folder", folder))
        page.wait_for_selector("#jobs[data-active='0'] tbody tr")
        page.locator("#jobs .files summary").click()
        names = page.locator("#jobs .files li bdi").all_text_contents()
        assert sorted(names) == ["申报/一/公路.txt", "申报/文化.csv"]
        page.get_by_label("选择 申报").check()
        page.on("dialog", lambda dialog: dialog.accept())
        posted(page, page.locator("#chosen").get_by_role("button", name="删除").click)
        page.locator(".empty").wait_for()
