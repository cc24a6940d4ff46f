"""What a reader sees around a record: its own findings and those about its project and document."""

from __future__ import annotations

from dataclasses import dataclass

from zhibiao.nlp.record import Indicator
from zhibiao.scoring.findings import Finding
from zhibiao.scoring.results import Scoring


@dataclass(frozen=True)
class Seen:
    """A record with what is found about it (`own`) and in all about it, its project and its document."""

    record: Indicator
    own: tuple[Finding, ...]
    findings: tuple[Finding, ...]


def seen(scoring: Scoring) -> list[Seen]:
    """Each record of `scoring` in order."""
    projects = {(p.source, p.id): p.findings for p in scoring.projects}
    documents = {d.source: d.findings for d in scoring.documents}
    return [
        Seen(
            s.record,
            s.findings,
            (
                *s.findings,
                *projects.get((s.record.source, s.record.owner_id), ()),
                *documents.get(s.record.source, ()),
            ),
        )
        for s in scoring.records
    ]


def owned(scoring: Scoring) -> list[tuple[str, Finding]]:
    """Each finding once, with the name of the project or activity that it is about ('' for the document)."""
    found = [(s.record.owner, f) for s in scoring.records for f in s.findings]
    found += [(p.name, f) for p in scoring.projects for f in p.findings]
    return found + [("", f) for d in scoring.documents for f in d.findings]
