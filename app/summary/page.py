"""The answers as one page: charts and tables, no script, nothing loaded from elsewhere, fit for A4."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..reports.charts import BLUE, bars, columns
from .questions import Answer, Totals, shown

if TYPE_CHECKING:
    from .drill import Drill

_FOLDER = Path(__file__).parent
_BARS = 10
# The columns that lead further down.
_LINKED = {"unit": 0, "grade": 0, "finding": 0, "project": 2, "empty": 2}


def page(name: str, totals: Totals, answers: Sequence[Answer], below: Drill) -> str:
    """An HTML page about the archive called `name`; what stands `below` the tables unfolds."""
    tiles = {
        "文件": shown(totals.files, "count"),
        "未能读取": shown(totals.failed, "count"),
        "项目": shown(totals.projects, "count"),
        "指标": shown(totals.indicators, "count"),
        "平均分": shown(totals.score, "score") or "—",
        "模糊": shown(totals.vague, "share"),
        "套话": shown(totals.boilerplate, "share"),
    }
    remark = "" if totals.complete else "（评分尚未完成，只包括已写完的部分）"
    charts = _charts({a.key: a for a in answers})
    return _rendered("绩效指标汇总", f"{name}{remark}", answers, tiles=tiles, charts=charts, below=below)


def answers_page(title: str, name: str, answers: Sequence[Answer]) -> str:
    """A page of tables alone."""
    return _rendered(title, name, answers, tiles={}, charts=[], below=None)


def _rendered(title: str, name: str, answers: Sequence[Answer], **content: Any) -> str:
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    css = (_FOLDER / "page.css").read_text(encoding="utf-8")
    return environment.get_template("page.html").render(
        title=title, name=name, answers=answers, linked=_LINKED, shown=shown, css=css, **content
    )


def _charts(answers: dict[str, Answer]) -> list[tuple[str, str]]:
    """Headings and drawings: two in a row, those of one height beside each other."""
    charts = []
    for key, what in (("unit", "指标"), ("grade", "项目")):
        if (units := answers.get(key)) and units.rows:
            names, scores = units.column("单位")[:_BARS], units.column("平均分")[:_BARS]
            several = len(units.rows) <= _BARS
            title = f"各单位{what}平均分" if several else f"{what}平均分最低的 {_BARS} 个单位"
            charts.append((title, bars(names, _rounded(scores), 100)))
    if (found := answers.get("finding")) and found.rows:
        pairs = zip(found.column("编号"), found.column("问题"), strict=True)
        names = [f"{code} {title}" for code, title in pairs][:_BARS]
        shares = _percent(found.column("占比")[:_BARS])
        charts.append(
            ("最常见的问题（占指标、项目或文件的 %）", bars(names, shares, max(1.2 * max(shares), 0.1)))
        )
    if (classes := answers.get("class")) and classes.rows:
        names = classes.column("类别")
        for what in ("模糊", "套话"):
            shares = _percent(classes.column(what))
            charts.append((f"各类别中{what}的 %", bars(names, shares, 100)))
        counts = classes.column("指标")
        shares = _percent([count / sum(counts) for count in counts])
        charts.append(("各类别占指标的 %", bars(names, shares, max(1.2 * max(shares), 0.1))))
    if (years := answers.get("year")) and years.rows:
        scores = _rounded(years.column("平均分"))
        charts.append(("各年度平均分", columns(years.column("年度"), scores, [BLUE] * len(scores))))
    return charts


def _rounded(numbers: Sequence[float]) -> list[float]:
    return [round(number, 1) for number in numbers]


def _percent(shares: Sequence[float]) -> list[float]:
    return _rounded([100 * share for share in shares])
