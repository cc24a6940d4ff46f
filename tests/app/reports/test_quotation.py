"""No report nests quotation marks, whatever the names in the document hold."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pytest
from lxml import html
from zhibiao.app.reports import Report, build_report
from zhibiao.nlp.reading import read_document
from zhibiao.nlp.record import Indicator

from ...conftest import ROOT, SHARED
from .documents import hard_word, report_of, report_on, report_on_bytes, saved, three_levels

NESTED = re.compile("“[^”]*“|”[^“]*”")
NAMES = ("原“赤脚医生”养老补助发放人数", "整治“四害”工作", "开展“平安三率”宣传", "“两癌”筛查覆盖水平")


def quoting() -> Report:
    """A report on names with quotation marks in them."""
    return report_on(
        [
            Indicator(name, value, f"{name}{value}", "产出指标", "数量指标", "“厕所革命”项目")
            for name in NAMES
            for value in ("逐步“提高”", "", "80%以上", "约300人")
        ]
    )


def cells(data: bytes) -> list[str]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    every = [c for sheet in book for row in sheet.iter_rows() for c in row]
    said = [c.comment.text for c in every if c.comment]
    return [*said, *(c.value for c in every if isinstance(c.value, str))]


def paragraphs(data: bytes) -> list[str]:
    word = docx.Document(io.BytesIO(data))
    return [p.text for p in word.paragraphs] + [c.text for t in word.tables for r in t.rows for c in r.cells]


def texts(data: bytes) -> list[str]:
    page = html.document_fromstring(data.decode())
    return [*map(str, page.xpath("//body//text()")), *map(str, page.xpath("//@title"))]


def samples() -> list[Report]:
    files = sorted((ROOT / "data" / "samples").glob("*.txt"))
    real = sorted((SHARED / "real").glob("*.xlsx"))[:1]
    return [report_of(read_document(path)) for path in [*files, *real]]


@pytest.mark.parametrize(
    ("fmt", "read"), [("xlsx", cells), ("handover", cells), ("opinions", paragraphs), ("html", texts)]
)
def test_no_report_nests_quotation_marks(fmt: str, read: object) -> None:
    reports = [quoting(), three_levels(), report_on_bytes(saved(hard_word()), "甲.docx"), *samples()]
    found = [
        line
        for report in reports
        for text in read(build_report(fmt, report))
        for line in text.split("\n")  # type: ignore[operator]
    ]
    assert any("“" in line for line in found)
    assert [line for line in found if NESTED.search(line)] == []
