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


# Guideline, section 1, "Accepted sets", and names of the same kind: practice is split on them. The first that is
# found counts. 到位率 and 规范管理率 are left out: evaluators call them wrong under 数量.
_PRACTICE: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = tuple(
    (re.compile(pattern), frozenset(leaves.split()))
    for pattern, leaves in (
        (r"^资金到位率|(?:支付|支出|执行)进度", "timeliness quality quantity"),
        (r"及时(?:到位|办结|处置|处理)率", "timeliness quality"),
        (r"(?:报告|反馈|落实|办结)率", "quality quantity"),
        (r"(?:接种|覆盖|建档|(?<!规范)管理|培训|参加|参与)率|覆盖面", "quantity quality"),
        (r"(?:处置|处理|排查|检出|防治|控制)率", "quality quantity"),
        (r"利用率", "quality social economic"),
        (r"社会稳定|能力|水平|影响力", "social sustainable"),
        (r"投诉", "satisfaction quality"),
        (r"幸福感|获得感|认同", "social satisfaction"),
        (r"事故|安全", "social quality"),
        (r"(?:环境|卫生).*(?:整洁|卫生|状况|面貌|质量)|容貌|市容", "quality social ecological"),
        (r"(?:降低|减少|节约).*成本|成本.*(?:降低|节约)", "economic cost"),
        (r"获奖|奖项", "quality quantity social"),
    )
)


def split_practice(name: str, leaf: str) -> frozenset[str]:
    """The classes that evaluators accept for a name beside `leaf`, where practice is split; else none.

    >>> sorted(split_practice("牲畜疫苗接种率", "quantity"))
    ['quality', 'quantity']
    """
    for pattern, leaves in _PRACTICE:
        if leaf in leaves and pattern.search(name):
            return leaves
    return frozenset()


def possible_classes(name: str, type_set: Sequence[str]) -> frozenset[str]:
    """A model's set (likeliest first) and what else evaluators accept for the name: any may be declared."""
    return frozenset(type_set) | split_practice(name, type_set[0]) if type_set else frozenset()
