"""`zhibiao score`."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..reports import FORMATS as REPORTS
from . import PROFILES, SEVERITIES, STANDARDS, say

if TYPE_CHECKING:
    from ..reports import Report

FORMATS = ("table", "jsonl", "csv", *REPORTS)
_FOLDERS = ("docx", "opinions")  # formats that give a file for each document or project


@click.command("score")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option(
    "--format",
    "fmt",
    type=click.Choice(FORMATS),
    default="table",
    metavar="FORMAT",
    help=f"table、jsonl、csv，或报告：{'、'.join(f'{key}（{said}）' for key, said in REPORTS.items())}",
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="写入文件（docx、opinions 也可以是文件夹）"
)
@click.option("--standard", type=click.Choice(STANDARDS), default="2020", help="指标分类标准")
@click.option(
    "--profile", type=click.Choice(PROFILES), default="declaration", help="编报审核、自评复核、公开检查"
)
@click.option("--config", "settings", type=click.Path(path_type=Path), help="检查设置（TOML 文件）")
@click.option("--model", default="fast", help="模型：fast、accurate、keywords、模型文件夹或 models:/ 地址")
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    help="档案（zhibiao batch 的输出文件夹）：指出与其中项目雷同的指标，参考指标先从中找",
)
@click.option("--summary", is_flag=True, help="只按文件和项目汇总")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="有此级别或更严重的问题时以 1 退出")
def command(
    paths: tuple[Path, ...],
    fmt: str,
    output: Path | None,
    standard: str,
    profile: str,
    settings: Path | None,
    model: str,
    folder: Path | None,
    summary: bool,
    fail_on: str | None,
) -> None:
    """给文件或指标清单里的每条指标评分。PATH 为 - 时从标准输入读取 JSONL。"""
    from ...models.load import ModelError, load_model
    from ...scoring.config import ConfigError, load_config
    from ...scoring.references import LIBRARY, Several, archive_library
    from ...scoring.repetition import Archive, ArchiveError
    from ...scoring.score import score_documents
    from ..inputs import read_inputs
    from ..reports import Report

    problem = _misused(fmt, output, summary)
    if problem:
        say(problem)
        sys.exit(2)
    try:
        config = load_config(settings, profile) if settings else None
        archive = Archive.open(folder) if folder else None
        references = Several(archive_library(folder), LIBRARY) if folder else LIBRARY
        classifier = load_model(model)
    except (ModelError, ConfigError, ArchiveError) as error:
        say(str(error))
        sys.exit(2)
    documents, failed = read_inputs(paths, say)
    scored = score_documents(documents, classifier, standard, profile, config, references, archive=archive)
    if fmt in REPORTS:
        made = date.today().isoformat()
        limits = getattr(classifier, "thresholds", None)
        report = Report(
            tuple(scored), tuple(documents), model, standard, profile, made, config=config, thresholds=limits
        )
        written = _write_report(fmt, report, output)
    else:
        written = _write(fmt, scored, output, summary)
    if not written:
        sys.exit(2)
    grave = fail_on is not None and any(f.severity <= fail_on for s in scored for f in s.findings)
    sys.exit(2 if failed else 1 if grave else 0)


def _misused(fmt: str, output: Path | None, summary: bool) -> str:
    """What is wrong with these options together, '' when nothing is."""
    if fmt not in REPORTS:
        return ""
    if summary:
        return f"--summary 不能和 --format {fmt} 一起用：报告里已有汇总，请去掉 --summary。"
    if output is None and sys.stdout.isatty():
        return f"{fmt} 是文件，不能显示在终端里：请用 -o 指定文件名。"
    return ""


def _write_report(fmt: str, report: Report, output: Path | None) -> bool:
    """Write a report; False, with a message, when it can't be made or written."""
    from ..reports import ReportError, build_report, write_report

    try:
        if output is None:
            _to_stdout(build_report(fmt, report))
            return True
        if fmt in _FOLDERS and not output.suffix:
            output.mkdir(exist_ok=True)
        for path in write_report(fmt, report, output):
            say(f"已写入 {path}。")
    except ReportError as error:
        say(str(error))
        return False
    except OSError as error:
        say(f"{output}：无法写入（{error.strerror}），请检查文件夹是否存在、是否可写。")
        return False
    return True


def _to_stdout(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader, say `head`, has seen enough
        sys.stderr.close()


def _write(fmt: str, scored: list[Any], output: Path | None, summary: bool) -> bool:
    """Write the result; False, with a message, when the file can't be written."""
    from ..tables import render_summary, render_table, scored_rows, summary_rows, write_csv, write_jsonl

    rows, render = (summary_rows, render_summary) if summary else (scored_rows, render_table)
    writers: dict[str, Callable[[Any], None]] = {
        "jsonl": lambda out: write_jsonl(rows(scored), out),
        "csv": lambda out: write_csv(rows(scored), out),
        "table": lambda out: out.write(_table(scored, render, out)),
    }
    if output is None:
        buffer = io.StringIO(newline="")
        buffer.isatty = sys.stdout.isatty  # type: ignore[method-assign]
        writers[fmt](buffer)
        data = buffer.getvalue().encode("utf-8-sig" if fmt == "csv" else "utf-8", "replace")
        _to_stdout(data)
        return True
    try:
        with output.open("w", encoding="utf-8-sig" if fmt == "csv" else "utf-8", newline="") as out:
            writers[fmt](out)
    except OSError as error:
        say(f"{output}：无法写入（{error.strerror}），请检查文件夹是否存在、是否可写。")
        return False
    say(f"已写入 {output}（{len(scored)} 条指标）。")
    return True


def _table(scored: list[Any], render: Callable[..., str], out: Any) -> str:
    import shutil

    if not scored:
        return "没有找到绩效指标。\n"
    terminal = bool(out.isatty())
    return render(scored, shutil.get_terminal_size((120, 40)).columns if terminal else 120, terminal)
