"""What the checks of the text around the indicators share: where a finding is put, figures and word pairs."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ....nlp.document import Passage
from ...findings import Finding
from ...registry import Check, Item, nearest

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MONEY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|亿|万)?")
_FACTOR = {"亿元": 1e8, "亿": 1e8, "万元": 1e4, "万": 1e4, "元": 1.0}


def placed(
    check: Check, items: Sequence[Item], passage: Passage, message: str, suggestion: str = ""
) -> tuple[int, Finding]:
    """A finding about `passage`, put down to the record nearest to it.

    The span is the name of the project or activity; it is empty where no record has the passage's owner.
    """
    index = nearest(items, passage)
    record = items[index][0]
    field = "project" if record.project else "activity"
    own = bool(passage.owner) and passage.owner in (record.project, record.activity)
    return index, check.finding(field, (0, len(record.owner) if own else 0), message, suggestion)


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters in a text."""
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def money(text: str, unit: str = "万元") -> float | None:
    """A sum of money in yuan, None where the text is none; `unit` is that of a bare number."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return None
    return float(found[1].replace(",", "")) * _FACTOR[found[2] or unit]
