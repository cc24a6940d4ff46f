"""`zhibiao batch`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ...nlp.errors import reason
from ...nlp.extras import need
from . import AUTO, MEMORY, PROFILES, SECONDS, STANDARDS, say, stop

if TYPE_CHECKING:
    from ...scoring.batch.selection import Selection

FOLDER = click.Path(path_type=Path)
# A list of files, patterns to take and to leave.
Choice = tuple[Path | None, tuple[str, ...], tuple[str, ...]]


def _unit_from(ctx: click.Context, param: click.Parameter, value: str) -> str:
    if value in ("", "form") or (value.isdecimal() and int(value)):
        return value
    raise click.BadParameter(f"“{value}”不对：写第几级文件夹（1、2…）或 form。")


@click.command("batch")
@click.argument("archive", type=FOLDER, metavar="IN_DIR")
@click.argument("out", type=FOLDER, metavar="OUT_DIR")
@click.option("--workers", type=click.IntRange(1, 512), help="进程数，默认与 CPU 核数相同")
@click.option("--engine", type=click.Choice(("local", "spark")), default="local", help="本机多进程或 Spark")
@click.option(
    "--files-from",
    "files_from",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="只评清单里的文件：一行一个路径（或以 NUL 分隔），相对于 IN_DIR；- 为标准输入",
)
@click.option(
    "--include", multiple=True, metavar="GLOB", help="只要名称符合的文件，如 '*.xlsx'、'2024/*'，可重复"
)
@click.option("--exclude", multiple=True, metavar="GLOB", help="不要名称符合的文件，写法同上，可重复")
@click.option("--standard", type=click.Choice(STANDARDS), default="2020", help="指标分类标准")
@click.option(
    "--profile",
    type=click.Choice((AUTO, *PROFILES)),
    default=AUTO,
    help="自动判断，或编报审核、自评复核、公开检查",
)
@click.option("--config", type=FOLDER, help="检查设置（TOML 文件）")
@click.option("--model", default="fast", help="模型：fast、accurate、keywords、模型文件夹或 models:/ 地址")
@click.option(
    "--seconds",
    "--timeout",
    "seconds",
    type=click.FloatRange(0.1),
    default=SECONDS,
    help=f"一个文件最多几秒，默认 {SECONDS:g}",
)
@click.option(
    "--memory", type=click.IntRange(1), default=MEMORY, help=f"一个文件最多占用几 MB 内存，默认 {MEMORY}"
)
@click.option(
    "--unit-from",
    default="",
    metavar="N",
    callback=_unit_from,
    help="单位是路径里的第几级文件夹（1 为最外一级），form 则以表中填写的为准；默认最外一级，年份除外，没有文件夹时以表中填写的为准",
)
def command(
    archive: Path,
    out: Path,
    workers: int | None,
    engine: str,
    files_from: Path | None,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    **settings: Any,
) -> None:
    """给一个文件夹里的全部文件评分，结果写成 Parquet 表；中断后用同一命令继续。"""
    if engine == "spark":
        need("用 Spark 评分", "spark")
    need("批量评分", "batch")
    try:
        _run(archive, out, workers, engine, (files_from, include, exclude), settings)
    except KeyboardInterrupt:
        say(f"已中断，写完的结果保存在 {out}，用同一命令继续。")
        sys.exit(130)


def _run(
    archive: Path, out: Path, workers: int | None, engine: str, choice: Choice, settings: dict[str, Any]
) -> None:
    from ...models.load import ModelError
    from ...scoring.batch.errors import BatchError
    from ...scoring.batch.run import run_batch
    from ...scoring.batch.settings import make_settings
    from ...scoring.config import ConfigError
    from ..progress import Progress

    count = workers or os.cpu_count() or 1
    threads = max(1, (os.cpu_count() or 1) // count)
    try:
        made = make_settings(**settings, threads=threads)
        with Progress(say) as progress:
            outcome = run_batch(archive, out, made, count, progress, engine, _selection(archive, choice))
    except (ModelError, ConfigError, BatchError) as error:
        stop(str(error))
    failed = 0
    for source, why in outcome.failed():
        say(f"{source}：{why}")
        failed += 1
    ending = f"，其中 {failed:,} 个未能读取（见上）" if failed else ""
    say(f"已完成 {outcome.files:,} 个文件{ending}，结果在 {out}。")
    sys.exit(2 if failed else 0)


def _selection(archive: Path, choice: Choice) -> Selection:
    """The files to be taken. Raises BatchError."""
    from ...scoring.batch.errors import BatchError
    from ...scoring.batch.selection import Selection, listed

    files_from, include, exclude = choice
    files = None
    if files_from is not None:
        try:
            data = sys.stdin.buffer.read() if str(files_from) == "-" else files_from.read_bytes()
        except OSError as error:
            raise BatchError(f"{files_from}：清单无法读取（{reason(error)}），请检查路径是否正确。") from None
        files = listed(data, archive)
    return Selection(include, exclude, files)
