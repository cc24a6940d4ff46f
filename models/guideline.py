"""What the guideline settles without learning: a target with a number can be checked.

Source: annotation guideline, section 2: a number with or without unit, a date or deadline, a relative
change with a size and a count of zero incidents are never vague.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..nlp.record import Indicator

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHECKABLE = 0.02  # the probability of being vague that is left for a misread number


def is_checkable(record: Indicator) -> bool:
    """True when the parsed target holds a number or date."""
    target = record.target
    return target is not None and target.number is not None


def settle_vague(records: Sequence[Indicator], vague: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of vague with checkable targets settled; 0 where there is no target at all."""
    settled = vague.copy()
    for i, record in enumerate(records):
        if record.target is None:
            settled[i] = 0.0
        elif is_checkable(record):
            settled[i] = min(settled[i], CHECKABLE)
    return settled
