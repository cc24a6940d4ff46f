"""`zhibiao checks`."""

from __future__ import annotations

import sys

import click

from . import say


@click.command("checks")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """列出所有检查；给出编号（如 V29）时说明这一项。"""
    from ...scoring.registry import all_checks
    from ..catalogue import explain, listing

    known = {c.code: c for c in all_checks()}
    if code is None:
        click.echo(listing(tuple(known.values())))
    elif code.upper() in known:
        click.echo(explain(known[code.upper()]))
    else:
        say(f"没有编号为“{code}”的检查：请用 zhibiao checks 查看全部编号。")
        sys.exit(2)
