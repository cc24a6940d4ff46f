"""How far an exported model strays from its torch original: eight-bit weights."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ...models.arrays import probabilities
from ...models.taxonomy import LEAVES

if TYPE_CHECKING:
    from numpy.typing import NDArray


def parity(original: NDArray[np.float64], exported: NDArray[np.float64]) -> dict[str, float]:
    """Compare logits of shape (rows, 11) of the same records: how many `rows`, the largest and the mean difference of
    (uncalibrated) probability over all classes and flags, `max_dp` and `mean_dp`, and the shares of records for which
    both say the same class, the same vague, the same boilerplate, `type_agreement` and so on."""
    one, other = _shares(original), _shares(exported)
    apart = np.abs(one - other)
    types = one[:, : len(LEAVES)].argmax(axis=1) == other[:, : len(LEAVES)].argmax(axis=1)
    vague, boilerplate = ((one[:, len(LEAVES) :] >= 0.5) == (other[:, len(LEAVES) :] >= 0.5)).mean(axis=0)
    found = {
        "max_dp": apart.max(),
        "mean_dp": apart.mean(),
        "type_agreement": types.mean(),
        "vague_agreement": vague,
        "boilerplate_agreement": boilerplate,
    }
    return {"rows": len(one)} | {name: round(float(value), 4) for name, value in found.items()}


def _shares(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    flags = 1 / (1 + np.exp(-logits[:, len(LEAVES) :]))
    return np.hstack([probabilities(logits[:, : len(LEAVES)].copy(), 1.0), flags])
