"""Documents for the tests: one description of tables, written in every format."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Merge:
    """A merged range: first and last row and column, inclusive."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """A table: texts with '' where a merged range covers a cell."""

    rows: list[list[str]]
    merges: list[Merge] = field(default_factory=list)
    before: str = ""


FORM = Sheet(
    [
        ["项目名称", "古树名木保护", "", ""],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "古树挂牌数量", "≥120株"],
        ["", "", "修复古树围栏", "30处"],
        ["", "质量指标", "挂牌信息准确率", "≥98%"],
        ["效益指标", "生态效益指标", "古树存活率", "≥99%"],
        ["满意度指标", "服务对象满意度指标", "周边居民满意度", "≥90%"],
    ],
    [Merge(0, 1, 0, 3), Merge(2, 0, 4, 0), Merge(2, 1, 3, 1)],
    before="绩效目标申报表",
)
EXPECTED = [
    ("古树名木保护", "产出指标", "数量指标", "古树挂牌数量", "≥120株"),
    ("古树名木保护", "产出指标", "数量指标", "修复古树围栏", "30处"),
    ("古树名木保护", "产出指标", "质量指标", "挂牌信息准确率", "≥98%"),
    ("古树名木保护", "效益指标", "生态效益指标", "古树存活率", "≥99%"),
    ("古树名木保护", "满意度指标", "服务对象满意度指标", "周边居民满意度", "≥90%"),
]


def docx(*sheets: Sheet) -> bytes:
    """A .docx by python-docx."""
    from docx import Document

    document = Document()
    for sheet in sheets:
        if sheet.before:
            document.add_paragraph(sheet.before)
        table = document.add_table(len(sheet.rows), len(sheet.rows[0]), style="Table Grid")
        for i, row in enumerate(sheet.rows):
            for j, text in enumerate(row):
                table.cell(i, j).text = text
        for m in sheet.merges:
            text = sheet.rows[m.top][m.left]
            table.cell(m.top, m.left).merge(table.cell(m.bottom, m.right)).text = text
        document.add_paragraph()  # Word always ends a document, and a table, with one
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def html(*sheets: Sheet, encoding: str = "utf-8", declared: str | None = None) -> bytes:
    """A page with rowspan and colspan."""
    parts = [f'<html><head><meta charset="{declared or encoding}"><title>no</title></head><body>']
    for sheet in sheets:
        covered = {
            (i, j)
            for m in sheet.merges
            for i in range(m.top, m.bottom + 1)
            for j in range(m.left, m.right + 1)
            if (i, j) != (m.top, m.left)
        }
        parts.append(f"<p>{sheet.before}</p><table>")
        for i, row in enumerate(sheet.rows):
            parts.append("<tr>")
            for j, text in enumerate(row):
                if (i, j) in covered:
                    continue
                merge = next((m for m in sheet.merges if (m.top, m.left) == (i, j)), Merge(i, j, i, j))
                spans = f' rowspan="{merge.bottom - i + 1}" colspan="{merge.right - j + 1}"'
                parts.append(f"<td{spans}>{text.replace(chr(10), '<br>')}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    return "".join([*parts, "</body></html>"]).encode(encoding)


def pdf(
    *sheets: Sheet,
    widths: Sequence[float] = (80, 90, 150, 90),
    ruled: bool = True,
    repeat: int = 0,
    height: float = 842,
    size: float = 10,
    encrypt: str | None = None,
) -> bytes:
    """A PDF by reportlab with the Chinese CID font STSong-Light."""
    from reportlab.lib.enums import TA_LEFT
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

    registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle(
        "han", fontName="STSong-Light", fontSize=size, leading=size * 1.3, alignment=TA_LEFT, wordWrap="CJK"
    )
    flow = []
    for sheet in sheets:
        if sheet.before:
            flow.append(Paragraph(sheet.before, style))
        data = [[Paragraph(_escaped(t), style) if t else "" for t in row] for row in sheet.rows]
        spans = [("SPAN", (m.left, m.top), (m.right, m.bottom)) for m in sheet.merges]
        rules = (
            [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else [("BOTTOMPADDING", (0, 0), (-1, -1), 8)]
        )
        flow += [
            Table(
                data,
                colWidths=list(widths),
                repeatRows=repeat,
                splitInRow=0,
                style=TableStyle(spans + rules + [("VALIGN", (0, 0), (-1, -1), "TOP")]),
            ),
            Spacer(1, 20),
        ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=(A4[0], height), encrypt=encrypt, topMargin=50, bottomMargin=50).build(
        flow
    )
    return out.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")


def csv(sheet: Sheet, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """The first sheet's rows, separated."""
    return "".join(separator.join(row) + "\r\n" for row in sheet.rows).encode(encoding)


def packed(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def word(body: str, extra: dict[str, bytes] | None = None, namespace: str = WORD, head: str = "") -> bytes:
    """A minimal .docx with `body` inside w:body."""
    namespaces = (
        f'xmlns:w="{namespace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    )
    text = f'<?xml version="1.0" encoding="UTF-8"?>{head}<w:document {namespaces}><w:body>{body}</w:body></w:document>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    return packed(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": relations.encode(),
            "word/document.xml": text.encode(),
            **(extra or {}),
        }
    )


def paragraph(text: str) -> str:
    """A w:p."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(content: str, properties: str = "") -> str:
    """A w:tc; text becomes a paragraph, markup is taken as it is."""
    inner = content if content.startswith("<") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def table(*rows: Sequence[str]) -> str:
    """A w:tbl of cells."""
    body = "".join(
        f"<w:tr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{body}</w:tbl>"
