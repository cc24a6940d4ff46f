"""Reports and Word documents for the tests. All texts are made up."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from zhibiao.app.reports import Report
from zhibiao.models.keywords import KeywordModel
from zhibiao.nlp.document import Document, Passage
from zhibiao.nlp.reading import parse_document, read_document
from zhibiao.nlp.record import Indicator
from zhibiao.scoring.score import score_documents

HEADS = ("一级指标", "二级指标", "三级指标", "指标值", "指标解释")
ROWS = (
    ("产出指标", "数量指标", "开展堤防巡查", "逐步提高", "按月巡查"),
    ("", "", "清淤河道数量", "80%以上", ""),
    ("", "质量指标", "工程验收合格率", "", ""),
    ("效益指标", "社会效益指标", "提供优质服务", "提供优质服务", ""),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%", ""),
)


def report_of(*documents: Document) -> Report:
    """A report on documents, scored by the keyword model, which needs no trained file."""
    scored = score_documents(documents, KeywordModel())
    return Report(tuple(scored), tuple(documents), "keywords", "2020", "declaration", "2026-03-05")


def report_on(records: Sequence[Indicator], passages: Sequence[Passage] = ()) -> Report:
    """A report on one document that holds these records."""
    named = tuple(Indicator(**{**_fields(r), "source": r.source or "甲.docx"}) for r in records)
    return report_of(Document("甲.docx", named, passages=tuple(passages)))


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
