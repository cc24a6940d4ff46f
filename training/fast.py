"""Train the `fast` model: cross-validate by sector, calibrate on what was held out, fit on all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.model_selection import GroupKFold

from ..models.fast import FastModel
from ..models.features import FeatureConfig, RecordVectorizer
from ..models.linear import RecordClassifier, logits, probabilities
from ..models.predictions import Predictions, Thresholds
from ..models.taxonomy import LEAVES
from .calibrate import best_threshold, conformal_limit, temperature
from .corpus import Labelled, groups_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix


@dataclass(frozen=True, slots=True)
class FastConfig:
    """Settings of one run; `c` are the inverse regularisations of the three heads.

    `preferred` is the share of a row's weight that its preferred class gets when several are accepted.
    """

    features: FeatureConfig = field(default_factory=FeatureConfig)
    c_type: float = 30.0
    c_vague: float = 30.0
    c_boilerplate: float = 30.0
    preferred: float = 0.7
    folds: int = 6
    level: float = 0.95


@dataclass(frozen=True)
class Trained:
    """A fitted model and its held-out predictions on the training rows, in order."""

    model: FastModel
    held_out: Predictions


def soft_targets(rows: Sequence[Labelled], preferred: float) -> NDArray[np.float64]:
    """Class weights of each row, shape (rows, 9): its preferred class first, the accepted ones share."""
    targets = np.zeros((len(rows), len(LEAVES)))
    for i, row in enumerate(rows):
        for k, leaf in enumerate(row.accepted):
            share = 1.0 if len(row.accepted) == 1 else preferred
            targets[i, LEAVES.index(leaf)] = share if k == 0 else (1 - preferred) / (len(row.accepted) - 1)
    return targets


def train_fast(
    rows: Sequence[Labelled], config: FastConfig | None = None, card: dict[str, Any] | None = None
) -> Trained:
    """Fit the three heads on `rows`; `card` is kept with the model."""
    config = config or FastConfig()
    features = RecordVectorizer(config.features).transform([r.record for r in rows])
    groups = np.array(groups_of(rows))
    targets = soft_targets(rows, config.preferred)
    flags = {
        "vague": np.array([-1 if r.vague is None else int(r.vague) for r in rows]),
        "boilerplate": np.array([-1 if r.boilerplate is None else int(r.boilerplate) for r in rows]),
    }
    typed = np.array([bool(r.accepted) for r in rows])

    held_types = np.zeros((len(rows), len(LEAVES)))
    held_flags = {name: np.zeros((len(rows), 2)) for name in flags}
    for train, test in GroupKFold(config.folds).split(features, groups=groups):
        part = np.zeros(len(rows), dtype=bool)
        part[train] = True
        held_types[test] = _leaf_logits(_fit_types(features, targets, part & typed, config), features[test])
        for name, flag in flags.items():
            head = _fit_flag(features, flag, part & (flag >= 0), config, name)
            held_flags[name][test] = logits(head.linear_, features[test])

    temperatures = {"type": temperature(held_types[typed], targets[typed].argmax(axis=1))}
    for name, flag in flags.items():
        temperatures[name] = temperature(held_flags[name][flag >= 0], flag[flag >= 0])
    types = probabilities(held_types, temperatures["type"])
    shares = {n: probabilities(held_flags[n], temperatures[n])[:, 1] for n in flags}
    accepted = [r.accepted for r in rows if r.accepted]
    limits = {n: best_threshold(shares[n][f >= 0], f[f >= 0] == 1) for n, f in flags.items()}
    thresholds = Thresholds(**limits, type_set=conformal_limit(types[typed], accepted, config.level))

    heads = {"type": _fit_types(features, targets, typed, config)}
    for name, flag in flags.items():
        heads[name] = _fit_flag(features, flag, flag >= 0, config, name)
    for name, head in heads.items():
        head.temperature = temperatures[name]
    model = FastModel(heads, thresholds, card or {})
    return Trained(model, Predictions(types, shares["vague"], shares["boilerplate"], thresholds))


def _fit_types(
    features: csr_matrix, targets: NDArray[np.float64], use: NDArray[np.bool_], config: FastConfig
) -> RecordClassifier:
    """Soft labels as weighted copies: a row counts once for each class it is accepted under."""
    rows, leaves = np.nonzero(targets * use[:, None])
    head = RecordClassifier(config.features, config.c_type)
    names = np.array(LEAVES)
    return head.fit_features(features[rows], names[leaves].tolist(), targets[rows, leaves].tolist())


def _fit_flag(
    features: csr_matrix, flag: NDArray[np.int64], use: NDArray[np.bool_], config: FastConfig, name: str
) -> RecordClassifier:
    c = config.c_vague if name == "vague" else config.c_boilerplate
    return RecordClassifier(config.features, c).fit_features(features[use], (flag[use] == 1).tolist())


def _leaf_logits(head: RecordClassifier, features: csr_matrix) -> NDArray[np.float64]:
    order = [list(head.classes_).index(leaf) for leaf in LEAVES]
    return logits(head.linear_, features)[:, order]
