"""C01, C05: reported completion that contradicts or only repeats the target.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator


def row(name: str, value: str, actual: str, level2: str = "数量指标") -> Indicator:
    """For the examples."""
    return Indicator(name, value, level1="产出指标", level2=level2, project="灌区清淤", actual=actual)
