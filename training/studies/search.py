"""A search for the settings of the student network: Optuna proposes, the held-out sectors judge."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..config import Experiment, ExperimentError
from ..data.corpus import Labelled
from ..evaluation.metrics import Scores, evaluate

JUDGED = ("type_accuracy", "vague_f1", "boilerplate_f1")


def search(
    config: Experiment, rows: Sequence[Labelled], trials: int, say: Callable[[str], None]
) -> tuple[Experiment, float]:
    """The experiment with the best settings of `trials` and its score: the mean of `JUDGED` on the held-out sectors.

    The teacher is asked once. Each trial is an MLflow run nested in the search's. Raises `ExperimentError` for a
    kind that has nothing to search, or without held-out sectors.
    """
    import mlflow
    import optuna

    from ..network.train import train_network
    from ..run import teach
    from ..tracking.runs import nested, started

    if config.kind != "fast" or not any(r.sector in config.held_out for r in rows):
        raise ExperimentError("只有 kind = fast 且写明 held_out（留出领域）的配置可以搜索参数。")
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    extra = teach(config, rows)

    def judge(trial: optuna.Trial) -> float:
        tried = replace(config, **proposed(trial))
        with nested(f"trial {trial.number}", tried):
            told = replace(extra, weight=tried.weight)
            trained = train_network(tried, rows, told, {})
            scores = evaluate([rows[i] for i in trained.tested], trained.held_out)
            mlflow.log_metrics({f"heldout.{k}": v for k, v in scores.as_dict().items() if v == v})
            mlflow.log_metric("score", score_of(scores))
        say(f"第 {trial.number + 1}/{trials} 次：{score_of(scores):.4f} {trial.params}")
        return score_of(scores)

    with started(replace(config, name=f"search {config.name}"), rows):
        study = optuna.create_study(
            direction="maximize", sampler=optuna.samplers.TPESampler(seed=config.seed)
        )
        study.optimize(judge, n_trials=trials)
        best = replace(config, **study.best_params)
        mlflow.log_metric("score", study.best_value)
        mlflow.log_text(as_toml(best), "best.toml")
    return best, study.best_value


def proposed(trial: Any) -> dict[str, Any]:
    """The settings of one trial."""
    return {
        "hidden": trial.suggest_categorical("hidden", [32, 64, 128, 256]),
        "epochs": trial.suggest_int("epochs", 3, 10),
        "rate": trial.suggest_float("rate", 3e-4, 5e-3, log=True),
        "dropout": trial.suggest_float("dropout", 0.0, 0.5),
        "feature_dropout": trial.suggest_float("feature_dropout", 0.0, 0.6),
        "weight": trial.suggest_float("weight", 0.1, 1.0),
    }


def score_of(scores: Scores) -> float:
    """What a trial is judged by; a head that the held-out rows say nothing of does not count."""
    return float(np.nanmean([getattr(scores, key) for key in JUDGED]))


def as_toml(config: Experiment) -> str:
    """The experiment as a configuration file for `zhibiao train`."""
    values = {k: v for k, v in config.as_dict().items() if k != "name" and v not in ("", ())}
    # Numbers, texts and lists of texts are written alike in JSON and TOML.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
