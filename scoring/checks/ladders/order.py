"""L07, L08, L10, L11: the order of a ladder and what its tiers are made of.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from ....nlp.record import Indicator
from ...registry import Example

DIGIT = re.compile(r"[0-9零一二两三四五六七八九十百千万半]")


def tiers(*tiers: str, name: str = "渠系监测合格率") -> Example:
    """For the examples."""
    return Example(Indicator(name, tiers=tiers))


GOOD = (
    tiers("≥95%", "≥90%", "≥80%", "<80%"),
    tiers("非常满意", "满意", "一般", "不满意", name="灌溉服务评价"),
    tiers("≤3%", "≤5%", "≤8%", ">8%", name="管网漏损率"),
)
