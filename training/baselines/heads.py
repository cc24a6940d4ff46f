"""Three linear heads on any features: cross-validated by sector, calibrated on what was held out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from sklearn.model_selection import GroupKFold

from ...models.arrays import logits, probabilities
from ...models.estimators import IndicatorClassifier
from ...models.predictions import Predictions, Thresholds
from ...models.taxonomy import LEAVES
from ...nlp.record import Indicator
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


@dataclass(frozen=True, slots=True)
class HeadsConfig:
    """`c_*` are inverse regularisations; `preferred` is the share of a row's weight that its preferred
    class gets when several are accepted; `level` is the coverage that the type sets aim at. Predictions
    for calibration come from `folds`-fold cross-validation, or from one model that has not seen the sectors
    in `held_out` where a teacher has not seen them either."""

    c_type: float = 30.0
    c_vague: float = 30.0
    c_boilerplate: float = 30.0
    preferred: float = 0.7
    folds: int = 5
    level: float = 0.95
    held_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extra:
    """Further training rows with soft targets (rows, 11): 9 class shares, vague, boilerplate.

    `weight` is what one of them counts beside a written row.
    """

    records: Sequence[Indicator]
    targets: NDArray[np.float64]
    weight: float = 1.0


@dataclass(frozen=True)
class Heads:
    """Fitted heads, their limits, and held-out predictions on the rows numbered `tested`, in order; the fold of each."""

    featuriser: Any
    heads: dict[str, IndicatorClassifier]
    thresholds: Thresholds
    held_out: Predictions
    tested: list[int]
    folds: list[int]


def fit_heads(
    rows: Sequence[Labelled],
    featuriser: Featuriser,
    config: HeadsConfig,
    extra: Extra | None = None,
) -> Heads:
    """Fit the heads on `rows` (and `extra`, which is never tested on).

    Folds keep a sector, and with it every contrast pair, on one side.
    """
    held = _held_logits(rows, featuriser, config, extra)
    whole = _Fit(featuriser, config, extra, rows)
    settled = _calibrate([rows[i] for i in held.tested], held, config)
    for name, head in whole.heads.items():
        head.temperature = settled.temperatures[name]
    return Heads(
        whole.featuriser, whole.heads, settled.held_out.thresholds, settled.held_out, held.tested, held.folds
    )


def cross_validate(
    rows: Sequence[Labelled],
    featuriser: Featuriser,
    config: HeadsConfig,
) -> tuple[Predictions, list[int]]:
    """Calibrated held-out predictions and the numbers of the rows they are for, without a final fit."""
    held = _held_logits(rows, featuriser, config)
    return _calibrate([rows[i] for i in held.tested], held, config).held_out, held.tested


def fit_plain(
    rows: Sequence[Labelled], featuriser: Featuriser, config: HeadsConfig, thresholds: Thresholds
) -> Heads:
    """Heads fitted once, with given limits: nothing held out, nothing calibrated. For quick comparisons."""
    whole = _Fit(featuriser, config, None, rows)
    empty = Predictions(np.zeros((0, len(LEAVES))), np.zeros(0), np.zeros(0), thresholds)
    return Heads(whole.featuriser, whole.heads, thresholds, empty, [], [])


@dataclass(frozen=True)
class _Held:
    """Held-out logits by head for the rows numbered `tested`, each of which was in one of the `folds`."""

    tested: list[int]
    folds: list[int]
    values: dict[str, NDArray[np.float64]]


@dataclass(frozen=True)
class _Settled:
    temperatures: dict[str, float]
    held_out: Predictions


def _held_logits(
    rows: Sequence[Labelled],
    featuriser: Featuriser,
    config: HeadsConfig,
    extra: Extra | None = None,
) -> _Held:
    values = {"type": np.zeros((len(rows), len(LEAVES)))} | {f: np.zeros((len(rows), 2)) for f in FLAGS}
    fold_of: dict[int, int] = {}
    for number, (train, test) in enumerate(_splits(rows, config)):
        test = [i for i in test if rows[i].weight >= 1]
        if not test:  # a fold of nothing but hints
            continue
        fold_of |= dict.fromkeys(test, number)
        fold = _Fit(featuriser, config, extra, [rows[i] for i in train])
        matrix = fold.featuriser.transform([rows[i].record for i in test])
        values["type"][test] = _leaf_logits(fold.heads["type"], matrix)
        for name in FLAGS:
            values[name][test] = _logits(fold.heads[name], matrix)
    tested = sorted(fold_of)
    return _Held(tested, [fold_of[i] for i in tested], {name: v[tested] for name, v in values.items()})


def _splits(rows: Sequence[Labelled], config: HeadsConfig) -> Any:
    """(training rows, tested rows) as lists of numbers."""
    if config.held_out:
        held = [r.sector in config.held_out for r in rows]
        return [([i for i, h in enumerate(held) if not h], [i for i, h in enumerate(held) if h])]
    groups = np.array(groups_of(rows))
    return [(a.tolist(), b.tolist()) for a, b in GroupKFold(config.folds).split(groups, groups=groups)]


class _Fit:
    """One fit on some rows."""

    def __init__(
        self,
        featuriser: Featuriser,
        config: HeadsConfig,
        extra: Extra | None,
        rows: Sequence[Labelled],
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


def _calibrate(rows: Sequence[Labelled], held: _Held, config: HeadsConfig) -> _Settled:
    """Temperatures, thresholds and calibrated predictions from held-out logits of `rows`."""
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
    return _Settled(temperatures, Predictions(shares, positive["vague"], positive["boilerplate"], thresholds))


def _leaf_logits(head: IndicatorClassifier, matrix: Any) -> NDArray[np.float64]:
    order = [list(head.classes_).index(leaf) for leaf in LEAVES]
    return _logits(head, matrix)[:, order]


def _logits(head: IndicatorClassifier, matrix: Any) -> NDArray[np.float64]:
    return logits(head.linear_.coef_, head.linear_.intercept_, matrix)
