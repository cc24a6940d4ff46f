"""Documents to measure reading with: one made-up indicator table of any length, in four formats."""

from __future__ import annotations

import html as markup
import io
from collections.abc import Iterator
from pathlib import Path

TITLE = "项目支出绩效目标申报表"
HEAD = ("一级指标", "二级指标", "三级指标", "指标值", "指标解释", "备注")
_CLASSES = (
    ("产出指标", "数量指标", "第{n}段管网改造长度", "≥{k}.5公里", "实际改造的管网长度"),
    ("产出指标", "质量指标", "第{n}批管材抽检合格率", "≥9{k}%", "抽检合格的批次占全部批次的比例"),
    ("产出指标", "时效指标", "第{n}标段完工时间", "2025年1{d}月底前", ""),
    ("效益指标", "社会效益指标", "第{n}片区受益住户", "{k}00户以上", "用水条件得到改善的住户数"),
    ("满意度指标", "服务对象满意度指标", "第{n}片区居民满意度", "9{k}%以上", "按问卷统计"),
)
PAGE_ROWS = 24


def rows(count: int) -> Iterator[tuple[str, ...]]:
    """`count` rows under `HEAD`, no two alike."""
    for n in range(count):
        texts = _CLASSES[n % len(_CLASSES)]
        yield (*(t.format(n=n + 1, k=1 + n % 8, d=n % 3) for t in texts), "")


def docx(count: int) -> bytes:
    """A Word document with the table."""
    from docx import Document

    document = Document()
    document.add_paragraph(TITLE)
    table = document.add_table(0, len(HEAD), style="Table Grid")
    for texts in (HEAD, *rows(count)):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def xlsx(count: int) -> bytes:
    """A workbook with the table on its only sheet."""
    file = io.BytesIO()
    write_workbook(file, count, in_memory=True)
    return file.getvalue()


def html(count: int) -> bytes:
    """A page with the table."""
    lines = [f"<!DOCTYPE html><meta charset='utf-8'><h1>{TITLE}</h1><table>"]
    for texts in (HEAD, *rows(count)):
        lines.append("".join(["<tr>", *(f"<td>{markup.escape(t)}</td>" for t in texts), "</tr>"]))
    return "\n".join([*lines, "</table>"]).encode()


def pdf(count: int) -> bytes:
    """A PDF with the table drawn in lines over as many pages as it takes. Needs reportlab."""
    file = io.BytesIO()
    write_pdf(file, count)
    return file.getvalue()


def write_workbook(target: Path | io.BytesIO, count: int, in_memory: bool = False) -> None:
    """`xlsx` to a file; unless `in_memory`, without holding the cells."""
    import xlsxwriter

    with xlsxwriter.Workbook(target, {"constant_memory": not in_memory}) as book:
        sheet = book.add_worksheet("绩效目标")
        sheet.write_row(0, 0, (TITLE,))
        for number, texts in enumerate((HEAD, *rows(count)), 1):
            sheet.write_row(number, 0, texts)


def write_pdf(target: Path | io.BytesIO, count: int) -> None:
    """`pdf` to a file."""
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfgen.canvas import Canvas

    registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(
        str(target) if isinstance(target, Path) else target, pagesize=landscape(A4), pageCompression=1
    )
    body = list(rows(count))
    borders = [40, 110, 220, 370, 480, 680, 800]
    for start in range(0, len(body), PAGE_ROWS):
        shown = [HEAD, *body[start : start + PAGE_ROWS]]
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(40, 550, TITLE)
        canvas.grid(borders, [535 - 20 * k for k in range(len(shown) + 1)])
        for number, texts in enumerate(shown):
            for left, text in zip(borders, texts, strict=False):
                canvas.drawString(left + 3, 521 - 20 * number, text)
        canvas.showPage()
    canvas.save()
