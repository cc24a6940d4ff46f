"""The workbook that review firms hand over: one row a project."""

from __future__ import annotations

import io

from . import Report
from .opinions import GROUPS, Opinion, Review, reviews
from .sheets import Sheet, Styles, write_table
from .workbook import OPTIONS

_COLUMNS = {
    "项目编码": 14,
    "项目名称": 24,
    "审核人": 10,
    "审核日期": 12,
    **dict.fromkeys(GROUPS, 52),
    "小结": 44,
    "审核结论": 12,
    "文件": 24,
}
_MOST_NAMES = 12


def build(report: Report) -> bytes:
    """The workbook's bytes; 审核人 is left for the reviewer to fill in."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {**OPTIONS, "in_memory": True})
    sheet = Sheet(book, "审核意见", Styles(book))
    sheet.columns(list(_COLUMNS.values()))
    lines = [
        [
            review.code,
            review.project,
            "",
            report.made,
            *(_said(review, group) for group in GROUPS),
            review.summary,
            review.conclusion,
            review.source,
        ]
        for review in reviews(report)
    ]
    write_table(sheet, 0, list(_COLUMNS), lines)
    if not lines:
        sheet.text(1, 0, "没有找到绩效指标。", "remark")
    sheet.freeze(1, 2)
    sheet.landscape(repeat=0)
    book.close()
    return buffer.getvalue()


def _said(review: Review, group: str) -> str:
    """The numbered opinions of one group in one cell; the numbers run on through the project."""
    first = review.opinions.index(review.of(group)[0]) + 1 if review.of(group) else 0
    return "\n".join(f"{i}. {_line(o)}" for i, o in enumerate(review.of(group), first)) or "无"


def _line(opinion: Opinion) -> str:
    names = "、".join(q.title for q in opinion.quotes[:_MOST_NAMES])
    more = f"等 {len(opinion.quotes)} 条" if len(opinion.quotes) > _MOST_NAMES else ""
    problem = opinion.problem if opinion.problem else f"{opinion.title}。"
    advice = opinion.advice or next((q.advice for q in opinion.quotes if q.advice), "")
    return f"{names}{more}：{problem}" + (f"建议：{advice}" if advice else "")
