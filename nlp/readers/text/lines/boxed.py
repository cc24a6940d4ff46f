"""Tables drawn with bars whose cells go on in the next line, as converters of old Word files print them → a row a line.

What belongs together is told by rules between the rows, or else by how full a line of a cell is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from ..cells import width
from ..placed.words import is_full, joined

_BOX = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*[|+][-=+|]{5,}\s*")
_MARKDOWN = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*")
_ITEM = re.compile(r"(\d{1,2})[.、．](?!\d)")
_LEAST = 5  # lines
_ALIKE = 0.6  # of the lines have their bars where the one above has them
_AMBIGUOUS = 2  # places
_RULED = 3  # lines of a row between two rules, at most on average


def unboxed(lines: Sequence[str]) -> list[str]:
    """The lines with each row of such a table in one, its cells between tabs; what was taken into it leaves empty lines."""
    if any("\t" in line or _MARKDOWN.fullmatch(line) for line in lines):
        return list(lines)
    whole = list(lines)
    for first, end in _blocks(lines):
        bars = {n: _bars(lines[n]) for n in range(first, end) if not _RULE.fullmatch(lines[n])}
        rows = list(_rows(lines, bars, _RULED * (end - first - len(bars)) > len(bars)))
        if len(rows) == len(bars):
            continue  # a line each: bars say enough
        whole[first:end] = [""] * (end - first)
        for n, cells in rows:
            whole[n] = "\t".join(map(joined, cells))
    return whole


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """From which line up to which lines stand between bars, which are below one another."""
    first = None
    for n, line in enumerate([*lines, ""]):
        if _BOX.fullmatch(line) or _RULE.fullmatch(line):
            first = n if first is None else first
        elif first is not None:
            told = [_bars(t) for t in lines[first:n] if not _RULE.fullmatch(t)]
            alike = sum(_below(a, b) for a, b in pairwise(told))
            if len(told) >= _LEAST and alike >= _ALIKE * len(told):
                yield first, n
            first = None


def _bars(line: str) -> tuple[int, ...]:
    """Where the bars of a line stand; a Chinese character fills two places."""
    places = accumulate((width(c) or 1 for c in line), initial=0)
    return tuple(x for x, c in zip(places, line, strict=False) if c == "|")


def _below(above: Sequence[int], places: Sequence[int]) -> bool:
    """Whether bars stand below others; a quotation mark or a dash is one place wide, or two."""
    return len(above) == len(places) and all(
        abs(a - b) <= _AMBIGUOUS for a, b in zip(above, places, strict=True)
    )


def _rows(
    lines: Sequence[str], bars: dict[int, tuple[int, ...]], ruled: bool
) -> Iterator[tuple[int, list[list[str]]]]:
    """The first line of each row, and its cells, line by line."""
    start, cells = -1, [[""]]
    for n, places in bars.items():
        told = [cell.strip() for cell in lines[n].strip()[1:-1].split("|")]
        limits = [b - a - 1 for a, b in pairwise(places)]
        if start >= 0 and _below(bars.get(n - 1, ()), places) and (ruled or _goes_on(cells, told, limits)):
            for cell, text in zip(cells, told, strict=True):
                cell += [text] if text else []
            continue
        if start >= 0:
            yield start, cells
        start, cells = n, [[text] if text else [] for text in told]
    if start >= 0:
        yield start, cells


def _goes_on(cells: Sequence[Sequence[str]], told: Sequence[str], limits: Sequence[int]) -> bool:
    """Whether a line, which has nothing in some of its cells, has in each of the others what had no room in the one above."""
    return (
        any(told)
        and not all(told)
        and all(
            bool(above) and (is_full(above[-1], text, limit) or _is_next(above, text))
            for above, text, limit in zip(cells, told, limits, strict=True)
            if text
        )
    )


def _is_next(above: Sequence[str], text: str) -> bool:
    """Whether a line begins the next of a cell's numbered items: 2.检修闸门 below 1.清淤干渠."""
    item = _ITEM.match(text)
    before = [int(m[1]) for line in above if (m := _ITEM.match(line))]
    return item is not None and before[-1:] == [int(item[1]) - 1]
