"""`zhibiao checks`."""

from __future__ import annotations

import click

from . import stop


@click.command("checks")
@click.argument("code", required=False)
@click.option("--markdown", is_flag=True, help="把全部检查连同示例写成一页 Markdown")
def command(code: str | None, markdown: bool) -> None:
    """列出所有检查；给出编号（如 V29）时说明这一项。"""
    from ...scoring.registry import all_checks
    from .. import catalogue

    known = {c.code: c for c in all_checks()}
    if markdown and code is not None:
        stop("--markdown 写出全部检查，不能再给编号：请去掉其中一个。")
    if markdown:
        click.echo(catalogue.markdown(tuple(known.values())), nl=False)
    elif code is None:
        click.echo(catalogue.listing(tuple(known.values())))
    elif code.upper() in known:
        click.echo(catalogue.explain(known[code.upper()]))
    else:
        stop(f"没有编号为“{code}”的检查：请用 zhibiao checks 查看全部编号。")
