"""Temperatures, thresholds and the conformal limit, all from held-out predictions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import minimize_scalar

from ...models.arrays import probabilities
from ...models.guideline import settle_boilerplate, settle_vague
from ...models.predictions import Thresholds
from ...models.taxonomy import LEAVES
from ..data.corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILINGS = "5"  # the round whose rows are whole filings, as archives hold them
_ENOUGH = 500
_ARGUABLE = 0.06  # a class with one chance in seventeen is not called wrong
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

    Split conformal prediction with 1 - p of the likeliest accepted class as nonconformity. A sure model
    would need no second class for that, but a declared class may be the less usual one that evaluators accept
    too: the limit is never above `_ARGUABLE`.
    """
    best = np.array(
        [max(row[LEAVES.index(a)] for a in leaves) for row, leaves in zip(types, accepted, strict=True)]
    )
    rank = int(np.floor((1 - level) * (len(best) + 1)))
    return float(np.clip(np.sort(best)[max(rank - 1, 0)], 1e-4, _ARGUABLE))


def calibrate_logits(
    values: NDArray[np.float64], rows: Sequence[Labelled], level: float
) -> tuple[dict[str, float], Thresholds]:
    """Temperatures by head and limits from raw outputs (rows, 11) for rows that were not trained on.

    Contrast pairs are written to be hard: calibrated on them, a model is less sure than it is right. So
    temperatures and thresholds leave them out where there are others. The type sets keep them: a set that
    is a little large costs less than a declared class that is wrongly called wrong. The temperature of the
    class is that of whole filings where there are enough: rows invented one by one are harder than an archive.
    """
    ordinary = np.array([i for i, r in enumerate(rows) if not r.pair] or list(range(len(rows))))
    typed = np.array([bool(r.accepted) for r in rows])
    accepted = [r.accepted for r in rows]
    usual = [i for i in ordinary if typed[i]]
    filed = [i for i in usual if rows[i].round == _FILINGS]
    usual = filed if len(filed) >= _ENOUGH else usual
    leaves = values[:, : len(LEAVES)]
    temperatures = {"type": accepted_temperature(leaves[usual], [accepted[i] for i in usual])}
    limits = {}
    for k, name in enumerate(FLAGS):
        flag = np.array([-1 if (f := getattr(r, name)) is None else int(f) for r in rows])
        known = [i for i in ordinary if flag[i] >= 0]
        column = values[known, len(LEAVES) + k]
        two, truth = np.stack([np.zeros_like(column), column], axis=1), flag[known]
        temperatures[name] = temperature(two, truth)
        share = probabilities(two.copy(), temperatures[name])[:, 1]
        limits[name] = best_threshold(SETTLE[name]([rows[i].record for i in known], share), truth == 1)
    shares = probabilities(leaves[typed].copy(), temperatures["type"])
    limit = conformal_limit(shares, [a for a in accepted if a], level)
    return temperatures, Thresholds(**limits, type_set=limit)
