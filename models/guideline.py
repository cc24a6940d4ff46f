"""What the guideline settles without learning.

Sources: annotation guideline, section 2: a number with or without unit, a date or deadline, a relative
change with a size and a count of zero incidents are never vague. Section 3: a record whose fields say the
same words throughout and hold no number is boilerplate.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from ..nlp.normalize import fold
from ..nlp.record import Indicator
from .softmax import probabilities
from .taxonomy import LEAVES

if TYPE_CHECKING:
    from numpy.typing import NDArray

CHECKABLE = 0.02  # the probability of being vague that is left for a misread number
REPEATED = 0.95  # the probability of boilerplate for a complete repetition
_FIGURE = re.compile(r"\d")  # of any script, full width too
_FILLER = re.compile(r"[\W_的性了]+")


def is_checkable(record: Indicator) -> bool:
    """True when the parsed target holds a number or date."""
    target = record.target
    return target is not None and target.number is not None


def settle_vague(records: Sequence[Indicator], vague: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of vague with checkable targets settled; 0 where there is no target at all."""
    settled = vague.copy()
    for i, record in enumerate(records):
        target = record.target
        if target is None:
            settled[i] = 0.0
        elif target.number is not None:  # a number or a date
            settled[i] = min(settled[i], CHECKABLE)
    return settled


def is_repetition(record: Indicator) -> bool:
    """True when target and description add nothing to the name and no field holds a number.

    >>> is_repetition(Indicator("物资补充及时性", "及时", "物资补充及时性"))
    True
    """
    texts = (record.name, record.target_text, record.description)
    if not texts[1] or _FIGURE.search("".join(texts)):
        return False
    name, value = (_FILLER.sub("", fold(t)) for t in texts[:2])
    if not value or value not in name:
        return False
    description = _FILLER.sub("", fold(texts[2]))
    if description and description not in (name, value):
        return False
    return value == name or (bool(description) and len(value) >= 2)


def settle_boilerplate(records: Sequence[Indicator], boilerplate: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities of boilerplate with complete repetitions settled."""
    settled = boilerplate.copy()
    for i, record in enumerate(records):
        if is_repetition(record):
            settled[i] = max(settled[i], REPEATED)
    return settled


def read_logits(
    values: NDArray[np.float64], records: Sequence[Indicator], temperatures: Mapping[str, float]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Calibrated types, vague and boilerplate from raw outputs (records, 11), settled by the guideline."""
    flags = {
        name: 1 / (1 + np.exp(-values[:, len(LEAVES) + k] / temperatures[name]))
        for k, name in enumerate(("vague", "boilerplate"))
    }
    return (
        probabilities(values[:, : len(LEAVES)], temperatures["type"]),
        settle_vague(records, flags["vague"]),
        settle_boilerplate(records, flags["boilerplate"]),
    )
