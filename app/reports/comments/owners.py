"""Where in a document the findings about its projects stand: at the cell that the project is named in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ....nlp.location import Location
from ....scoring.findings import Finding
from ....scoring.results import Scored, ScoredProject, Scoring
from ..parts import ProjectPart, parts_of
from .places import NOWHERE, Places, Spot, anchors, bare, key_of


def all_anchors(places: Places, scoring: Scoring) -> dict[int, list[Finding]]:
    """Element number → the findings about it, of all levels; NOWHERE for those about the document and for those that
    have no place in it."""
    found: dict[int, list[Finding]] = {}
    for document in parts_of(scoring):
        _add(found, NOWHERE, document.document.findings)
        for part in document.projects:
            for finding in part.findings:
                spot = _spot(places, part, finding)
                _add(found, spot.element if spot else NOWHERE, [finding])
    for element, findings in anchors(places, scoring.records).items():
        _add(found, element, findings)
    return found


def _add(found: dict[int, list[Finding]], element: int, findings: Sequence[Finding]) -> None:
    if findings:
        found.setdefault(element, []).extend(findings)


def _spot(places: Places, part: ProjectPart, finding: Finding) -> Spot | None:
    """The cell or paragraph with the text that a finding is about; else where the form begins."""
    project = part.project
    wanted = _wanted(project, finding) if project else ""
    for place in _begins(project, part.records):
        if place.paragraph in places.paragraphs:
            return places.paragraphs[place.paragraph]
        rows = places.tables.get(key_of(place), {})
        if not rows:
            continue
        named = _holding(rows, place.row, wanted)
        if named is not None:
            return named
        row = rows.get(place.row) or rows[min(rows)]
        return row.get(place.column - 1) or next(iter(row.values()), None)
    return None


def _wanted(project: ScoredProject, finding: Finding) -> str:
    """The text to look for, without whitespace."""
    texts = {"goal": project.goal, "project_code": project.code}
    return bare(texts.get(finding.field, project.name))


def _begins(project: ScoredProject | None, records: Sequence[Scored]) -> Iterable[Location]:
    """Where the form begins, else the beginning of the table, or the paragraph, of its first indicator."""
    if project and project.location:
        yield project.location
    if records:
        place = records[0].record.location
        yield place._replace(row=1, column=1) if key_of(place) else place


def _holding(rows: Mapping[int, Mapping[int, Spot]], first: int, wanted: str) -> Spot | None:
    """The cell that is the text, else one that holds it, from row `first` of a table on."""
    spots = [spot for i in sorted(rows) if i >= first for spot in rows[i].values()] if wanted else []
    equal = next((spot for spot in spots if spot.text == wanted), None)
    return equal or next((spot for spot in spots if wanted in spot.text), None)
