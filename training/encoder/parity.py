"""How far an exported model strays from its torch original: eight-bit weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...models.accurate import AccurateModel
from ...models.arrays import probabilities
from ...models.taxonomy import LEAVES
from ...nlp.record import Indicator

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Parity:
    """Differences of probability over `rows` records, of all classes and flags together, and the shares of
    records for which both say the same class, the same vague, the same boilerplate."""

    rows: int
    max_dp: float
    mean_dp: float
    type_agreement: float
    vague_agreement: float
    boilerplate_agreement: float

    def as_dict(self) -> dict[str, float]:
        """Plain values for the card and MLflow."""
        return asdict(self)


def parity(original: NDArray[np.float64], exported: NDArray[np.float64]) -> Parity:
    """Compare logits of shape (rows, 11) of the same records; probabilities are uncalibrated."""
    one, other = _shares(original), _shares(exported)
    apart = np.abs(one - other)
    types = one[:, : len(LEAVES)].argmax(axis=1) == other[:, : len(LEAVES)].argmax(axis=1)
    flags = (one[:, len(LEAVES) :] >= 0.5) == (other[:, len(LEAVES) :] >= 0.5)
    return Parity(
        len(one),
        *(round(float(v), 4) for v in (apart.max(), apart.mean(), types.mean(), *flags.mean(axis=0))),
    )


def _shares(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    flags = 1 / (1 + np.exp(-logits[:, len(LEAVES) :]))
    return np.hstack([probabilities(logits[:, : len(LEAVES)].copy(), 1.0), flags])


def measure_parity(
    original: NDArray[np.float64], exported: AccurateModel, records: Sequence[Indicator]
) -> Parity:
    """Parity of an exported model with the logits that its torch original gave for `records`."""
    return parity(original, exported.logits(records))
