"""Reports and Word documents for the tests. All texts are made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from zhibiao.app.reports import Report
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.document import Document, Passage, Project, Unread
from zhibiao.nlp.location import Location
from zhibiao.nlp.reading import parse_document, read_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Cost, Limit, Scoring
from zhibiao.scoring.score import score_documents

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "指标解释")
EMPTY = "水闸检修"
ROWS = (
    ("产出指标", "数量指标", "开展堤防巡查", "逐步提高", "按月巡查"),
    ("", "", "清淤河道数量", "80%以上", ""),
    ("", "质量指标", "工程验收合格率", "", ""),
    ("效益指标", "社会效益指标", "提供优质服务", "提供优质服务", ""),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", ""),
)


def report_of(*documents: Document) -> Report:
    """A report on documents, scored by the keyword model, which needs no trained file."""
    scoring = score_documents(documents, KeywordModel())
    return Report(scoring, tuple(documents), "keywords", "2020", "declaration", "2026-03-05")


def report_on(records: Sequence[Indicator], passages: Sequence[Passage] = ()) -> Report:
    """A report on one document that holds these records."""
    named = tuple(Indicator(**{**_fields(r), "source": r.source or "甲.docx"}) for r in records)
    return report_of(Document("甲.docx", named, passages=tuple(passages)))


def three_levels() -> Report:
    """A report on a document that is at fault itself, has a project that is, one without any indicator, and a part
    that was not read. What is found of the project and the document is laid in, so that no check decides it."""
    rows = (
        ("开展堤防巡查", "逐步提高", "产出指标", "数量指标"),
        ("汛前巡查天数", "≥20天", "产出指标", "数量指标"),
        ("防汛物资完好率", "≥98%", "产出指标", "质量指标"),
    )
    records = tuple(
        Indicator(n, v, level1=a, level2=b, project="堤防养护", project_id="p1", source="防汛.docx")
        for n, v, a, b in rows
    )
    projects = (Project("p1", "堤防养护", code="33001"), Project("p2", EMPTY, budget=12.5))
    unread = (Unread(Location(table=4), "没有认出表头。"),)
    report = report_of(Document("防汛.docx", records, (), unread, (), "云岭县水务局", projects))
    first, empty = report.scoring.projects
    (document,) = report.scoring.documents
    about_set = Finding("M01", "P1", "project", 0, 4, "没有效益指标。", "请补充效益指标。", 8)
    about_file = Finding("M05", "P1", "document", 0, 0, "正文的指标没有列入项目表。", "请列入项目表。", 9)
    limits = (Limit(79.9, "没有效益指标"), Limit(45.0, "一条指标要退回修改"))
    first = replace(first, findings=(about_set,), costs=(Cost(about_set, "完整性", 8.0),), limits=limits)
    document = replace(document, findings=(about_file,), costs=(Cost(about_file, "完整性", 4.8),))
    return replace(report, scoring=Scoring(report.scored, (first, empty), (document,)))


def _fields(record: Indicator) -> dict:
    return {name: getattr(record, name) for name in Indicator.__slots__}


def form(word: WordDocument, rows: Sequence[Sequence[str]] = ROWS) -> None:
    """An indicator table whose level cells are merged downwards."""
    table = word.add_table(rows=1, cols=len(HEADS), style="Table Grid")
    for cell, head in zip(table.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(1, 0).merge(table.cell(3, 0))
    table.cell(1, 1).merge(table.cell(2, 1))
    table.cell(1, 3).paragraphs[0].runs[0].bold = True


def hard_word() -> WordDocument:
    """Merged and nested tables, spans, text around them, an empty paragraph written `<w:p/>`."""
    word = docx.Document()
    word.add_heading("堤防养护项目绩效目标表", 1)
    form(word)
    word.add_paragraph("绩效指标：水质达标率达到95%以上，巡查覆盖率比上年提高3个百分点。")
    frame = word.add_table(rows=2, cols=1)
    frame.cell(0, 0).text = "项目名称：泵站改造"
    inner = frame.cell(1, 0).add_table(rows=1, cols=5)
    for cell, head in zip(inner.rows[0].cells, HEADS, strict=True):
        cell.text = head
    for cell, text in zip(
        inner.add_row().cells, ("产出指标", "数量指标", "改造泵站", "", "两座"), strict=True
    ):
        cell.text = text
    wide = inner.add_row().cells
    for cell, text in zip(wide[:4], ("效益指标", "社会效益指标", "排涝能力", "明显增强"), strict=True):
        cell.text = text
    wide[3].merge(wide[4])
    word.element.body.insert(0, OxmlElement("w:p"))
    return word


def saved(word: WordDocument) -> bytes:
    """The file's bytes."""
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def report_on_bytes(data: bytes, source: str) -> Report:
    """A report on a file in hand."""
    return report_of(parse_document(data, source))


def report_on_file(path: Path) -> Report:
    """A report on a file."""
    return report_of(read_document(path))
