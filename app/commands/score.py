"""`zhibiao score`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...nlp.extras import need
from ..reports import FORMATS as REPORTS
from . import AUTO, LEVELS, MEMORY, PROFILES, SECONDS, SEVERITIES, STANDARDS, say, stop, unwritable

if TYPE_CHECKING:
    from ...nlp.readers.safety.limits import Limits
    from ..judging import Choice, Written

FORMATS = ("table", "jsonl", "csv", *REPORTS)
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
    "-o", "--output", type=click.Path(path_type=Path), help="写入文件（comments、opinions 也可以是文件夹）"
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
@click.option(
    "--seconds", type=click.FloatRange(0.1), default=SECONDS, help=f"一个文件最多几秒，默认 {SECONDS:g}"
)
@click.option(
    "--memory", type=click.IntRange(1), default=MEMORY, help=f"一个文件最多占用几 MB 内存，默认 {MEMORY}"
)
def command(
    paths: tuple[Path, ...],
    level: str | None,
    summary: bool,
    seconds: float,
    memory: int,
    **options: Any,
) -> None:
    """给文件或指标清单里的每条指标、每个项目和整份文件评分。

    PATH 可以是文件、压缩包或文件夹（其中的全部文件）；为 - 时从标准输入读取 JSONL。
    """
    from ...nlp.readers.safety.limits import MIB, Limits
    from ..judging import Choice

    output: Path | None = options["output"]
    if options["folder"] is not None:
        need("查找档案", "batch")
    if problem := _misused(options["fmt"], output, level, summary):
        stop(problem)
    choice = Choice(
        **options,
        level=level or ("project" if summary else "indicator"),
        width=_width() if output is None else 0,
    )
    sys.exit(_run(paths, choice, Limits(seconds=seconds, memory=memory * MIB)))


def _run(paths: tuple[Path, ...], choice: Choice, limits: Limits) -> int:
    """The exit code. Everything that a document may break is done in a worker."""
    from ...nlp.errors import ReadError
    from ...scoring.workers import NoWorker, Setup, Worker
    from ...scoring.workers.documents import Missing, call_with
    from .. import judging
    from ..inputs import read_inputs

    failed = False

    def hear(message: str | Missing) -> None:
        nonlocal failed
        for sentence in message.sentences if isinstance(message, Missing) else (message,):
            say(sentence)
        failed |= isinstance(message, Missing)

    worker = Worker(Setup(partial(judging.Judge, choice)))
    try:
        # What is wrong with the settings is said before anything is read.
        worker.call(judging.ready, limits=limits)
        held, failed = read_inputs(paths, say, worker, limits)
        written = call_with(worker, judging.write, held, trial=judging.trial, limits=limits, told=hear)
    except (judging.Refused, ReadError, NoWorker) as error:
        say(str(error))
        return 2
    finally:
        worker.end()
    if not _put(written, choice):
        return 2
    return 2 if failed else 1 if written.grave else 0


def _put(written: Written, choice: Choice) -> bool:
    """Put the output where it belongs; False, with a message, when it can't be made or written."""
    if written.problem:
        say(written.problem)
        return False
    if written.content is None:
        return True
    if choice.output is None:
        _to_stdout(written.content)
        return True
    try:
        choice.output.write_bytes(written.content)
    except OSError as error:
        say(unwritable(choice.output, error))
        return False
    say(f"已写入 {choice.output}（{written.rows} {_UNITS[choice.level]}）。")
    return True


def _width() -> int:
    import shutil

    return shutil.get_terminal_size((120, 40)).columns if sys.stdout.isatty() else 0


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


def _to_stdout(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:  # the reader, say `head`, has seen enough
        sys.stderr.close()
