"""Where the findings about a workbook's indicators stand in it: its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ....nlp.blocks import Table
from ....nlp.readers.excel import workbook
from ....nlp.readers.safety.limits import DEFAULT
from .places import Places, Spot, bare

Place = tuple[str, int, int]  # sheet, row and column from 1
Range = tuple[int, int, int, int]  # first row and column, last row and column

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")


@dataclass(slots=True)
class Grid:
    """The cells of a workbook: `places` knows them by number, `cells` what place a number is."""

    places: Places = field(default_factory=Places)
    cells: list[Place] = field(default_factory=list)

    def add(self, table: Table, merged: Sequence[Range]) -> None:
        """The rows of a sheet. What a merged range covers is its first cell once more."""
        sheet = table.location.sheet
        rows = self.places.tables.setdefault(sheet, {})
        for row in table.rows:
            spots: dict[int, Spot] = {}
            for cell in row:
                place = cell.location
                spots[place.column - 1] = Spot(len(self.cells), bare(cell.text))
                self.cells.append((sheet, place.row, place.column))
            if row:
                rows[row[0].location.row] = spots
        for top, left, bottom, right in merged:
            first = rows.get(top, {}).get(left - 1)
            for r in range(top, bottom + 1) if first else ():
                for column in range(left - 1, right):
                    if column in rows.get(r, {}):
                        rows[r][column] = first  # type: ignore[assignment]


def grid_of(data: bytes, merged: Mapping[str, Sequence[Range]]) -> Grid:
    """The cells of an .xlsx file, as its reader sees them; `merged` are the ranges of each sheet."""
    grid = Grid()
    for block in workbook.read(data, DEFAULT):
        if isinstance(block, Table):
            grid.add(block, merged.get(block.location.sheet, ()))
    return grid


def merged_ranges(xml: bytes) -> list[Range]:
    """The merged ranges of a sheet, those that are no range of a real sheet left out."""
    found = [
        (int(r1), column_of(c1.decode()), int(r2), column_of(c2.decode()))
        for c1, r1, c2, r2 in _MERGED.findall(xml)
    ]
    most = DEFAULT.cells
    return [
        r for r in found if r[0] <= r[2] and r[1] <= r[3] and (r[2] - r[0] + 1) * (r[3] - r[1] + 1) <= most
    ]


def place_of(ref: str) -> tuple[int, int]:
    """Row and column of a reference: C13 → (13, 3); of a range its first cell. (0, 0) for anything else."""
    found = _CELL.match(ref)
    return (int(found[2]), column_of(found[1])) if found else (0, 0)


def column_of(letters: str) -> int:
    """The number of a column: A → 1, AB → 28."""
    number = 0
    for letter in letters:
        number = 26 * number + ord(letter) - 64
    return number
