"""C14, C15: targets of other years: a series that never moves, a year that is over.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator


def row(name: str, value: str, history: tuple[str, ...] = ()) -> Indicator:
    """For the examples."""
    return Indicator(name, value, level1="产出指标", level2="数量指标", activity="用水管理", history=history)
