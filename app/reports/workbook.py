"""The workbook: 总览, 指标明细, 问题汇总, 说明. No text of a document can run as a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ...scoring.findings import SEVERITIES, short
from ...scoring.score import Scored
from ...scoring.summary import Summary, summaries
from . import Report, ReportError
from .facts import (
    GRADES,
    SEVERITY_NAMES,
    by_check,
    grade_counts,
    mean_score,
    profile_name,
    severity_counts,
    standard_name,
    unread_parts,
)
from .sheets import Sheet, Styles, write_notes, write_table
from .workbook_details import write_details

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LARGE = 50_000  # records from which rows are written to disk as they come
_MOST_ROWS = 1_048_000
_CHARTED = 15
_CHARTS_AT = 6
_DATA_AT = 16  # column
_GRADE_FILLS = ("#4C9A6A", "#7FB7BE", "#E9B44C", "#C8553D")
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def build(report: Report) -> bytes:
    """The workbook's bytes. Raises ReportError for more records than a sheet has rows."""
    from xlsxwriter import Workbook

    if len(report.scored) > _MOST_ROWS:
        raise ReportError(
            f"指标有 {len(report.scored)} 条，超过工作表的行数：请分批评分，或用 --format csv。"
        )
    buffer = io.BytesIO()
    book = Workbook(buffer, {**OPTIONS, "in_memory": True, "constant_memory": len(report.scored) > _LARGE})
    book.set_properties({"title": "绩效指标评分报告", "comments": f"zhibiao，{report.made}"})
    styles = Styles(book)
    _overview(book, styles, report)
    write_details(Sheet(book, "指标明细", styles), report.scored)
    _checks(Sheet(book, "问题汇总", styles), report)
    write_notes(Sheet(book, "说明", styles), report)
    book.close()
    return buffer.getvalue()


_OVERVIEW = (
    ("文件", 30),
    ("项目", 30),
    ("指标数", 8),
    ("得分", 8),
    ("等级", 8),
    ("完整性", 8),
    ("相关性", 8),
    ("适当性", 8),
    ("可行性", 8),
    *((f"{name} {key}", 9) for key, name in SEVERITY_NAMES.items()),
    ("整体问题", 60),
)


def _overview(book: Workbook, styles: Styles, report: Report) -> None:
    sheet = Sheet(book, "总览", styles)
    rows = summaries(report.scored)
    sheet.columns([width for _, width in _OVERVIEW])
    sheet.text(0, 0, "绩效指标评分报告", "title")
    sheet.sheet.set_row(0, 28)
    said = f"{report.made}　{standard_name(report.standard)}　{profile_name(report.profile)}　模型 {report.model}"
    sheet.text(1, 0, said, "remark")
    projects = sum(bool(r.project) for r in rows)
    counts = {
        "文件": len(report.documents),
        "项目": projects,
        "指标": len(report.scored),
        "得分": mean_score(rows),
    }
    tiles: dict[str, float] = {
        **counts,
        **grade_counts(report.scored),
        **{f"{SEVERITY_NAMES[s]} {s}": n for s, n in severity_counts(report.scored).items()},
    }
    for column, (name, number) in enumerate(tiles.items()):
        sheet.text(3, column, name, "head")
        sheet.number(4, column, number, "tile")
    sheet.sheet.set_row(4, 24)
    top = _CHARTS_AT
    if rows:
        top = _CHARTS_AT + 17
    heads = [name for name, _ in _OVERVIEW]
    lines: list[list[Any]] = [
        [
            "" if r.project else r.source,
            r.project,
            r.indicators,
            r.score,
            r.grade,
            *r.dimensions.values(),
            *(r.severities[s] or "" for s in SEVERITIES),
            "\n".join(f"{c.finding.code} {c.finding.message}" for c in r.set_costs),
        ]
        for r in rows
    ]
    last = write_table(sheet, top, heads, lines, bold=[not r.project for r in rows])
    if not rows:
        sheet.text(top + 1, 0, "没有找到绩效指标。", "remark")
        last = top + 1
    missed = unread_parts(report)
    if missed:
        sheet.text(last + 2, 0, "没有读到的部分", "strong")
        write_table(sheet, last + 3, ["文件", "位置", "原因"], [list(part) for part in missed], wrap=False)
    if rows:
        _charts(book, sheet, report.scored, rows)
    sheet.landscape(repeat=None)
    sheet.sheet.print_area(0, 0, sheet.last, len(_OVERVIEW) - 1)


def _charts(book: Workbook, sheet: Sheet, scored: Sequence[Scored], rows: Sequence[Summary]) -> None:
    """Grades of the indicators, and the lowest scores of projects (of documents where there are none)."""
    shown = [r for r in rows if r.project] or list(rows)
    shown = sorted(shown, key=lambda r: r.score)[:_CHARTED]
    # What the charts show stands below and beside what is printed; a sheet may be written downwards only.
    top, grades = sheet.last + 3, grade_counts(scored)
    for i in range(max(len(grades), len(shown))):
        if i < len(GRADES):
            sheet.text(top + i, _DATA_AT, GRADES[i], "remark")
            sheet.number(top + i, _DATA_AT + 1, grades[GRADES[i]], "remark")
        if i < len(shown):
            name = shown[i].project or shown[i].source.rpartition("/")[2]
            sheet.text(top + i, _DATA_AT + 3, short(name, 22), "remark")
            sheet.number(top + i, _DATA_AT + 4, shown[i].score, "remark")
    sheet.last = top - 3
    title = "得分最低的项目" if len(shown) == _CHARTED else "得分"
    _chart(book, sheet, "column", "指标等级（条）", (top, _DATA_AT, len(GRADES)), 0)
    _chart(book, sheet, "bar", title, (top, _DATA_AT + 3, len(shown)), 2)


def _chart(
    book: Workbook, sheet: Sheet, kind: str, title: str, data: tuple[int, int, int], column: int
) -> None:
    """A chart of names and, beside them, numbers: `data` is the first row and column, and how many rows."""
    top, first, count = data
    chart = book.add_chart({"type": kind})
    series: dict[str, Any] = {
        "categories": ["总览", top, first, top + count - 1, first],
        "values": ["总览", top, first + 1, top + count - 1, first + 1],
        "data_labels": {"value": True},
        "fill": {"color": "#3B6FA0"},
        "gap": 60,
    }
    grades = kind == "column"
    if grades:
        series["points"] = [{"fill": {"color": c}} for c in _GRADE_FILLS]
    chart.add_series(series)
    chart.set_title({"name": title, "name_font": {"size": 11}, "overlay": False})
    chart.set_legend({"none": True})
    plain = {"visible": False, "major_gridlines": {"visible": False}}
    chart.set_y_axis(plain if grades else {"reverse": True, "interval_unit": 1, "num_font": {"size": 8}})
    if not grades:
        chart.set_x_axis({**plain, "min": 0, "max": 110})
    chart.set_size({"width": 420 if grades else 760, "height": 320})
    sheet.sheet.insert_chart(_CHARTS_AT, column, chart, {"object_position": 2, "x_offset": 4})


def _checks(sheet: Sheet, report: Report) -> None:
    heads = ("编号", "问题", "级别", "处数", "指标数", "占比", "例：指标", "例：指标值", "例：说明", "依据")
    sheet.columns([8, 26, 10, 8, 8, 8, 30, 20, 60, 60])
    total = len(report.scored) or 1
    lines: list[list[Any]] = []
    for count in by_check(report.scored):
        item, finding = count.example
        lines.append(
            [
                count.code,
                count.title,
                f"{SEVERITY_NAMES[count.severity]} {count.severity}",
                count.count,
                count.indicators,
                f"{count.indicators / total:.0%}",
                item.record.name,
                item.record.value or " / ".join(item.record.tiers or ()),
                finding.message,
                count.why,
            ]
        )
    write_table(sheet, 0, heads, lines, severities=[c.severity for c in by_check(report.scored)])
    if not lines:
        sheet.text(1, 0, "没有发现问题。", "remark")
    sheet.freeze(1, 2)
    sheet.landscape(repeat=0)
