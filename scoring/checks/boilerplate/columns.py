"""B02, B12: description and basis columns that say nothing.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.record import Indicator


def row(name: str, value: str, description: str = "", basis: str = "") -> Indicator:
    """For the examples."""
    return Indicator(name, value, description, "产出指标", "数量指标", project="灌区清淤", basis=basis)
