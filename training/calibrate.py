"""Temperatures, thresholds and the conformal limit, all from held-out predictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from ..models.guideline import settle_boilerplate, settle_vague
from ..models.predictions import Thresholds
from ..models.softmax import probabilities
from ..models.taxonomy import LEAVES
from .corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

FLAGS = ("vague", "boilerplate")
SETTLE = {"vague": settle_vague, "boilerplate": settle_boilerplate}


def temperature(values: NDArray[np.float64], truth: NDArray[np.int64]) -> float:
    """The temperature that minimises the log loss of held-out logits (rows, classes)."""

    def loss(log_t: float) -> float:
        p = probabilities(values, float(np.exp(log_t)))[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(p, 1e-12)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded").x))


def accepted_temperature(values: NDArray[np.float64], accepted: Sequence[tuple[str, ...]]) -> float:
    """The temperature at which the top probability tells best how often the top class is accepted."""
    top = values.argmax(axis=1)
    right = np.array([LEAVES[k] in leaves for k, leaves in zip(top, accepted, strict=True)])

    def loss(log_t: float) -> float:
        p = np.clip(probabilities(values.copy(), float(np.exp(log_t))).max(axis=1), 1e-6, 1 - 1e-6)
        return float(-np.where(right, np.log(p), np.log(1 - p)).mean())

    return float(np.exp(minimize_scalar(loss, bounds=(-2.5, 2.5), method="bounded").x))


def best_threshold(positive: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """The probability limit with the best F1 on held-out rows, within [0.3, 0.7]."""
    candidates = np.linspace(0.3, 0.7, 41)
    scores = []
    for limit in candidates:
        called = positive >= limit
        scores.append(2 * (called & truth).sum() / max(called.sum() + truth.sum(), 1))
    best = np.flatnonzero(np.array(scores) >= max(scores) - 1e-9)
    return float(candidates[best[len(best) // 2]])


def conformal_limit(
    types: NDArray[np.float64], accepted: Sequence[tuple[str, ...]], level: float = 0.95
) -> float:
    """The smallest probability of a class in the set, so that `level` of held-out rows are covered.

    Split conformal prediction with 1 - p of the likeliest accepted class as nonconformity.
    """
    best = np.array(
        [max(row[LEAVES.index(a)] for a in leaves) for row, leaves in zip(types, accepted, strict=True)]
    )
    rank = int(np.floor((1 - level) * (len(best) + 1)))
    return float(np.clip(np.sort(best)[max(rank - 1, 0)], 1e-4, 0.5))


def calibrate_logits(
    values: NDArray[np.float64], rows: Sequence[Labelled], level: float
) -> tuple[dict[str, float], Thresholds]:
    """Temperatures by head and limits from raw outputs (rows, 11) for rows that were not trained on.

    Contrast pairs are written to be hard: calibrated on them, a model is less sure than it is right. So
    they are left out where there are others.
    """
    ordinary = [i for i, r in enumerate(rows) if not r.pair] or list(range(len(rows)))
    values, rows = values[ordinary], [rows[i] for i in ordinary]
    typed = np.array([bool(r.accepted) for r in rows])
    accepted = [r.accepted for r in rows if r.accepted]
    leaves = values[typed][:, : len(LEAVES)]
    temperatures = {"type": accepted_temperature(leaves, accepted)}
    limits = {}
    for k, name in enumerate(FLAGS):
        flag = np.array([-1 if (f := getattr(r, name)) is None else int(f) for r in rows])
        column = values[:, len(LEAVES) + k]
        two = np.stack([np.zeros_like(column), column], axis=1)
        temperatures[name] = temperature(two[flag >= 0], flag[flag >= 0])
        share = SETTLE[name]([r.record for r in rows], probabilities(two.copy(), temperatures[name])[:, 1])
        limits[name] = best_threshold(share[flag >= 0], flag[flag >= 0] == 1)
    shares = probabilities(leaves.copy(), temperatures["type"])
    return temperatures, Thresholds(**limits, type_set=conformal_limit(shares, accepted, level))
