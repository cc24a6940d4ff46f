"""`zhibiao bench`."""

from __future__ import annotations

import sys

import click

from ..bench import EXTRA, PARTS
from . import say


@click.command("bench")
@click.argument("parts", nargs=-1, type=click.Choice(PARTS + EXTRA), metavar="[PART]…")
def command(parts: tuple[str, ...]) -> None:
    """各环节的速度，与朴素做法在同一次运行中比较；可只量其中几部分。"""
    from ..bench import report

    try:
        click.echo(report(parts or PARTS))
    except ImportError as error:  # the baselines' libraries are not everyone's
        say(f'与朴素做法比较需要更多程序包（缺少 {error.name}）：请运行 pip install "zhibiao[sklearn]"。')
        sys.exit(2)
