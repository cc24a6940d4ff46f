"""What scoring gives as text: JSON lines, CSV that Excel opens safely, and a table for the terminal."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from ..scoring.findings import SEVERITIES, Finding, field_text
from ..scoring.results import Scored, ScoredDocument, ScoredProject, Scoring
from .reports.marks import of_field, pieces
from .reports.parts import DocumentPart, ProjectPart, parts_of, score_text
from .terminal import harmless

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_STYLES = {"P0": "bold red", "P1": "red", "P2": "yellow", "P3": "dim"}
# What a CSV without any row begins with.
_HEADS = {
    "indicator": "schema_version,id,source,location,name,value",
    "project": "schema_version,source,unit,project_id,project_code,project",
    "document": "schema_version,source,unit,title,projects,indicators",
}


def write_jsonl(rows: Iterable[dict[str, Any]], out: TextIO) -> None:
    """One JSON object a line."""
    for row in rows:
        # A lone surrogate from a broken file must not stop the other records.
        line = json.dumps(row, ensure_ascii=False, default=str)
        out.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def flat_row(row: dict[str, Any]) -> dict[str, Any]:
    """A scored record with lists and objects as JSON texts: what a cell can hold."""
    return {
        key: json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else value
        for key, value in row.items()
    }


def safe_cell(value: Any) -> Any:
    """A cell that no spreadsheet runs as a formula: a leading = + - @ is preceded by an apostrophe."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value


def write_csv(
    rows: Iterable[dict[str, Any]], out: TextIO, level: str = "indicator", heads: Sequence[str] = ()
) -> None:
    """All fields, one row a line; without any row the `heads`, or those of a level. The caller writes the file as
    utf-8-sig."""
    left = iter(rows)
    first = next(left, None)
    if first is None:
        out.write(f"{','.join(heads) or _HEADS[level]}\r\n")
        return
    writer = csv.DictWriter(out, list(first), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({k: safe_cell(v) for k, v in flat_row(row).items()} for row in chain((first,), left))


@contextmanager
def opened(output: Path | None, fmt: str = "") -> Iterator[TextIO]:
    """Where text goes: a file, or standard output, which stays open; CSV begins with the mark that Excel looks for.

    It is no error when the reader of standard output, say `head`, has seen enough. Raises OSError for a file.
    """
    stream = output.open("wb") if output else sys.stdout.buffer
    coding = "utf-8-sig" if fmt == "csv" else "utf-8"
    try:
        out = io.TextIOWrapper(stream, encoding=coding, errors="replace", newline="")
        try:
            yield out
        finally:
            out.detach()
    except BrokenPipeError:
        sys.stderr.close()
    finally:
        if output:
            stream.close()


def render_table(scoring: Scoring, width: int, colour: bool) -> str:
    """For people: of each document what is wrong with it and with its projects, then its indicators, the worst
    first."""
    return printed((item for part in parts_of(scoring) for item in _part(part, width)), width, colour)


def _part(part: DocumentPart, width: int) -> Iterator[Any]:
    from rich.padding import Padding

    for indent, line in _above(part):
        yield Padding(line, (0, 0, 0, indent), expand=False)
    if part.records:
        yield _indicators(part, width)


def render_summary(scoring: Scoring, width: int, colour: bool, projects: bool = True) -> str:
    """A table of documents and, unless only those are wanted, their projects: scores, how they come about, and
    what is wrong with each itself."""
    from rich.table import Table
    from rich.text import Text

    table = Table(show_lines=False)
    table.add_column("文件 / 项目" if projects else "文件", ratio=2, overflow="fold")
    for title in ("指标", "得分"):
        table.add_column(title, justify="right", no_wrap=True)
    for severity in SEVERITIES:
        table.add_column(severity, justify="right", style=_STYLES[severity])
    table.add_column("得分怎么来的；自身的问题", ratio=3, overflow="fold")
    for part in parts_of(scoring):
        _line(table, Text(part.document.source, style="bold"), part.document, part.why, _unread(part))
        for project in part.projects if projects else ():
            if project.project:
                _line(table, Text(f"  {project.name}"), project.project, project.why)
    return printed([table], width, colour)


def _line(table: Any, name: Any, item: ScoredProject | ScoredDocument, why: str, more: Any = None) -> None:
    from rich.text import Text

    about = Text("\n").join([Text(why, style="dim"), *_each(item.findings, 120), *(more or ())])
    counts = (str(count or "") for count in item.severities.values())
    table.add_row(name, str(item.indicators), score_text(item), *counts, about)


def _above(part: DocumentPart) -> Iterable[tuple[int, Any]]:
    """The lines over the table of a document's indicators, each with its indent."""
    from rich.text import Text

    document = part.document
    yield 0, Text.assemble((document.source, "bold"), f"  文件得分 {score_text(document)}")
    empty = document.score is None
    yield 0, Text("没有找到绩效指标。" if empty else f"{part.counts}。得分：{part.why}。")
    if own := [*_each(document.findings, 200), *_unread(part)]:
        yield 0, Text("文件的问题：", style="bold")
        yield from ((2, line) for line in own)
    flagged = [p for p in part.projects if p.findings or not p.records]
    if flagged:
        yield 0, Text("项目的问题：", style="bold")
    for project in flagged:
        yield from _project(project)


def _project(part: ProjectPart) -> Iterable[tuple[int, Any]]:
    from rich.text import Text

    score = score_text(part.project) if part.project else ""
    empty = "" if part.records else f"（{part.why}）"
    yield 2, Text.assemble((part.name, "bold"), f"  项目得分 {score}{empty}")
    yield from ((4, line) for line in _each(part.findings, 200))


def _unread(part: DocumentPart) -> list[Any]:
    from rich.text import Text

    places = ((f"（{place}）" if place else "", reason) for place, reason in part.document.unread)
    return [Text(f"没有读到{place}：{reason}", style="yellow") for place, reason in places]


def _indicators(part: DocumentPart, width: int) -> Any:
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    from ..models.taxonomy import NAMES

    table = Table(show_lines=False, expand=cell_len(part.document.source) < width)
    table.add_column("分", justify="right", no_wrap=True)
    table.add_column("类别", no_wrap=True)
    table.add_column("指标", ratio=4, overflow="fold")
    table.add_column("指标值", ratio=2, overflow="fold")
    table.add_column("问题", ratio=6, overflow="fold")
    for item in sorted(part.records, key=lambda s: s.score):
        table.add_row(
            f"{item.score:.0f} {item.grade}",
            Text(NAMES[item.context.type]),
            _marked(item, "name", 80),
            _marked(item, "value" if item.record.value else "tiers", 60),
            Text("\n").join(_each(item.findings, 160)),
        )
    return table


def printed(items: Iterable[Any], width: int, colour: bool) -> str:
    """Texts and tables of rich as a terminal of this width shows them, one below the other."""
    from rich.console import Console

    buffer = io.StringIO()
    system: Any = "auto" if colour else None
    console = Console(file=buffer, width=width, force_terminal=colour, color_system=system)
    for item in items:
        console.print(item)
    return harmless(buffer.getvalue(), colour)


def _each(findings: Iterable[Finding], limit: int) -> list[Any]:
    """A line for each finding."""
    from rich.text import Text

    return [
        Text.assemble((f"{f.severity} {f.code} ", _STYLES[f.severity]), _short(f.message, limit))
        for f in findings
    ]


def _marked(item: Scored, field: str, limit: int) -> Any:
    """The text of a field with its flagged stretches in the colour of their severity."""
    from rich.text import Text

    text = Text()
    for piece in pieces(_short(field_text(item.record, field), limit), of_field(item.findings, field)):
        text.append(piece.text, style=f"underline {_STYLES[piece.severity]}" if piece.severity else None)
    return text


def _short(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
