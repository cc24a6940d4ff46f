"""Run one experiment: train, evaluate on held-out and gold rows, log everything in MLflow."""

from __future__ import annotations

import platform
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..models.baselines import CharTfidf, SentenceVectors, WordTfidf
from ..models.fast import FastModel
from ..models.features import RecordVectorizer
from ..models.keywords import KeywordModel
from ..models.load import load_model
from ..nlp.normalize import fold
from .baselines.heads import Extra, Featuriser, train_linear
from .config import APPLIES, Experiment, ExperimentError
from .data.corpus import (
    OWN,
    UNLABELLED,
    Labelled,
    corpus_digest,
    load_corpus,
    load_labelled,
    load_unlabelled,
)
from .data.user_data import UserData
from .network.distillation import taught
from .trained import Log, Trained, unlogged

if TYPE_CHECKING:
    from .tracking.results import Evaluated

LIBRARIES = ("numpy", "scikit-learn", "skops", "torch", "transformers", "onnxruntime", "zhibiao")


@dataclass(frozen=True)
class Outcome:
    """A trained model with the sets it was judged on and the folder that it can be loaded from.

    `gain` compares it with the bundled model where it was trained on a user's own rows; `run_id` is the
    MLflow run that holds it all.
    """

    trained: Trained
    metrics: dict[str, float]
    folder: Path
    gain: str = ""
    run_id: str = ""


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


def train(config: Experiment, rows: Sequence[Labelled], work: Path, log: Log = unlogged) -> Trained:
    """Train what `config` says on `rows`; `work` is a folder for encoders and checkpoints."""
    card = card_of(config, rows)
    if config.kind == "keywords":
        model = KeywordModel(card)
        return Trained(model, model.predict([r.record for r in rows]), list(range(len(rows))))
    if config.kind == "fast":
        return _train_network(config, rows, card, log)
    if config.kind == "encoder":
        from .encoder.train import train_encoder

        return train_encoder(config, rows, work, card, log)
    extra = teach(config, rows) if config.kind == "linear" and config.teacher else None
    return train_linear(config, rows, _features(config), extra, card)


def _features(config: Experiment) -> Featuriser:
    kinds: dict[str, Featuriser] = {
        "linear": RecordVectorizer(),
        "word": WordTfidf(config.engine),
        "char": CharTfidf(),
        "vectors": SentenceVectors(),
    }
    return kinds[config.kind]


def _train_network(config: Experiment, rows: Sequence[Labelled], card: dict[str, Any], log: Log) -> Trained:
    from .network.train import train_network

    start = load_model(config.start) if config.start else None
    if start is not None and not isinstance(start, FastModel):
        raise ExperimentError(f"start 应为 fast 类的模型，“{config.start}”不是。")
    return train_network(config, rows, teach(config, rows), card, log, start)


def teach(config: Experiment, rows: Sequence[Labelled]) -> Extra:
    """Unlabelled texts with the opinion of the model that `config` names as teacher."""
    teacher = load_model(config.teacher or "accurate")
    teacher = getattr(teacher, "encoder", teacher)  # a student must not learn from itself
    records = [r.record for r in rows if r.sector not in config.held_out]
    return taught(teacher, records, config, load_unlabelled() if config.retold else [])


def experiment_rows(config: Experiment, own: UserData | None = None) -> list[Labelled]:
    """The corpus, thinned to `config.limit` rows, and a user's own."""
    rows = load_corpus()
    if config.limit:
        rows = rows[:: max(1, len(rows) // config.limit)]
    return rows + (own.learned if own else [])


def run(
    config: Experiment, gold: Sequence[Path] = (), work: Path | None = None, own: UserData | None = None
) -> Outcome:
    """Train, evaluate and log one experiment; the MLflow run is named after it.

    `gold` are labelled JSONL files that are measured on and never trained on. With `own` rows the new
    model is also set beside the bundled one, which it never replaces: it is kept in `work`. Folds of a
    cross-validation, and seeds where there are several, are runs nested in it.
    """
    from .tracking.runs import started

    work = work or Path("encoders")
    rows = experiment_rows(config, own)
    with started(config, rows, gold, own.digest if own else "") as run_id:
        several = config.seeds > 1 and "seeds" in APPLIES[config.kind]
        measure = _best_seed if several else _measure
        return replace(measure(config, rows, gold, work, own), run_id=run_id)


def _best_seed(
    config: Experiment, rows: Sequence[Labelled], gold: Sequence[Path], work: Path, own: UserData | None
) -> Outcome:
    """A nested run a seed; the parent holds means and deviations, and the model of the best one."""
    import mlflow

    from .tracking.runs import log_spread, nested

    outcomes = []
    for seed in range(config.seed, config.seed + config.seeds):
        one = replace(config, name=f"{config.name}-seed{seed}", seed=seed, seeds=1)
        with nested(f"seed {seed}", one):
            outcomes.append(_measure(one, rows, gold, work, own))
    log_spread([o.metrics for o in outcomes])
    best = max(outcomes, key=lambda o: o.metrics.get("heldout.type_accuracy", 0.0))
    mlflow.log_metrics(best.metrics)
    folder = _keep(best.trained.model, work / config.name, best.metrics)
    return replace(best, folder=folder)


def _measure(
    config: Experiment, rows: Sequence[Labelled], gold: Sequence[Path], work: Path, own: UserData | None
) -> Outcome:
    """Train once and log what came of it in the active run."""
    import mlflow

    from .tracking.results import Evaluated, log_results
    from .tracking.runs import log_curve, log_folds

    trained = train(config, rows, work, log_curve)
    held_out = Evaluated("heldout", [rows[i] for i in trained.tested], trained.held_out)
    results = [held_out, _new_names(rows, trained)]
    for name, labelled in _measured(gold, own):
        predictions = trained.model.predict([r.record for r in labelled])
        results.append(Evaluated(name, labelled, predictions))
    parity = _parity(trained.model)
    mlflow.log_metrics(parity)
    metrics = log_results(results) | parity
    log_folds(held_out, trained.folds)
    gain = ""
    if own:
        gain = _gain(config, own.held, trained.model)
        mlflow.log_text(gain, "gain.md")
    folder = _keep(trained.model, work / config.name, metrics)
    return Outcome(trained, metrics, folder, gain)


def _new_names(rows: Sequence[Labelled], trained: Trained) -> Evaluated:
    """The held-out rows whose name nothing that was trained on has: stock names make a model look better than it is."""
    from .tracking.results import Evaluated

    tested = set(trained.tested)
    known = {fold(r.record.name) for i, r in enumerate(rows) if i not in tested}
    new = [k for k, i in enumerate(trained.tested) if fold(rows[i].record.name) not in known]
    return Evaluated("newnames", [rows[trained.tested[k]] for k in new], trained.held_out.take(new))


def _measured(gold: Sequence[Path], own: UserData | None) -> list[tuple[str, list[Labelled]]]:
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


def _keep(model: Any, folder: Path, metrics: dict[str, float]) -> Path:
    """Save a model with its card, also in the active run."""
    import mlflow

    from .tracking.card import write_card

    model.save(folder)
    write_card(folder, metrics)
    mlflow.log_artifacts(str(folder), "model_folder")
    return folder
