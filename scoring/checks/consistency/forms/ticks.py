"""C16, C17, C18: grades ticked where there is nothing to grade.

Shared by the checks of the family.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .....nlp.document import Passage
from .....nlp.record import Indicator


def ticks(passages: Sequence[Passage]) -> Iterator[tuple[int, bool]]:
    """The places of the ticks without an indicator, and whether their row names an activity."""
    for k, passage in enumerate(passages):
        if passage.kind == "tick":
            before = passages[k - 1] if k else None
            named = before is not None and before.kind == "activity" and before.owner_id == passage.owner_id
            yield k, named


WHY = "评价结论应以指标的目标值和实际完成值为依据（财预〔2020〕10号）。"
BRIDGE = Indicator("危桥改造完成率", activity="一、桥梁养护", grade="优")


def row(activity: str, grade: str) -> tuple[Passage, Passage]:
    """For the examples."""
    return Passage("activity", activity, "", activity), Passage("tick", grade, "", activity)
