"""T02–T13 of one indicator: what stands in the class cells, and what is filed under a class.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from ....nlp.record import Indicator
from ...registry import Example

FIGURE = re.compile(r"[0-9]")


def one(
    name: str,
    value: str,
    level1: str = "产出指标",
    level2: str = "质量指标",
    tiers: tuple[str, ...] | None = None,
) -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, level1=level1, level2=level2, tiers=tiers))


WHY = "二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。"
MIXED = "质量、效益、满意度混淆是评审中最常见的归类错误。"
