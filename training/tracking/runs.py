"""MLflow runs: begun with parameters, data and digests; nested for seeds, folds and trials; loss curves."""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import mean, stdev
from typing import TYPE_CHECKING

from ..config import Experiment
from ..data.corpus import CORPUS, Labelled, corpus_digest
from ..evaluation.metrics import evaluate
from .results import Evaluated

if TYPE_CHECKING:
    import pandas as pd

EXPERIMENT = "zhibiao"
_DIGEST = 36  # characters that MLflow keeps of a data set's digest


def tracking_uri() -> str:
    """`MLFLOW_TRACKING_URI`, or a SQLite store in the current folder."""
    return os.environ.get("MLFLOW_TRACKING_URI", "sqlite:///mlflow.db")


@contextmanager
def started(
    config: Experiment, rows: Sequence[Labelled], gold: Sequence[Path] = (), own_digest: str = ""
) -> Iterator[str]:
    """A run of the experiment, with its parameters, its corpus as input and digests as tags; gives its id."""
    import mlflow
    from mlflow.data.pandas_dataset import from_pandas

    mlflow.set_tracking_uri(tracking_uri())
    mlflow.set_experiment(EXPERIMENT)
    with mlflow.start_run(run_name=config.name) as active:
        mlflow.log_params(_params(config))
        tags = {"corpus_sha256": corpus_digest(), "corpus_rows": str(len(rows)), "corpus": CORPUS.name}
        tags |= {f"gold_sha256.{p.stem}": hashlib.sha256(p.read_bytes()).hexdigest() for p in gold}
        tags |= {"git_commit": git_commit()} | ({"own_rows_sha256": own_digest} if own_digest else {})
        mlflow.set_tags(tags)
        corpus = from_pandas(
            frame_of(rows), source=str(CORPUS), name="corpus", digest=corpus_digest()[:_DIGEST]
        )
        mlflow.log_input(corpus, context="training")
        yield active.info.run_id


@contextmanager
def nested(name: str, config: Experiment) -> Iterator[None]:
    """A run inside the active one, with the parameters of its own experiment."""
    import mlflow

    with mlflow.start_run(run_name=name, nested=True):
        mlflow.log_params(_params(config))
        yield


def _params(config: Experiment) -> dict[str, object]:
    return {k: v for k, v in config.as_dict().items() if v not in ((), "")}


def git_commit() -> str:
    """The commit of the checkout that trains, `-dirty` where files differ from it; '' outside a checkout."""
    command = ["git", "-C", str(CORPUS), "describe", "--always", "--abbrev=40", "--exclude=*", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.strip()


def frame_of(rows: Sequence[Labelled]) -> pd.DataFrame:
    """Labelled rows as a table: texts, labels, sector and weight."""
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "name": r.record.name,
                "value": r.record.value or " / ".join(r.record.tiers or ()),
                "description": r.record.description,
                "level1": r.record.level1,
                "level2": r.record.level2,
                "types": " ".join(r.accepted),
                "vague": "" if r.vague is None else str(int(r.vague)),
                "boilerplate": "" if r.boilerplate is None else str(int(r.boilerplate)),
                "sector": r.sector,
                "weight": r.weight,
            }
            for r in rows
        ]
    )


def log_curve(step: int, values: Mapping[str, float]) -> None:
    """Points of the loss curves in the active run."""
    import mlflow

    mlflow.log_metrics({f"train.{name}": value for name, value in values.items()}, step=step)


def log_folds(result: Evaluated, folds: Sequence[int]) -> None:
    """A nested run a fold with its own metrics; nothing where there was but one part."""
    import mlflow

    if len(set(folds)) < 2:
        return
    for fold in sorted(set(folds)):
        at = [i for i, f in enumerate(folds) if f == fold]
        scores = evaluate([result.rows[i] for i in at], result.predictions.take(at)).as_dict()
        with mlflow.start_run(run_name=f"fold {fold}", nested=True):
            mlflow.set_tag("sectors", "、".join(sorted({result.rows[i].sector for i in at})))
            mlflow.log_metrics({f"{result.name}.{k}": v for k, v in scores.items() if v == v})


def log_spread(found: Sequence[Mapping[str, float]]) -> None:
    """Mean and standard deviation of the metrics of several trainings, in the active run."""
    import mlflow

    spread: dict[str, float] = {}
    for key in sorted(set.intersection(*(set(m) for m in found))):
        values = [m[key] for m in found]
        spread |= {f"{key}.mean": mean(values), f"{key}.sd": stdev(values) if len(values) > 1 else 0.0}
    mlflow.log_metrics(spread)
