"""The workbook: 总览, 项目, 指标明细, 问题汇总, 说明. No text of a document can run as a formula or a link."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ....scoring.findings import SEVERITIES, Finding, worst
from ....scoring.registry import DIMENSIONS
from ....scoring.results import ScoredDocument, ScoredProject
from .. import Report, ReportError
from ..facts import (
    GRADES,
    SEVERITY_NAMES,
    advice,
    by_check,
    distinct,
    grade_counts,
    mean_score,
    profile_name,
    severity_counts,
    standard_name,
    unread_parts,
)
from ..parts import LEVEL_NAMES, DocumentPart, lowest, parts_of, total_score
from .details import write_details
from .sheets import Sheet, Styles, write_notes, write_table

if TYPE_CHECKING:
    from xlsxwriter import Workbook

_LARGE = 50_000  # records from which rows are written to disk as they come
_MOST_ROWS = 1_048_000
_CHARTED = 15
_CHARTS_AT = 6
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
    parts = parts_of(report.scoring)
    _overview(book, styles, report, parts)
    _projects(Sheet(book, "项目", styles), parts)
    write_details(Sheet(book, "指标明细", styles), report.scored)
    _checks(Sheet(book, "问题汇总", styles), report)
    write_notes(Sheet(book, "说明", styles), report)
    book.close()
    return buffer.getvalue()


_COUNTS = {f"{name} {key}": 7 for key, name in SEVERITY_NAMES.items()}
_DIMENSIONS = dict.fromkeys(DIMENSIONS, 8)
# Width by heading. What is printed ends with 建议; the rest is for the screen.
_OVERVIEW = {
    "文件": 26,
    "项目数": 8,
    "指标数": 8,
    "文件得分": 12,
    "等级": 8,
    "指标平均分": 10,
    **_COUNTS,
    "得分怎么来的": 24,
    "文件的问题": 44,
    "建议": 32,
    "填报单位": 24,
    "标题": 30,
    **_DIMENSIONS,
}
_PROJECTS = {
    "项目": 24,
    "项目编码": 18,
    "指标数": 8,
    "项目得分": 10,
    "等级": 8,
    **_COUNTS,
    "得分怎么来的": 24,
    "项目的问题": 46,
    "建议": 36,
    "填报单位": 22,
    "预算": 14,
    "绩效目标": 80,
    **_DIMENSIONS,
    "文件": 28,
    "位置": 18,
}


def _overview(book: Workbook, styles: Styles, report: Report, parts: Sequence[DocumentPart]) -> None:
    sheet = Sheet(book, "总览", styles)
    sheet.columns(list(_OVERVIEW.values()))
    sheet.text(0, 0, "绩效指标评分报告", "title")
    sheet.sheet.set_row(0, 28)
    said = f"{report.made}　{standard_name(report.standard)}　{profile_name(report.profile)}　模型 {report.model}"
    sheet.text(1, 0, said, "remark")
    score_name, score = total_score(report.scoring)
    tiles: dict[str, float | str] = {
        "文件": len(parts),
        "项目": len(report.scoring.projects),
        "指标": len(report.scored),
        score_name: "—" if score is None else score,
        **{f"{SEVERITY_NAMES[s]} {s}": n for s, n in severity_counts(report.scoring).items()},
    }
    for column, (name, figure) in enumerate(tiles.items()):
        sheet.text(3, column, name, "head")
        if isinstance(figure, str):
            sheet.text(4, column, figure, "tile")
        else:
            sheet.number(4, column, figure, "tile")
    sheet.sheet.set_row(4, 24)
    charted = any(p.projects for p in parts)
    top = _CHARTS_AT + (17 if charted else 0)
    lines = [_document_line(part) for part in parts]
    last = write_table(sheet, top, list(_OVERVIEW), lines)
    if not report.scored:
        last += 1
        sheet.text(last, 0, "没有找到绩效指标。", "remark")
    missed = unread_parts(report)
    if missed:
        sheet.text(last + 2, 0, "没有读到的部分", "strong")
        write_table(sheet, last + 3, ["文件", "位置", "原因"], [list(part) for part in missed], wrap=False)
    if charted:
        _charts(book, sheet, report, parts)
    sheet.landscape(repeat=None)
    sheet.sheet.print_area(0, 0, sheet.last, list(_OVERVIEW).index("建议"))


def _document_line(part: DocumentPart) -> list[Any]:
    document = part.document
    return [
        document.source,
        document.projects,
        document.indicators,
        "" if document.score is None else document.score,
        document.grade,
        mean_score(part.records) if document.indicators else "",
        *_counts(document),
        part.why,
        *_said(document.findings),
        document.unit,
        document.title,
        *_dimensions(document),
    ]


def _projects(sheet: Sheet, parts: Sequence[DocumentPart]) -> None:
    """A line a project, those without any indicator included, with what is wrong with the project itself."""
    sheet.columns(list(_PROJECTS.values()))
    projects = [part for document in parts for part in document.projects]
    lines = [
        [
            part.name,
            part.project.code,
            part.project.indicators,
            part.project.score,
            part.project.grade,
            *_counts(part.project),
            part.why,
            *_said(part.findings),
            part.project.unit,
            part.budget,
            part.project.goal,
            *_dimensions(part.project),
            part.project.source,
            str(part.project.location),
        ]
        for part in projects
        if part.project
    ]
    severities = [worst(part.findings) for part in projects if part.project]
    write_table(sheet, 0, list(_PROJECTS), lines, severities, coloured="项目的问题")
    if not lines:
        sheet.text(1, 0, "没有找到项目。", "remark")
    sheet.freeze(1, 1)
    sheet.landscape(repeat=0)
    sheet.sheet.print_area(0, 0, max(1, len(lines)), list(_PROJECTS).index("建议"))


def _counts(item: ScoredProject | ScoredDocument) -> list[int | str]:
    return [item.severities[s] or "" for s in SEVERITIES]


def _dimensions(item: ScoredProject | ScoredDocument) -> list[float | str]:
    return list(item.dimensions.values()) if item.indicators else [""] * len(_DIMENSIONS)


def _said(findings: Sequence[Finding]) -> list[str]:
    """Problems and advice, numbered alike."""
    numbered = [f"{i}. " if len(findings) > 1 else "" for i in range(1, len(findings) + 1)]
    problems = (f"{n}{f.severity} {f.code} {f.message}" for n, f in zip(numbered, findings, strict=True))
    mends = (f"{n}{advice(f)}" for n, f in zip(numbered, findings, strict=True) if f.suggestion)
    return ["\n".join(problems), "\n".join(mends)]


def _charts(book: Workbook, sheet: Sheet, report: Report, parts: Sequence[DocumentPart]) -> None:
    """Grades of the indicators, and the lowest scores of projects (of documents where there are none)."""
    title, shown = lowest(parts, _CHARTED)
    # What the charts show stands below and beside what is printed; a sheet may be written downwards only.
    labels = distinct([name for name, _ in shown], 20)
    top, grades, at = sheet.last + 3, grade_counts(report.scored), len(_OVERVIEW) + 1
    for i in range(max(len(grades), len(shown))):
        if i < len(GRADES):
            sheet.text(top + i, at, GRADES[i], "remark")
            sheet.number(top + i, at + 1, grades[GRADES[i]], "remark")
        if i < len(shown):
            sheet.text(top + i, at + 3, labels[i], "remark")
            sheet.number(top + i, at + 4, shown[i][1], "remark")
    sheet.last = top - 3
    _chart(book, sheet, "column", "指标等级（条）", (top, at, len(GRADES)))
    _chart(book, sheet, "bar", title, (top, at + 3, len(shown)))


def _chart(book: Workbook, sheet: Sheet, kind: str, title: str, data: tuple[int, int, int]) -> None:
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
    place = {"object_position": 2, "x_offset": 4 if grades else 430}
    sheet.sheet.insert_chart(_CHARTS_AT, 0, chart, place)


def _checks(sheet: Sheet, report: Report) -> None:
    heads = ("编号", "问题", "针对", "级别", "处数", "涉及", "占比", "例", "例：指标值", "例：说明", "依据")
    sheet.columns([8, 26, 8, 10, 8, 8, 8, 30, 20, 60, 60])
    counts = by_check(report.scoring)
    lines: list[list[Any]] = [
        [
            count.code,
            count.title,
            LEVEL_NAMES[count.level],
            f"{SEVERITY_NAMES[count.severity]} {count.severity}",
            count.count,
            count.items,
            f"{count.items / len(report.scoring.at(count.level)):.0%}",
            count.name,
            count.value,
            count.message,
            count.why,
        ]
        for count in counts
    ]
    write_table(sheet, 0, heads, lines, severities=[c.severity for c in counts])
    if not lines:
        sheet.text(1, 0, "没有发现问题。", "remark")
    sheet.freeze(1, 2)
    sheet.landscape(repeat=0)
