"""The `fast` model: three linear heads over one hashed feature matrix, from a folder of plain files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from ..nlp.record import Indicator
from .features import FeatureConfig, RecordVectorizer
from .guideline import settle_boilerplate, settle_vague
from .linear import RecordClassifier
from .predictions import Predictions, Thresholds
from .taxonomy import LEAVES

HEADS = ("type", "vague", "boilerplate")
CHUNK = 4096  # records a matrix: bounds the memory of a long list


@dataclass(frozen=True)
class FastModel:
    """`heads` are fitted classifiers that share one feature configuration."""

    heads: Mapping[str, RecordClassifier]
    thresholds: Thresholds
    card: Mapping[str, Any]

    @property
    def vectorizer(self) -> RecordVectorizer:
        """The vectoriser that all heads share."""
        return self.heads["type"].vectorizer

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        parts = [self._predict(records[i : i + CHUNK]) for i in range(0, len(records), CHUNK)]
        if not parts:
            return Predictions(np.zeros((0, len(LEAVES))), np.zeros(0), np.zeros(0), self.thresholds)
        return Predictions(
            np.concatenate([p[0] for p in parts]),
            np.concatenate([p[1] for p in parts]),
            np.concatenate([p[2] for p in parts]),
            self.thresholds,
        )

    def _predict(self, records: Sequence[Indicator]) -> tuple[Any, Any, Any]:
        features = self.vectorizer.transform(records)
        types = self.heads["type"].proba_of(features)
        order = [list(self.heads["type"].classes_).index(leaf) for leaf in LEAVES]
        return (
            types[:, order],
            settle_vague(records, self.heads["vague"].proba_of(features)[:, 1]),
            settle_boilerplate(records, self.heads["boilerplate"].proba_of(features)[:, 1]),
        )

    def save(self, folder: Path) -> None:
        """Write `heads.skops` and `config.json` into `folder`."""
        import skops.io

        folder.mkdir(parents=True, exist_ok=True)
        inner: dict[str, Any] = {"idf": np.asarray(self.vectorizer.idf_, dtype=np.float16)}
        for name, head in self.heads.items():
            head.linear_.coef_ = head.linear_.coef_.astype(np.float16).astype(np.float32)
            inner[name] = head.linear_
        skops.io.dump(inner, folder / "heads.skops", compression=8)  # 8: deflate
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


def load_fast(folder: Path) -> FastModel:
    """The model in `folder`. Only scikit-learn's own types are accepted: a stranger's file runs no code.

    Raises FileNotFoundError, ValueError for a folder of another kind, or skops' UntrustedTypesFoundException.
    """
    import skops.io

    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config.get("kind") != "fast":
        raise ValueError(f"{folder}: not a fast model")
    settings: dict[str, Any] = dict(config["features"])
    settings |= {k: tuple(v) for k, v in settings.items() if isinstance(v, list)}
    features = FeatureConfig(**settings)
    stored = skops.io.load(folder / "heads.skops", trusted=[])
    vectorizer = RecordVectorizer(features, stored.pop("idf").astype(np.float32))
    heads = {}
    for name, linear in stored.items():
        head = RecordClassifier(features, temperature=config["temperatures"][name])
        head.linear_, head.classes_, head.vectorizer = linear, linear.classes_, vectorizer
        heads[name] = head
    return FastModel(heads, Thresholds(**config["thresholds"]), config["card"])
