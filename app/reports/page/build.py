"""One self-contained page: nothing is fetched, only the page's own script may run."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ....models.taxonomy import LEAVES
from ....scoring.findings import FIELDS, Finding, field_text, worst
from ....scoring.points import FIRST_GRAVE, FURTHER, MEAN_SHARE, START, USABLE, grave_points
from ....scoring.results import Scored
from .. import Report
from ..charts import bars, columns
from ..facts import (
    FIELD_NAMES,
    GRADES,
    SEVERITY_MEANINGS,
    SEVERITY_NAMES,
    advice,
    by_check,
    clean,
    grade_counts,
    profile_name,
    said,
    settings,
    severity_counts,
    standard_name,
    type_name,
    unread_parts,
)
from ..marks import note, of_field, pieces
from ..parts import LEVEL_NAMES, DocumentPart, ProjectPart, lowest, parts_of, score_text, total_score

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
    scoring, parts = report.scoring, parts_of(report.scoring)
    score_name, score = total_score(scoring)
    return {
        "report": report,
        "standard": standard_name(report.standard),
        "profile": profile_name(report.profile),
        "script": Markup(script),  # our own file, not a document's text
        "script_hash": digest,
        "style": Markup((_FOLDER / "page.css").read_text(encoding="utf-8")),
        "charts": [(title, Markup(svg)) for title, svg in _charts(report, parts)],
        "score_name": score_name,
        "score": "—" if score is None else score,
        "severities": severity_counts(scoring),
        "names": SEVERITY_NAMES,
        "levels": LEVEL_NAMES,
        "meanings": SEVERITY_MEANINGS,
        "costs": settings(report).costs,
        "start": START,
        "further": f"{FURTHER:.0%}",
        "share": grave_points(1.0),
        "first": f"{FIRST_GRAVE:.0%}",
        "part": f"{MEAN_SHARE:.0%}",
        "usable": USABLE,
        "leaves": [(leaf, type_name(leaf)) for leaf in LEAVES],
        "checks": by_check(scoring),
        "sections": _sections(report, parts),
        "score_text": score_text,
    }


def _charts(report: Report, parts: list[DocumentPart]) -> list[tuple[str, str]]:
    """Titles and drawings: grades of the indicators, the lowest scores of projects (of documents where there are
    none), the most frequent problems."""
    title, scores = lowest(parts, _CHARTED)
    often = sorted(by_check(report.scoring), key=lambda c: -c.count)[:10]
    grades = grade_counts(report.scored)
    charts = []
    if report.scored:
        charts.append(("指标等级（条）", columns(GRADES, list(grades.values()), _GRADE_FILLS)))
    if scores:
        charts.append((title, bars([n for n, _ in scores], [s for _, s in scores], 100)))
    if often:
        names = [f"{c.code} {c.title}" for c in often]
        charts.append(("最多的问题（处）", bars(names, [c.count for c in often])))
    return charts


def _sections(report: Report, parts: list[DocumentPart]) -> list[dict[str, Any]]:
    """One section a document: what is said of it, what was not read of it, and its projects."""
    sections, number = [], 0
    for part in parts:
        projects = []
        for project in part.projects:
            projects.append(_project(str(number), project))
            number += 1
        sections.append(
            {
                "part": part,
                "findings": list(map(_said, part.document.findings)),
                "unread": [
                    (place, reason) for _, place, reason in unread_parts(report, part.document.source)
                ],
                "projects": projects,
            }
        )
    return sections


def _project(key: str, part: ProjectPart) -> dict[str, Any]:
    """A project's own section; what the form says of it stands with its own remarks marked."""
    project = part.project
    facts = {}
    if project:
        facts = {
            "project_code": project.code,
            "unit": project.unit,
            "budget": part.budget,
            "place": str(project.location),
            "goal": project.goal,
        }
    goal = pieces(facts.get("goal", ""), of_field(part.findings, "goal"))
    heads = {**FIELD_NAMES, "unit": "填报单位", "place": "位置"}
    items = list(map(_item, part.records))
    return {
        "key": key,
        "part": part,
        "worst": worst(part.findings),
        "facts": [(heads[k], text) for k, text in facts.items() if text and k != "goal"],
        "goal": goal,
        "findings": list(map(_said, part.findings)),
        "items": items,
        "flagged": any(item["findings"] for item in items),
        "faultless": [item for item in items if not item["findings"]],
        "note": note,
    }


def _said(finding: Finding) -> tuple[Finding, str, str]:
    return finding, said(finding), advice(finding) if finding.suggestion else ""


def _item(item: Scored) -> dict[str, Any]:
    texts = {f: pieces(field_text(item.record, f), of_field(item.findings, f)) for f in FIELDS}
    return {
        "name": item.record.name,
        "score": item.score,
        "grade": item.grade,
        "worst": worst(item.findings),
        "type": item.context.type,
        "type_name": type_name(item.context.type),
        "texts": texts,
        "missing": "value" if any(f.end == 0 for f in of_field(item.findings, "value")) else "",
        "labels": [(FIELD_NAMES[f], texts[f]) for f in _LABELS if texts[f]],
        "findings": list(map(_said, item.findings)),
        "location": str(item.record.location),
        "note": note,
    }
