"""N14, N17, N18, N20: names without an object, a respondent or a measure.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from ....nlp.record import Indicator
from ...registry import Example

SATISFIED = re.compile(r"满意")
DIGIT = re.compile(r"[0-9]")


def one(
    name: str, value: str = "", level2: str = "", tiers: tuple[str, ...] | None = None, description: str = ""
) -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, level2=level2, tiers=tiers, description=description))


NAME = "指标应指向明确，名称说明衡量什么对象的什么内容（财预〔2015〕88号；财预〔2021〕101号）。"
