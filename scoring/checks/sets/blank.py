"""M06, M07, M08: fields and rows of a form that are left blank.

Shared by the checks of the family.
"""

from __future__ import annotations

from ....nlp.document import Passage
from ....nlp.record import Indicator


def row(name: str, activity: str) -> Indicator:
    """For the examples."""
    return Indicator(name, tiers=("≥95%", "≥90%", "<90%"), activity=activity)


def duty(name: str, goal: str, *, blank: bool = True) -> tuple[Passage, ...]:
    """For the examples."""
    found = (Passage("goal", goal, activity=name), Passage("budget", "12.5", activity=name))
    return (*found, Passage("activity", name, activity=name)) if blank else found


ROW = row("渠道完好率", "一、渠道管护")
FIRST = duty("一、渠道管护", "渠道完好", blank=False)
FORM = Indicator("清淤长度", "12公里", project="灌区清淤")
