"""Train three linear heads on any features: the kinds `linear`, `word`, `char` and `vectors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...models.features import RecordVectorizer
from ...models.linear import from_estimators
from ..data.corpus import Labelled
from ..trained import Trained
from .heads import Extra, Featuriser, HeadsConfig, fit_heads


def train_linear(
    rows: Sequence[Labelled],
    config: HeadsConfig | None = None,
    features: Featuriser | None = None,
    extra: Extra | None = None,
    card: dict[str, Any] | None = None,
) -> Trained:
    """Fit on `rows`, with hashed n-grams where no `features` are given; `extra` are a teacher's soft labels."""
    fitted = fit_heads(rows, features or RecordVectorizer(), config or HeadsConfig(), extra)
    model = from_estimators(fitted.featuriser, fitted.heads, fitted.thresholds, card or {})
    return Trained(model, fitted.held_out, fitted.tested, fitted.folds)
