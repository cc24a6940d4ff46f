"""C19, C20: how many projects were evaluated, and numbers that skip.

Shared by the checks of the family.
"""

from __future__ import annotations

from .....nlp.document import Passage
from .....nlp.record import Indicator

WELL = Indicator("机井改造眼数", value="64眼")


def told(*texts: str) -> tuple[Passage, ...]:
    """For the examples."""
    return tuple(Passage("paragraph", text) for text in texts)
