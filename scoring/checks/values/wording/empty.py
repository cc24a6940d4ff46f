"""V04–V06: values without content: placeholders, the name again, the class again.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from ....registry import Example

DIGIT = re.compile(r"[0-9一二三四五六七八九十百]")


def one(name: str, value: str, level1: str = "", level2: str = "") -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, level1=level1, level2=level2))
