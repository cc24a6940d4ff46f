"""What a reader of pages needs to know about words: where an indicator table begins."""

from __future__ import annotations

from ...blocks import Row
from ...vocabulary import column

_STRUCTURE = {"level1", "level2", "value", "tiers", "activity", "description", "recent", "history", "actual"}


def is_head(row: Row) -> bool:
    """True for the heading row of an indicator table."""
    roles = [column(c.text) for c in row if c.text]
    return "name" in roles and not _STRUCTURE.isdisjoint(roles)
