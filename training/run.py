"""Run one experiment: train, evaluate on held-out and gold rows, log everything in MLflow."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from ..models.features import FeatureConfig
from ..models.keywords import KeywordModel
from ..models.load import load_model
from .baselines.heads import Extra, Featuriser, HeadsConfig, fit_heads
from .baselines.linear import Trained, train_linear
from .config import Experiment
from .data.corpus import (
    CORPUS,
    OWN,
    UNLABELLED,
    Labelled,
    corpus_digest,
    load_corpus,
    load_labelled,
    load_unlabelled,
)
from .data.user_data import Own
from .network.distillation import taught

LIBRARIES = ("numpy", "scikit-learn", "skops", "torch", "transformers", "onnxruntime", "zhibiao")


@dataclass(frozen=True)
class Outcome:
    """A trained model with the sets it was judged on and the folder that it can be loaded from, if any.

    `gain` compares it with the bundled model where it was trained on a user's own rows.
    """

    trained: Trained
    metrics: dict[str, float]
    folder: Path | None
    gain: str = ""


def versions() -> dict[str, str]:
    """Versions of Python and of the libraries that shape a model, for its card."""
    found = {"python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def card_of(config: Experiment, rows: Sequence[Labelled]) -> dict[str, Any]:
    """What is kept with a model: its configuration, the data's digest and size, the library versions."""
    used = {k: list(v) if isinstance(v, tuple) else v for k, v in config.as_dict().items()}
    card = {"experiment": used, "corpus_sha256": corpus_digest(), "rows": len(rows), "versions": versions()}
    if config.retold:
        card["unlabelled_sha256"] = corpus_digest(UNLABELLED)
    own = sum(r.sector.startswith(OWN) for r in rows)
    return card | ({"own_rows": own} if own else {})


def heads_config(config: Experiment) -> HeadsConfig:
    """The heads' part of an experiment."""
    held_out = config.held_out if config.teacher else ()
    return HeadsConfig(
        config.c_type,
        config.c_vague,
        config.c_boilerplate,
        config.preferred,
        config.folds,
        config.level,
        held_out,
    )


def train(config: Experiment, rows: Sequence[Labelled], work: Path) -> Trained:
    """Train what `config` says on `rows`; `work` is a folder for encoders and checkpoints."""
    card = card_of(config, rows)
    if config.kind == "keywords":
        model = KeywordModel()
        return Trained(model, model.predict([r.record for r in rows]), list(range(len(rows))))
    if config.kind == "linear":
        extra = _taught(config, rows) if config.teacher else None
        return train_linear(rows, heads_config(config), FeatureConfig(), extra, card)
    if config.kind == "fast":
        from .network.train import NetworkConfig, train_network

        sizes = NetworkConfig(config.hidden, config.hidden // 2, level=config.level, seed=config.seed)
        extra = _taught(config, rows)
        return train_network(rows, config.held_out, extra, sizes, config.preferred, FeatureConfig(), card)
    if config.kind == "encoder":
        from .encoder.train import train_encoder

        return train_encoder(config, rows, work, card)
    return _train_baseline(config, rows)


def _taught(config: Experiment, rows: Sequence[Labelled]) -> Extra:
    """Unlabelled texts with the opinion of the model that `config` names as teacher."""
    teacher = load_model(config.teacher or "accurate")
    teacher = getattr(teacher, "encoder", teacher)  # a student must not learn from itself
    records = [r.record for r in rows if r.sector not in config.held_out]
    return taught(teacher, records, config, load_unlabelled() if config.retold else [])


def _train_baseline(config: Experiment, rows: Sequence[Labelled]) -> Trained:
    from .baselines.features import CharTfidf, HeadsModel, SentenceVectors, WordTfidf

    kinds: dict[str, Featuriser] = {
        "word": WordTfidf(config.engine),
        "char": CharTfidf(),
        "vectors": SentenceVectors(),
    }
    fitted = fit_heads(rows, kinds[config.kind], heads_config(config))
    return Trained(HeadsModel(fitted), fitted.held_out, fitted.tested)


def run(
    config: Experiment, gold: Sequence[Path] = (), work: Path | None = None, own: Own | None = None
) -> Outcome:
    """Train, evaluate and log one experiment; the MLflow run is named after it.

    `gold` are labelled JSONL files that are measured on and never trained on. With `own` rows the new
    model is also set beside the bundled one, which it never replaces: it is kept in `work`.
    """
    import mlflow

    from .tracking.runs import EXPERIMENT, Evaluated, log_results, tracking_uri

    work = work or Path("encoders")
    rows = load_corpus()
    if config.limit:
        rows = rows[:: max(1, len(rows) // config.limit)]
    rows += own.learned if own else []
    mlflow.set_tracking_uri(tracking_uri())
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name=config.name):
        mlflow.log_params({k: v for k, v in config.as_dict().items() if v != ()})
        mlflow.set_tags(
            {"corpus_sha256": corpus_digest(), "corpus_rows": str(len(rows)), "corpus": str(CORPUS.name)}
        )
        trained = train(config, rows, work)
        results = [Evaluated("heldout", [rows[i] for i in trained.tested], trained.held_out)]
        for name, labelled in _measured(gold, own):
            predictions = trained.model.predict([r.record for r in labelled])
            results.append(Evaluated(name, labelled, predictions))
        metrics = log_results(results) | _parity(trained.model)
        mlflow.log_metrics(_parity(trained.model))
        gain = ""
        if own:
            mlflow.set_tag("own_rows_sha256", own.digest)
            gain = _gain(config, own.held, trained.model)
            mlflow.log_text(gain, "gain.md")
        folder = _keep(trained.model, work / config.name, metrics)
        if folder is not None:
            mlflow.log_artifacts(str(folder), "model_folder")
        return Outcome(trained, metrics, folder, gain)


def _measured(gold: Sequence[Path], own: Own | None) -> list[tuple[str, list[Labelled]]]:
    """Names and rows of the sets that a model is measured on besides its held-out folds."""
    if own:
        return [("gold" if gold else "own", own.held)]
    return [(p.stem, [r for r in load_labelled(p) if r.accepted or r.vague is not None]) for p in gold]


def _gain(config: Experiment, held: Sequence[Labelled], model: Any) -> str:
    """The new model beside the bundled one of its kind, on the same rows."""
    from .evaluation.comparison import report

    name = "accurate" if config.kind == "encoder" else "fast"
    records = [r.record for r in held]
    return report(f"自带 {name}", held, load_model(name).predict(records), model.predict(records))


def _parity(model: Any) -> dict[str, float]:
    """How far an exported model strays from its original, where it was exported."""
    card = getattr(model, "card", {})
    return {f"parity.{k}": float(v) for k, v in card.get("parity", {}).items()}


def _keep(model: Any, folder: Path, metrics: dict[str, float]) -> Path | None:
    """Save a model that has a bundled form, with its card."""
    from .tracking.card import write_card

    if not hasattr(model, "save"):
        return None
    model.save(folder)
    write_card(folder, metrics)
    return folder
