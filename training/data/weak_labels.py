"""Declared classes of a user's documents as noisy labels: what confident learning does not doubt is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...models.taxonomy import LEAVES, declared_leaves
from ...nlp.errors import ReadError
from ...nlp.reading import read_documents
from ...nlp.record import Indicator
from .corpus import OWN, Labelled
from .targets import soft_targets

if TYPE_CHECKING:
    from numpy.typing import NDArray

FOLDS = 3
WEIGHT = 0.3  # of a kept row beside a written one
_C = 3.0


@dataclass(frozen=True)
class Hints:
    """`kept` rows to learn from, `doubted` ones that were left out; `read` indicators in all documents,

    of which `declared` name exactly one class and are distinct."""

    kept: list[Labelled]
    doubted: list[Labelled]
    read: int
    declared: int


def read_archive(paths: Sequence[Path], say: Callable[[str], None]) -> list[Indicator]:
    """The indicators of all documents; a folder stands for all files below it. Failures are named."""
    records: list[Indicator] = []
    for path in _files(paths):
        try:
            documents = read_documents(path)
        except ReadError as error:
            say(f"{path}：{error}")
            continue
        records += [r for document in documents for r in document.indicators]
    return records


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.is_file() and not p.name.startswith("."))
        else:
            yield path


def declared(records: Sequence[Indicator], weight: float = WEIGHT) -> list[Labelled]:
    """Distinct records that declare exactly one leaf class, with that class as a weak label.

    Stock rows stand in every project of an archive; each text counts once a class.
    """
    found: dict[tuple[str, ...], Labelled] = {}
    for record in records:
        leaves = declared_leaves(record.level1, record.level2)
        if len(leaves) != 1 or not record.name:
            continue
        key = (record.name, record.target_text, record.description, *leaves)
        group = f"{OWN}{record.owner or record.source}"
        row = Labelled(record, tuple(leaves), None, None, sector=group, origin="archive", weight=weight)
        found.setdefault(key, row)
    return list(found.values())


def hints_of(records: Sequence[Indicator], trusted: Sequence[Labelled], weight: float = WEIGHT) -> Hints:
    """Which declared classes of an archive to believe, by confident learning.

    Each project is judged by a linear model trained on the `trusted` rows and on the other projects'
    declared classes; cleanlab prunes what it estimates to be wrong.
    """
    from ..evaluation.confident_learning import doubted

    noisy = declared(records, weight)
    if not noisy:
        return Hints([], [], len(records), 0)
    labels = np.array([LEAVES.index(r.accepted[0]) for r in noisy], dtype=np.int64)
    wrong, _ = doubted(labels, out_of_fold(noisy, trusted))
    return Hints(
        [r for r, w in zip(noisy, wrong, strict=True) if not w],
        [r for r, w in zip(noisy, wrong, strict=True) if w],
        len(records),
        len(noisy),
    )


def out_of_fold(noisy: Sequence[Labelled], trusted: Sequence[Labelled]) -> NDArray[np.float64]:
    """Class probabilities (rows, 9) of `noisy` rows by models that have not seen their projects."""
    from sklearn.model_selection import GroupKFold

    from ...models.arrays import probabilities
    from ...models.estimators import IndicatorClassifier
    from ...models.features import RecordVectorizer
    from ..evaluation.calibration import accepted_temperature

    rows = [*trusted, *noisy]
    start = len(trusted)
    vectorizer = RecordVectorizer().fit([r.record for r in rows])
    matrix: Any = vectorizer.transform([r.record for r in rows])
    targets = soft_targets(rows, 0.7) * np.array([r.weight for r in rows])[:, None]
    groups = np.array([r.sector for r in noisy])
    if len(set(groups)) > 1:
        parts = [t for _, t in GroupKFold(min(FOLDS, len(set(groups)))).split(groups, groups=groups)]
    else:
        parts = [np.arange(len(noisy))]
    values = np.zeros((len(noisy), len(LEAVES)))
    for test in parts:
        learned = np.delete(np.arange(len(rows)), start + test)
        at, leaves = np.nonzero(targets[learned])
        head = IndicatorClassifier(C=_C).fit_features(
            matrix[learned[at]], np.array(LEAVES)[leaves].tolist(), targets[learned[at], leaves].tolist()
        )
        order = [LEAVES.index(leaf) for leaf in head.classes_]
        logits = matrix[start + test] @ head.linear_.coef_.T + head.linear_.intercept_
        values[np.ix_(test, order)] = logits
    return probabilities(values.copy(), accepted_temperature(values, [r.accepted for r in noisy]))
