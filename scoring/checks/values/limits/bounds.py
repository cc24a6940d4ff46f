"""V09–V11, V21, V27: figures beyond a ceiling, too low a bar, an inequality as a result.

Shared by the checks of the family.
"""

from __future__ import annotations

import re

from .....nlp.record import Indicator
from ....registry import Example

SHARE = re.compile(
    r"(?:满意[度率]|合格率|达标率|覆盖率|建档率|接种率|到位率|及时率|准确率|知晓率|管理率|落实率|参与率|普及率|办结率|签约率|通过率|优良率|完好率|占比|比例)$"
)
OVER = 100.0


def one(name: str, value: str, level2: str = "", actual: str = "", history: tuple[str, ...] = ()) -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, level2=level2, actual=actual, history=history))
