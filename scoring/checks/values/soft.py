"""V17–V19: trend words, results told as if reached, slogans.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from ....nlp.record import Indicator
from ...registry import Context, Example

FIGURE = re.compile(r"[0-9]|百分之")


def is_template(context: Context) -> bool:
    """Whether the name is one that higher authorities send out with a soft value."""
    return context.name in context.words.words("superior_template")


def one(name: str, value: str, level2: str = "社会效益指标", description: str = "") -> Example:
    """For the examples."""
    level1 = "满意度指标" if "满意" in level2 else "效益指标"
    return Example(Indicator(name, value=value, level1=level1, level2=level2, description=description))
