"""The `fast` kind of model: three linear heads over one hashed feature matrix, from a folder of plain files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.record import Indicator
from .arrays import load_arrays
from .features import FeatureConfig, RecordVectorizer
from .guideline import settle_boilerplate, settle_vague
from .predictions import Predictions, Thresholds, in_chunks
from .softmax import logits, probabilities
from .taxonomy import LEAVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS = ("type", "vague", "boilerplate")
WEIGHTS, ESTIMATORS = "heads.safetensors", "heads.skops"


@dataclass(frozen=True)
class Head:
    """The numbers of a fitted linear classifier: `coefficients` (classes, features), `intercept` (classes,)."""

    coefficients: NDArray[np.float32]
    intercept: NDArray[np.float32]
    temperature: float

    def proba_of(self, features: Any) -> NDArray[np.float64]:
        """Calibrated probabilities, shape (records, classes)."""
        return probabilities(logits(self.coefficients, self.intercept, features), self.temperature)


@dataclass(frozen=True)
class FastModel:
    """`heads` by name, the types' in the order of `LEAVES`; `estimators` are the scikit-learn classifiers
    that they were taken from, kept for saving."""

    vectorizer: RecordVectorizer
    heads: Mapping[str, Head]
    thresholds: Thresholds
    card: Mapping[str, Any]
    estimators: Mapping[str, Any] = field(default_factory=dict)

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        return in_chunks(self._predict, records, self.thresholds)

    def _predict(self, records: Sequence[Indicator]) -> tuple[Any, Any, Any]:
        features = self.vectorizer.transform(records)
        return (
            self.heads["type"].proba_of(features),
            settle_vague(records, self.heads["vague"].proba_of(features)[:, 1]),
            settle_boilerplate(records, self.heads["boilerplate"].proba_of(features)[:, 1]),
        )

    def save(self, folder: Path) -> None:
        """Write the weights, `config.json` and, where there are estimators, `heads.skops` into `folder`.

        Scoring reads the weights alone and so need not import scikit-learn; the skops file holds the same
        numbers as scikit-learn estimators, for those who go on from them.
        """
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        arrays = {"idf": np.asarray(self.vectorizer.idf_, dtype=np.float16)}
        for name, head in self.heads.items():
            arrays[f"{name}.coefficients"] = head.coefficients.astype(np.float16)
            arrays[f"{name}.intercept"] = head.intercept.astype(np.float32)
        save_file(arrays, folder / WEIGHTS)
        config = {
            "kind": "fast",
            "features": self.vectorizer.config.as_dict(),
            "temperatures": {name: head.temperature for name, head in self.heads.items()},
            "thresholds": asdict(self.thresholds),
            "card": dict(self.card),
        }
        (folder / "config.json").write_text(
            json.dumps(config, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
        )
        if self.estimators:
            import skops.io

            inner = {name: estimator.linear_ for name, estimator in self.estimators.items()}
            skops.io.dump(inner, folder / ESTIMATORS, compression=8)  # 8: deflate


def from_estimators(
    estimators: Mapping[str, Any], thresholds: Thresholds, card: Mapping[str, Any]
) -> FastModel:
    """The model of fitted `RecordClassifier`s that share a vectoriser."""
    heads = {}
    for name, estimator in estimators.items():
        linear = estimator.linear_
        # Half precision, as the weights are stored, so that a saved model is the same model.
        linear.coef_ = linear.coef_.astype(np.float16).astype(np.float32)
        order = [list(linear.classes_).index(leaf) for leaf in LEAVES] if name == "type" else [0]
        heads[name] = Head(
            linear.coef_[order], linear.intercept_[order].astype(np.float32), float(estimator.temperature)
        )
    return FastModel(estimators["type"].vectorizer, heads, thresholds, card, estimators)


def load_fast(folder: Path) -> FastModel:
    """The model in `folder`. Weights are plain arrays: a stranger's file runs no code.

    Raises FileNotFoundError, ValueError for a folder of another kind, KeyError for missing weights.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") != "fast":
        raise ValueError(f"{folder}: not a fast model")
    arrays = {name: array.astype(np.float32) for name, array in load_arrays(folder / WEIGHTS).items()}
    heads = {
        # Column by column in memory, as the product with a sparse matrix wants it: else it is copied each time.
        name: Head(
            np.asfortranarray(arrays[f"{name}.coefficients"]),
            arrays[f"{name}.intercept"],
            config["temperatures"][name],
        )
        for name in HEADS
    }
    vectorizer = RecordVectorizer(FeatureConfig.of(config["features"]), arrays["idf"])
    return FastModel(vectorizer, heads, Thresholds(**config["thresholds"]), config["card"])


def load_estimators(folder: Path) -> dict[str, Any]:
    """The scikit-learn estimators of the model in `folder`, by head.

    Only scikit-learn's own types are accepted. Raises skops' UntrustedTypesFoundException for others.
    """
    import skops.io

    estimators: dict[str, Any] = skops.io.load(folder / ESTIMATORS, trusted=[])
    return estimators
