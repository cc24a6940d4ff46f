"""What the checks of the text around the indicators share: where a finding is put, figures and word pairs."""

from __future__ import annotations

import re

from ....nlp.document import Passage
from ...findings import DOCUMENT_FIELD, Finding, owner_span
from ...registry import Check
from ...views import SetView

_HAN = re.compile(r"[\u4e00-\u9fff]+")
_MONEY = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*(亿元|万元|元|亿|万)?")
_FACTOR = {"亿元": 1e8, "亿": 1e8, "万元": 1e4, "万": 1e4, "元": 1.0}


def placed(
    check: Check, view: SetView, passage: Passage, message: str, suggestion: str = "", severity: str = ""
) -> Finding:
    """A finding about `passage`: about its project or activity, or the document where it belongs to none."""
    if not passage.owner_id:
        return check.finding(DOCUMENT_FIELD, (0, 0), message, suggestion, severity)
    index = view.nearest(passage)
    record = view[index].record if view else None
    if record is None or record.owner_id != passage.owner_id:
        return check.finding("project", (0, 0), message, suggestion, severity).at(passage.owner_id)
    return check.finding(*owner_span(record), message, suggestion, severity).at(index)


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring Chinese characters in a text."""
    return {run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)}


def money(text: str, unit: str = "万元") -> float | None:
    """A sum of money in yuan, None where the text is none; `unit` is that of a bare number."""
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        return None
    return float(found[1].replace(",", "")) * _FACTOR[found[2] or unit]
