"""How far a figure could lie from what more rows of the same kind would give: bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES
from ..data.corpus import Labelled
from .metrics import array_of, calibration_error, sums_of, surety

if TYPE_CHECKING:
    from numpy.typing import NDArray

DRAWS = 1000
_CELLS = 4_000_000  # draws times rows: fewer draws where there are many rows
_ENDS = (2.5, 97.5)  # per cent

Interval = tuple[float, float]


def intervals(rows: Sequence[Labelled], predictions: Predictions, seed: int = 0) -> dict[str, Interval]:
    """95 % bootstrap intervals of the scores of `evaluate`, by name; NaN where no row has the label.

    Rows are drawn with replacement. All scores but the calibration error are ratios of sums over rows, so that a
    draw is a vector of how often each row came.
    """
    if not rows:
        return {}
    chance = np.random.default_rng(seed)
    draws = max(50, min(DRAWS, _CELLS // len(rows)))
    times = chance.multinomial(len(rows), np.full(len(rows), 1 / len(rows)), size=draws).astype(np.float32)
    found = {name: _ends(_ratio(times, *sums)) for name, sums in sums_of(rows, predictions).items()}
    per_leaf = [_ratio(times, 2 * hits, 2 * hits + wrong) for hits, wrong in _leaves(rows, predictions)]
    found["macro_f1"] = _ends(np.mean(per_leaf, axis=0)) if per_leaf else (float("nan"),) * 2
    found["type_ece"] = _calibration(rows, predictions, chance)
    return found


def _leaves(
    rows: Sequence[Labelled], predictions: Predictions
) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """For each leaf that is right somewhere: rows that hit it, rows that miss it one way or the other."""
    typed = [r.accepted[0] if r.accepted else "" for r in rows]
    labels = predictions.labels()
    said = [
        t and (t if label in r.accepted else label) for t, label, r in zip(typed, labels, rows, strict=True)
    ]
    pairs = list(zip(typed, said, strict=True))
    return [
        (array_of(t == s == leaf for t, s in pairs), array_of((t == leaf) != (s == leaf) for t, s in pairs))
        for leaf in LEAVES
        if leaf in typed
    ]


def _calibration(rows: Sequence[Labelled], predictions: Predictions, chance: np.random.Generator) -> Interval:
    sure, right = surety(rows, predictions)
    if not len(sure):
        return float("nan"), float("nan")
    errors = []
    for _ in range(DRAWS // 5):
        drawn = chance.integers(len(sure), size=len(sure))
        errors.append(calibration_error(sure[drawn], right[drawn]))
    return _ends(np.array(errors))


def _ratio(
    times: NDArray[np.float32], above: NDArray[np.float32], below: NDArray[np.float32]
) -> NDArray[np.float32]:
    with np.errstate(invalid="ignore", divide="ignore"):
        return (times @ above) / (times @ below)


def _ends(values: NDArray[np.float32] | NDArray[np.float64]) -> Interval:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, _ENDS)
    return float(low), float(high)
