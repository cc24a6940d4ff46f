"""Where a review stands: its pages, and what stands above the indicators of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .database.tables import Decisions, Kept, Upload
from .packing import Group, Opened, groups_of
from .review import Head, head, reviewed_whole
from .service import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """A page of a review: a group of a document, and how many of its findings are decided."""

    number: int
    kept: Kept
    group: Group
    decided: int

    @property
    def open(self) -> int:
        """Findings that are not decided."""
        return max(0, self.group.findings - self.decided)


def places_of(desk: Desk, upload: Upload, decisions: Decisions) -> Iterator[Place]:
    """The pages of an upload in order."""
    counts: dict[tuple[int, int], int] = {}
    for document, indicator, finding in decisions:
        if finding:
            counts[document, indicator] = counts.get((document, indicator), 0) + 1
    number = 0
    for kept in desk.store.documents(upload.id):
        for group in groups_of(kept.groups):
            number += 1
            done = sum(counts.get((kept.id, i), 0) for i in group.items)
            yield Place(number, kept, group, done)


def heads_of(document: Opened, place: Place, decisions: Decisions) -> list[Head]:
    """What stands above the indicators of a page: reviewed so far, for decisions on rows tell on it."""
    if not place.group.heads:
        return []
    whole = reviewed_whole(place.kept.id, document, decisions)
    return [head(place.kept.id, n, document, whole, decisions) for n in place.group.heads]
