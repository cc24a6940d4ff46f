"""What a model says of a list of records, and how surely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from .taxonomy import LEAVES, level1

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHUNK = 1024  # records at a time: bounds the memory of a long list, and most of it stays in the cache


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Decision limits: probability of vague and boilerplate; the conformal set's smallest probability.

    A class belongs to the type set when its probability is at least `type_set`; the likeliest class
    always does.
    """

    vague: float = 0.5
    boilerplate: float = 0.5
    type_set: float = 0.1


@dataclass(frozen=True, slots=True)
class Predictions:
    """Calibrated probabilities: `types` of shape (records, 9) in the order of `LEAVES`, `vague` and
    `boilerplate` of shape (records,)."""

    types: NDArray[np.float64]
    vague: NDArray[np.float64]
    boilerplate: NDArray[np.float64]
    thresholds: Thresholds

    def __len__(self) -> int:
        return len(self.types)

    def labels(self) -> list[str]:
        """The likeliest leaf code of each record."""
        return [LEAVES[i] for i in self.types.argmax(axis=1)]

    def level1(self, standard: str = "2020") -> list[str]:
        """Level 1 of the likeliest leaf under a standard."""
        return [level1(leaf, standard) for leaf in self.labels()]

    def type_sets(self) -> list[list[str]]:
        """The conformal set of each record, likeliest first."""
        sets = []
        for row in self.types:
            order = np.argsort(-row)
            chosen = [i for i in order if row[i] >= self.thresholds.type_set] or [order[0]]
            sets.append([LEAVES[i] for i in chosen])
        return sets

    def is_vague(self) -> NDArray[np.bool_]:
        """Whether each record is vague at the threshold in force."""
        return self.vague >= self.thresholds.vague

    def is_boilerplate(self) -> NDArray[np.bool_]:
        """Whether each record is boilerplate at the threshold in force."""
        return self.boilerplate >= self.thresholds.boilerplate

    def take(self, places: Sequence[int]) -> Predictions:
        """The predictions at `places`, in that order."""
        at = np.asarray(places, dtype=np.int64)
        return Predictions(self.types[at], self.vague[at], self.boilerplate[at], self.thresholds)

    def rethreshold(self, **limits: float) -> Predictions:
        """The same probabilities under other limits (`vague=`, `boilerplate=`, `type_set=`)."""
        return replace(self, thresholds=replace(self.thresholds, **limits))


def in_chunks(
    predict: Callable[[Sequence[Any]], tuple[Any, Any, Any]], records: Sequence[Any], thresholds: Thresholds
) -> Predictions:
    """Predictions of a long list: `predict` gives types, vague and boilerplate of a part of it."""
    parts = [predict(records[i : i + CHUNK]) for i in range(0, len(records), CHUNK)]
    if not parts:
        return Predictions(np.zeros((0, len(LEAVES))), np.zeros(0), np.zeros(0), thresholds)
    types, vague, boilerplate = (np.concatenate(part) for part in zip(*parts, strict=True))
    return Predictions(types, vague, boilerplate, thresholds)
