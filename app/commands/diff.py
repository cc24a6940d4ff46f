"""`zhibiao diff`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...nlp.extras import need
from . import say, stop, unwritable

if TYPE_CHECKING:
    import duckdb

KEYS = ("total", "document", "project", "finding", "indicator")
FORMATS = ("table", "jsonl", "csv", "html")
_SHOWN = 20


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path), metavar="OUT1")
@click.argument("new", type=click.Path(path_type=Path), metavar="OUT2")
@click.option("--by", "keys", multiple=True, type=click.Choice(KEYS), help="只要这些表，可重复")
@click.option(
    "--across-years",
    "across",
    is_flag=True,
    help="跨年度比较：路径里的年份（20xx）不计，同一路径的文件对着比",
)
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="table", help="输出格式")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件；多张 CSV 时是文件夹")
@click.option(
    "--limit", type=click.IntRange(0), help=f"每张表的行数，0 为不限；表格和网页默认 {_SHOWN}，其他不限"
)
def command(
    old: Path,
    new: Path,
    keys: tuple[str, ...],
    across: bool,
    fmt: str,
    output: Path | None,
    limit: int | None,
) -> None:
    """比较 zhibiao batch 的两份结果：文件、项目、指标的增减和改动，得分和各项问题的变化。"""
    need("比较档案", "batch")
    from ..archives.diff import comparing, settings_changed
    from ..summary.questions import ArchiveError, complete

    if fmt == "csv" and len(keys) != 1 and output is None:
        stop("CSV 有多张表：请用 -o 给出文件夹，或用 --by 只选一张。")
    rows = limit if limit is not None else _SHOWN if fmt in ("table", "html") else 0
    try:
        with comparing(old, new, years=not across) as db:
            for out in (old, new):
                if not complete(out):
                    say(f"{out}：评分尚未完成，以下只包括已写完的部分。")
            if changed := settings_changed(old, new):
                say(f"两次的{'、'.join(changed)}不同：文件没有改动，得分也可能变化。")
            _give(db, fmt, f"{old.resolve().name} → {new.resolve().name}", keys or KEYS, rows, output)
        if output:
            say(f"已写入 {output}。")
    except ArchiveError as error:
        stop(str(error))
    except OSError as error:
        stop(unwritable(output or "标准输出", error))


def _give(
    db: duckdb.DuckDBPyConnection,
    fmt: str,
    name: str,
    keys: tuple[str, ...],
    limit: int,
    output: Path | None,
) -> None:
    from ..archives.diff import QUESTIONS
    from ..summary.questions import answer_of, stream_of
    from ..summary.render import put, put_csv, put_jsonl, render, screen_width

    if fmt in ("csv", "jsonl"):
        streams = (stream_of(db, key, QUESTIONS[key], limit) for key in keys)
        if fmt == "csv":
            put_csv(streams, output, len(keys) > 1)
        else:
            put_jsonl(streams, output)
        return
    answers = [answer_of(db, key, QUESTIONS[key], limit) for key in keys]
    if fmt == "html":
        from ..summary.page import answers_page

        put(answers_page("两份档案的变化", name, answers), output)
    else:
        put(render([a for a in answers if a.rows], *screen_width(output is None)), output)
