"""Comma, tab and semicolon separated files as a table."""

from __future__ import annotations

import csv
import io
from itertools import islice

from ...blocks import Block, Row, Table, row_of
from ...errors import ReadError, fail
from ...location import Location
from ...vocabulary import column
from ..safety.limits import Limits, Meter
from .encoding import decode

_START = 4096
_SUFFIXES = (".csv", ".tsv")
# A document's cell may be longer than the csv module's default limit of 128 KiB.
_MAX_FIELD = 64 * 1024 * 1024


def accepts(data: bytes, suffix: str) -> bool:
    """True by suffix, and for a text whose first line has the headings of an indicator table between commas."""
    return suffix in _SUFFIXES or (suffix == ".txt" and _is_headed(data))


def _is_headed(data: bytes) -> bool:
    try:
        start = decode(data[:_START]).lstrip()
    except ReadError:
        return False
    first, _, below = start.partition("\n")
    mark = _delimiter(first)
    roles = [column(heading.strip()) for heading in first.split(mark)]
    known = [role for role in roles if role]
    return mark != "\t" and {"name", "value"} <= set(known) and 2 * len(known) > len(roles) and mark in below


def read(data: bytes, limits: Limits) -> list[Block]:
    """One table; locations have lines and columns. Raises `ReadError`."""
    meter = Meter(limits)
    text = decode(data)
    csv.field_size_limit(_MAX_FIELD)
    rows: list[Row] = []
    try:
        for number, values in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1
        ):
            meter.row(len(values), sum(map(len, values)))
            rows.append(row_of([value.strip() for value in values], Location(line=number)))
    except csv.Error:
        raise fail("broken", reason="引号没有配对或一格过长") from None
    return [Table(tuple(rows), Location(line=1))] if rows else []


def _delimiter(text: str) -> str:
    """The separator that most of the first lines have."""
    head = list(islice(io.StringIO(text[:100_000]), 20))
    return max(
        ",\t;", key=lambda mark: (sum(mark in line for line in head), sum(line.count(mark) for line in head))
    )
