"""Confident learning (cleanlab): which given labels do held-out predictions contradict?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...models.predictions import Predictions
from ...models.taxonomy import LEAVES, NAMES
from ..data.corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS = ("type", "vague", "boilerplate")
_YES_NO = {"vague": ("不模糊", "模糊"), "boilerplate": ("非套话", "套话")}


def doubted(
    labels: NDArray[np.int64], shares: NDArray[np.float64]
) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """For each row whether its label is likely wrong, and the label's quality in [0, 1] (low: doubtful).

    `shares` (rows, classes) must come from models that have not seen the row. Rows are pruned by the
    estimated rate of noise between each two classes (Northcutt et al. 2021, `prune_by_noise_rate`).
    """
    from cleanlab.filter import find_label_issues
    from cleanlab.rank import get_label_quality_scores

    present = np.unique(labels)
    if len(present) < 2:  # nothing to confuse a single class with
        return np.zeros(len(labels), dtype=bool), np.ones(len(labels))
    # cleanlab wants classes 0 … k-1, each of them given at least once.
    codes = np.searchsorted(present, labels)
    kept = shares[:, present] + 1e-9
    kept /= kept.sum(axis=1, keepdims=True)
    wrong = find_label_issues(codes, kept, filter_by="prune_by_noise_rate", n_jobs=1)
    quality = get_label_quality_scores(codes, kept, method="self_confidence")
    return np.asarray(wrong, dtype=bool), np.asarray(quality, dtype=np.float64)


def shares_of(
    rows: Sequence[Labelled], predictions: Predictions, head: str
) -> tuple[list[int], NDArray[np.int64], NDArray[np.float64]]:
    """Numbers of the rows that `head` labels, their labels, and the probabilities to judge them by.

    Whatever falls to a further accepted class counts for the preferred one: it is no error.
    """
    if head != "type":
        positive = getattr(predictions, head)
        known = [i for i, r in enumerate(rows) if getattr(r, head) is not None]
        flags = np.array([int(getattr(rows[i], head)) for i in known], dtype=np.int64)
        return known, flags, np.stack([1 - positive[known], positive[known]], axis=1)
    known = [i for i, r in enumerate(rows) if r.accepted]
    shares = predictions.types[known].copy()
    for k, i in enumerate(known):
        first, *others = (LEAVES.index(leaf) for leaf in rows[i].accepted)
        shares[k, first] += shares[k, others].sum()
        shares[k, others] = 0
    labels = np.array([LEAVES.index(rows[i].accepted[0]) for i in known], dtype=np.int64)
    return known, labels, shares


def label_text(head: str, label: int) -> str:
    """A label in the words that users see."""
    return NAMES[LEAVES[label]] if head == "type" else _YES_NO[head][label]
