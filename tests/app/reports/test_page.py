"""The page: self-contained, its own script only, texts as texts."""

from __future__ import annotations

import base64
import hashlib

import pytest
from lxml import html
from zhibiao.app.reports import Report, build_report
from zhibiao.app.reports.facts import distinct
from zhibiao.nlp.document import Document, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.record import Indicator

from .documents import EMPTY, hard_word, report_of, report_on, report_on_bytes, saved, three_levels
from .test_workbook import HOSTILE


@pytest.fixture(scope="module")
def report() -> Report:
    return report_on_bytes(saved(hard_word()), "堤防.docx")


@pytest.fixture(scope="module")
def page(report: Report) -> html.HtmlElement:
    return html.document_fromstring(build_report("html", report).decode())


def test_only_its_own_script_may_run(page: html.HtmlElement) -> None:
    (script,) = page.iter("script")
    digest = base64.b64encode(hashlib.sha256((script.text or "").encode()).digest()).decode()
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert f"script-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy


def test_nothing_is_fetched(page: html.HtmlElement) -> None:
    assert not page.xpath("//link | //img | //iframe | //object | //embed | //base | //*[@src]")
    links = page.xpath("//@href | //@*[local-name()='href']")
    assert all(str(link).startswith("#") for link in links)
    assert "url(" not in "".join(style.text_content() for style in page.iter("style"))


def test_flagged_words_are_marked_with_severity_and_reason(page: html.HtmlElement) -> None:
    marks = {m.text: (m.get("class"), m.get("title")) for m in page.iter("mark")}
    kind, title = marks["逐步提高"]
    assert kind == "P1"
    assert "V17" in title
    assert "建议：" in title
    prose = next(m for m in page.iter("mark") if m.text == "比上年提高3个百分点")
    assert "V20" in prose.get("title", "")


def test_every_indicator_and_finding_is_there(page: html.HtmlElement, report: Report) -> None:
    names = [p.text_content() for p in page.find_class("name")]
    assert names == [s.record.name for s in report.scored]
    assert len(page.find_class("finding")) == len(report.scoring.findings)
    rows = page.xpath("//table[@class='indicators']//tr[@data-severity]")
    assert [r.get("data-type") for r in rows] == [s.context.type for s in report.scored]


def test_charts_are_inline_and_without_script(page: html.HtmlElement) -> None:
    assert len(page.xpath("//figure//*[local-name()='svg']")) == 3
    assert not page.xpath("//figure//*[local-name()='script']")


def test_no_text_becomes_markup() -> None:
    texts = (*HOSTILE, '"><img src=x onerror=alert(1)>', "</script><script>alert(1)</script>", "{{ 7*7 }}")
    records = [
        Indicator(
            t, "逐步提高" + t, description=t, level1=t, level2=t, project=t, activity=t, actual=t, source=t
        )
        for t in texts
    ]
    data = build_report("html", report_of(Document(texts[-3], tuple(records))))
    page = html.document_fromstring(data.decode())
    assert len(list(page.iter("script"))) == 1
    assert not list(page.iter("img"))
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    names = {p.text_content() for p in page.find_class("name")}
    assert {"<script>alert(1)</script>", "{{ 7*7 }}"} <= names


def test_nothing_found_is_said_and_why() -> None:
    empty = Document("空.docx", (), (), (Unread(Location(table=1), "没有认出表头。"),))
    page = html.document_fromstring(build_report("html", report_of(empty)).decode())
    assert "没有找到绩效指标" in page.text_content()
    (file,) = page.find_class("file")
    assert "表 1：没有认出表头。" in file.text_content()


def test_records_without_a_project_have_a_section_of_their_own() -> None:
    page = html.document_fromstring(build_report("html", report_on([Indicator("清淤长度", "3")])).decode())
    assert [h.text for h in page.iter("h3")] == ["（未写明项目）"]


def test_each_level_has_its_own_place() -> None:
    page = html.document_fromstring(build_report("html", three_levels()).decode())
    (file,) = page.find_class("file")
    document, *projects = [own.text_content() for own in file.find_class("own")]
    assert "M05" in document
    assert any("M01" in text for text in projects)
    rows = [td.text_content() for td in page.xpath("//table[@class='indicators']//td")]
    assert not any("M01" in text or "M05" in text for text in rows)


def test_a_project_without_indicators_is_seen_and_its_score_explained() -> None:
    page = html.document_fromstring(build_report("html", three_levels()).decode())
    section = next(s for s in page.find_class("project") if s.find(".//h3").text == EMPTY)
    assert "项目得分 0 差" in " ".join(section.text_content().split())
    assert "指标表是空的" in section.text_content()
    assert not section.findall(".//table")
    assert EMPTY in {a.text for a in page.xpath("//table[@class='summary']//a")}


def test_the_score_of_the_file_is_not_that_of_its_indicators() -> None:
    report = three_levels()
    page = html.document_fromstring(build_report("html", report).decode())
    tiles = {dt.text: dt.getnext().text for dt in page.xpath("//dl[@class='tiles']//dt")}
    assert tiles["文件得分"] == str(report.scoring.documents[0].score)
    assert "指标平均分" in page.find_class("why")[0].text_content()


def test_what_is_faultless_is_folded_on_paper() -> None:
    page = html.document_fromstring(build_report("html", three_levels()).decode())
    rows = {tr.find_class("name")[0].text_content(): tr for tr in page.xpath("//table//tr[@data-type]")}
    assert [name for name, tr in rows.items() if tr.get("class") == "clean"] == [
        "汛前巡查天数",
        "防汛物资完好率",
    ]
    assert page.find_class("folded")[0].text == "没有发现问题的 2 条：汛前巡查天数；防汛物资完好率。"
    style = "".join(e.text_content() for e in page.iter("style"))
    assert "size: A4 landscape" in style
    assert "counter(pages)" in style


def test_no_two_bars_have_one_label() -> None:
    names = [f"政府购买服务（专业技术服务类社区工作站管理经费）{x}社区" for x in ("花果山", "溪头", "东方")]
    records = [Indicator("清淤长度", "3", project=name) for name in [*names, "巡查"]]
    page = html.document_fromstring(build_report("html", report_on(records)).decode())
    labels = [
        "".join(text.itertext())
        for text in page.xpath(
            "(//figure//*[local-name()='svg'])[2]//*[contains(@class, 'axis y')]//*[local-name()='text']"
        )
    ]
    assert len(labels) == 4
    assert len(set(labels)) == 4
    assert distinct(["同名项目"] * 3, 10) == ["同名项目", "同名项目（2）", "同名项目（3）"]
