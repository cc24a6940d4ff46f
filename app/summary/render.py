"""Answers as a table for the terminal and as CSV."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..tables import safe_cell
from ..terminal import harmless
from .questions import Answer, Totals, shown


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

    console, buffer = _console(width, colour)
    table = Table()
    for title in columns:
        table.add_column(Text(title), overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    console.print(table)
    return harmless(buffer.getvalue(), colour)


def _console(width: int, colour: bool) -> tuple[Any, io.StringIO]:
    from rich.console import Console

    buffer = io.StringIO()
    system: Any = "auto" if colour else None
    return Console(file=buffer, width=width, force_terminal=colour, color_system=system), buffer


def render(answers: Sequence[Answer], width: int, colour: bool) -> str:
    """Tables for people, one below the other."""
    from rich.table import Table
    from rich.text import Text

    console, buffer = _console(width, colour)
    for answer in answers:
        table = Table(title=answer.title, title_justify="left")
        for title, kind in answer.columns:
            wide = kind == "text"
            table.add_column(title, justify="left" if wide else "right", no_wrap=not wide, overflow="fold")
        for row in answer.rows:
            cells = (shown(value, kind) for value, (_, kind) in zip(row, answer.columns, strict=True))
            table.add_row(*(Text(cell) for cell in cells))
        console.print(table)
    return harmless(buffer.getvalue(), colour)


def put(data: bytes, output: Path | None, say: Callable[[str], None]) -> None:
    """Write to a file, which the user is told of, or else to standard output. Raises OSError."""
    if output:
        output.write_bytes(data)
        say(f"已写入 {output}。")
    else:
        sys.stdout.buffer.write(data)


def put_csv(answers: Sequence[Answer], output: Path | None, say: Callable[[str], None]) -> None:
    """The only answer as a file or to standard output; several as files in the folder `output`. Raises OSError."""
    if output and len(answers) > 1:
        output.mkdir(parents=True, exist_ok=True)
        for answer in answers:
            (output / f"{answer.key}.csv").write_bytes(to_csv(answer).encode("utf-8-sig"))
        say(f"已写入 {output}（{len(answers)} 张表）。")
    else:
        put(to_csv(answers[0]).encode("utf-8-sig"), output, say)


def screen_width(to_screen: bool) -> tuple[int, bool]:
    """How wide a table may be, and whether it is for a terminal."""
    terminal = to_screen and sys.stdout.isatty()
    return shutil.get_terminal_size((120, 40)).columns if terminal else 120, terminal


def to_jsonl(answers: Sequence[Answer]) -> str:
    """An object a row: which `table` it is of, and its cells by title, figures as they are."""
    return "".join(
        json.dumps(
            {"table": a.key, **dict(zip((t for t, _ in a.columns), row, strict=True))}, ensure_ascii=False
        )
        + "\n"
        for a in answers
        for row in a.rows
    )


def to_csv(answer: Answer) -> str:
    """All rows, figures as they are (shares between 0 and 1). To be written as utf-8-sig."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(title for title, _ in answer.columns)
    for row in answer.rows:
        writer.writerow(round(v, 4) if isinstance(v, float) else safe_cell(v) for v in row)
    return out.getvalue()
