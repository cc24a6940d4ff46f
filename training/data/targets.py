"""Labels as what a model is trained towards: shares of the classes, vague and boilerplate."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ...models.taxonomy import LEAVES
from .corpus import Labelled

if TYPE_CHECKING:
    from numpy.typing import NDArray


def soft_targets(rows: Sequence[Labelled], preferred: float) -> NDArray[np.float64]:
    """Class shares of each row, shape (rows, 9): its preferred class first, the accepted ones share."""
    targets = np.zeros((len(rows), len(LEAVES)))
    for i, row in enumerate(rows):
        for k, leaf in enumerate(row.accepted):
            share = 1.0 if len(row.accepted) == 1 else preferred
            targets[i, LEAVES.index(leaf)] = share if k == 0 else (1 - preferred) / (len(row.accepted) - 1)
    return targets


def flag_targets(rows: Sequence[Labelled]) -> NDArray[np.float64]:
    """Vague and boilerplate as 0 or 1, shape (rows, 2); -1 where undecided."""
    return np.array([[-1.0 if f is None else float(f) for f in (r.vague, r.boilerplate)] for r in rows])


def targets_of(rows: Sequence[Labelled], preferred: float) -> NDArray[np.float32]:
    """Targets of shape (rows, 11): class shares, then vague and boilerplate (-1 where undecided).

    The shares of a hint add up to its weight: its loss counts so much less.
    """
    shares = soft_targets(rows, preferred) * np.array([r.weight for r in rows])[:, None]
    return np.hstack([shares, flag_targets(rows)]).astype(np.float32)
