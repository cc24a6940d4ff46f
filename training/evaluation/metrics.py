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
    ratios = {}
    for name, (above, below) in sums_of(rows, predictions).items():
        nothing = 0.0 if name.startswith(("vague", "boilerplate")) else float("nan")
        ratios[name] = float(above.sum()) / float(below.sum()) if below.any() else nothing
    return Scores(
        rows=len(rows),
        macro_f1=macro_f1([r.accepted for r in rows], predictions.labels()),
        type_ece=calibration_error(*surety(rows, predictions)),
        **ratios,
    )


def sums_of(
    rows: Sequence[Labelled], predictions: Predictions
) -> dict[str, tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """For each score that is a ratio of sums over rows, by name, what is added up above and below the line."""
    labels, sets = predictions.labels(), predictions.type_sets()
    typed = array_of(bool(r.accepted) for r in rows)
    right = array_of(label in r.accepted for label, r in zip(labels, rows, strict=True))
    upper = array_of(
        level1(label) in {level1(t) for t in r.accepted} for label, r in zip(labels, rows, strict=True)
    )
    covered = array_of(bool(set(s) & set(r.accepted)) for s, r in zip(sets, rows, strict=True))
    sums = {
        "type_accuracy": (right, typed),
        "level1_accuracy": (upper, typed),
        "coverage": (covered, typed),
        "set_size": (array_of(len(s) for s in sets) * typed, typed),
    }
    for name, called in (("vague", predictions.is_vague()), ("boilerplate", predictions.is_boilerplate())):
        truth = [getattr(r, name) for r in rows]
        known = array_of(t is not None for t in truth)
        real, said = array_of(bool(t) for t in truth), called.astype(np.float32) * known
        sums[f"{name}_precision"] = real * said, said
        sums[f"{name}_recall"] = real * said, real
        sums[f"{name}_f1"] = 2 * real * said, real + said
    return sums


def surety(
    rows: Sequence[Labelled], predictions: Predictions
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Of each row with a class the probability of the predicted one, and whether that is accepted."""
    typed = np.array([i for i, r in enumerate(rows) if r.accepted], dtype=np.int64)
    labels = predictions.labels()
    right = np.array([labels[i] in rows[i].accepted for i in typed], dtype=bool)
    return predictions.types[typed].max(axis=1), right


def array_of(values: object) -> NDArray[np.float32]:
    """An iterable of figures or flags as an array."""
    return np.array(list(values), dtype=np.float32)  # type: ignore[call-overload]


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
    found = [f1 for leaf, f1 in f1_by_leaf(pairs).items() if leaf in preferred]
    return float(np.mean(found)) if found else float("nan")


def calibration_error(confidence: NDArray[np.float64], right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error over equally filled bins of the top probability."""
    if not len(confidence):
        return float("nan")
    order = np.argsort(confidence)
    total = 0.0
    for part in np.array_split(order, min(bins, len(order))):
        total += len(part) * abs(confidence[part].mean() - right[part].mean())
    return float(total / len(confidence))
