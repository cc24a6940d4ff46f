"""The workbook that review firms hand over: one row a project, and a sheet with one row a file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial
from operator import attrgetter

from .. import Report
from ..opinions import GROUPS, Opinion, Review, named, reviewed
from .sheets import Sheet, Styles, write_table
from .workbook import OPTIONS

_COLUMNS = {
    "项目编码": 12,
    "项目名称": 14,
    "审核人": 7,
    "审核日期": 11,
    **dict.fromkeys(GROUPS, 0),  # by what they hold
    "小结": 24,
    "审核结论": 9,
    "文件": 12,
    "位置": 12,
}
_FILES = {
    "文件": 26,
    "填报单位": 18,
    "项目数": 8,
    "指标数": 8,
    "文件得分": 10,
    "等级": 8,
    "文件的问题": 60,
    "小结": 36,
    "没有读到的部分": 36,
}
_MOST_NAMES = 12
_names = partial(named, name=attrgetter("title"), most=_MOST_NAMES)
_LEAST, _TOGETHER = 24, 120  # widths of a column of opinions, and of the three


def build(report: Report) -> bytes:
    """The workbook's bytes; 审核人 is left to be filled in where nobody has signed."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {**OPTIONS, "in_memory": True})
    styles = Styles(book)
    found = reviewed(report)
    projects = [_project(report, review) for _, reviews in found for review in reviews]
    columns = _COLUMNS | _widths(projects)
    _write(Sheet(book, "审核意见", styles), columns, projects, "没有找到绩效指标。", frozen=2)
    _write(Sheet(book, "文件", styles), _FILES, [_file(whole) for whole, _ in found], "没有文件。", frozen=1)
    book.close()
    return buffer.getvalue()


def _write(sheet: Sheet, columns: dict[str, int], lines: list[list[object]], empty: str, frozen: int) -> None:
    sheet.columns(list(columns.values()))
    write_table(sheet, 0, list(columns), lines)
    if not lines:
        sheet.text(1, 0, empty, "remark")
    sheet.freeze(1, frozen)
    sheet.landscape(repeat=0)


def _widths(lines: Sequence[Sequence[object]]) -> dict[str, int]:
    """The widths of the opinions' columns, wider for longer ones: a row can be only so high."""
    at = list(_COLUMNS).index(GROUPS[0])
    longest = [max((len(str(line[at + i])) for line in lines), default=1) for i in range(len(GROUPS))]
    room = _TOGETHER - _LEAST * len(GROUPS)
    return {group: _LEAST + round(room * n / sum(longest)) for group, n in zip(GROUPS, longest, strict=True)}


def _project(report: Report, review: Review) -> list[object]:
    opinions = (_said(review, group) for group in GROUPS)
    sign = report.signed(review.source)
    head = [review.code, review.project, sign.names, sign.date]
    return [*head, *opinions, review.summary, review.conclusion, review.source, review.place]


def _file(review: Review) -> list[object]:
    problems = "\n".join(f"{i}. {_lines(o)}" for i, o in enumerate(review.opinions, 1)) or "无"
    unread = "\n".join(f"{place}：{reason}" if place else reason for place, reason in review.unread)
    counts = [review.projects, review.indicators, "" if review.score is None else review.score]
    return [review.source, review.unit, *counts, review.grade, problems, review.summary, unread]


def _said(review: Review, group: str) -> str:
    """The numbered opinions of one group in one cell; the numbers run on through the project."""
    first = review.opinions.index(review.of(group)[0]) + 1 if review.of(group) else 0
    return "\n".join(f"{i}. {_lines(o)}" for i, o in enumerate(review.of(group), first)) or "无"


def _lines(opinion: Opinion) -> str:
    """What is said of each row, those of which the same is said together; advice that all share stands once."""
    alike = opinion.alike
    shared = f"建议：{opinion.advice}" if opinion.advice else ""
    if len(alike) == 1:
        return f"{_names(alike[0])}：{alike[0][0].problem}{shared}"
    lines = [f"{opinion.title}，共 {len(opinion.quotes)} 处{f'。{shared}' if shared else '：'}"]
    for i, quotes in enumerate(alike[:_MOST_NAMES], 1):
        own = f"建议：{quotes[0].advice}" if quotes[0].advice and not shared else ""
        lines.append(f"（{i}）{_names(quotes)}：{quotes[0].problem}{own}")
    if rest := sum(map(len, alike[_MOST_NAMES:])):
        lines.append(f"……另有 {rest} 处，见指标明细。")
    return "\n".join(lines)
