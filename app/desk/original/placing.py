"""In which cell, paragraph or line of the original each finding stands."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ....nlp.location import Location
from ....scoring.findings import Finding
from ...reports.comments.places import bare, wanted_of
from ..database.tables import DISMISSED, Decisions
from ..packing import WHOLE, Opened, project_number
from ..review import opinions_of
from .drawing import Part

_NEAR = 8  # lines around a name in which its value is looked for, where each cell is a line of its own
_ABOVE = 300  # rows above in which a class or project is looked for that holds for the rows below it
_UPWARDS = ("level1", "level2", "project", "activity", "goal", "project_code", "budget")


@dataclass(frozen=True, slots=True)
class Flag:
    """A finding that stands somewhere: the id of its element on the review's page, and that of its item."""

    finding: str
    item: int
    severity: str


class Places:
    """The rows of an original by their place."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._rows: list[tuple[Location, Part, tuple[str, ...]]] = []
        self._at: dict[Location, int] = {}
        for part in parts:
            for line in part.lines:
                self._at.setdefault(line.place, len(self._rows))
                self._rows.append((line.place, part, line.cells))

    def spot(self, place: Location, field: str, wanted: str) -> Location | None:
        """The cell that a finding about `wanted`, the text of a field of what stands at `place`, is about."""
        at = self._at.get(_row(place))
        if at is None:
            return None
        column = place.column
        if field == "name" and column:
            return self._cell(at, column)
        if wanted:
            found = self._nearest(at, wanted, column)
            if found is not None:
                return found
            for row in self._around(at, field):
                if (found := self._nearest(row, wanted, 0)) is not None:
                    return found
        return self._cell(at, column)

    def _cell(self, at: int, column: int) -> Location:
        place, part, _ = self._rows[at]
        return place if part.kind == "text" else place._replace(column=column)

    def _nearest(self, at: int, wanted: str, column: int) -> Location | None:
        """The cell of a row that is the text, else one that holds it: the first right of `column`, else left of it."""
        _, part, cells = self._rows[at]
        texts = [(bare(text), c) for c, text in enumerate(cells, part.left) if text]
        for fits in ([c for t, c in texts if t == wanted], [c for t, c in texts if wanted in t]):
            if fits:
                best = min(fits, key=lambda c: (c <= column, abs(c - column)))
                return self._cell(at, best)
        return None

    def _around(self, at: int, field: str) -> Iterator[int]:
        """Other rows in which the text may stand."""
        if self._rows[at][0].line:
            yield from (i for i in range(at + 1, at + _NEAR) if i < len(self._rows))
        if field in _UPWARDS:
            yield from range(at - 1, max(at - _ABOVE, 0) - 1, -1)
            if self._rows[at][0].line:
                yield from range(at + 1, min(at + _NEAR, len(self._rows)))


def flags(
    parts: Sequence[Part], opened: Opened, document: int, decisions: Decisions
) -> Mapping[Location, list[Flag]]:
    """The findings of a document by the cells that they stand in, those that were dismissed left out."""
    places = Places(parts)
    found: dict[Location, list[Flag]] = {}
    for number, where, findings in _items(opened, document, decisions):
        for key, finding, wanted in findings:
            spot = places.spot(where, finding.field, wanted)
            if spot is not None:
                flag = Flag(f"f{document}-{number}-{key}", number, finding.severity)
                found.setdefault(spot, []).append(flag)
    return found


def _items(
    opened: Opened, document: int, decisions: Decisions
) -> Iterator[tuple[int, Location, Iterable[tuple[str, Finding, str]]]]:
    """Each item with its place and its findings: key, finding, the text that it is about."""
    forms = {p.id: p for p in opened.document().projects}
    for i, key in enumerate(opened.projects):
        form, number = forms.get(key), project_number(i)
        if form and form.location:
            texts = {"goal": form.goal, "project_code": form.code}
            live = _live(document, number, opened.heads[number], decisions)
            yield number, form.location, [(k, f, bare(texts.get(f.field, form.name))) for k, f in live]
    for number in range(len(opened)):
        scored = opened.scored(number)
        live = _live(document, number, scored.findings, decisions)
        if live:
            yield (
                number,
                scored.record.location._replace(part=0, member=""),
                [(k, f, wanted_of(scored.record, f)[0]) for k, f in live],
            )


def _live(
    document: int, number: int, findings: Sequence[Finding], decisions: Decisions
) -> list[tuple[str, Finding]]:
    shown = opinions_of(document, number, findings, decisions)
    return [(o.key, o.finding) for o in shown if o.state != DISMISSED and number != WHOLE]


def _row(place: Location) -> Location:
    return place._replace(column=0, part=0, member="")
