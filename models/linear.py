"""Three linear heads over one feature matrix, from a folder of plain files: the baselines.

The kinds differ in their features alone: `linear` has the hashed n-grams of the bundled model, `word`, `char` and
`vectors` those of `baselines`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ..nlp.record import Indicator
from .arrays import load_arrays, logits, probabilities
from .baselines import CharTfidf, SentenceVectors, WordTfidf
from .features import FeatureConfig, RecordVectorizer
from .guideline import settle_boilerplate, settle_vague
from .predictions import Predictions, Thresholds, in_chunks
from .taxonomy import LEAVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS = ("type", "vague", "boilerplate")
WEIGHTS, ESTIMATORS, FEATURES = "heads.safetensors", "heads.skops", "features.skops"
BASELINES = {WordTfidf: "word", CharTfidf: "char", SentenceVectors: "vectors"}
KINDS = ("linear", *BASELINES.values())


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
class LinearModel:
    """`vectorizer` turns records into features; `heads` by name, the types' in the order of `LEAVES`; `estimators` are the scikit-learn classifiers
    that they were taken from, kept for saving."""

    vectorizer: RecordVectorizer | WordTfidf | CharTfidf | SentenceVectors
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

        Scoring with hashed features reads the weights alone and so need not import scikit-learn; the skops
        files hold scikit-learn estimators: the same numbers, for those who go on from them, and what a TF-IDF
        has learned.
        """
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        config: dict[str, Any] = {"kind": kind_of(self.vectorizer)}
        arrays = {}
        for name, head in self.heads.items():
            arrays[f"{name}.coefficients"] = np.ascontiguousarray(head.coefficients.astype(np.float16))
            arrays[f"{name}.intercept"] = head.intercept.astype(np.float32)
        if isinstance(self.vectorizer, RecordVectorizer):
            arrays["idf"] = np.asarray(self.vectorizer.idf_, dtype=np.float16)
            config["features"] = asdict(self.vectorizer.config)
        else:
            _dump(self.vectorizer.tfidf, folder / FEATURES)
            config["engine"] = getattr(self.vectorizer, "engine", "")
        save_file(arrays, folder / WEIGHTS)
        config |= {
            "temperatures": {name: head.temperature for name, head in self.heads.items()},
            "thresholds": asdict(self.thresholds),
            "card": dict(self.card),
        }
        text = json.dumps(config, ensure_ascii=False, indent=2) + "\n"
        (folder / "config.json").write_text(text, encoding="utf-8")
        if self.estimators:
            _dump({name: e.linear_ for name, e in self.estimators.items()}, folder / ESTIMATORS)


def kind_of(vectorizer: Any) -> str:
    """The kind of the model that stands on these features."""
    return "linear" if isinstance(vectorizer, RecordVectorizer) else BASELINES[type(vectorizer)]


def _dump(what: Any, path: Path) -> None:
    import skops.io

    skops.io.dump(what, path, compression=8)  # 8: deflate


def from_estimators(
    vectorizer: RecordVectorizer | WordTfidf | CharTfidf | SentenceVectors,
    estimators: Mapping[str, Any],
    thresholds: Thresholds,
    card: Mapping[str, Any],
) -> LinearModel:
    """The model of `IndicatorClassifier`s that were fitted on the vectoriser's features."""
    heads = {}
    for name, estimator in estimators.items():
        linear = estimator.linear_
        # Half precision, as the weights are stored, so that a saved model is the same model.
        linear.coef_ = linear.coef_.astype(np.float16).astype(np.float32)
        order = [list(linear.classes_).index(leaf) for leaf in LEAVES] if name == "type" else [0]
        heads[name] = Head(
            linear.coef_[order], linear.intercept_[order].astype(np.float32), float(estimator.temperature)
        )
    return LinearModel(vectorizer, heads, thresholds, card, estimators)


def load_linear(folder: Path) -> LinearModel:
    """The model in `folder`. Weights are plain arrays: a stranger's file runs no code.

    Raises FileNotFoundError, ValueError for a folder of another kind, KeyError for missing weights, skops'
    UntrustedTypesFoundException for features that are not scikit-learn's own.
    """
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") not in KINDS:
        raise ValueError(f"{folder}: not a linear model")
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
    vectorizer = _vectorizer(folder, config, arrays)
    return LinearModel(vectorizer, heads, Thresholds(**config["thresholds"]), config["card"])


def _vectorizer(folder: Path, config: Mapping[str, Any], arrays: Mapping[str, Any]) -> Any:
    if config["kind"] == "linear":
        return RecordVectorizer(FeatureConfig.of(config["features"]), arrays["idf"])
    if config["kind"] == "vectors":
        return SentenceVectors()
    import skops.io

    tfidf = skops.io.load(folder / FEATURES, trusted=[])
    return CharTfidf(tfidf) if config["kind"] == "char" else WordTfidf(config["engine"], tfidf)


def load_estimators(folder: Path) -> dict[str, Any]:
    """The scikit-learn estimators of the model in `folder`, by head.

    Only scikit-learn's own types are accepted. Raises skops' UntrustedTypesFoundException for others.
    """
    import skops.io

    estimators: dict[str, Any] = skops.io.load(folder / ESTIMATORS, trusted=[])
    return estimators
