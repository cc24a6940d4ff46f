"""Rows of a form between those of its table and below them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ....blocks import Cell, Row
from ....location import Location
from ..cells import Atom
from .labelled import form_rows, label_kind


def label_rows(atoms: Sequence[Atom]) -> list[Row]:
    """`form_rows` between the rows of a table: a label and its answer a row, left of the names."""
    rows: list[Row] = []
    for row in form_rows(atoms):
        starts = [0, *(i for i, c in enumerate(row) if i and label_kind(c.text)), len(row)]
        rows += [row[a:b][:2] for a, b in pairwise(starts)]
    return rows


def reason_rows(atoms: Sequence[Atom]) -> list[Row]:
    """What stands right below a table about all of its rows, a heading and its text a row: 偏差原因分析, 改进措施."""
    rows: list[Row] = []
    for heading, text in zip(atoms[::2], atoms[1::2], strict=False):
        if label_kind(heading.text) != "reason" or label_kind(text.text):
            break
        rows.append(tuple(Cell(atom.text, Location(line=atom.line)) for atom in (heading, text)))
    return rows
