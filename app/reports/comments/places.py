"""Where the findings about a document's indicators stand in it: cells and paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ....nlp.blocks import Row
from ....nlp.location import Location
from ....nlp.readers.safety.limits import DEFAULT, Meter
from ....nlp.readers.word.wordml import Walk, names_of, prune
from ....nlp.record import Indicator
from ....nlp.vocabulary import column as header_role
from ....scoring.findings import Finding, field_text, tier_span
from ....scoring.results import Scored

if TYPE_CHECKING:
    from lxml.etree import _Element

Key = int | str  # a table's number in a Word document, a sheet's name in a workbook
NOWHERE = -1  # the number of the element that does not exist
_ALL_WHITE = re.compile(r"\s+")


@dataclass(slots=True)
class Spot:
    """A cell or paragraph: its element's number in document order, its text without whitespace."""

    element: int
    text: str


@dataclass(slots=True)
class Places:
    """Paragraphs by number, and the cells of each table's rows by grid column.

    What a merged cell covers is the cell itself once more.
    """

    paragraphs: dict[int, Spot] = field(default_factory=dict)
    tables: dict[Key, dict[int, dict[int, Spot]]] = field(default_factory=dict)


class _Locator(Walk):
    """The reader's own walk, so that places are counted as it counts them."""

    def __init__(self, root: _Element) -> None:
        super().__init__(names_of(root.tag[1:].partition("}")[0]), Meter(DEFAULT), None)
        self.order = {element: i for i, element in enumerate(root.iter())}
        self.places = Places()
        self.above: dict[int, dict[int, Spot]] = {}

    def text(self, element: _Element) -> str:
        text = super().text(element)
        if element.tag == self.w.p:
            self.places.paragraphs[self.paragraphs] = Spot(self.order[element], bare(text))
        return text

    def row(self, tr: _Element, open_merges: dict[int, bool], place: Location) -> Row:
        cells = super().row(tr, open_merges, place)
        above = self.above.setdefault(place.table, {})
        column = self._skipped(tr)
        spots: dict[int, Spot] = {}
        for tc in self.flow(tr, (self.w.tc,)):
            span, continues = self._shape(tc)
            origin = above.get(column) if continues and not cells[column].text else None
            spot = origin or Spot(self.order[tc], bare(cells[column].text))
            for at in range(column, column + span):
                spots[at] = above[at] = spot
            column += span
        self.places.tables.setdefault(place.table, {})[place.row] = spots
        return cells

    def _skipped(self, tr: _Element) -> int:
        properties = tr.find(self.w.row_properties)
        return 0 if properties is None else self.number(properties.find(self.w.before), 0)

    def _shape(self, tc: _Element) -> tuple[int, bool]:
        """Columns that a cell spans, and whether it goes on with the one above."""
        settings = tc.find(self.w.properties)
        if settings is None:
            return 1, False
        merge = settings.find(self.w.merge)
        return self.number(settings.find(self.w.span), 1), (
            merge is not None and merge.get(self.w.val) != "restart"
        )


def find_places(root: _Element) -> Places:
    """The places of a w:document. The tree is taken apart."""
    locator = _Locator(root)
    prune(root, locator.w)
    body = root.find(locator.w.body)
    if body is not None:
        locator.blocks(body)
    return locator.places


def bare(text: str) -> str:
    """Text without any whitespace: cells break lines where records do not."""
    return _ALL_WHITE.sub("", text)


def key_of(place: Location) -> Key:
    """The table that a place lies in; 0 for none."""
    return place.table or place.sheet or 0


def anchors(places: Places, scored: Sequence[Scored]) -> dict[int, list[Finding]]:
    """Element number → the findings about it; NOWHERE for findings that have no place in the document."""
    habits = _Habits(places, scored)
    found: dict[int, list[Finding]] = {}
    for item in scored:
        for finding in item.findings:
            spot = _spot(places, habits, item.record, finding)
            found.setdefault(spot.element if spot else NOWHERE, []).append(finding)
    return found


def _spot(places: Places, habits: _Habits, record: Indicator, finding: Finding) -> Spot | None:
    paragraph = places.paragraphs.get(record.location.paragraph)
    if paragraph is not None:
        return paragraph
    at = habits.row_of(record)
    if at is None:
        return None
    table, index = at
    row = places.tables[table][index]
    name_at = habits.name_column(record)
    wanted, role = wanted_of(record, finding)
    if finding.field == "name":
        return row.get(name_at)
    usual = habits.columns.get((table, role), Counter())
    columns = [c for c in _columns(row, wanted) if c != name_at] if wanted else []
    if columns:
        return row[max(columns, key=lambda c: (usual[c], -c))]
    # Above: labels that hold for the rows below them. In the column: tables that stand upright.
    for spot in _around(places, table, index, name_at, finding.field) if wanted else ():
        if spot.text == wanted:
            return spot
    for column in (*(c for c, _ in usual.most_common()), *habits.headed(table, index, role)):
        if not wanted and column in row and not row[column].text:
            return row[column]
    return row.get(name_at)


def wanted_of(record: Indicator, finding: Finding) -> tuple[str, str]:
    """The text to look for, without whitespace, and the role that it plays in the table."""
    if finding.field != "tiers":
        return bare(field_text(record, finding.field)), finding.field
    tiers = record.tiers or ()
    k = next((i for i in range(len(tiers)) if finding.start < tier_span(record, i)[1]), 0)
    return (bare(tiers[k]) if tiers else ""), f"tier {k}"


def _columns(row: dict[int, Spot], wanted: str) -> list[int]:
    """Columns whose cell is the text, else holds it, else is the longest part of it."""
    equal = [c for c, spot in row.items() if spot.text == wanted]
    if equal:
        return equal
    holding = [c for c, spot in row.items() if wanted in spot.text]
    if holding:
        return holding
    parts = [c for c, spot in row.items() if spot.text and spot.text in wanted]
    longest = max((len(row[c].text) for c in parts), default=0)
    return [c for c in parts if len(row[c].text) == longest]


def _around(places: Places, table: Key, index: int, column: int, role: str) -> Iterable[Spot]:
    rows = places.tables[table]
    if role in ("level1", "level2", "project", "activity"):
        for i in range(index - 1, 0, -1):
            yield from rows.get(i, {}).values()
        yield from reversed(places.paragraphs.values())
    else:
        yield from (row[column] for row in rows.values() if column in row)


class _Habits:
    """In which columns of a table the fields stand, learned from the records whose cells are certain."""

    def __init__(self, places: Places, scored: Sequence[Scored]) -> None:
        self._places = places
        self.columns: dict[tuple[Key, str], Counter[int]] = {}
        self._rows: dict[str, tuple[Key, int] | None] = {}
        for item in scored:
            at = self.row_of(item.record)
            if at is None:
                continue
            row = places.tables[at[0]][at[1]]
            texts = {f: str(getattr(item.record, f)) for f in ("value", "description", "actual")}
            texts |= {f"tier {i}": tier for i, tier in enumerate(item.record.tiers or ())}
            name_at = self.name_column(item.record)
            for role, text in texts.items():
                columns = [c for c in _columns(row, bare(text)) if c != name_at] if text else []
                if len({row[c].element for c in columns}) == 1:
                    self.columns.setdefault((at[0], role), Counter())[columns[0]] += 1

    def row_of(self, record: Indicator) -> tuple[Key, int] | None:
        """Table and row of the record: where its place says, if its name stands there, else where it does.

        Embedded documents count their tables anew, so that a place alone is no proof.
        """
        key = record.id
        if key not in self._rows:
            self._rows[key] = self._find(record)
        return self._rows[key]

    def _find(self, record: Indicator) -> tuple[Key, int] | None:
        name = bare(record.cell or record.name)
        table, index = key_of(record.location), record.location.row
        if not table:
            return None
        row = self._places.tables.get(table, {}).get(index, {})
        if not name or any(name in spot.text for spot in row.values()):
            return (table, index) if row else None
        if any(spot.text and spot.text in name for spot in row.values()):
            return table, index
        return next(
            (
                (t, i)
                for t, rows in self._places.tables.items()
                for i, cells in rows.items()
                if any(spot.text == name for spot in cells.values())
            ),
            None,
        )

    def headed(self, table: Key, index: int, role: str) -> list[int]:
        """The columns that the header over row `index` gives to a role."""
        rows = self._places.tables[table]
        for i in range(index - 1, 0, -1):
            roles = {column: header_role(spot.text) for column, spot in rows.get(i, {}).items()}
            if "name" in roles.values():
                return sorted(c for c, r in roles.items() if r == role)
        return []

    def name_column(self, record: Indicator) -> int:
        """The grid column of the record's name."""
        at = self.row_of(record)
        if at is None:
            return -1
        row = self._places.tables[at[0]][at[1]]
        if record.location.column - 1 in row:
            return record.location.column - 1
        columns = _columns(row, bare(record.cell or record.name))
        usual = self.columns.get((at[0], "value"), Counter())
        # The name stands left of the value, and right of the classes that may read the same.
        left = [c for c in columns if not usual or c < usual.most_common(1)[0][0]]
        return max(left) if left else min(columns, default=min(row, default=-1))
