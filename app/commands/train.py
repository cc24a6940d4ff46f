"""`zhibiao train`."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from . import say

OWN_FOLDS = 3  # a user waits for the result; the experiments take five
STUDIES = ("audit", "agreement", "curve", "variety")
_PATH = click.Path(path_type=Path)


@click.command("train")
@click.argument("words", nargs=-1, metavar="[CONFIG]")
@click.option("--gold", multiple=True, type=_PATH, help="只用来评估的标注文件，可重复")
@click.option("--rows", multiple=True, type=_PATH, help="自己的标注（Excel、CSV、JSONL），可重复")
@click.option("--archive", multiple=True, type=_PATH, help="历史文件或文件夹：申报类别作为弱标注，可重复")
@click.option("--form", type=_PATH, help="写出供标注的 Excel 表；此时 CONFIG 处写要标注的文件")
@click.option("-o", "--output", type=_PATH, help="模型文件夹所在位置（默认 encoders）；audit 时为 CSV 文件")
@click.option("--register", is_flag=True, help="训练后登记到 MLflow，别名 champion")
def command(
    words: tuple[str, ...],
    gold: tuple[Path, ...],
    rows: tuple[Path, ...],
    archive: tuple[Path, ...],
    form: Path | None,
    output: Path | None,
    register: bool,
) -> None:
    """运行一个实验（TOML 配置或自带配置名），结果记入 MLflow。

    \b
    CONFIG 还可以是：
      audit      用置信学习查找语料中可疑的标注
      agreement  两次独立标注的一致程度（Cohen κ）
      curve      学习曲线：语料多少、用什么模型，各有多准
      variety    语料的重复程度，逐个文件；--gold 给出对照
    """
    from ...nlp.errors import ReadError
    from ...training.config import ConfigError
    from ...training.labels import LabelError

    try:
        if form is not None:
            _form(form, [Path(w) for w in words])
        elif words and words[0] in STUDIES:
            _study(words[0], gold, output)
        else:
            config = words[0] if words else "own" if rows or archive else "fast"
            _train(config, gold, rows, archive, output, register)
    except (ConfigError, LabelError, ReadError, FileNotFoundError) as error:
        say(str(error))
        sys.exit(2)
    except OSError as error:
        say(f"无法读写文件（{error}）：请检查路径和权限。")
        sys.exit(2)
    except ImportError as error:
        say(f'训练需要更多程序包（缺少 {error.name}）：请运行 pip install "zhibiao[train]"。')
        sys.exit(2)


def _train(
    config: str,
    gold: tuple[Path, ...],
    rows: tuple[Path, ...],
    archive: tuple[Path, ...],
    output: Path | None,
    register: bool,
) -> None:
    from ...training.config import load_config
    from ...training.own import gather
    from ...training.run import run

    experiment = load_config(config)
    own = None
    if rows or archive:
        experiment = replace(experiment, folds=min(experiment.folds, OWN_FOLDS))
        own = gather(rows, archive, gold, say)
    outcome = run(experiment, gold, output, own)
    if outcome.gain:
        click.echo(outcome.gain)
    else:
        for key, value in sorted(outcome.metrics.items()):
            click.echo(f"{key}\t{value:.4f}")
    if outcome.folder is None:
        say(f"{experiment.kind} 没有可保存的模型，只作比较。")
        return
    say(f"模型保存在 {outcome.folder}，自带模型没有改动；使用它：zhibiao score 文件 --model {outcome.folder}")
    if register:
        from ...training.register import register as register_model
        from ..served import served

        say(f"已登记为 {register_model(outcome.folder, served())}。")


def _form(path: Path, documents: list[Path]) -> None:
    from ...models.load import load_model
    from ...nlp.readers.safety.limits import DEFAULT
    from ...scoring.workers import Worker
    from ...training.form import write_form
    from ..inputs import read_inputs

    if path.suffix.lower() != ".xlsx":
        raise OSError(f"{path} 不是 .xlsx 文件名")
    worker = Worker()
    try:
        found, failed = read_inputs(documents, say, worker, DEFAULT)
    finally:
        worker.end()
    records = [r for held in found for r in held.document().indicators]
    if documents and not records:
        say("没有找到绩效指标，没有写出标注表：请检查给出的文件。")
        sys.exit(2)
    write_form(path, records, load_model("fast").predict(records) if records else None)
    say(f"已写入 {path}（{len(records)} 条指标）：填好后运行 zhibiao train --rows {path}")
    sys.exit(2 if failed else 0)


def _study(name: str, gold: tuple[Path, ...], output: Path | None) -> None:
    if name == "agreement":
        from ...training.agreement import report

        click.echo(report())
    elif name == "variety":
        from ...training import variety

        click.echo(variety.report(gold))
    elif name == "curve":
        from ...training.curve import curve

        click.echo(curve(gold, say))
    else:
        _audit(output)


def _audit(output: Path | None) -> None:
    from ...training.audit import audit, write_suspects

    suspects: Any = audit()
    if output is not None:
        write_suspects(suspects, output)
        say(f"已写入 {output}（{len(suspects)} 处可疑标注）。")
        return
    for s in suspects:
        click.echo(
            "\t".join((f"{s.quality:.3f}", s.file, s.id, s.name, s.value, s.label, s.given, s.suggestion))
        )
