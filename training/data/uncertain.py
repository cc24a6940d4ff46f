"""Which records a model would learn most from, if someone labelled them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...models.features import RecordVectorizer
from ...models.predictions import Predictions
from ...nlp.record import Indicator

if TYPE_CHECKING:
    from numpy.typing import NDArray

ALIKE = 0.7  # cosine of two records' features from which the second teaches little that the first did not
_POOL = 20  # candidates a record that is asked for


def uncertainty(predictions: Predictions) -> NDArray[np.float64]:
    """How unsure a model is of each record, in [0, 1]: of the head that it is least sure of.

    For the class that is one less the margin between the two likeliest, for a flag how near its limit it is.
    """
    if not len(predictions):
        return np.zeros(0)
    top = np.sort(predictions.types, axis=1)
    limits = predictions.thresholds
    heads = [
        1 - (top[:, -1] - top[:, -2]),
        _nearness(predictions.vague, limits.vague),
        _nearness(predictions.boilerplate, limits.boilerplate),
    ]
    return np.asarray(np.max(heads, axis=0))


def _nearness(share: NDArray[np.float64], limit: float) -> NDArray[np.float64]:
    room = np.where(share >= limit, 1 - limit, limit)
    return np.asarray(1 - np.abs(share - limit) / np.maximum(room, 1e-9))


def most_uncertain(records: Sequence[Indicator], predictions: Predictions, count: int) -> list[int]:
    """Numbers of up to `count` records to ask about, most uncertain first; no two nearly alike.

    Nearly alike ones only follow where the others are fewer than `count`.
    """
    order = [i for i in np.argsort(-uncertainty(predictions), kind="stable").tolist() if records[i].name]
    seen: dict[tuple[str, str, str], int] = {}
    for i in order:
        seen.setdefault((records[i].name, records[i].target_text, records[i].description), i)
    pool = list(seen.values())[: count * _POOL]
    matrix = RecordVectorizer().transform([records[i] for i in pool])
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    chosen: list[int] = []
    nearest = np.zeros(len(pool))
    for k in range(len(pool)):
        if len(chosen) == count:
            break
        if nearest[k] < ALIKE:
            chosen.append(k)
            products = np.asarray((matrix @ matrix[k].T).todense()).ravel()
            nearest = np.maximum(nearest, products / np.maximum(lengths * lengths[k], 1e-9))
    rest = [k for k in range(len(pool)) if k not in set(chosen)]
    return [pool[k] for k in [*chosen, *rest][:count]]
