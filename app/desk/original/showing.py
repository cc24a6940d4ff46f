"""A stretch of an original as the page shows it: tables with letters and numbers, merged cells, flags."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ....nlp.location import Location, column_letters
from .drawing import Line, Part
from .placing import Flag

ROWS = 200  # in one stretch


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its text, what it spans, where it is, and the findings that stand in it, gravest first."""

    text: str
    place: str
    across: int
    down: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A part with its rows: the number before each (of a sheet or text), and its cells."""

    part: Part
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Shown, ...]], ...]


def stretches(parts: Sequence[Part]) -> list[list[Part]]:
    """The parts cut into stretches of bearable length; every sheet and every page begins one."""
    out: list[list[Part]] = []
    room = 0
    for part in parts:
        if part.kind in ("sheet", "page") or room <= 0:
            out.append([])
            room = ROWS
        if part.kind == "page":
            out[-1].append(part)
        for i in range(0, len(part.lines), ROWS):
            if i:
                out.append([])
                room = ROWS
            last = i + ROWS >= len(part.lines)
            some = replace(part, lines=part.lines[i : i + ROWS], rest=part.rest if last else 0)
            out[-1].append(some)
            room -= len(some.lines)
    return [stretch for stretch in out if stretch]


def title_of(stretch: Sequence[Part]) -> str:
    """What a stretch is called in a list of them."""
    first = stretch[0]
    lines = [line for part in stretch for line in part.lines]
    if first.kind == "page" or first.page:
        return f"第 {first.page} 页"
    if first.kind == "sheet":
        return f"{first.title} {lines[0].place.row}–{lines[-1].place.row} 行"
    return f"{lines[0].place} 起" if lines else "全文"


def find(found: Sequence[Sequence[Part]], at: str) -> int:
    """The number of the stretch in which the place that is written `at` stands, 0 where none does."""
    for number, stretch in enumerate(found):
        for part in stretch:
            for line in part.lines:
                if at == str(line.place) or (line.place.column == 0 and at in _places(part, line)):
                    return number
    return 0


def _places(part: Part, line: Line) -> Iterator[str]:
    return (str(line.place._replace(column=c)) for c in range(part.left, part.left + len(line.cells)))


def blocks(stretch: Sequence[Part], flags: Mapping[Location, list[Flag]]) -> Iterator[Block]:
    """The stretch for the page."""
    for part in stretch:
        spans, covered = _spans(part)
        right = [left + across for (_, left), (_, across) in spans.items()]
        width = max([len(line.cells) for line in part.lines] + [end - part.left for end in right], default=0)
        letters = tuple(column_letters(c) for c in range(part.left, part.left + width))
        rows = tuple(
            (line.place.row or line.place.line, tuple(_cells(part, line, width, spans, covered, flags)))
            for line in part.lines
        )
        yield Block(part, letters if part.kind == "sheet" else (), rows)


def _spans(part: Part) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    """What merged cells span, by their first cell that is shown, and the cells that they cover."""
    shown = [line.place.row for line in part.lines]
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    covered: set[tuple[int, int]] = set()
    for top, left, bottom, right in part.merged:
        rows = [row for row in shown if top <= row <= bottom]
        if not rows or right - left > 500:
            continue
        cells = {(row, column) for row in rows for column in range(left, right + 1)}
        if cells & covered:
            continue  # ranges of a hostile file overlap
        spans[rows[0], left] = len(rows), right - left + 1
        covered |= cells - {(rows[0], left)}
    return spans, covered


def _cells(
    part: Part,
    line: Line,
    width: int,
    spans: Mapping[tuple[int, int], tuple[int, int]],
    covered: set[tuple[int, int]],
    flags: Mapping[Location, list[Flag]],
) -> Iterator[Shown]:
    texts = line.cells + ("",) * (width - len(line.cells))
    for column, text in enumerate(texts, part.left):
        if (line.place.row, column) in covered:
            continue
        down, across = spans.get((line.place.row, column), (1, 1))
        place = line.place if part.kind == "text" else line.place._replace(column=column)
        here = flags.get(place, []) or (flags.get(line.place, []) if column == part.left else [])
        ordered = tuple(sorted(here, key=lambda f: f.severity))
        yield Shown(text, str(place), min(across, width + part.left - column), down, ordered)
