"""Sheets of a workbook, with every text written as text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from ....scoring.findings import SEVERITIES
from ....scoring.marked import COLOURS
from ....scoring.points import (
    DOCUMENT_COSTS,
    FIRST_GRAVE,
    FURTHER,
    GRAVE_SHARE,
    MEAN_SHARE,
    MEDIUM,
    NOT_BEST,
    PROJECT_COSTS,
    START,
    USABLE,
)
from ....scoring.registry import all_checks
from ..facts import (
    SEVERITY_MEANINGS,
    SEVERITY_NAMES,
    clean,
    profile_name,
    settings,
    standard_name,
)
from ..marks import Piece

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

    from .. import Report

MOST = 32_767  # characters in a cell
_CUT = "…（过长，已截断）"
_FONT = "Microsoft YaHei"
_LINE = 15.0  # points of a line of text
_HIGHEST = 405.0  # Excel's limit is 409
FILLS = {severity: fill for severity, (fill, _) in COLOURS.items()}
INKS = {severity: ink for severity, (_, ink) in COLOURS.items()}
_GRADE_INKS = {"优": "#2E7D4F", "良": "#2F6F78", "中": "#8A6100", "差": "#A3150D"}


class Styles:
    """The cell formats of one workbook, made when first used."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.get = cache(self._get)

    def _get(self, name: str = "", fill: str = "", ink: str = "", bold: bool = False) -> Format:
        base: dict[str, Any] = {"font_name": _FONT, "font_size": 10, "valign": "top"}
        cell = {"border": 1, "border_color": "#D5DAE0", "text_wrap": True}
        named: dict[str, dict[str, Any]] = {
            "title": {"font_size": 16, "bold": True},
            "remark": {"font_color": "#5F6B76"},
            "strong": {"bold": True, "font_size": 11},
            "head": {
                **cell,
                "bold": True,
                "bg_color": "#2F4A66",
                "font_color": "#FFFFFF",
                "valign": "vcenter",
                "align": "center",
            },
            "tile": {**cell, "bold": True, "font_size": 14, "align": "center"},
            "cell": cell,
            "plain": {"text_wrap": True},
            "middle": {**cell, "align": "center"},
            "number": {**cell, "num_format": "0.0##", "align": "right"},
            "whole": {**cell, "num_format": "0", "align": "right"},
            "rich": {},
        }
        chosen = {**base, **named[name or "cell"]}
        if fill:
            chosen["bg_color"] = fill
        if ink:
            chosen["font_color"] = ink
        if bold:
            chosen["bold"] = True
        return self.book.add_format(chosen)


class Sheet:
    """A worksheet that takes texts, numbers and marked texts; texts are never parsed."""

    def __init__(self, book: Workbook, name: str, styles: Styles) -> None:
        self.sheet = book.add_worksheet(name)
        self.styles = styles
        self.sheet.hide_gridlines(2)
        self.widths: list[float] = []
        self.last = 0

    def columns(self, widths: Sequence[float]) -> None:
        """Column widths in characters."""
        self.widths = list(widths)
        for i, width in enumerate(widths):
            self.sheet.set_column(i, i, width)

    def text(self, row: int, column: int, text: str, name: str = "cell", **look: Any) -> None:
        """A text, cut where a cell can't hold it."""
        self.last = max(self.last, row)
        style = self.styles.get(name, **look)
        if text:
            self.sheet.write_string(row, column, fit(clean(text)), style)
        else:
            self.sheet.write_blank(row, column, None, style)

    def number(self, row: int, column: int, number: float, name: str = "number", **look: Any) -> None:
        """A number."""
        self.last = max(self.last, row)
        self.sheet.write_number(row, column, number, self.styles.get(name, **look))

    def marked(self, row: int, column: int, parts: Sequence[Piece], **look: Any) -> None:
        """A text with its flagged stretches in bold and in the colour of their severity."""
        text = "".join(p.text for p in parts)
        parts = [p for p in parts if p.text]
        if len(parts) < 2 or len(text) > MOST:
            self.text(row, column, text, **look)
            return
        runs: list[Any] = []
        for part in parts:
            if part.severity:
                runs.append(self.styles.get("rich", ink=INKS[part.severity], bold=True))
            else:
                runs.append(self.styles.get("rich"))
            runs.append(clean(part.text))
        self.sheet.write_rich_string(row, column, *runs, self.styles.get("cell", **look))

    def height(self, row: int, texts: Sequence[tuple[str, float]]) -> None:
        """Give a row the height that its texts need at their columns' widths, within reason."""
        lines = max((_lines(text, width) for text, width in texts if text), default=1)
        self.sheet.set_row(row, min(_HIGHEST, _LINE * lines + 3))

    def freeze(self, row: int, column: int) -> None:
        """Keep the first rows and columns in sight."""
        self.sheet.freeze_panes(row, column)

    def landscape(self, repeat: int | None) -> None:
        """Print on A4, as wide as the page, with row `repeat` on every page."""
        self.sheet.set_landscape()
        self.sheet.set_paper(9)
        self.sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        self.sheet.fit_to_pages(1, 0)
        self.sheet.set_footer("&C&P / &N")
        if repeat is not None:
            self.sheet.repeat_rows(repeat)


def fit(text: str) -> str:
    """`text` as a cell can hold it, with a remark where it was cut."""
    return text if len(text) <= MOST else text[: MOST - len(_CUT)] + _CUT


def _lines(text: str, width: float) -> int:
    room = max(2.0, width - 1)
    wide = (sum(1.0 if c.isascii() else 1.9 for c in line) for line in text[:2000].split("\n"))
    return sum(max(1, math.ceil(w / room)) for w in wide)


def write_table(
    sheet: Sheet,
    top: int,
    heads: Sequence[str],
    lines: Sequence[Sequence[Any]],
    severities: Sequence[str] = (),
    wrap: bool = True,
    coloured: str = "级别",
) -> int:
    """A table with an autofilter; the number of its last row. A line's severity colours its cell under `coloured`."""
    for column, head in enumerate(heads):
        sheet.text(top, column, head, "head")
    for i, line in enumerate(lines):
        row = top + 1 + i
        fill = FILLS.get(severities[i], "") if severities else ""
        for column, value in enumerate(line):
            head = heads[column]
            if isinstance(value, str):
                ink = _GRADE_INKS.get(value, "") if head == "等级" else ""
                name = "middle" if head in ("等级", "级别", "编号", "占比", "针对") else "cell"
                sheet.text(row, column, value, name, ink=ink, fill=fill if head == coloured else "")
            else:
                sheet.number(row, column, value, "whole" if isinstance(value, int) else "number")
        if wrap:
            sheet.height(
                row,
                [(v, w) for v, w in zip(line, sheet.widths, strict=False) if isinstance(v, str)],
            )
    if lines and wrap:
        sheet.sheet.autofilter(top, 0, top + len(lines), len(heads) - 1)
    return top + len(lines)


def _costs(points: Mapping[str, float]) -> str:
    return "，".join(f"{s} {n:g} 分" for s, n in points.items() if n)


def write_notes(sheet: Sheet, report: Report) -> None:
    """说明: how the report was made and how to read it."""
    from .... import __version__

    config = settings(report)
    costs = "，".join(f"{SEVERITY_NAMES[s]} {s} 扣 {config.costs[s]:g} 分" for s in SEVERITIES)
    shares = "，".join(f"{name} {points:g}" for name, points in config.dimensions.items())
    pairs = [
        ("生成日期", report.made),
        *((f"审核人（{source}）", f"{sign.names} {sign.date}") for source, sign in report.signatures.items()),
        ("程序版本", f"zhibiao {__version__}"),
        ("模型", report.model),
        ("指标分类标准", standard_name(report.standard)),
        ("审核阶段", profile_name(report.profile)),
        *(
            (f"级别：{SEVERITY_NAMES[s]} {s}", f"{SEVERITY_MEANINGS[s]}。每处扣 {config.costs[s]:g} 分。")
            for s in SEVERITIES
        ),
        (
            "得分",
            f"每条指标满分 100，取值依据和佐证材料表上看不全，留 {100 - START:g} 分，从 {START:g} 分起扣：{costs}；再按问题所属维度的分值（{shares}，满分 100）折算，同一条指标最重的问题全扣，其余的扣 {FURTHER:.0%}，扣完为止。"
            "由他人转成文字时丢失的内容只作提示，不扣分。",
        ),
        (
            "项目得分",
            f"100 分减去所含指标平均失分的 {MEAN_SHARE:.0%}（平均失分是 100 减平均分，超过 {USABLE:g} 分的部分全数计入），减去要退回修改的指标（有 P0 或 P1 问题；自评和监控时按原级别算）所占比例 × {GRAVE_SHARE:g} 分（{FIRST_GRAVE:.0%} 以内的部分加倍），再减去项目自身的问题"
            f"（{_costs(PROJECT_COSTS)}，同样按维度折算）。上限：有无法评价（P0）的指标或问题、或三分之一以上的指标要退回，"
            f"最高 {NOT_BEST:g} 分；没有效益指标，最高 {MEDIUM:g} 分；指标表是空的，0 分。",
        ),
        (
            "文件得分",
            f"各项目得分按指标条数的加权平均，减去文件自身的问题（{_costs(DOCUMENT_COSTS)}，同样按维度折算）。"
            "它不等于指标平均分：后者只是所有指标得分的平均。",
        ),
        ("各级问题的处数", "项目和文件的处数包括其中指标的问题。"),
        ("等级", "优 90 分及以上，良 80 分及以上，中 60 分及以上，差 60 分以下（绩效目标审核表的分档）。"),
        ("判断类别", "模型按内容判断的二级类别；“可能类别”是把握达到 95% 时不能排除的类别。"),
    ]
    if off := [check.code for check in all_checks() if not config.is_on(check.code)]:
        pairs.append(("没有采用的检查", "、".join(off)))
    if report.thresholds is not None:
        limits = report.thresholds
        pairs.append(
            (
                "模型阈值",
                f"模糊概率 ≥ {limits.vague:g} 判为模糊，套话概率 ≥ {limits.boilerplate:g} 判为套话，"
                f"类别概率 ≥ {limits.type_set:g} 列入可能类别。",
            )
        )
    pairs.append(("提醒", "评分供审核人参考，是否采纳由审核人决定。"))
    sheet.columns([22, 100])
    sheet.text(0, 0, "说明", "title")
    for row, (key, value) in enumerate(pairs, 2):
        sheet.text(row, 0, key, bold=True)
        sheet.text(row, 1, value)
        sheet.height(row, [(value, 100)])
    sheet.landscape(repeat=None)
