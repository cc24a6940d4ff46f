"""Two reviewers at one desk, and what happens without a new page."""

from __future__ import annotations

from pathlib import Path

from ..desk.running import ROADS, TOKEN, Served
from .acting import TABLE, current, desk, enter, file, press, upload, visit


def test_a_reviewer_sees_what_another_has_decided_meanwhile(page, browser, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("同审.txt", ROADS))
    visit(page, "同审.txt")
    other = browser.new_context(locale="zh-CN").new_page()
    enter(other, served.url, "李强")
    visit(other, "同审.txt")
    other.keyboard.press("j")
    finding = current(other)
    press(other, "d")
    page.keyboard.press("j")
    assert current(page) == finding
    press(page, "a")
    shown = page.locator(f"#{finding}")
    assert "李强 在" in shown.locator("[role=alert]").text_content()
    assert "不采纳" in shown.locator(".by").text_content()
    assert current(page) == finding  # to be read, not to be passed over
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.get_by_role("button", name="用我的（采纳）").click()
    shown.locator(".by", has_text="王敏").wait_for()
    assert page.locator("[role=alert]").count() == 0
    other.context.close()


def test_a_chosen_file_is_sent_at_once_and_the_choices_stay(page, served: Served, tmp_path: Path) -> None:
    page.goto(served.url)
    page.get_by_label("审核阶段").select_option("selfcheck")
    assert page.locator("#send").is_hidden()
    upload(page, file("一次点击.xlsx", TABLE))
    assert page.get_by_label("审核阶段").input_value() == "selfcheck"
    large = tmp_path / "太大.txt"
    large.write_bytes(b"x" * (51 * 2**20))
    page.set_input_files("#files", large)
    assert "50 MB" in page.locator("#status").text_content()
    assert page.evaluate("document.getElementById('files').files.length") == 0


def test_the_last_decision_offers_the_report(page, served: Served) -> None:
    enter(page, served.url)
    upload(page, file("最后.csv", "三级指标,指标值\n灌区面貌,明显改善\n"))
    visit(page, "最后.csv")
    while page.locator(".finding.open").count():
        page.keyboard.press("j")
        press(page, "a")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="导出 Excel 报告").click()
    assert waiting.value.suggested_filename == "最后-审核报告.xlsx"


def test_one_logs_out(page, tmp_path: Path) -> None:
    with desk(page, tmp_path, "--token", TOKEN) as served:
        page.goto(served.url)
        page.get_by_label("口令").fill(TOKEN)
        page.keyboard.press("Enter")
        page.get_by_role("button", name="退出登录").click()
        page.get_by_label("口令").wait_for()
        page.goto(served.url)
        assert page.get_by_label("口令").is_visible()
