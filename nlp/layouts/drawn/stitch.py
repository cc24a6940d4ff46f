"""Tables that run over pages: their parts put together again before anything is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...blocks import Block, Paragraph
from ..columns import Header
from ..header import read_headers
from ..rows import Line, Sheet, classified, is_furniture, is_placeholder


def stitch(blocks: Iterable[Block]) -> Iterator[Sheet | Paragraph]:
    """Paragraphs and classified tables, each table whole; page furniture between its parts is dropped."""
    sheet: Sheet | None = None
    between: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if sheet is not None and is_furniture(block.text):
                between.append(block)
                continue
            if sheet is not None:
                yield sheet
                yield from between
                sheet, between = None, []
            yield block
            continue
        after = classified(block)
        if sheet is not None and goes_on(sheet, after):
            sheet = replace(sheet, lines=sheet.lines + after.lines)
        else:
            if sheet is not None:
                yield sheet
                yield from between
            sheet = after
        between = []
    if sheet is not None:
        yield sheet
        yield from between


def goes_on(sheet: Sheet, after: Sheet) -> bool:
    """True when `after` repeats the last header of `sheet`, or can only be read under it."""
    if sheet.grid != after.grid or sheet.own or not after.lines:
        return False
    at = next((i for i in reversed(range(len(sheet.lines))) if sheet.lines[i].kind == "header"), None)
    if at is None:
        return False
    first = after.lines[0]
    if first.kind == "header":
        return _texts(first) == _texts(sheet.lines[at])
    if any(line.kind == "header" for line in after.lines) or first.kind in ("label", "text"):
        return False
    header = read_headers(sheet.lines, at, sheet.grid)[0]
    value = header.at("value")
    least = header.width if value is None else value + 1  # a page may leave empty columns at the end out
    if any(not least <= len(line.cells) <= header.width for line in after.lines):
        return False
    levels = [a for a in (header.at("level1"), header.at("level2")) if a is not None]
    if any(line.levels[at] for line in after.lines for at in levels):
        return True
    return _reads_on(after, header)


def _reads_on(after: Sheet, header: Header) -> bool:
    """Rows without any class, as when the page ends within one: most have a name and a target."""
    name, value = header.at("name"), header.at("value")
    if name is None or value is None:
        return False
    rows = [line for line in after.lines if line.kind == "other"]
    good = [line for line in rows if not is_placeholder(line.texts[name]) and line.texts[value]]
    return bool(rows) and len(good) * 2 > len(rows)


def _texts(line: Line) -> list[str]:
    return ["".join(t.split()) for t in line.texts]
