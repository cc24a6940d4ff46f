"""The command line: `zhibiao score`, `checks`, `evaluate`. Data goes to standard output, all else to standard error."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

FORMATS = ("table", "jsonl", "csv")
PROFILES = ("declaration", "selfcheck", "disclosure")
SEVERITIES = ("P0", "P1", "P2", "P3")


def say(message: str) -> None:
    """One line for the user, on standard error."""
    click.echo(message, err=True)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="zhibiao", prog_name="zhibiao")
def main() -> None:
    """指标：读取预算绩效文件，找出每条绩效指标，判断类别、模糊与套话，并给出评分和意见。"""


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@click.option("--format", "fmt", type=click.Choice(FORMATS), default="table", help="输出格式")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="写入文件，默认写到标准输出")
@click.option("--standard", type=click.Choice(("2020", "2021")), default="2020", help="指标分类标准")
@click.option(
    "--profile", type=click.Choice(PROFILES), default="declaration", help="编报审核、自评复核、公开检查"
)
@click.option("--config", "settings", type=click.Path(path_type=Path), help="检查设置（TOML 文件）")
@click.option("--model", default="fast", help="模型：fast、accurate、keywords、模型文件夹或 models:/ 地址")
@click.option("--summary", is_flag=True, help="只按文件和项目汇总")
@click.option("--fail-on", type=click.Choice(SEVERITIES), help="有此级别或更严重的问题时以 1 退出")
def score(
    paths: tuple[Path, ...],
    fmt: str,
    output: Path | None,
    standard: str,
    profile: str,
    settings: Path | None,
    model: str,
    summary: bool,
    fail_on: str | None,
) -> None:
    """给文件或指标清单里的每条指标评分。PATH 为 - 时从标准输入读取 JSONL。"""
    from ..models.load import ModelError, load_model
    from ..scoring.config import ConfigError, load_config
    from ..scoring.score import score_records
    from .inputs import read_inputs

    try:
        config = load_config(settings, profile) if settings else None
        classifier = load_model(model)
    except (ModelError, ConfigError) as error:
        say(str(error))
        sys.exit(2)
    records, failed = read_inputs(paths, say)
    scored = score_records(records, classifier, standard, profile, config)
    if not _write(fmt, scored, output, summary):
        sys.exit(2)
    grave = fail_on is not None and any(f.severity <= fail_on for s in scored for f in s.findings)
    sys.exit(2 if failed else 1 if grave else 0)


@main.command()
@click.argument("code", required=False)
def checks(code: str | None) -> None:
    """列出所有检查；给出编号（如 V29）时说明这一项。"""
    from ..scoring.registry import all_checks
    from .catalogue import explain, listing

    known = {c.code: c for c in all_checks()}
    if code is None:
        click.echo(listing(tuple(known.values())))
    elif code.upper() in known:
        click.echo(explain(known[code.upper()]))
    else:
        say(f"没有编号为“{code}”的检查：请用 zhibiao checks 查看全部编号。")
        sys.exit(2)


@main.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE.jsonl]…")
@click.option("--model", "models", multiple=True, help="要比较的模型，可重复")
def evaluate(files: tuple[Path, ...], models: tuple[str, ...]) -> None:
    """在有标注的指标上比较模型的准确率；不给文件时用 data/ 里的语料。"""
    from ..models.load import ModelError
    from ..training.evaluate import compare

    try:
        click.echo(compare(files, models or ("keywords", "fast")))
    except (ModelError, OSError, ValueError) as error:
        say(f"无法评估：{error}。")
        sys.exit(2)


@main.command()
@click.argument("config", default="fast")
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="只用来评估的标注文件，可重复")
@click.option("--register", is_flag=True, help="训练后登记到 MLflow，别名 champion")
def train(config: str, gold: tuple[Path, ...], register: bool) -> None:
    """运行一个实验（TOML 配置或自带配置名），结果记入 MLflow。"""
    try:
        from ..training.config import ConfigError, load_config
        from ..training.run import run

        outcome = run(load_config(config), gold)
        address = None
        if register and outcome.folder is not None:
            from ..training.register import register as register_model

            address = register_model(outcome.folder)
    except (ConfigError, FileNotFoundError) as error:
        say(str(error))
        sys.exit(2)
    except ImportError as error:
        say(f'训练需要更多程序包（缺少 {error.name}）：请运行 pip install "zhibiao[train]"。')
        sys.exit(2)
    for key, value in sorted(outcome.metrics.items()):
        click.echo(f"{key}\t{value:.4f}")
    if outcome.folder is not None:
        say(f"模型保存在 {outcome.folder}。" + (f"已登记为 {address}。" if address else ""))


@main.command()
def bench() -> None:
    """各环节的速度，与朴素做法在同一次运行中比较。"""
    from ..training.bench import table

    click.echo(table())


def _write(fmt: str, scored: list[Any], output: Path | None, summary: bool) -> bool:
    """Write the result; False, with a message, when the file can't be written."""
    from .tables import render_summary, render_table, scored_rows, summary_rows, write_csv, write_jsonl

    rows, render = (summary_rows, render_summary) if summary else (scored_rows, render_table)
    writers: dict[str, Callable[[Any], None]] = {
        "jsonl": lambda out: write_jsonl(rows(scored), out),
        "csv": lambda out: write_csv(rows(scored), out),
        "table": lambda out: out.write(_table(scored, render, out)),
    }
    if output is None:
        buffer = io.StringIO(newline="")
        buffer.isatty = sys.stdout.isatty  # type: ignore[method-assign]
        writers[fmt](buffer)
        data = buffer.getvalue().encode("utf-8-sig" if fmt == "csv" else "utf-8", "replace")
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:  # the reader, say `head`, has seen enough
            sys.stderr.close()
        return True
    try:
        with output.open("w", encoding="utf-8-sig" if fmt == "csv" else "utf-8", newline="") as out:
            writers[fmt](out)
    except OSError as error:
        say(f"{output}：无法写入（{error.strerror}），请检查文件夹是否存在、是否可写。")
        return False
    say(f"已写入 {output}（{len(scored)} 条指标）。")
    return True


def _table(scored: list[Any], render: Callable[..., str], out: Any) -> str:
    import shutil

    if not scored:
        return "没有找到绩效指标。\n"
    terminal = bool(out.isatty())
    return render(scored, shutil.get_terminal_size((120, 40)).columns if terminal else 120, terminal)
