"""V07, V13–V16, V23–V26, V28: how a figure is written.

Shared by the checks of the family.
"""

from __future__ import annotations

from .....nlp.record import Indicator
from ....registry import Example


def one(
    name: str, value: str, level2: str = "", history: tuple[str, ...] = (), description: str = ""
) -> Example:
    """For the examples."""
    level1 = "产出指标" if level2 else ""
    return Example(Indicator(name, value, description, level1, level2, history=history))


CLEAR = (
    "指标值应由计算符号、数值和计量单位清晰地表示（财预〔2021〕101号、财预〔2020〕10号“绩效指标明确性”）。"
)
