"""`zhibiao bench`."""

from __future__ import annotations

import click

from ..bench import EXTRA, PARTS
from . import stop


@click.command("bench")
@click.argument("parts", nargs=-1, type=click.Choice(PARTS + EXTRA), metavar="[PART]…")
def command(parts: tuple[str, ...]) -> None:
    """各环节的速度，与朴素做法在同一次运行中比较；可只量其中几部分。"""
    from ...nlp.extras import need
    from ..bench import report

    if "models" in (parts or PARTS):
        need("zhibiao bench models ", "sklearn")
    try:
        click.echo(report(parts or PARTS))
    # The corpus, the samples: they are in the project's folder, not in the wheel.
    except FileNotFoundError as error:
        stop(str(error))
