"""`zhibiao score`."""

from __future__ import annotations

import io
import sys
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..reports import FORMATS as REPORTS
from . import AUTO, LEVELS, PROFILES, SEVERITIES, STANDARDS, say

if TYPE_CHECKING:
    from ...scoring.config import Config
    from ...scoring.results import Scoring
    from ..reports import Report

FORMATS = ("table", "jsonl", "csv", *REPORTS)
_FOLDERS = ("docx", "opinions")  # formats that give a file for each document or project
_UNITS = {"indicator": "条指标", "project": "个项目", "document": "个文件"}


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
@click.option(
    "--level",
    type=click.Choice(LEVELS),
    help="table、jsonl、csv 的一行是什么：指标（默认）、项目还是文件",
)
@click.option("--summary", is_flag=True, help="按项目汇总，与 --level project 相同")
@click.option("--standard", type=click.Choice(STANDARDS), default="2020", help="指标分类标准")
@click.option(
    "--profile",
    type=click.Choice((AUTO, *PROFILES)),
    default=AUTO,
    help="编报审核、自评复核、公开检查；auto（默认）：填了完成值的按自评复核，否则按编报审核",
)
@click.option("--config", "settings", type=click.Path(path_type=Path), help="检查设置（TOML 文件）")
@click.option("--select", default="", metavar="CODES", help="只用这些检查：编号或编号开头，如 V,C03")
@click.option("--ignore", default="", metavar="CODES", help="不用这些检查，写法同上")
@click.option("--model", default="fast", help="模型：fast、accurate、keywords、模型文件夹或 models:/ 地址")
@click.option(
    "--archive",
    "folder",
    type=click.Path(path_type=Path),
    help="档案（zhibiao batch 的输出文件夹）：指出与其中项目雷同的指标，参考指标先从中找",
)
@click.option(
    "--fail-on", type=click.Choice(SEVERITIES), help="指标、项目或文件有此级别或更严重的问题时以 1 退出"
)
def command(
    paths: tuple[Path, ...],
    fmt: str,
    output: Path | None,
    level: str | None,
    summary: bool,
    standard: str,
    profile: str,
    settings: Path | None,
    select: str,
    ignore: str,
    model: str,
    folder: Path | None,
    fail_on: str | None,
) -> None:
    """给文件或指标清单里的每条指标、每个项目和整份文件评分。PATH 为 - 时从标准输入读取 JSONL。"""
    from ...models.load import ModelError, load_model
    from ...scoring.advice import LIBRARY, Several, archive_library
    from ...scoring.config import ConfigError
    from ...scoring.repetition import Archive, ArchiveError
    from ...scoring.score import score_documents
    from ..inputs import read_inputs
    from ..reports import Report

    if problem := _misused(fmt, output, level, summary):
        say(problem)
        sys.exit(2)
    try:
        # What is wrong with the settings is said before anything is read.
        configs = {p: _config(p, settings, select, ignore) for p in _possible(profile)}
        archive = Archive.open(folder) if folder else None
        references = Several(archive_library(folder), LIBRARY) if folder else LIBRARY
        classifier = load_model(model)
    except (ModelError, ConfigError, ArchiveError) as error:
        say(str(error))
        sys.exit(2)
    documents, failed = read_inputs(paths, say)
    scoring = score_documents(documents, classifier, standard, profile, configs, references, archive=archive)
    stage = _stage(scoring) if profile == AUTO else profile
    if fmt in REPORTS:
        made = date.today().isoformat()
        limits = getattr(classifier, "thresholds", None)
        report = Report(
            scoring, tuple(documents), model, standard, stage, made, config=configs[stage], thresholds=limits
        )
        written = _write_report(fmt, report, output)
    else:
        written = _write(fmt, scoring, output, level or ("project" if summary else "indicator"))
    if not written:
        sys.exit(2)
    grave = fail_on is not None and any(f.severity <= fail_on for f in scoring.findings)
    sys.exit(2 if failed else 1 if grave else 0)


def _possible(profile: str) -> tuple[str, ...]:
    return ("declaration", "selfcheck") if profile == AUTO else (profile,)


def _config(profile: str, settings: Path | None, select: str, ignore: str) -> Config:
    """The settings of a profile, changed by a file and by what the command line selects. Raises ConfigError."""
    from ...scoring.config import chosen, load_config, profile_config

    config = load_config(settings, profile) if settings else profile_config(profile)
    return chosen(config, select, ignore)


def _stage(scoring: Scoring) -> str:
    """The profile that most documents were checked by, `declaration` where there is none. The user is told."""
    stages = Counter(d.profile for d in scoring.documents if d.indicators)
    if not stages:
        return "declaration"
    why = {"selfcheck": "填有完成值，按自评复核", "declaration": "没有完成值，按编报审核"}
    many = len(scoring.documents) > 1
    said = "；".join(f"{f'{n} 个文件' if many else ''}{why[stage]}检查" for stage, n in stages.most_common())
    say(f"{said}（可用 --profile 指定）。")
    return stages.most_common(1)[0][0]


def _misused(fmt: str, output: Path | None, level: str | None, summary: bool) -> str:
    """What is wrong with these options together, '' when nothing is."""
    if fmt not in REPORTS:
        if summary and level not in (None, "project"):
            return f"--summary 就是 --level project，不能和 --level {level} 一起用：请去掉其中一个。"
        return ""
    if summary or level:
        option = "--summary" if summary else "--level"
        return f"{option} 不能和 --format {fmt} 一起用：报告里三级都有，请去掉 {option}。"
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


def _write(fmt: str, scoring: Scoring, output: Path | None, level: str) -> bool:
    """Write the rows of a level; False, with a message, when the file can't be written."""
    from ..tables import scored_rows, write_csv, write_jsonl

    items = scoring.at(level)
    writers: dict[str, Callable[[Any], None]] = {
        "jsonl": lambda out: write_jsonl(scored_rows(items), out),
        "csv": lambda out: write_csv(scored_rows(items), out, level),
        "table": lambda out: out.write(_table(scoring, level, out)),
    }
    if output is None:
        buffer = io.StringIO(newline="")
        buffer.isatty = sys.stdout.isatty  # type: ignore[method-assign]
        writers[fmt](buffer)
        data = buffer.getvalue().encode("utf-8-sig" if fmt == "csv" else "utf-8", "replace")
        _to_stdout(data)
        return True
    try:
        encoding = "utf-8-sig" if fmt == "csv" else "utf-8"
        # Halves of characters out of broken files and file names become replacement characters.
        with output.open("w", encoding=encoding, errors="replace", newline="") as out:
            writers[fmt](out)
    except OSError as error:
        say(f"{output}：无法写入（{error.strerror}），请检查文件夹是否存在、是否可写。")
        return False
    say(f"已写入 {output}（{len(items)} {_UNITS[level]}）。")
    return True


def _table(scoring: Scoring, level: str, out: Any) -> str:
    import shutil

    from ..tables import render_summary, render_table

    if not scoring.documents:
        return "没有找到绩效指标。\n"
    terminal = bool(out.isatty())
    width = shutil.get_terminal_size((120, 40)).columns if terminal else 120
    if level == "indicator":
        return render_table(scoring, width, terminal)
    return render_summary(scoring, width, terminal, projects=level == "project")
