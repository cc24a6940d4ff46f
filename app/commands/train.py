"""`zhibiao train`."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from ...models.load import ModelError
from ...nlp.errors import refusal
from ...nlp.extras import need
from . import say, stop

if TYPE_CHECKING:
    from ...training.config import Experiment

USER_FOLDS = 3  # a user waits for the result; the experiments take five
STUDIES = ("audit", "agreement", "curve", "diversity", "words")
_PATH = click.Path(path_type=Path)


@click.command("train")
@click.argument("words", nargs=-1, metavar="[CONFIG]")
@click.option("--gold", multiple=True, type=_PATH, help="只用来评估的标注文件，可重复")
@click.option("--rows", multiple=True, type=_PATH, help="自己的标注（Excel、CSV、JSONL），可重复")
@click.option("--desk", type=_PATH, help="审核台的数据文件夹：其中的审核决定作为标注")
@click.option("--archive", multiple=True, type=_PATH, help="历史文件或文件夹：申报类别作为弱标注，可重复")
@click.option("--form", type=_PATH, help="写出供标注的 Excel 表；此时 CONFIG 处写要标注的文件")
@click.option("--uncertain", type=click.IntRange(1), help="标注表只列模型最拿不准、彼此不同的 N 条")
@click.option("--model", default="fast", show_default=True, help="标注表的建议用哪个模型")
@click.option("--encoder", help="编码器：Hugging Face 文件夹或模型名，代替配置中的")
@click.option("--device", help="在哪里训练：auto、cpu 或 cuda，代替配置中的")
@click.option("--seeds", type=click.IntRange(1), help="用几个随机种子各训练一次，取留出领域上最好的")
@click.option("--trials", type=click.IntRange(1), default=20, show_default=True, help="search 尝试的次数")
@click.option(
    "-o", "--output", type=_PATH, help="模型文件夹所在位置（默认 encoders）；audit、search 时为文件"
)
@click.option("--register", is_flag=True, help="训练后登记到 MLflow，别名 champion")
def command(words: tuple[str, ...], **options: Any) -> None:
    """运行一个实验（TOML 配置或自带配置名），结果记入 MLflow。

    \b
    CONFIG 还可以是：
      search [CONFIG]  为 fast 搜索训练参数（Optuna），写出最好的配置
      audit            用置信学习查找语料中可疑的标注
      agreement        两次独立标注的一致程度（Cohen κ）
      curve            学习曲线：语料多少、用什么模型，各有多准
      diversity        语料的重复程度，逐个文件；--gold 给出对照
      words            划去通用词后剩下的词，哪些其实也通用（套话判断用）
    """
    from ...nlp.errors import ReadError
    from ...nlp.extras import lacking
    from ...scoring.workers import NoWorker
    from ...training.config import ExperimentError
    from ...training.data.labels import LabelError

    try:
        if options["form"] is not None:
            _form(options["form"], [Path(w) for w in words], options["uncertain"], options["model"])
        elif options["uncertain"]:
            raise ExperimentError("--uncertain 用来挑选要标注的指标：请同时用 --form 标注表.xlsx。")
        elif words and words[0] == "search":
            _search(words[1] if len(words) > 1 else "fast", options)
        elif words and words[0] in STUDIES:
            _study(words[0], options["gold"], options["output"])
        else:
            _train(words[0] if words else _default(options), options)
    except (ExperimentError, LabelError, ReadError, ModelError, NoWorker, FileNotFoundError) as error:
        stop(str(error))
    except OSError as error:
        stop(f"无法读写文件：{refusal(error)}。")
    except ImportError as error:
        raise lacking("训练", error, "train") from error


def _default(options: Mapping[str, Any]) -> str:
    """The configuration that the options ask for where none is named."""
    if options["rows"] or options["archive"] or options["desk"]:
        return "user_data"
    return "encoder" if options["encoder"] else "fast"


def _configured(name: str, options: Mapping[str, Any]) -> Experiment:
    """The experiment of that name with what the command line says instead.

    Raises `ExperimentError` for an option that its kind does not read.
    """
    from ...training.config import APPLIES, ExperimentError, load_config

    given = {k: options[k] for k in ("encoder", "device", "seeds") if options[k]}
    experiment = load_config(name, **given)
    for key in given:
        if key not in APPLIES[experiment.kind]:
            kinds = "、".join(kind for kind, read in APPLIES.items() if key in read)
            raise ExperimentError(f"--{key} 对 {experiment.kind} 类模型不起作用，只用于 {kinds}。")
    return experiment


def _train(config: str, options: Mapping[str, Any]) -> None:
    from ...training.data.user_data import gather
    from ...training.run import run

    experiment = _configured(config, options)
    gold, rows, archive = options["gold"], options["rows"], options["archive"]
    own = None
    with TemporaryDirectory() as scratch:
        if options["desk"]:
            rows = [*rows, _desk_labels(options["desk"], Path(scratch) / "labels.jsonl")]
        if rows or archive:
            experiment = replace(experiment, folds=min(experiment.folds, USER_FOLDS))
            own = gather(rows, archive, gold, say)
    outcome = run(experiment, gold, options["output"], own)
    if outcome.gain:
        click.echo(outcome.gain)
    else:
        for key, value in sorted(outcome.metrics.items()):
            click.echo(f"{key}\t{value:.4f}")
    say(f"模型保存在 {outcome.folder}，自带模型没有改动；使用它：zhibiao score 文件 --model {outcome.folder}")
    if options["register"]:
        from ...training.tracking.registry import register
        from ..served import served

        say(f"已登记为 {register(outcome.folder, served(), outcome.run_id)}。")


def _desk_labels(data: Path, target: Path) -> Path:
    """Write the decisions of the review desk in `data` as labelled rows."""
    need("读取审核决定", "desk")
    from ..desk.exports.making import write_labels
    from ..desk.service import Desk
    from ..desk.settings import DeskSettings

    settings = DeskSettings(data)
    if not (data / "desk.sqlite3").is_file():
        raise FileNotFoundError(f"{data} 不是审核台的数据文件夹：请给出 zhibiao serve --data 用的那个。")
    desk = Desk(settings)
    try:
        write_labels(desk.store, desk.store.jobs(), target)
    finally:
        desk.store.close()
    return target


def _search(name: str, options: Mapping[str, Any]) -> None:
    from ...training.run import experiment_rows
    from ...training.studies.search import as_toml, search

    config = _configured(name, options)
    best, score = search(config, experiment_rows(config), options["trials"], say)
    say(f"留出领域上最好的一次：{score:.4f}（类别准确率、模糊 F1、套话 F1 的平均）")
    if options["output"] is None:
        click.echo(as_toml(best), nl=False)
        return
    options["output"].write_text(as_toml(best), encoding="utf-8")
    say(f"已写入 {options['output']}：用 zhibiao train {options['output']} 训练。")


def _form(path: Path, documents: list[Path], uncertain: int | None, model: str) -> None:
    from ...models.load import load_model
    from ...nlp.readers.safety.limits import DEFAULT
    from ...scoring.workers import Worker
    from ...training.config import ExperimentError
    from ...training.data.form import write_form
    from ...training.data.uncertain import most_uncertain
    from ..inputs import read_inputs

    if path.suffix.lower() != ".xlsx":
        raise ExperimentError(f"标注表是 Excel 文件，“{path}”的名字要以 .xlsx 结尾。")
    worker = Worker()
    try:
        found, failed = read_inputs(documents, say, worker, DEFAULT)
    finally:
        worker.end()
    records = [r for held in found for r in held.document().indicators]
    if documents and not records:
        stop("没有找到绩效指标，没有写出标注表：请检查给出的文件。")
    classifier = load_model(model)
    if uncertain:
        chosen = most_uncertain(records, classifier.predict(records), uncertain)
        records = [records[i] for i in chosen]
    write_form(path, records, classifier.predict(records) if records else None)
    say(f"已写入 {path}（{len(records)} 条指标）：填好后运行 zhibiao train --rows {path}")
    sys.exit(2 if failed else 0)


def _study(name: str, gold: tuple[Path, ...], output: Path | None) -> None:
    if name == "agreement":
        from ...training.studies.agreement import report

        click.echo(report())
    elif name == "diversity":
        from ...training.studies import diversity

        click.echo(diversity.report(gold))
    elif name == "words":
        from ...training.data.corpus import load_corpus
        from ...training.studies.words import TABLE, learn

        count = learn(load_corpus(), output or TABLE)
        say(f"已写入 {output or TABLE}：其中 {count} 个词每个项目都有。")
    elif name == "curve":
        from ...training.studies.learning_curve import curve

        click.echo(curve(gold, say))
    else:
        _audit(output)


def _audit(output: Path | None) -> None:
    from ...training.studies.audit import audit, write_suspects

    suspects: Any = audit()
    if output is not None:
        write_suspects(suspects, output)
        say(f"已写入 {output}（{len(suspects)} 处可疑标注）。")
        return
    for s in suspects:
        click.echo(
            "\t".join((f"{s.quality:.3f}", s.file, s.id, s.name, s.value, s.label, s.given, s.suggestion))
        )
