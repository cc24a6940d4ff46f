"""Scored records as text: JSON lines, CSV that Excel opens safely, and a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any, TextIO

from ..scoring.score import Scored

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLES = {"P0": "bold red", "P1": "red", "P2": "yellow", "P3": "dim"}


def write_jsonl(scored: Iterable[Scored], out: TextIO) -> None:
    """One JSON object a line, the contract's scored record."""
    for item in scored:
        # A lone surrogate from a broken file must not stop the other records.
        line = json.dumps(item.as_dict(), ensure_ascii=False)
        out.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def flat_row(row: dict[str, Any]) -> dict[str, Any]:
    """A scored record with lists and objects as JSON texts: what a cell can hold."""
    return {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        for key, value in row.items()
    }


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula: a leading = + - @ is preceded by an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def write_csv(scored: Sequence[Scored], out: TextIO) -> None:
    """All fields of the contract, one record a row. The caller writes the file as utf-8-sig."""
    writer: Any = None
    for item in scored:
        row = flat_row(item.as_dict())
        if writer is None:
            writer = csv.DictWriter(out, list(row), lineterminator="\r\n")
            writer.writeheader()
        writer.writerow({k: safe_cell(v) for k, v in row.items()})
    if writer is None:
        out.write("schema_version,id,source,location,name,value\r\n")


def render_table(scored: Sequence[Scored], width: int, colour: bool) -> str:
    """A table for people, the worst indicators first within each document."""
    from rich.cells import cell_len
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from ..models.taxonomy import NAMES

    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, force_terminal=colour, color_system="auto" if colour else None
    )
    for source in dict.fromkeys(s.record.source for s in scored):
        part = sorted((s for s in scored if s.record.source == source), key=lambda s: s.score)
        mean = sum(s.score for s in part) / len(part)
        title = Text(f"{source}  {len(part)} 条指标，平均 {mean:.1f} 分")
        table = Table(title=title, title_justify="left", show_lines=False, expand=cell_len(source) < width)
        table.add_column("分", justify="right", no_wrap=True)
        table.add_column("类别", no_wrap=True)
        table.add_column("指标", ratio=4, overflow="fold")
        table.add_column("指标值", ratio=2, overflow="fold")
        table.add_column("问题", ratio=6, overflow="fold")
        for item in part:
            table.add_row(
                f"{item.score:.0f} {item.grade}",
                Text(NAMES[item.context.type]),
                Text(_short(item.record.name, 80)),
                Text(_short(item.record.value or " / ".join(item.record.tiers or ()), 60)),
                _findings(item),
            )
        console.print(table)
    return buffer.getvalue()


def _findings(item: Scored) -> Any:
    from rich.text import Text

    text = Text()
    for i, finding in enumerate(item.findings):
        if i:
            text.append("\n")
        text.append(f"{finding.severity} {finding.code} ", style=_STYLES[finding.severity])
        text.append(_short(finding.message, 160))
    return text


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
