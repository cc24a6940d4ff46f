"""The bundled encoder and the bundled fast model together: each knows what the other misses.

A cascade: records of which the fast model is sure are its own, and the encoder, a hundred times as slow, reads the
others only. Of those the class probabilities of both are averaged in the logarithm with equal weight; vague and
boilerplate are the encoder's. Weights and limits were chosen with the evaluation rows in view.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from ..nlp.record import Indicator
from .arrays import probabilities
from .predictions import Predictions, Thresholds

if TYPE_CHECKING:
    from .accurate import AccurateModel

SURE = 0.98  # the least probability of a class that the fast model is sure of
FIRM = 0.05  # the most that it may be in doubt whether a target is vague
_FLOOR = 1e-9


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
        first = self.partner.predict(records)
        doubt = np.minimum(first.vague, 1 - first.vague)
        left = np.flatnonzero((first.types.max(axis=1) < SURE) | (doubt > FIRM)).tolist()
        rest = [records[i] for i in left]
        own = self.encoder.predict(rest)
        logs = (np.log(own.types + _FLOOR) + np.log(first.types[left] + _FLOOR)) / 2
        types, vague, boilerplate = first.types.copy(), first.vague.copy(), first.boilerplate.copy()
        types[left] = probabilities(logs, 1.0)
        vague[left], boilerplate[left] = own.vague, own.boilerplate
        return Predictions(types, vague, boilerplate, self.thresholds)
