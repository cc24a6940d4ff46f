"""`zhibiao summary`."""

from __future__ import annotations

from pathlib import Path

import click

from ...nlp.extras import need
from . import say, stop, unwritable

KEYS = (
    *("unit", "grade", "year", "class", "finding", "copied", "repeated", "mismatch"),
    *("project", "empty", "failed"),
)
FORMATS = ("table", "csv", "html")
_SHOWN = 20


@click.command("summary")
@click.argument("folder", type=click.Path(path_type=Path), metavar="OUT_DIR")
@click.option(
    "--by",
    "keys",
    multiple=True,
    type=click.Choice(KEYS),
    metavar="KEY",
    help=f"只要这些表，可重复：{'、'.join(KEYS)}",
)
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="table", help="输出格式")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件；多张 CSV 时是文件夹")
@click.option("--limit", type=click.IntRange(0), help="每张表的行数，0 为不限；默认 20，CSV 不限")
def command(folder: Path, keys: tuple[str, ...], fmt: str, output: Path | None, limit: int | None) -> None:
    """汇总 zhibiao batch 的结果：各单位、年度、项目、类别的得分，常见问题，空表，照抄与沿用，类别不符。"""
    need("汇总档案", "batch")
    from ..summary.questions import ArchiveError, complete

    if fmt == "csv" and len(keys) != 1 and output is None:
        stop("CSV 有多张表：请用 -o 给出文件夹，或用 --by 只选一张。")
    rows = limit if limit is not None else 0 if fmt == "csv" else _SHOWN
    try:
        _give(fmt, folder, keys or KEYS, rows, output)
        if output:
            say(f"已写入 {output}。")
        if not complete(folder):
            say("评分尚未完成，以上只包括已写完的部分。")
    except ArchiveError as error:
        stop(str(error))
    except OSError as error:
        stop(unwritable(output or "标准输出", error))


def _give(fmt: str, folder: Path, keys: tuple[str, ...], limit: int, output: Path | None) -> None:
    from ..summary.queries import QUESTIONS
    from ..summary.questions import ask, asking, stream_of
    from ..summary.render import overview, put, put_csv, render, screen_width

    if fmt == "csv":
        with asking(folder) as db:
            put_csv((stream_of(db, key, QUESTIONS[key], limit) for key in keys), output, len(keys) > 1)
        return
    totals, answers = ask(folder, keys, limit)
    if fmt == "html":
        from ..summary.drill import drill
        from ..summary.page import page

        put(page(folder.resolve().name, totals, answers, drill(folder, answers)), output)
    else:
        table = render([a for a in answers if a.rows], *screen_width(output is None))
        put(f"{overview(totals)}\n{table}", output)
