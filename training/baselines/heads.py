"""Three linear heads on any features, the kinds `linear`, `word`, `char` and `vectors`: cross-validated by sector,
calibrated on what was held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from sklearn.model_selection import GroupKFold

from ...models.arrays import logits, probabilities
from ...models.estimators import IndicatorClassifier
from ...models.linear import from_estimators
from ...models.predictions import Predictions, Thresholds
from ...models.taxonomy import LEAVES
from ...nlp.record import Indicator
from ..config import Experiment
from ..data.corpus import Labelled, groups_of
from ..data.targets import flag_targets, soft_targets
from ..evaluation.calibration import (
    FLAGS,
    SETTLE,
    accepted_temperature,
    best_threshold,
    conformal_limit,
    temperature,
)
from ..trained import Trained

if TYPE_CHECKING:
    from numpy.typing import NDArray

# The flags gain from a search to its end on held-out sectors, the classes do not.
FLAG_TOLERANCE = 2e-4


class Featuriser(Protocol):
    """Records → matrix. `fit` may learn (a vocabulary); it is only ever shown training records."""

    def fit(self, records: Sequence[Indicator]) -> Any:
        """Learn from records and return itself."""
        ...

    def transform(self, records: Sequence[Indicator]) -> Any:
        """A matrix of shape (records, features)."""
        ...


@dataclass(frozen=True)
class Extra:
    """Further training rows with soft targets (rows, 11): 9 class shares, vague, boilerplate.

    `weight` is what one of them counts beside a written row.
    """

    records: Sequence[Indicator]
    targets: NDArray[np.float64]
    weight: float = 1.0


def train_linear(
    config: Experiment,
    rows: Sequence[Labelled],
    featuriser: Featuriser,
    extra: Extra | None = None,
    card: dict[str, Any] | None = None,
) -> Trained:
    """Fit the heads on `rows` (and `extra`, a teacher's soft labels, which are never tested on).

    Folds keep a sector, and with it every contrast pair, on one side.
    """
    held = _held_logits(rows, featuriser, config, extra)
    fitted = Fit(rows, featuriser, config, extra)
    temperatures, held_out = _calibrate([rows[i] for i in held.tested], held, config)
    for name, head in fitted.heads.items():
        head.temperature = temperatures[name]
    model = from_estimators(fitted.featuriser, fitted.heads, held_out.thresholds, card or {})
    return Trained(model, held_out, held.tested, held.folds)


def cross_validate(
    rows: Sequence[Labelled], featuriser: Featuriser, config: Experiment
) -> tuple[Predictions, list[int]]:
    """Calibrated held-out predictions and the numbers of the rows they are for, without a final fit."""
    held = _held_logits(rows, featuriser, config)
    return _calibrate([rows[i] for i in held.tested], held, config)[1], held.tested


@dataclass(frozen=True)
class _Held:
    """Held-out logits by head for the rows numbered `tested`, each of which was in one of the `folds`."""

    tested: list[int]
    folds: list[int]
    values: dict[str, NDArray[np.float64]]


def _held_logits(
    rows: Sequence[Labelled],
    featuriser: Featuriser,
    config: Experiment,
    extra: Extra | None = None,
) -> _Held:
    values = {"type": np.zeros((len(rows), len(LEAVES)))} | {f: np.zeros((len(rows), 2)) for f in FLAGS}
    fold_of: dict[int, int] = {}
    for number, (train, test) in enumerate(_splits(rows, config)):
        test = [i for i in test if rows[i].weight >= 1]
        if not test:  # a fold of nothing but hints
            continue
        fold_of |= dict.fromkeys(test, number)
        fold = Fit([rows[i] for i in train], featuriser, config, extra)
        matrix = fold.featuriser.transform([rows[i].record for i in test])
        values["type"][test] = _leaf_logits(fold.heads["type"], matrix)
        for name in FLAGS:
            values[name][test] = _logits(fold.heads[name], matrix)
    tested = sorted(fold_of)
    return _Held(tested, [fold_of[i] for i in tested], {name: v[tested] for name, v in values.items()})


def _splits(rows: Sequence[Labelled], config: Experiment) -> Any:
    """(training rows, tested rows) as lists of numbers: folds, or one model that has not seen the held-out sectors where
    a teacher has not seen them either."""
    if config.teacher and config.held_out:
        held = [r.sector in config.held_out for r in rows]
        return [([i for i, h in enumerate(held) if not h], [i for i, h in enumerate(held) if h])]
    groups = np.array(groups_of(rows))
    return [(a.tolist(), b.tolist()) for a, b in GroupKFold(config.folds).split(groups, groups=groups)]


class Fit:
    """Three heads (`IndicatorClassifier`) fitted once on some rows, on features that have learned from the same."""

    def __init__(
        self,
        rows: Sequence[Labelled],
        featuriser: Featuriser,
        config: Experiment,
        extra: Extra | None = None,
    ) -> None:
        records = [r.record for r in rows]
        targets = np.hstack([soft_targets(rows, config.preferred), flag_targets(rows)])
        weights = np.array([r.weight for r in rows])
        if extra is not None:
            records = [*records, *extra.records]
            targets = np.vstack([targets, extra.targets])
            weights = np.concatenate([weights, np.full(len(extra.records), extra.weight)])
        self.featuriser = featuriser.fit(records)
        matrix = self.featuriser.transform(records)
        types = targets[:, : len(LEAVES)] * (targets[:, : len(LEAVES)] > 0.02)
        at, leaves = np.nonzero(types)
        self.heads = {"type": IndicatorClassifier(C=config.c_type)}
        self.heads["type"].fit_features(
            matrix[at], np.array(LEAVES)[leaves].tolist(), (types[at, leaves] * weights[at]).tolist()
        )
        for k, name in enumerate(FLAGS):
            c = config.c_vague if name == "vague" else config.c_boilerplate
            self.heads[name] = _fit_flag(matrix, targets[:, len(LEAVES) + k], weights, c)


def _fit_flag(
    matrix: Any,
    share: NDArray[np.float64],
    weights: NDArray[np.float64],
    c: float,
) -> IndicatorClassifier:
    """Soft flags as weighted copies: a row of share p counts p as positive and 1 - p as negative."""
    yes, no = np.flatnonzero(share > 0.02), np.flatnonzero((share >= 0) & (share < 0.98))
    rows = np.concatenate([yes, no])
    weight = np.concatenate([share[yes] * weights[yes], (1 - share[no]) * weights[no]])
    labels = [True] * len(yes) + [False] * len(no)
    return IndicatorClassifier(C=c, tol=FLAG_TOLERANCE).fit_features(matrix[rows], labels, weight.tolist())


def _calibrate(
    rows: Sequence[Labelled], held: _Held, config: Experiment
) -> tuple[dict[str, float], Predictions]:
    """Temperatures and calibrated predictions with their thresholds, from held-out logits of `rows`."""
    typed = np.array([bool(r.accepted) for r in rows])
    accepted = [r.accepted for r in rows if r.accepted]
    temperatures = {"type": accepted_temperature(held.values["type"][typed], accepted)}
    shares = probabilities(held.values["type"].copy(), temperatures["type"])
    positive, limits = {}, {}
    flags = flag_targets(rows)
    for k, name in enumerate(FLAGS):
        flag, known = flags[:, k], flags[:, k] >= 0
        values = held.values[name]
        temperatures[name] = temperature(values[known], flag[known].astype(np.int64))
        positive[name] = probabilities(values.copy(), temperatures[name])[:, 1]
        positive[name] = SETTLE[name]([r.record for r in rows], positive[name])
        limits[name] = best_threshold(positive[name][known], flag[known] == 1)
    limit = conformal_limit(shares[typed], accepted, config.level)
    thresholds = Thresholds(**limits, type_set=limit)
    return temperatures, Predictions(shares, positive["vague"], positive["boilerplate"], thresholds)


def _leaf_logits(head: IndicatorClassifier, matrix: Any) -> NDArray[np.float64]:
    order = [list(head.classes_).index(leaf) for leaf in LEAVES]
    return _logits(head, matrix)[:, order]


def _logits(head: IndicatorClassifier, matrix: Any) -> NDArray[np.float64]:
    return logits(head.linear_.coef_, head.linear_.intercept_, matrix)
