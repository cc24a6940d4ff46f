"""Where a review stands: its pages, and what stands above the indicators of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .database.tables import OWN, Decisions, Job, Kept
from .packing import Group, Opened, groups_of
from .review import Head, head, key_of, reviewed_whole
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


def places_of(desk: Desk, job: Job, decisions: Decisions) -> Iterator[Place]:
    """The pages of a job in order."""
    counts: dict[tuple[int, int], int] = {}
    for document, indicator, finding in decisions:
        if finding and finding not in OWN:
            counts[document, indicator] = counts.get((document, indicator), 0) + 1
    number = 0
    for kept in desk.store.documents(job.id):
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


def alike(
    desk: Desk, job: Job, code: str, scope: str, document: int, number: int
) -> Iterator[tuple[int, int, str]]:
    """The open findings of a check in the job, one document of it, or the project on page `number`: what each is
    about, as `Decision.about`."""
    standing = desk.store.ledger.standing(job.id)
    places = list(places_of(desk, job, standing))
    here = next((p for p in places if p.number == number), None)
    opened: Opened | None = None
    before = 0
    for place in places:
        if not place.open or (scope != "job" and place.kept.id != document):
            continue
        if scope == "project" and (here is None or place.group.owner_id != here.group.owner_id):
            continue
        if opened is None or place.kept.id != before:
            opened, before = desk.open(job, place.kept.id), place.kept.id
        for item in place.group.items:
            for i, found in enumerate(opened.findings(item) or ()):
                about = place.kept.id, item, key_of(i, found)
                if found.code == code and about not in standing:
                    yield about
