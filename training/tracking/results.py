"""What a model is judged by, in MLflow: metrics, pictures, the worst errors."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES
from ..data.corpus import Labelled
from ..evaluation.metrics import evaluate, f1_by_leaf, judged, surety

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Evaluated:
    """A labelled set by name, with predictions in the order of its rows."""

    name: str
    rows: Sequence[Labelled]
    predictions: Predictions


def metrics_of(result: Evaluated) -> dict[str, float]:
    """All metrics of one set: overall, F1 per class, accuracy per source; NaN ones left out."""
    found = {f"{result.name}.{k}": v for k, v in evaluate(result.rows, result.predictions).as_dict().items()}
    labels = result.predictions.labels()
    typed = [i for i, r in enumerate(result.rows) if r.accepted]
    pairs = judged([r.accepted for r in result.rows], labels)
    found |= {f"{result.name}.f1.{leaf}": f1 for leaf, f1 in f1_by_leaf(pairs).items()}
    for source, count in Counter(result.rows[i].origin for i in typed).items():
        right = sum(labels[i] in result.rows[i].accepted for i in typed if result.rows[i].origin == source)
        found[f"{result.name}.source.{_key(source)}"] = right / count
    return {k: float(v) for k, v in found.items() if np.isfinite(v)}


def _key(text: str) -> str:
    return "".join(c if c.isalnum() and c.isascii() else "_" for c in text) or "_"


def worst_errors(result: Evaluated, count: int = 60) -> pd.DataFrame:
    """The rows that the model is surest of and wrong about."""
    import pandas as pd

    labels, rows = result.predictions.labels(), []
    vague, boilerplate = result.predictions.is_vague(), result.predictions.is_boilerplate()
    for i, row in enumerate(result.rows):
        text = {
            "name": row.record.name,
            "value": row.record.target_text,
            "description": row.record.description,
        }
        if row.accepted and labels[i] not in row.accepted:
            sure = float(result.predictions.types[i].max())
            rows.append(
                {"head": "type", "sure": sure, "said": labels[i], "want": " ".join(row.accepted), **text}
            )
        for head, said, share, want in (
            ("vague", vague[i], result.predictions.vague[i], row.vague),
            ("boilerplate", boilerplate[i], result.predictions.boilerplate[i], row.boilerplate),
        ):
            if want is not None and bool(said) != want:
                sure = float(share if said else 1 - share)
                rows.append({"head": head, "sure": sure, "said": str(bool(said)), "want": str(want), **text})
    frame = pd.DataFrame(rows, columns=["head", "sure", "said", "want", "name", "value", "description"])
    return frame.sort_values("sure", ascending=False).head(count).reset_index(drop=True)


def confusion_figure(result: Evaluated) -> Any:
    """Preferred class against predicted class; an accepted prediction stands on the diagonal."""
    from matplotlib.figure import Figure

    matrix = np.zeros((len(LEAVES), len(LEAVES)), dtype=int)
    for wanted, said in judged([r.accepted for r in result.rows], result.predictions.labels()):
        matrix[LEAVES.index(wanted), LEAVES.index(said)] += 1
    figure = Figure(figsize=(7, 6), layout="constrained")
    axes = figure.add_subplot()
    axes.imshow(matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1), cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(LEAVES)), LEAVES, rotation=45, ha="right")
    axes.set_yticks(range(len(LEAVES)), LEAVES)
    for i, j in zip(*np.nonzero(matrix), strict=True):
        axes.text(j, i, matrix[i, j], ha="center", va="center", fontsize=8)
    axes.set_xlabel("predicted")
    axes.set_ylabel("preferred")
    axes.set_title(f"{result.name}: {matrix.trace() / max(matrix.sum(), 1):.3f} accepted")
    return figure


def calibration_figure(result: Evaluated, bins: int = 10) -> Any:
    """Share of accepted predictions against their probability, in equally filled bins."""
    from matplotlib.figure import Figure

    sure, right = surety(result.rows, result.predictions)
    order = np.argsort(sure)
    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="grey", linewidth=1)
    parts = [p for p in np.array_split(order, min(bins, max(len(order), 1))) if len(p)]
    means = [(sure[p].mean(), right[p].mean()) for p in parts]
    axes.plot(*zip(*means, strict=True), marker="o")
    axes.set_xlabel("probability of the predicted class")
    axes.set_ylabel("share accepted")
    axes.set_title(result.name)
    return figure


def log_results(results: Sequence[Evaluated]) -> dict[str, float]:
    """Metrics, pictures and worst errors of all sets, in the active run."""
    import mlflow

    found: dict[str, float] = {}
    for result in results:
        found |= metrics_of(result)
        mlflow.log_figure(confusion_figure(result), f"{result.name}/confusion.png")
        mlflow.log_figure(calibration_figure(result), f"{result.name}/calibration.png")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "worst_errors.csv"
            worst_errors(result).to_csv(path, index=False, encoding="utf-8-sig")
            mlflow.log_artifact(str(path), result.name)
    mlflow.log_metrics(found)
    return found
