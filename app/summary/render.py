"""Answers as a table for the terminal and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

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


def render(answers: Sequence[Answer], width: int, colour: bool) -> str:
    """Tables for people, one below the other."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=colour, color_system="auto" if colour else None
    )
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


def to_csv(answer: Answer) -> str:
    """All rows, figures as they are (shares between 0 and 1). To be written as utf-8-sig."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(title for title, _ in answer.columns)
    for row in answer.rows:
        writer.writerow(round(v, 4) if isinstance(v, float) else safe_cell(v) for v in row)
    return out.getvalue()
