"""Train the `linear` kind of model: three linear heads on hashed n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ...models.features import FeatureConfig, RecordVectorizer
from ...models.linear import from_estimators
from ...models.predictions import Predictions
from ..data.corpus import Labelled
from .heads import Extra, HeadsConfig, fit_heads


@dataclass(frozen=True)
class Trained:
    """A model and its held-out predictions on the training rows numbered `tested`, in order."""

    model: Any
    held_out: Predictions
    tested: list[int]


def train_linear(
    rows: Sequence[Labelled],
    config: HeadsConfig | None = None,
    features: FeatureConfig | None = None,
    extra: Extra | None = None,
    card: dict[str, Any] | None = None,
) -> Trained:
    """Fit the linear model on `rows`; with `extra` (a teacher's soft labels) it is the distilled student."""
    fitted = fit_heads(rows, RecordVectorizer(features), config or HeadsConfig(), extra)
    model = from_estimators(fitted.featuriser, fitted.heads, fitted.thresholds, card or {})
    return Trained(model, fitted.held_out, fitted.tested)
