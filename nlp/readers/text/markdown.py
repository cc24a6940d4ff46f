"""Markdown tables, as data tools print them: a heading row, a rule of dashes, a row a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...blocks import Paragraph, Row, Table, row_of

_RULE = re.compile(r"\s*+(?:\|\s*+)?(?::?-{2,}+:?\s*+\|\s*+)+(?::?-{2,}+:?\s*+)?")
_NOTHING = re.compile(r"nan|<na>|none|null|nat|unnamed: ?\d+(?:_level_\d+)?", re.IGNORECASE)
_WIDEST = 60


def tables(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph | Table]:
    """The paragraphs, with each markdown table as a `Table`; what data tools write for nothing is nothing."""
    at = 0
    while at < len(paragraphs):
        end = _end(paragraphs, at)
        if end > at:
            yield _table(paragraphs[at:end])
            at = end
            continue
        yield paragraphs[at]
        at += 1


def _end(paragraphs: Sequence[Paragraph], at: int) -> int:
    """Where the table that begins here ends; `at` where none does."""
    if (
        at + 2 >= len(paragraphs)
        or "|" not in paragraphs[at].text
        or not _RULE.fullmatch(paragraphs[at + 1].text)
    ):
        return at
    width = len(_cells(paragraphs[at].text))
    end = at + 2
    while (
        end < len(paragraphs)
        and paragraphs[end].location.line == paragraphs[end - 1].location.line + 1
        and "|" in paragraphs[end].text
        and len(_cells(paragraphs[end].text)) == width
    ):
        end += 1
    return end if end > at + 2 and 1 < width <= _WIDEST else at


def _table(lines: Sequence[Paragraph]) -> Table:
    rows = [_cells(line.text) for line in (lines[0], *lines[2:])]
    if not rows[0][0] and _numbers(first := [row[0] for row in rows[1:]]) and len(first) > 1:
        rows = [row[1:] for row in rows]  # the numbers of a data frame's rows
    places = [line.location for line in (lines[0], *lines[2:])]
    made: list[Row] = [row_of(row, place) for row, place in zip(rows, places, strict=True)]
    return Table(tuple(made), places[0])


def _numbers(texts: Sequence[str]) -> bool:
    start = int(texts[0]) if texts[0].isdecimal() and len(texts[0]) < 6 else 0
    return all(text == str(k) for k, text in enumerate(texts, start))


def _cells(line: str) -> list[str]:
    bare = line.strip().removeprefix("|").removesuffix("|")
    return ["" if _NOTHING.fullmatch(cell.strip()) else cell.strip() for cell in bare.split("|")]
