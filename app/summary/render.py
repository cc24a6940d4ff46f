"""Answers as tables for the terminal, and as CSV and JSON lines."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ..tables import opened, printed, write_csv, write_jsonl
from .questions import Answer, Stream, Totals, shown


def overview(totals: Totals) -> str:
    """The archive in one line."""
    score = "—" if totals.score is None else f"{totals.score:.1f}"
    return (
        f"{totals.files:,} 个文件（{totals.failed:,} 个未能读取），"
        f"{totals.projects:,} 个项目（{totals.empty:,} 个空表），{totals.indicators:,} 条指标，"
        f"平均 {score} 分，模糊 {totals.vague:.1%}，套话 {totals.boilerplate:.1%}。"
    )


def plain_table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, colour: bool) -> str:
    """A table of texts for people."""
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for title in columns:
        table.add_column(Text(title), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return printed([table], width, colour)


def render(answers: Sequence[Answer], width: int, colour: bool) -> str:
    """Tables for people, one below the other."""
    return printed(map(_table, answers), width, colour)


def _table(answer: Answer) -> Any:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=answer.title, title_justify="left")
    for title, kind in answer.columns:
        wide = kind == "text"
        table.add_column(title, justify="left" if wide else "right", no_wrap=not wide, overflow="fold")
    for row in answer.rows:
        cells = (shown(value, kind) for value, (_, kind) in zip(row, answer.columns, strict=True))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def put(text: str, output: Path | None) -> None:
    """Write to a file, else to standard output. Raises OSError."""
    with opened(output) as out:
        out.write(text)


def put_jsonl(streams: Iterable[Stream], output: Path | None) -> None:
    """An object a row: which `table` it is of, and its cells by title, figures as they are. Raises OSError."""
    with opened(output) as out:
        for stream in streams:
            write_jsonl(({"table": stream.key, **row} for row in _named(stream)), out)


def put_csv(streams: Iterable[Stream], output: Path | None, many: bool) -> None:
    """All rows, figures as they are (shares between 0 and 1): the only stream as a file or to standard output, `many`
    as files in the folder `output`. Raises OSError."""
    folder = output if many else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    for stream in streams:
        with opened(folder / f"{stream.key}.csv" if folder else output, "csv") as out:
            write_csv(_named(stream), out, heads=stream.titles)


def _named(stream: Stream) -> Iterator[dict[str, Any]]:
    for row in stream.rows:
        cells = (round(cell, 4) if isinstance(cell, float) else cell for cell in row)
        yield dict(zip(stream.titles, cells, strict=True))


def screen_width(to_screen: bool) -> tuple[int, bool]:
    """How wide a table may be, and whether it is for a terminal."""
    terminal = to_screen and sys.stdout.isatty()
    return shutil.get_terminal_size((120, 40)).columns if terminal else 120, terminal
