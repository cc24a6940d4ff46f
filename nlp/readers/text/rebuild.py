"""Paragraphs that were an indicator table → that table again, with the form's labels before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ...blocks import Block, Cell, Paragraph, Row, Table
from ...location import Location
from ...vocabulary import classes
from .cells import Atom, Gap, atoms_of
from .decode import Piece, decode
from .form.labelled import ENDS, form_blocks, label_rows, opens_form
from .form.worth import points_apart
from .glued import glued
from .halves import assembled
from .heads import Head, class_headings, class_stretch, heads, is_class_cell, is_prose, scrambled
from .kept import closing_rows, join_atoms, kept_rows, nameless, refile
from .markdown import tables
from .outlines import labelled, outline_start, titled
from .pairs import paired, turned
from .shapes import shape
from .torn import mended, numberless
from .units import without_units

# A table has a heading of its names, or class names.
_SIGNS = re.compile(
    r"三级(?:绩效)?指标|(?:^|[\s|｜])(?:三级|绩效指标)(?:[\s|｜]|$)|指标(?:名称|内容|值)|目标值|[数质]量指标|时效指标|[济会态境]效益指标|满意度指标|响指标"
)
_CLASS = re.compile(r"[数质]量指标|时效指标")
_CHUNK = 1200  # atoms that are decoded at once
_HEADROOM = 60  # atoms of a form before its table
_BEYOND = 240  # atoms behind the last class name that may still be rows
_LONG_ROW = 80  # characters of a line that holds more than one row
_CROWDED = 4  # class names in one line that holds more than one row
_WHOLE = frozenset(("level1", "level2", "name", "value"))
_LEVELS, _MEANT = frozenset(("level1", "level2")), frozenset(("description", "basis"))
_NOTES = re.compile(r"(?:注|说明)[:：]|(?:主管|财政)部门审核意见")
_BESIDE = frozenset((Gap.SPACE, Gap.WIDE, Gap.BAR))
_FIGURES = frozenset(("signed", "bound", "plain", "date"))


def rebuild(paragraphs: Sequence[Paragraph]) -> list[Block]:
    """The same text with every indicator table that can be seen in it as a `Table`."""
    if not any(_SIGNS.search(p.text) for p in paragraphs if "指标" in p.text or "三级" in p.text):
        return list(paragraphs)
    blocks: list[Block] = []
    run: list[Paragraph] = []
    for block in [*_drawn(paragraphs), None]:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        blocks += form_before(run, block) if run else []
        run = []
        blocks += [] if block is None else [block]
    return blocks


def form_before(run: Sequence[Paragraph], table: Block | None) -> list[Block]:
    """The tables of a run; where it has none, the labels of the form that the `table` behind it belongs to."""
    made = _rebuilt(run)
    if table is None or any(isinstance(block, Table) for block in made):
        return made
    return list(form_blocks(mended(atoms_of(run)), {p.location.line: p for p in run}))


def _drawn(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """What says of itself how it is laid out: markdown tables, and records of a heading and an answer each line."""
    run: list[Paragraph] = []
    for block in [*tables(paragraphs), None]:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        yield from paired(run) if run else ()
        run = []
        yield from () if block is None else (block,)


def _rebuilt(paragraphs: Sequence[Paragraph]) -> list[Block]:
    lines = {p.location.line: p for p in paragraphs}
    atoms = mended(atoms_of(paragraphs))
    atoms, found = _unrepeated(atoms, list(heads(atoms)))
    if not found:
        return _headless(atoms, lines)
    blocks = list(form_blocks(atoms[: found[0].start], lines))
    for head, after in zip(found, [*found[1:], None], strict=True):
        end = after.start if after is not None else len(atoms)
        blocks += _region(atoms, head, end, lines)
    return blocks


def _unrepeated(atoms: list[Atom], found: list[Head]) -> tuple[list[Atom], list[Head]]:
    """Without the headings that a page repeats in the middle of a table."""
    again = [
        after
        for before, after in pairwise(found)
        if before.texts == after.texts and not opens_form(atoms[before.end : after.start][-_HEADROOM:])
    ]
    if not again:
        return atoms, found
    gone = {i for head in again for i in range(head.start, head.end)}
    kept = [a for i, a in enumerate(atoms) if i not in gone]
    return kept, list(heads(kept))


def _headless(atoms: list[Atom], lines: dict[int, Paragraph]) -> list[Block]:
    """A table of which only the class names say that it is one."""
    paragraphs = list(lines.values())
    every: list[Block] = [*paragraphs]
    start = 0 if (prose := is_prose(atoms)) else outline_start(lines)
    if prose or start:
        above = [a for a in atoms if a.line < start]
        if (told := titled(paragraphs)) or not opens_form(above):
            return told or every
        return [*form_blocks(above, lines), *(p for n, p in lines.items() if n >= start)]
    if first := class_headings(atoms):
        if told := labelled(paragraphs):
            return told
        form = form_blocks([a for a in atoms if a.line < first], lines)
        return [*form, *(p for number, p in lines.items() if number >= first)]
    if (block := turned(atoms)) is not None:
        return [*form_blocks([a for a in atoms if a.line < block.location.line], lines), block]
    loose = [a for a in atoms if len(a.text) > 12 and "指标" in a.text and "。" not in a.text]
    whole = list(glued(atoms)) if loose else atoms
    head = class_stretch(whole)
    if head is None:
        return every
    region = list(_region(whole, head, len(whole), lines))
    if not any(isinstance(b, Table) for b in region):
        return every
    return [*form_blocks(whole[: head.start], lines), *region]


def _region(atoms: Sequence[Atom], head: Head, end: int, lines: dict[int, Paragraph]) -> Iterator[Block]:
    """The table under `head`, and what stands between its rows and `end`."""
    body = list(atoms[head.end : end])
    mode = _mode([atoms[i] for i in head.places], body, len(head.roles))
    body = numberless(_filed(_cut(without_units(body, head.roles), mode, head.roles)), len(head.roles))
    stop = _last_row(body, bool(_LEVELS & set(head.roles)))
    pieces = list(_pieces(body[:stop], head, mode))
    kept = kept_rows(pieces, body, head)
    torn = nameless(kept, body, head)
    if rows := assembled(body[:stop], head.roles) if torn else []:
        cells = [tuple(_cell(row.first, row.cells.get(role, "")) for role in head.roles) for row in rows]
        yield Table((_heading(atoms, head, body), *cells), cells[0][0].row)
        yield from form_blocks(body[stop:], lines)
        return
    if run := scrambled(atoms[head.end : end]) or (torn and [a for a in body[:stop] if is_class_cell(a)]):
        only = tuple(_cell(atom, atom.text) for atom in run)
        yield Table((only,), only[0].row, grid=False)  # which is told to be unread
        return
    if not kept:
        empty = set(head.roles) >= _WHOLE and opens_form(atoms[max(0, head.start - _HEADROOM) : head.start])
        if empty:  # the form of a project that nobody has filled in
            heading = _heading(atoms, head, body)
            yield Table((heading,), heading[0].row)
        yield from form_blocks(atoms[head.end if empty else head.start : end], lines)
        return
    table: list[Row] = [_heading(atoms, head, body)]
    last = 0
    for row in kept:
        table += label_rows(body[last : row[0].start])
        table.append(_row(row, body, head))
        last = row[-1].end
    closing, filled = closing_rows(body[last:])
    table += [_padded(row, head) for row in closing]
    last += filled
    yield Table(tuple(points_apart(table, head.roles)), table[0][0].row)
    yield from form_blocks(body[last:], lines)


def _padded(atoms: Sequence[Atom], head: Head) -> Row:
    """A row of as many cells as the head has, the figures under weight and points where it has both."""
    at = [head.roles.index(role) for role in ("weight", "points") if role in head.roles]
    figures = atoms[1:]
    places = at[-len(figures) :] if len(figures) <= len(at) else range(1, len(figures) + 1)
    cells = [Cell("", Location(line=atoms[0].line))] * max(len(head.roles), len(atoms))
    for place, atom in zip((0, *places), atoms, strict=True):
        cells[place] = _cell(atom, atom.text)
    return tuple(cells)


def _mode(heading: Sequence[Atom], body: Sequence[Atom], wide: int) -> str:
    """How the table was flattened: a row a line, a cell a line, or one stream."""
    lines = [list(group) for _, group in groupby(body[:400], key=lambda a: a.line)]
    dense = any(sum(a.text.count("指标") for a in line) > _CROWDED for line in lines if len(line) < 3 * wide)
    if (heading and all(a.gap is Gap.NONE for a in heading[1:])) or (not heading and dense):
        long = any(sum(len(a.text) for a in line) > _LONG_ROW for line in lines)
        return "glued flow" if dense or long else "glued line"
    if not lines:
        return "line"
    several = sum(len(line) > 1 for line in lines)
    if several * 2 < len(lines):
        return "glued line" if _is_half_glued(body[:400]) else "cell"
    late = sum(any(is_class_cell(a) and not is_class_cell(b) for b, a in pairwise(line)) for line in lines)
    flow = late > len(lines) // 12 or max(map(len, lines)) > 2.5 * wide + 2
    mode = "flow" if flow else "line"
    return f"glued {mode}" if _is_half_glued(body[:400]) else mode


def _is_half_glued(body: Sequence[Atom]) -> bool:
    """True when figures stand behind names without anything between them, and hardly ever alone."""
    figures = [shape(a.text).figure for a in body if not is_class_cell(a)]
    return figures.count("mixed") > 2 * sum(f in _FIGURES or f == "bare" for f in figures)


def _keeps(body: Sequence[Atom], wide: int) -> bool:
    """True when nearly all lines have as many cells, empty ones counted, as the header."""
    counts = [a.place[1] for a in body[:800] if a.order == 1 and a.place[1]]
    return bool(counts) and counts.count(wide) > 0.7 * len(counts)


def _cut(body: list[Atom], mode: str, roles: Sequence[str]) -> list[Atom]:
    bare = mode.startswith("glued") and not any(_CLASS.search(a.text) for a in body)
    if mode.endswith("flow"):
        weighted = mode == "glued flow" and "weight" in roles and "value" in roles[roles.index("weight") :]
        return list(glued(body, bare, weighted, mode == "glued flow" and not _MEANT.isdisjoint(roles)))
    done: list[Atom] = []
    for atom in body:
        s = shape(atom.text)
        loose = atom.place[1] == 0 and 5 < len(atom.text) <= 120 and not (s.label or s.footer)
        if mode == "cell":
            loose = loose and "指标" in atom.text[:12]
        done += glued([atom], bare) if loose else [atom]
    return done


def _filed(body: list[Atom]) -> list[Atom]:
    """The atoms without classes of the second level under which nothing stands but the next one."""
    empty = (
        _second(one) and is_class_cell(two) and one.text != two.text and two.gap not in _BESIDE
        for one, two in pairwise(body)
    )
    return [*(atom for atom, gone in zip(body, empty, strict=False) if not gone), *body[-1:]]


def _second(atom: Atom) -> bool:
    return is_class_cell(atom) and classes(atom.text) == {2}


def _last_row(body: Sequence[Atom], classed: bool) -> int:
    """Behind this atom no row is looked for: a form's label or a footer behind the last class name."""
    last = 0
    beyond = _BEYOND if classed else len(body)
    for i, atom in enumerate(body):
        if _NOTES.match(atom.text):
            return i
        if is_class_cell(atom):
            last = i
        elif i - last > beyond:
            break
    for i in range(last + 1, min(last + beyond, len(body))):
        s = shape(body[i].text)
        if s.footer or s.label in ENDS:
            return i
    return min(last + beyond, len(body))


def _pieces(body: Sequence[Atom], head: Head, mode: str) -> Iterator[Piece]:
    """`decode`, in stretches that begin at class names, so that a long text costs no more than its length."""
    start, row = 0, 0
    kept = _keeps(body, len(head.roles))
    while start < len(body):
        end = _stretch(body, start)
        last = -1
        for piece in decode(body[start:end], head.roles, mode, kept):
            yield Piece(piece.start + start, piece.end + start, piece.column, piece.row + row)
            last = piece.row
        row += last + 1
        start = end


def _stretch(body: Sequence[Atom], start: int) -> int:
    if len(body) - start <= 2 * _CHUNK:
        return len(body)
    for end in range(start + _CHUNK, start + 2 * _CHUNK):
        if is_class_cell(body[end]) and not is_class_cell(body[end - 1]):
            return end
    return start + 2 * _CHUNK


def _heading(atoms: Sequence[Atom], head: Head, body: Sequence[Atom]) -> Row:
    if not head.places:
        line = body[0].line if body else 0
        return tuple(Cell(text, Location(line=line)) for text in head.texts)
    return tuple(_cell(atoms[at], text) for text, at in zip(head.texts, head.places, strict=True))


def _cell(atom: Atom, text: str) -> Cell:
    """A cell at the place of an atom; the line's cells are counted where it has several."""
    return Cell(text, Location(line=atom.line), atom.order if atom.shared else 0)


def _row(row: Sequence[Piece], body: Sequence[Atom], head: Head) -> Row:
    cells = [Cell("", Location(line=body[row[0].start].line))] * len(head.roles)
    for piece in row:
        cells[piece.column] = _cell(body[piece.start], join_atoms(body[piece.start : piece.end]))
    refile(cells, head.roles)
    return tuple(cells)
