"""Scored records as text: JSON lines, CSV that Excel opens safely, and a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any, TextIO

from ..scoring.findings import field_text
from ..scoring.score import Scored
from ..scoring.summary import summaries
from .reports.marks import of_field, pieces

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLES = {"P0": "bold red", "P1": "red", "P2": "yellow", "P3": "dim"}


def scored_rows(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """The contract's scored records."""
    return [item.as_dict() for item in scored]


def summary_rows(scored: Sequence[Scored]) -> list[dict[str, Any]]:
    """One row a document and one a project."""
    rows = []
    for item in summaries(scored):
        row = asdict(item)
        costs = row.pop("set_costs")
        rows.append({**row, "findings": [c["finding"] for c in costs]})
    return rows


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One JSON object a line."""
    for row in rows:
        # A lone surrogate from a broken file must not stop the other records.
        line = json.dumps(row, ensure_ascii=False)
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


def write_csv(rows: Sequence[dict[str, Any]], out: TextIO) -> None:
    """All fields, one row a line. The caller writes the file as utf-8-sig."""
    if not rows:
        out.write("schema_version,id,source,location,name,value\r\n")
        return
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({k: safe_cell(v) for k, v in flat_row(row).items()} for row in rows)


def render_table(scored: Sequence[Scored], width: int, colour: bool) -> str:
    """A table for people, the worst indicators first within each document."""
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    from ..models.taxonomy import NAMES

    console, buffer = _console(width, colour)
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
                _marked(item, "name", 80),
                _marked(item, "value" if item.record.value else "tiers", 60),
                _findings(item),
            )
        console.print(table)
    return buffer.getvalue()


def render_summary(scored: Sequence[Scored], width: int, colour: bool) -> str:
    """A table of documents and their projects, with what is wrong with the set."""
    from rich.table import Table
    from rich.text import Text

    console, buffer = _console(width, colour)
    table = Table(show_lines=False)
    for title, justify in (("文件 / 项目", "left"), ("指标", "right"), ("分", "right")):
        table.add_column(title, justify=justify, overflow="fold")  # type: ignore[arg-type]
    for severity in _STYLES:
        table.add_column(severity, justify="right", style=_STYLES[severity])
    table.add_column("整体问题", ratio=1, overflow="fold")
    for item in summaries(scored):
        table.add_row(
            Text(f"  {item.project}" if item.project else item.source, style="" if item.project else "bold"),
            str(item.indicators),
            f"{item.score:.0f} {item.grade}",
            *(str(count or "") for count in item.severities.values()),
            Text("\n".join(_short(c.finding.message, 120) for c in item.set_costs)),
        )
    console.print(table)
    return buffer.getvalue()


def _console(width: int, colour: bool) -> tuple[Any, io.StringIO]:
    from rich.console import Console

    buffer = io.StringIO()
    system = "auto" if colour else None
    return Console(file=buffer, width=width, force_terminal=colour, color_system=system), buffer  # type: ignore[arg-type]


def _findings(item: Scored) -> Any:
    from rich.text import Text

    text = Text()
    for i, finding in enumerate(item.findings):
        if i:
            text.append("\n")
        text.append(f"{finding.severity} {finding.code} ", style=_STYLES[finding.severity])
        text.append(_short(finding.message, 160))
    return text


def _marked(item: Scored, field: str, limit: int) -> Any:
    """The text of a field with its flagged stretches in the colour of their severity."""
    from rich.text import Text

    text = Text()
    for piece in pieces(_short(field_text(item.record, field), limit), of_field(item.findings, field)):
        text.append(piece.text, style=f"underline {_STYLES[piece.severity]}" if piece.severity else None)
    return text


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
