"""From a unit down to its projects and their cells, and from a check to places where it was found: for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .questions import Answer, asking, title_of

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

# A unit's lowest projects, a project's lowest indicators, a check's places.
PROJECTS, ROWS, PLACES = 5, 60, 10

_FORMS = """
SELECT unit, source, project_id, project, project_code, coalesce(year::VARCHAR, ''), location, indicators, score,
    score_grade, findings
FROM forms
QUALIFY (source, project_id) IN (SELECT source, project_id FROM wanted)
    OR (unit IN (SELECT unit FROM units)
        AND row_number() OVER (PARTITION BY unit ORDER BY score, source, project_id) <= $1)
ORDER BY score, source, project_id
"""
_CELLS = """
SELECT source, project_id, location, name, coalesce(nullif(value, ''), array_to_string(tiers, ' / '), ''), score,
    score_grade, findings
FROM rows WHERE (source, project_id) IN (SELECT source, project_id FROM shown)
QUALIFY row_number() OVER (PARTITION BY source, project_id ORDER BY score, location, id) <= $1
ORDER BY source, project_id, score, location, id
"""
_PLACES = """
WITH every AS (
    SELECT '指标' AS level, source, location, project, name, unnest(findings) AS f FROM indicators
    UNION ALL BY NAME
    SELECT '项目' AS level, source, location, project, '' AS name, unnest(findings) AS f FROM projects
    UNION ALL BY NAME
    SELECT '文件' AS level, source, '' AS location, '' AS project, '' AS name, unnest(findings) AS f FROM documents
)
SELECT f.code, level,
    min_by(
        {'source': source, 'location': location, 'project': project, 'name': name, 'message': f.message},
        {'severity': f.severity, 'source': source, 'location': location},
        $1
    )
FROM every GROUP BY f.code, level ORDER BY f.code, level
"""


# Where a check found something: source, location, project, name, message.
Place = dict[str, str]


@dataclass(frozen=True, slots=True)
class Cell:
    """An indicator where it stands, and what is wrong with it."""

    location: str
    name: str
    value: str
    score: float
    grade: str
    findings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A project, what is wrong with it, and its lowest indicators of `indicators`."""

    unit: str
    source: str
    name: str
    code: str
    year: str
    location: str
    indicators: int
    score: float
    grade: str
    findings: tuple[str, ...]
    cells: tuple[Cell, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Drill:
    """Units with their lowest projects, and checks with their places; `links` is for each answer's key the titles of
    what its rows lead to, '' for nothing."""

    units: tuple[tuple[str, str, tuple[Form, ...]], ...]
    checks: tuple[tuple[str, str, tuple[Place, ...]], ...]
    links: dict[str, tuple[str, ...]]


def drill(out: Path, answers: Sequence[Answer]) -> Drill:
    """What stands below the rows of the answers. Raises ArchiveError."""
    asked = {a.key: a for a in answers}
    with asking(out) as db:
        forms = _forms(db, asked)
        places = _places(db) if "finding" in asked else {}
    units: dict[str, list[Form]] = {}
    for form in forms.values():
        units.setdefault(form.unit, []).append(form)
    unit_anchors = {unit: f"u{i}" for i, unit in enumerate(units)}
    check_anchors = {key: f"c{i}" for i, key in enumerate(places)}
    links = {}
    for key, answer in asked.items():
        if key in ("unit", "grade"):
            links[key] = tuple(unit_anchors.get(row[0], "") for row in answer.rows)
        elif key in ("project", "empty"):
            links[key] = tuple(forms[k].anchor if k in forms else "" for k in answer.keys)
        elif key == "finding":
            links[key] = tuple(check_anchors.get((row[0], row[3]), "") for row in answer.rows)
    return Drill(
        tuple((unit, unit_anchors[unit], tuple(some)) for unit, some in units.items()),
        tuple(
            (f"{code} {title_of(code)}（{level}）", check_anchors[code, level], tuple(found))
            for (code, level), found in places.items()
        ),
        links,
    )


def _forms(db: duckdb.DuckDBPyConnection, asked: dict[str, Answer]) -> dict[tuple[Any, ...], Form]:
    """The projects that the answers name, and the lowest of each unit that they name."""
    wanted = [k for key in ("project", "empty") if key in asked for k in asked[key].keys]
    units = {row[0] for key in ("unit", "grade") if key in asked for row in asked[key].rows}
    db.execute(
        "CREATE TEMP TABLE wanted (source VARCHAR, project_id VARCHAR); CREATE TEMP TABLE units (unit VARCHAR)"
    )
    if wanted:
        db.executemany("INSERT INTO wanted VALUES (?, ?)", wanted)
    if units:
        db.executemany("INSERT INTO units VALUES (?)", [(u,) for u in sorted(units)])
    rows = db.execute(_FORMS, [PROJECTS]).fetchall()
    db.execute("CREATE TEMP TABLE shown (source VARCHAR, project_id VARCHAR)")
    if rows:
        db.executemany("INSERT INTO shown VALUES (?, ?)", [(row[1], row[2]) for row in rows])
    cells: dict[tuple[str, str], list[Cell]] = {}
    for source, project, place, name, value, score, grade, findings in db.execute(_CELLS, [ROWS]).fetchall():
        cell = Cell(place, name, value, score, grade, _said(findings))
        cells.setdefault((source, project), []).append(cell)
    forms = {}
    for i, row in enumerate(rows):
        unit, source, key, name, code, year, place, indicators, score, grade, findings = row
        below = tuple(cells.get((source, key), ()))
        said = _said(findings)
        forms[source, key] = Form(
            unit, source, name, code, year, place, indicators, score, grade, said, below, f"p{i}"
        )
    return forms


def _places(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[Place]]:
    rows = db.execute(_PLACES.replace("$1", str(PLACES))).fetchall()
    return {(code, level): places for code, level, places in rows}


def _said(findings: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    return tuple(f"{f['severity']} {f['code']} {f['message']}" for f in findings)
