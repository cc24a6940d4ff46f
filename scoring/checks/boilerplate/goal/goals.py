"""B06–B09, B15, B21: goals and cells that repeat themselves, the project's name, a law, a preamble or the money.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections import Counter

from .....nlp.record import Indicator
from ...texts import Piece

LISTED = re.compile(r"(?:^|[\s。；;])[.．]?[(（]?[0-9一二三四五六七八九]{1,2}[、.．)）](?![0-9])")


def repeats(items: list[str], least: int) -> list[tuple[str, int]]:
    """The texts of at least `least` characters that stand more than once, with their counts."""
    counts = Counter(s for s in items if len(s) >= least)
    return [(s, n) for s, n in counts.items() if n > 1]


def numbered_goal(piece: Piece) -> bool:
    """Whether a goal is a numbered list of several."""
    return piece.kind == "goal" and len(LISTED.findall(piece.text)) > 1


def goal(text: str, project: str = "灌区清淤经费", name: str = "清淤长度") -> Indicator:
    """For the examples."""
    return Indicator(name, "12公里", "", "产出指标", "数量指标", project=project, goal=text)


WHY = "绩效目标应包括预期产出和预期效果，做到指向明确、细化量化（财预〔2015〕88号）；"
