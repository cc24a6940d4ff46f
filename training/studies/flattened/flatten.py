"""A form as text, in the ways in which web pages and extractors flatten its table."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable

from .tables import Form, Table

Rows = list[list[str]]


def _filled(row: Iterable[str]) -> list[str]:
    return [cell for cell in row if cell]


def _rows(table: Table) -> Rows:
    return [*table.labels, table.heading, *table.rows]


def markdown(table: Table, rng: random.Random) -> str:
    """A markdown table with its rule; the labels are lines of their own."""
    lines = [
        "".join("：".join(cells[i : i + 2]) + " " for i in range(0, len(cells), 2)) for cells in table.labels
    ]
    grid = [table.heading, ["---"] * len(table.heading), *table.rows]
    return "\n".join([*lines, "", *("| " + " | ".join(row) + " |" for row in grid)])


def bars(table: Table, rng: random.Random) -> str:
    """Cells between bars, empty cells kept, without bars at the ends."""
    return "\n".join("|".join(row) for row in _rows(table))


def stray_bars(table: Table, rng: random.Random) -> str:
    """Merged cells left out, and a bar too many or too few at the ends."""
    return "\n".join(
        f"{rng.choice(['', '| ', '|| '])}{' | '.join(_filled(row))}{rng.choice(['', ' |', ' ||', ' | |'])}"
        for row in _rows(table)
    )


def broken_bars(table: Table, rng: random.Random) -> str:
    """Rows between bars, long cells of which go on in the next line."""
    return "\n".join("| " + " | ".join(_broken(cell, rng) for cell in row) + " |" for row in _rows(table))


def _broken(cell: str, rng: random.Random) -> str:
    if len(cell) < 7 or rng.random() < 0.6:
        return cell
    at = len(cell) // 2
    return cell if not (cell[at - 1] + cell[at]).isalpha() else f"{cell[:at]}\n{cell[at:]}"


def cell_lines(table: Table, rng: random.Random) -> str:
    """A cell a line; empty cells have vanished."""
    return "\n".join(cell for row in _rows(table) for cell in _filled(row))


def barred_lines(table: Table, rng: random.Random) -> str:
    """A cell a line with stray bars."""
    marks = ["{}", "{} |", "| {}", "| {} |", "|{}"]
    return "\n".join(rng.choice(marks).format(cell) for row in _rows(table) for cell in _filled(row))


def spaced_lines(table: Table, rng: random.Random) -> str:
    """A cell a line and an empty line after each row."""
    return "\n\n".join("\n".join(_filled(row)) for row in _rows(table))


def loose_lines(table: Table, rng: random.Random) -> str:
    """A cell a line with an empty line after each, and a long cell broken now and then."""
    return "\n\n".join(cell for row in _rows(table) for cell in _filled(row))


def paged_lines(table: Table, rng: random.Random) -> str:
    """A cell a line, a page number and the headings again in the middle."""
    half = len(table.rows) // 2
    middle = [["— 3 —"], table.heading]
    rows = [*table.labels, table.heading, *table.rows[:half], *middle, *table.rows[half:]]
    return "\n".join(cell for row in rows for cell in _filled(row))


def torn_lines(table: Table, rng: random.Random) -> str:
    """A cell a line, with class names broken over lines, as narrow columns leave them."""
    return "\n".join(
        _torn(cell, rng) if i < 2 and cell.endswith("指标") else cell
        for row in _rows(table)
        for i, cell in enumerate(row)
        if cell
    )


def _torn(cell: str, rng: random.Random) -> str:
    size = rng.choice([1, 2, 3])
    return "\n".join(cell[i : i + size] for i in range(0, len(cell), size))


def blanks(table: Table, rng: random.Random) -> str:
    """Two or more blanks between cells, as many as it happens."""
    return "\n".join(_ragged(_filled(row), lambda: " " * rng.randint(2, 7)) for row in _rows(table))


def wide_blanks(table: Table, rng: random.Random) -> str:
    """Full-width blanks between cells."""
    return "\n".join(_ragged(_filled(row), lambda: "\u3000" * rng.randint(1, 3)) for row in _rows(table))


def _ragged(cells: list[str], gap: Callable[[], str]) -> str:
    return "".join(cell + gap() for cell in cells).rstrip()


def columns(table: Table, rng: random.Random) -> str:
    """Columns at fixed places, as a printout has them."""
    rows = _rows(table)
    wide = [
        max((_width(r[i]) for r in [table.heading, *table.rows]), default=0) + 2
        for i in range(len(table.heading))
    ]
    return "\n".join(
        "".join(
            c + " " * max(2, w - _width(c)) for c, w in zip(row, [*wide, 2, 2, 2, 2], strict=False)
        ).rstrip()
        for row in rows
    )


def narrow(table: Table, rng: random.Random) -> str:
    """Columns at fixed places, so narrow that cells fill several lines, each from the top of its row."""
    return _laid_out(table, rng, centred=False)


def narrow_centred(table: Table, rng: random.Random) -> str:
    """The same with cells in the middle of their rows, those of classes in the middle of all of theirs."""
    return _laid_out(table, rng, centred=True)


def _laid_out(table: Table, rng: random.Random, centred: bool) -> str:
    rows = [table.heading, *table.rows]
    fits = [rng.choice((8, 10, 12, 14)) for _ in table.heading]
    cells = [[_wrapped(cell, fit) for cell, fit in zip(row, fits, strict=True)] for row in rows]
    tall = [max(map(len, row)) for row in cells]
    tops = [sum(tall[:n]) for n in range(len(rows) + 1)]
    grid = [[""] * len(fits) for _ in range(tops[-1])]
    owners = {i for i, heading in enumerate(table.heading) if heading in ("一级指标", "二级指标")}
    for i in range(len(fits)):
        filled = [n for n, row in enumerate(cells) if row[i] or i not in owners]
        for n, after in zip(filled, [*filled[1:], len(rows)], strict=True):
            room = (tops[after] if i in owners and n else tops[n + 1]) - tops[n]
            top = tops[n] + ((room - len(cells[n][i])) // 2 if centred else 0)
            for k, line in enumerate(cells[n][i]):
                grid[top + k][i] = line
    starts = [sum(fits[:i]) + 3 * i for i in range(len(fits))]
    lines = []
    for row in grid:
        line = ""
        for start, cell in zip(starts, row, strict=True):
            line += " " * (start - _width(line)) + cell if cell else ""
        lines.append(line)
    labels = ["    ".join(cells) for cells in table.labels]
    return "\n".join([*labels, *lines])


def narrow_cells(table: Table, rng: random.Random) -> str:
    """A cell after the other, each broken where a narrow column is full."""
    fits = [rng.choice((8, 10, 12, 14)) for _ in table.heading]
    rows = [
        line
        for row in table.rows
        for cell, fit in zip(row, fits, strict=True)
        for line in _wrapped(cell, fit)
    ]
    return "\n".join([*(" ".join(cells) for cells in table.labels), " ".join(table.heading), *rows])


def _wrapped(cell: str, fit: int) -> list[str]:
    """The lines of a cell `fit` halves of a character wide; figures and Latin words are not broken."""
    lines = [""]
    for chunk in re.findall(r"[!-~]+|.", cell):
        if lines[-1] and _width(lines[-1]) + _width(chunk) > fit:
            lines.append("")
        lines[-1] += chunk
    return lines if cell else []


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def single_spaces(table: Table, rng: random.Random) -> str:
    """Rows on a line, single blanks between cells."""
    return "\n".join(" ".join(_filled(row)) for row in _rows(table))


def one_line(table: Table, rng: random.Random) -> str:
    """The whole form in one line with blanks."""
    return " ".join(cell for row in _rows(table) for cell in _filled(row))


def wrapped(table: Table, rng: random.Random) -> str:
    """One stream with blanks, broken wherever a line was full."""
    words = [cell for row in _rows(table) for cell in _filled(row)]
    lines, line = [], ""
    for word in words:
        if line and len(line) + len(word) > 36:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


def glued_rows(table: Table, rng: random.Random) -> str:
    """Rows on a line with nothing between the cells."""
    return "\n".join("".join(_filled(row)) for row in _rows(table))


def half_glued(table: Table, rng: random.Random) -> str:
    """One line with blanks, in which nothing stands between a name and its value."""
    rows = [[*row[:2], "".join(row[2:])] for row in table.rows]
    return " ".join(cell for row in [*table.labels, table.heading, *rows] for cell in _filled(row))


def glued(table: Table, rng: random.Random) -> str:
    """The whole form in one line with nothing between the cells."""
    return "".join(cell for row in _rows(table) for cell in _filled(row))


def classes_only(table: Table, rng: random.Random) -> str:
    """One line without headings: class names and values say what is what."""
    return " ".join(cell for row in [*table.labels, *table.rows] for cell in _filled(row))


def headless_lines(table: Table, rng: random.Random) -> str:
    """A cell a line, without headings."""
    return "\n".join(cell for row in [*table.labels, *table.rows] for cell in _filled(row))


Way = Callable[[Table, random.Random], str]
WAYS: tuple[Way, ...] = (
    markdown, bars, stray_bars, broken_bars, cell_lines, barred_lines, spaced_lines, loose_lines, paged_lines, torn_lines,
    blanks, wide_blanks, columns, narrow, narrow_centred, narrow_cells, single_spaces, one_line, wrapped, glued_rows, glued, half_glued, classes_only, headless_lines,
)  # fmt: skip
# What only class names and the shapes of values can tell apart: nothing but name and value may follow them.
_BARE = (glued_rows, glued, half_glued, classes_only, headless_lines)


def suits(way: Way, form: Form) -> bool:
    """False where the flattened text would not say any more what belongs together."""
    return way not in _BARE or all(len(t.heading) == 4 for t in form.tables)


def flatten(form: Form, way: Way, seed: int = 0) -> str:
    """The form's text: title, tables, and a closing line."""
    rng = random.Random(f"{form.title}{way.__name__}{seed}")
    return "\n".join(
        [form.title, *(way(table, rng) for table in form.tables), "填报人：陈明  联系电话：88210"]
    )
