"""`zhibiao sql`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ...nlp.errors import reason
from ...nlp.extras import need
from . import say, stop

if TYPE_CHECKING:
    need("查询档案", "batch")
    from ..archives.sql import Result

FORMATS = ("table", "csv", "jsonl")
_SHOWN = 100


@click.command("sql")
@click.argument("folder", type=click.Path(path_type=Path), metavar="OUT_DIR")
@click.argument("query", metavar="SQL")
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="table", help="输出格式")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件")
@click.option(
    "--limit", type=click.IntRange(0), help=f"最多几行，0 为不限；表格默认 {_SHOWN}，CSV 和 JSONL 不限"
)
def command(folder: Path, query: str, fmt: str, output: Path | None, limit: int | None) -> None:
    """用 SQL 查询 zhibiao batch 的结果：indicators、projects、documents、findings（一个问题一行）四个表，只读。

    SQL 为 - 时从标准输入读取。各列的含义见 docs/archives.md，或用 "DESCRIBE indicators" 查看。
    """
    from ..archives.sql import QueryError, ask, opened

    most = limit if limit is not None else _SHOWN if fmt == "table" else 0
    try:
        with opened(folder) as db:
            _give(ask(db, sys.stdin.read() if query == "-" else query), fmt, output, most)
    except QueryError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{output or folder}：无法读写（{reason(error)}），请检查文件夹是否存在、是否可写。")


def _give(result: Result, fmt: str, output: Path | None, most: int) -> None:
    from itertools import islice

    from ..tables import opened, write_csv, write_jsonl

    rows = islice(result.rows, most) if most else result.rows
    named = (dict(zip(result.columns, row, strict=True)) for row in rows)
    with opened(output, fmt) as out:
        if fmt == "table":
            out.write(_table(result.columns, list(rows), output is None))
        elif fmt == "csv":
            write_csv(named, out, heads=result.columns)
        else:
            write_jsonl(named, out)
    if most and next(result.rows, None) is not None:
        say(f"只显示了前 {most:,} 行，全部用 --limit 0。")
    if output:
        say(f"已写入 {output}。")


def _table(columns: tuple[str, ...], rows: list[tuple[object, ...]], to_screen: bool) -> str:
    from ..archives.sql import text_of
    from ..summary.render import plain_table, screen_width

    return plain_table(columns, [[text_of(v) for v in row] for row in rows], *screen_width(to_screen))
