"""The year that a document is about, from its path or else from its text."""

from __future__ import annotations

import re
from collections import Counter

from ...nlp.document import Document

# 2025, also at the head of 20250301; not a piece of a longer number.
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?=(?:0[1-9]|1[0-2])(?:[0-3]\d)?(?!\d)|\D|$)")
_SAID = re.compile(r"(?<!\d)(20[0-4]\d)\s*年")
_HEADS = ("title", "paragraph", "goal")


def year_of(document: Document) -> int | None:
    """The year in the file's name, else in the nearest folder's, else in the first title, paragraph or goal
    that names one, else the one that most targets' dates fall in; None where nothing tells."""
    for part in reversed(document.source.split("/")):
        named = _SAID.search(part) or _YEAR.search(part)
        if named:
            return int(named[1])
    for kind in _HEADS:
        for passage in document.passages:
            if passage.kind == kind and (said := _SAID.search(passage.text)):
                return int(said[1])
    dates = Counter(
        int(m) for r in document.indicators for m in _SAID.findall(f"{r.project} {r.target_text}")
    )
    return min(dates, key=lambda year: (-dates[year], year)) if dates else None
