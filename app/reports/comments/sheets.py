"""The user's own workbook with cell comments at the flagged cells.

The file is changed between its bytes: a sheet with findings gets, or keeps, a part with comments and one with their
boxes, its relations, and the element that shows the boxes. All other parts are copied, values, formulas, formats and
pictures among them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from ....nlp.readers.safety.markup import parse_xml
from ....scoring.findings import Finding
from ....scoring.results import Scoring
from .grid import Range, grid_of, merged_ranges
from .notes import Notes
from .owners import all_anchors
from .package import Edited
from .places import NOWHERE

Cells = dict[tuple[int, int], list[Finding]]


def annotate(data: bytes, scoring: Scoring) -> bytes:
    """The .xlsx `data` with a comment for each cell that findings of its indicators and projects are about; those
    about the document stand at its first cell.

    Raises ReportError for what is signed, or has macros; ReadError for what is broken.
    """
    file = Edited(data, ".xlsx")
    sheets = _sheets(file)
    merged = {name: merged_ranges(file.read(part)) for name, part in sheets.items()}
    uses = Counter(r.target for part in sheets.values() for r in file.relations(part))
    for name, cells in _cells(data, merged, scoring).items():
        if name in sheets:
            notes = Notes(file, sheets[name], uses, merged[name])
            for (row, column), findings in sorted(cells.items()):
                notes.add(row, column, sorted(findings, key=lambda f: f.severity))
            notes.write()
    return file.saved() if file.changed else data


def _sheets(file: Edited) -> dict[str, str]:
    """Name of each sheet → its part."""
    targets = {
        r.id: r.target for r in file.relations(file.main) if r.kind == "worksheet" and r.target in file
    }
    found = {}
    for sheet in parse_xml([file.read(file.main)]).iter("{*}sheet"):
        key = next((str(value) for name, value in sheet.items() if str(name).endswith("}id")), "")
        if key in targets:
            found[str(sheet.get("name", ""))] = targets[key]
    return found


def _cells(data: bytes, merged: Mapping[str, list[Range]], scoring: Scoring) -> dict[str, Cells]:
    """Sheet → row and column → findings."""
    grid = grid_of(data, merged)
    found: dict[str, Cells] = {}
    for element, findings in all_anchors(grid.places, scoring).items():
        at = next(((s, r, c) for s, r, c in grid.cells), None) if element == NOWHERE else grid.cells[element]
        if at is not None:
            found.setdefault(at[0], {}).setdefault(at[1:], []).extend(findings)
    return found
