"""`zhibiao evaluate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import say


@click.command("evaluate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.jsonl|FILE.csv]…")
@click.option("--model", "models", multiple=True, help="要比较的模型，可重复")
def command(files: tuple[Path, ...], models: tuple[str, ...]) -> None:
    """在有标注的指标上比较模型的准确率；不给文件时用 data/ 里的语料。"""
    from ...models.load import ModelError
    from ...training.evaluation.evaluate import compare

    try:
        click.echo(compare(files, models or ("keywords", "fast")))
    except (ModelError, OSError, ValueError) as error:
        say(f"无法评估：{error}。")
        sys.exit(2)
