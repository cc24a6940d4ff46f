"""What every kind of training hands back, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..models.predictions import Predictions

Log = Callable[[int, Mapping[str, float]], None]  # (step, values): points of the loss curves


def unlogged(_step: int, _values: Mapping[str, float]) -> None:
    """Curves are kept nowhere."""


@dataclass(frozen=True)
class Trained:
    """A model and its held-out predictions on the training rows numbered `tested`, in order.

    `folds` says which fold of a cross-validation each of them was in; empty where there was but one part.
    """

    model: Any
    held_out: Predictions
    tested: list[int]
    folds: list[int] = field(default_factory=list)
