"""How right a model is: accuracy against accepted sets, F1, calibration, conformal coverage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES, level1
from ..data.corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Scores:
    """`type_*` over the rows with types; `vague_*` and `boilerplate_*` over the rows decided."""

    rows: int
    type_accuracy: float
    level1_accuracy: float
    macro_f1: float
    type_ece: float
    coverage: float
    set_size: float
    vague_precision: float
    vague_recall: float
    vague_f1: float
    boilerplate_precision: float
    boilerplate_recall: float
    boilerplate_f1: float

    def as_dict(self) -> dict[str, float]:
        """Plain values for MLflow and JSON."""
        return asdict(self)


def evaluate(rows: Sequence[Labelled], predictions: Predictions) -> Scores:
    """Scores of predictions that are in the order of `rows`."""
    typed = [i for i, r in enumerate(rows) if r.accepted]
    labels, sets = predictions.labels(), predictions.type_sets()
    right = np.array([labels[i] in rows[i].accepted for i in typed], dtype=bool)
    upper = [level1(labels[i]) in {level1(t) for t in rows[i].accepted} for i in typed]
    confidence = predictions.types.max(axis=1)[typed] if typed else np.zeros(0)
    covered = [bool(set(sets[i]) & set(rows[i].accepted)) for i in typed]
    vague = _binary([r.vague for r in rows], predictions.is_vague())
    boilerplate = _binary([r.boilerplate for r in rows], predictions.is_boilerplate())
    return Scores(
        len(rows),
        _mean(right),
        _mean(upper),
        macro_f1([r.accepted for r in rows], labels),
        calibration_error(confidence, right),
        _mean(covered),
        _mean([len(sets[i]) for i in typed]),
        *vague,
        *boilerplate,
    )


def _mean(values: Sequence[float] | NDArray[np.bool_]) -> float:
    return float(np.mean(values)) if len(values) else float("nan")


def judged(accepted: Sequence[tuple[str, ...]], labels: Sequence[str]) -> list[tuple[str, str]]:
    """(preferred, predicted) class of each row that has one; an accepted prediction counts as the preferred class."""
    return [(a[0], a[0] if label in a else label) for a, label in zip(accepted, labels, strict=True) if a]


def f1_by_leaf(pairs: Sequence[tuple[str, str]]) -> dict[str, float]:
    """F1 of each leaf that occurs in `judged` pairs."""
    named = Counter(leaf for pair in pairs for leaf in pair)
    return {leaf: 2 * pairs.count((leaf, leaf)) / named[leaf] for leaf in LEAVES if leaf in named}


def macro_f1(accepted: Sequence[tuple[str, ...]], labels: Sequence[str]) -> float:
    """Mean F1 over the leaves that are right somewhere; an accepted prediction counts as the preferred class."""
    pairs = judged(accepted, labels)
    preferred = {leaf for leaf, _ in pairs}
    return _mean([f1 for leaf, f1 in f1_by_leaf(pairs).items() if leaf in preferred])


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over equally filled bins of the top probability."""
    if not len(confidence):
        return float("nan")
    order = np.argsort(confidence)
    total = 0.0
    for part in np.array_split(order, min(bins, len(order))):
        total += len(part) * abs(confidence[part].mean() - right[part].mean())
    return float(total / len(confidence))


def _binary(truth: Sequence[bool | None], guess: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the positive class over the decided rows."""
    pairs = [(bool(t), bool(g)) for t, g in zip(truth, guess, strict=True) if t is not None]
    hits = sum(t and g for t, g in pairs)
    called, real = sum(g for _, g in pairs), sum(t for t, _ in pairs)
    precision = hits / called if called else 0.0
    recall = hits / real if real else 0.0
    f1 = 2 * hits / (called + real) if called + real else 0.0
    return precision, recall, f1
