"""C02, C10, C11, C22: indicators against the money they are given.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator

TOLERANCE = 0.005


def cost(value: str, actual: str, budget: str, name: str = "清淤费用") -> Indicator:
    """For the examples."""
    return Indicator(
        name,
        value,
        level1="产出指标",
        level2="成本指标",
        project="灌区清淤",
        actual=actual,
        budget=budget,
    )
