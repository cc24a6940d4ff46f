"""Plain-text dumps of documents (the flattened layouts of published budgets).

Two ways of flattening are in use and may follow one another in a file:

- *cell dumps*: each cell on a line of its own that starts with a tab, a row ends with an empty line,
  further paragraphs of a cell follow without a tab; or the first cell of each row has none;
- *row dumps*: one row a line, cells separated by tabs; the next of a cell's numbered goals may follow without one.

Text without tabs may have been a table too: see `rebuild`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ...blocks import Block, Cell, Paragraph, Row, Table, row_of
from ...location import Location
from ...traditional import restored
from ...vocabulary import classes, column, label
from .lines.boxed import unboxed
from .lines.centres import with_centres
from .lines.parted import parted
from .lines.reasons import with_reasons
from .lines.refilled import refilled
from .lines.rests import with_rests
from .lines.unspaced import unchunked, unfilled, unspaced
from .placed.read import pages_of, whole_rows
from .rebuild import form_before, rebuild
from .spaced import spaced

_DEBRIS = re.compile(r"\[bookmark:[^\]\n]{0,80}\]|</?(?:p|br|span|div|b|strong|font)\b[^<>]{0,200}>")
_GOAL = re.compile(r"\s*(?:年度|总体)?(?:目标|任务)\s*(\d{1,2})\s*[:：、.．]")
# What character recognition makes of ≤, = and ≥ behind a name: W30分钟, 合格率二98%, 满意度%=90.
_MISREAD = (
    (re.compile(r"(?<=[\u4e00-\u9fff])W(?=\d)"), "≤"),
    (re.compile(r"(?<=率)二(?=\d)"), "="),
    (re.compile(r"(?<=[率度])%=(?=\d)"), "≥"),
)
_EMPHASIS = re.compile(r"\*\*([^*\n]{1,80})\*\*")
# A list as converters write it: -   数量指标.
_BULLET = re.compile(r"^\s*[-*+•●]\s+(?=[\u4e00-\u9fff【（“])")
_WATERMARK = re.compile(r"^\s*扫描全能王\s*创建\s*$")
_PIECE = re.compile(r"\s*[\u4e00-\u9fff]{1,3}\s*")
_PIECES = frozenset(("指标", "目标", "绩效目标", "绩效指标", "名称"))
_HEADINGS = 3
_SHORT = 16  # characters of a piece of a cell
_PIECES_TORN = 2
_STRAY = 2  # lines with a tab that are no table
_LEFT_OUT = 2
_HEADED, _LEAST = 3, 4  # rows; characters of the first cell of one
_FIT = 0.9
_LONGEST = 8  # characters of a heading that was torn into lines of one or two


def clean(text: str) -> str:
    """`text` without extraction debris: bookmarks and HTML tags left in cells, bullets of lists."""
    if "[" in text or "<" in text:
        text = _DEBRIS.sub("", text)
    if "**" in text:
        text = _EMPHASIS.sub(r"\1", text)
    text = _BULLET.sub(lambda bullet: " " * len(bullet[0]), text)
    for wrong, right in _MISREAD:
        text = wrong.sub(right, text)
    return text.replace("\u00a0", " ").replace("\ufeff", "")


def read_text(text: str) -> list[Block]:
    """Blocks of a text; locations are `行 N` (1-based line numbers)."""
    text = restored(text)
    if (counted := _counted(text)) is not None:
        return counted
    told = unfilled(unchunked(parted(unboxed([clean(line) for line in text.splitlines()]))))
    rows = whole_rows(told, pages_of(text))
    placed = rows != told
    lines = unspaced(rows)  # only now: the columns of a page hold as long as its blanks are there
    lines = refilled(lines if placed else with_rests(with_centres(with_reasons(lines))))
    filled = None if _is_stray(lines) or _is_torn(lines) else _filled_up(lines)
    if filled is None:
        return rebuild(_told(lines))
    blocks: list[Block] = []
    run: list[Paragraph] = []
    for block in [*_dumped(text, filled), None]:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        blocks += (form_before(run, block) if placed else rebuild(run)) if run else []
        run.clear()
        blocks += [] if block is None else [block]
    return blocks


def _is_stray(lines: Sequence[str]) -> bool:
    """Whether a tab or two stand in a text whose tables are laid out otherwise."""
    return not any(line.startswith("\t") for line in lines) and sum("\t" in t for t in lines) <= _STRAY


def _table(lines: Sequence[str]) -> tuple[list[str], range]:
    """The roles of the columns of the first head between tabs, and the lines from it on to the last row."""
    heads = ((n, [column(t) for t in line.split("\t")]) for n, line in enumerate(lines) if "\t" in line)
    found = [(n, roles) for n, roles in heads if sum(map(bool, roles)) >= _HEADINGS] or [(len(lines), [""])]
    # The sums of money may have a head of their own above.
    first, roles = next((head for head in found if {"level1", "level2", "name"} & set(head[1])), found[0])
    last = max((n for n, line in enumerate(lines) if "\t" in line[1:]), default=0)
    return roles, range(first, last + 1)


def _filled_up(lines: Sequence[str]) -> list[str] | None:
    """The lines with a tab for each merged cell that is left out, as in text copied from a web page: rows begin with
    what is not the first column's. None where no counting from the right tells which are left out."""
    roles, table = _table(lines)
    if "level1" not in roles and "level2" not in roles:
        return list(lines)
    rows = {n: lines[n].split("\t") for n in table if "\t" in lines[n][1:]}
    kept = sum(not row[0].strip() for row in rows.values())
    short = {
        n: row for n, row in rows.items() if row[0].strip() and len(row) < len(roles) and not label(row[0])
    }
    out = sum(1 not in (found := classes(row[0])) or 2 in found for row in short.values())
    if out < _LEFT_OUT or out <= kept:
        return list(lines)
    fits = {n: len(roles) - len(row) for n, row in short.items() if _from_right(row, roles)}
    if len(fits) < _FIT * len(short):
        return None
    return ["\t" * fits.get(n, 0) + line for n, line in enumerate(lines)]


def _from_right(row: Sequence[str], roles: Sequence[str]) -> bool:
    """Whether classes stand under headings of classes, and nothing else does, when the last cell is the last column's;
    an indicator may be called as a class is: 群众满意度."""
    pairs = zip(row, roles[-len(row) :], strict=True)
    return all(
        (role[:5] == "level") == bool(classes(text))
        for text, role in pairs
        if role != "name" or text.endswith("指标")
    )


def _is_torn(lines: Sequence[str]) -> bool:
    """Whether cells of rows between tabs hold line ends: behind a head, pieces without a tab stand between the rows, or
    rows that end before the points."""
    roles, found = _table(lines)
    table = [lines[n] for n in found if lines[n].strip()]
    if sum(line.startswith("\t") for line in table) > len(table) // 2:
        return False  # each cell on a line of its own
    least = roles.index("points") - roles.index("name") if {"points", "name"} <= set(roles) else 0
    pieces = sum(
        "\t" in above
        and not classes(line)
        and not label(line.split("\t")[0])
        and (line.count("\t") < least if "\t" in line else len(line.strip()) <= _SHORT)
        for above, line in pairwise(table)
    )
    return pieces >= _PIECES_TORN and pieces * 10 >= len(table)


def _counted(text: str) -> list[Block] | None:
    """A text that keeps its empty cells, so that the tables in it need only counting; None for others."""
    lines = [clean(line) for line in text.splitlines()] if "\t" not in text else []
    blocks: list[Block] = []
    while found := spaced(lines):
        first, last, table = found
        blocks += [*form_before(_told(lines[: first - 1]), table), table]
        lines = [*("" for _ in lines[:last]), *lines[last:]]
    return [*blocks, *rebuild(_told(lines))] if blocks else None


def _told(lines: Sequence[str]) -> list[Paragraph]:
    """A paragraph for each line that is not empty."""
    return [Paragraph(t.strip(), Location(line=n)) for n, t in enumerate(lines, 1) if t.strip()]


def _dumped(text: str, lines: Sequence[str]) -> list[Block]:
    """Tables from tabs, and a paragraph for each other line."""
    blocks: list[Block] = []
    dump = _CellDump()
    headed = sum(_heads_row(line) and after.startswith("\t") for line, after in pairwise(lines)) >= _HEADED
    lines_of_rows: list[Row] = []

    def end_rows() -> None:
        if lines_of_rows:
            rows = tuple(_rejoined(lines_of_rows))
            blocks.append(Table(rows, rows[0][0].row, grid=False))
            lines_of_rows.clear()

    for number, (raw, line) in enumerate(zip(text.splitlines(), lines, strict=True), 1):
        if _WATERMARK.match(raw):
            continue
        place = Location(line=number)
        if lines_of_rows and "\t" not in line and _goes_on(lines_of_rows[-1][-1].text, line):
            last = lines_of_rows[-1][-1]
            told = Cell(f"{last.text}\n{line.strip()}", last.location)
            lines_of_rows[-1] = (*lines_of_rows[-1][:-1], told)
        elif _is_row(line) or (lines_of_rows and "\t" in line):
            blocks.extend(dump.end())
            lines_of_rows.append(row_of([c.strip() for c in line.split("\t")], place))
        elif lines_of_rows and (_PIECE.fullmatch(line) or classes(line)):
            lines_of_rows.append(row_of([line.strip()], place))
        elif line.startswith("\t"):
            end_rows()
            if headed and not dump.row:
                dump.cell("", place)
            dump.cell(line[1:], place)
        elif headed and dump.inside_cell and _heads_row(line):
            dump.blank()
            dump.cell(line, place)
        elif not line.strip():
            if raw.strip():  # debris stood here, or what went on: not an empty paragraph
                continue
            dump.blank()
            if all(t.startswith("\t") and "\t" not in t[1:] for t in (*lines[number : number + 3], "")[:3]):
                end_rows()  # cells follow, each on a line of its own
        elif dump.inside_cell:
            dump.more(line)
        else:
            blocks.extend(dump.end())
            end_rows()
            blocks.append(Paragraph(line.strip(), place))
    blocks.extend(dump.end())
    end_rows()
    return blocks


def _heads_row(line: str) -> bool:
    """Whether a line without a tab is the first cell of a row, the others of which have one."""
    text = line.strip()
    whole = "\t" not in line and _LEAST <= len(text) <= _SHORT
    return whole and bool(label(text) or column(text) or classes(text))


def _rejoined(rows: list[Row]) -> Iterator[Row]:
    """The rows with cells whole that a line's end has torn: 一级 | and 指标 | 二级指标 …, 绩 and 效 and 指标 | …."""
    whole: Row = ()
    for row in rows:
        if not whole:
            whole = row
            continue
        last, first = whole[-1].text, row[0].text
        joined = last + first
        piece = len(whole) == 1 and _PIECE.fullmatch(last) is not None and len(joined) <= _LONGEST
        if (
            last
            and first
            and not 1 < len(whole) == len(row)  # both are whole
            and (piece or column(joined) or label(joined) or classes(joined))
            and not (first.isdigit() or _is_whole(first))
        ):
            whole = (*whole[:-1], whole[-1]._replace(text=joined), *row[1:])
            continue
        yield whole
        whole = row
    if whole:
        yield whole


def _is_whole(text: str) -> bool:
    """Whether a text is a heading or class by itself; 指标 is a piece of one."""
    return text not in _PIECES and bool(column(text) or classes(text))


def _goes_on(cell: str, line: str) -> bool:
    """Whether a line is the next of a cell's numbered goals: 目标2：… after 目标1：…."""
    found = _GOAL.match(line)
    before = _GOAL.match(cell.rpartition("\n")[2]) if found else None
    return bool(found and before and int(found[1]) == int(before[1]) + 1)


def _is_row(line: str) -> bool:
    """A tab after the first character separates cells: a row dump."""
    return "\t" in line[1:] and bool(line.strip())


class _CellDump:
    """Collects cell lines into rows and rows into a table."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.row: list[Cell] = []
        self.inside_cell = False

    def cell(self, text: str, place: Location) -> None:
        self.row.append(Cell(text.strip(), place))
        self.inside_cell = True

    def more(self, text: str) -> None:
        last = self.row[-1]
        self.row[-1] = Cell(f"{last.text}\n{text.strip()}".strip(), last.location)

    def blank(self) -> None:
        if self.row:
            self.rows.append(tuple(self.row))
            self.row = []
        self.inside_cell = False

    def end(self) -> Iterator[Table]:
        self.blank()
        if self.rows:
            yield Table(tuple(self.rows), self.rows[0][0].location, grid=False)
        self.rows = []
