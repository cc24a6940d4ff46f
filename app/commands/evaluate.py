"""`zhibiao evaluate`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import say


@click.command("evaluate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.jsonl|FILE.csv]…")
@click.option("--model", "models", multiple=True, help="要比较的模型，可重复")
@click.option("--drift", is_flag=True, help="改为比较两个 zhibiao batch 结果文件夹：类别、把握和用词有何变化")
def command(files: tuple[Path, ...], models: tuple[str, ...], drift: bool) -> None:
    """在有标注的指标上比较模型的准确率；不给文件时用 data/ 里的语料。"""
    from ...models.load import ModelError
    from ...training.evaluation.evaluate import compare

    if drift:
        _drift(files)
        return
    try:
        click.echo(compare(files, models or ("keywords", "fast")))
    except (ModelError, OSError, ValueError) as error:
        say(f"无法评估：{error}。")
        sys.exit(2)


def _drift(folders: tuple[Path, ...]) -> None:
    from ...training.evaluation.drift import report

    if len(folders) != 2:
        say("请给出两个 zhibiao batch 的结果文件夹：zhibiao evaluate --drift 之前 之后。")
        sys.exit(2)
    try:
        click.echo(report(*folders))
    except OSError as error:
        say(f"无法比较：{error}。")
        sys.exit(2)
