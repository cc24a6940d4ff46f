"""`zhibiao evaluate`."""

from __future__ import annotations

import json
from pathlib import Path

import click

from ...nlp.errors import ReadError, refusal
from . import stop


@click.command("evaluate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.jsonl|FILE.csv]…")
@click.option("--model", "models", multiple=True, help="要比较的模型，可重复")
@click.option("--json", "as_json", is_flag=True, help="写成 JSON：每个模型、每个来源一个对象，带置信区间")
@click.option("--robust", is_flag=True, help="改为测稳健性：原来判对的类别，加前缀、错字、繁体等以后判错多少")
@click.option("--drift", is_flag=True, help="改为比较两个 zhibiao batch 结果文件夹：类别、把握和用词有何变化")
def command(
    files: tuple[Path, ...], models: tuple[str, ...], as_json: bool, robust: bool, drift: bool
) -> None:
    """在有标注的指标上比较模型的准确率，合计和分来源；不给文件时用 data/ 里的语料。"""
    from ...models.load import ModelError

    if drift:
        _drift(files)
        return
    try:
        click.echo(_report(files, models or ("keywords", "fast"), as_json, robust))
    except OSError as error:
        stop(f"无法评估：{refusal(error)}。")
    except (ModelError, ReadError, ValueError) as error:
        stop(f"无法评估：{str(error).rstrip('。')}。")


def _report(files: tuple[Path, ...], models: tuple[str, ...], as_json: bool, robust: bool) -> str:
    from ...models.load import load_model
    from ...training.evaluation import evaluate, robustness

    rows = evaluate.load_rows(files)
    if robust:
        return "\n\n".join(robustness.report(load_model(name), name, rows) for name in models)
    if as_json:
        found = [r.as_dict() for r in evaluate.results(rows, models)]
        return json.dumps(found, ensure_ascii=False, indent=2)
    return evaluate.compare(rows, models)


def _drift(folders: tuple[Path, ...]) -> None:
    from ...training.evaluation.drift import report

    if len(folders) != 2:
        stop("请给出两个 zhibiao batch 的结果文件夹：zhibiao evaluate --drift 之前 之后。")
    try:
        click.echo(report(*folders))
    except OSError as error:
        stop(f"无法比较：{refusal(error)}。")
