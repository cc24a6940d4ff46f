"""One self-contained page: nothing is fetched, only the page's own script may run."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...models.taxonomy import LEAVES
from ...scoring.findings import FIELDS, field_text, short, worst
from ...scoring.score import Scored
from ...scoring.summary import Summary, summaries
from . import Report
from .charts import bars, columns
from .facts import (
    FIELD_NAMES,
    GRADES,
    NO_PROJECT,
    SEVERITY_MEANINGS,
    SEVERITY_NAMES,
    advice,
    by_check,
    clean,
    grade_counts,
    mean_score,
    profile_name,
    projects,
    said,
    settings,
    severity_counts,
    standard_name,
    type_name,
    unread_parts,
)
from .marks import note, of_field, pieces

if TYPE_CHECKING:
    from jinja2 import Environment

_FOLDER = Path(__file__).parent
_GRADE_FILLS = ("#4C9A6A", "#5C9EA6", "#D9A13B", "#C8553D")
_CHARTED = 12
_LABELS = ("level1", "level2", "description", "actual")  # shown small below name and value


def build(report: Report) -> bytes:
    """The page as UTF-8."""
    template = _environment().get_template("page.html")
    text = template.render(_content(report))
    return clean(text).encode()


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _content(report: Report) -> dict[str, Any]:
    from markupsafe import Markup

    script = (_FOLDER / "page.js").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rows = summaries(report.scored)
    checks = by_check(report.scored)
    often = sorted(checks, key=lambda c: -c.count)[:10]
    lowest = sorted([r for r in rows if r.project] or rows, key=lambda r: r.score)[:_CHARTED]
    grades = grade_counts(report.scored)
    charts: list[tuple[str, str]] = []
    if rows:
        charts = [
            ("指标等级（条）", columns(GRADES, list(grades.values()), _GRADE_FILLS)),
            (
                "得分最低的项目" if len(lowest) == _CHARTED else "得分",
                bars([_label(r) for r in lowest], [r.score for r in lowest], 100),
            ),
            (
                "最多的问题（处）",
                bars([short(f"{c.code} {c.title}", 15) for c in often], [c.count for c in often]),
            ),
        ]
    return {
        "report": report,
        "standard": standard_name(report.standard),
        "profile": profile_name(report.profile),
        "script": Markup(script),  # our own file, not a document's text
        "script_hash": digest,
        "style": Markup((_FOLDER / "page.css").read_text(encoding="utf-8")),
        "charts": [(title, Markup(svg)) for title, svg in charts],
        "documents": len(report.documents),
        "projects": sum(bool(r.project) for r in rows),
        "mean": mean_score(rows),
        "grades": grades,
        "severities": severity_counts(report.scored),
        "names": SEVERITY_NAMES,
        "meanings": SEVERITY_MEANINGS,
        "costs": settings(report).costs,
        "leaves": [(leaf, type_name(leaf)) for leaf in LEAVES],
        "checks": checks,
        "sections": _sections(report, rows),
        "unread": unread_parts(report),
    }


def _label(row: Summary) -> str:
    return short(row.project or row.source.rpartition("/")[2], 14)


def _sections(report: Report, rows: list[Summary]) -> list[dict[str, Any]]:
    """One section a project, within one a document."""
    by_key = {(r.source, r.owner_id): r for r in rows}
    sections: dict[str, dict[str, Any]] = {}
    for number, ((source, key), items) in enumerate(projects(report.scored).items()):
        owner = items[0].record.owner
        document = sections.setdefault(
            source, {"source": source, "summary": by_key[source, ""], "projects": []}
        )
        document["projects"].append(
            {
                "key": str(number),
                "name": owner or NO_PROJECT,
                "summary": by_key.get((source, key)) if owner else None,
                "items": [_item(item) for item in items],
            }
        )
    return list(sections.values())


def _item(item: Scored) -> dict[str, Any]:
    texts = {f: pieces(field_text(item.record, f), of_field(item.findings, f)) for f in FIELDS}
    return {
        "score": item.score,
        "grade": item.grade,
        "worst": worst(item.findings),
        "type": item.context.type,
        "type_name": type_name(item.context.type),
        "texts": texts,
        "missing": "value" if any(f.end == 0 for f in of_field(item.findings, "value")) else "",
        "labels": [(FIELD_NAMES[f], texts[f]) for f in _LABELS if texts[f]],
        "findings": [(f, said(f), advice(f) if f.suggestion else "") for f in item.findings],
        "location": str(item.record.location),
        "note": note,
    }
