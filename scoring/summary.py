"""Scores of projects and documents, worked out of those of their indicators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .findings import SEVERITIES
from .registry import check_of
from .score import Cost, Scored, grade_of


@dataclass(frozen=True, slots=True)
class Summary:
    """One project (`project` is its name, or that of the activity) or, where `project` is '', one document.

    `score` is the mean score of its indicators, each judged by itself, less what is wrong with the set;
    `set_costs` lists that, once for each check. `dimensions` are means of the indicators' own.
    """

    source: str
    project: str
    indicators: int
    score: float
    grade: str
    dimensions: dict[str, float]
    severities: dict[str, int]
    set_costs: tuple[Cost, ...]
    owner_id: str = ""


def summaries(scored: Sequence[Scored]) -> list[Summary]:
    """One summary for each document, followed by those of its projects, in the order of the records."""
    result: list[Summary] = []
    for source in dict.fromkeys(s.record.source for s in scored):
        part = [s for s in scored if s.record.source == source]
        result.append(_summary(source, "", part, ("project", "document")))
        owners: dict[str, list[Scored]] = {}
        for item in part:
            if item.record.owner:
                owners.setdefault(item.record.owner_id, []).append(item)
        for members in owners.values():
            result.append(_summary(source, members[0].record.owner, members, ("project",)))
    return result


def _summary(source: str, project: str, part: Sequence[Scored], scopes: Sequence[str]) -> Summary:
    own = [max(0.0, 100.0 - sum(c.points for c in s.costs if scope_of(c) == "indicator")) for s in part]
    costs = list(_once(c for s in part for c in s.costs if scope_of(c) in scopes))
    # What is wrong with one of a document's projects weighs as much as that project's share of it.
    shares = {c: _share(c, part) for c in costs}
    score = round(max(0.0, sum(own) / len(own) - sum(c.points * shares[c] for c in costs)), 1)
    counted = Counter(f.severity for s in part for f in s.findings)
    return Summary(
        source,
        project,
        len(part),
        score,
        grade_of(score),
        {k: round(sum(s.dimensions[k] for s in part) / len(part), 1) for k in part[0].dimensions},
        {severity: counted.get(severity, 0) for severity in SEVERITIES},
        tuple(costs),
        part[0].record.owner_id if project else "",
    )


def scope_of(cost: Cost) -> str:
    """The scope of the check that made a finding."""
    check = check_of(cost.finding.code)
    return check.scope if check else "indicator"


def _once(costs: Iterable[Cost]) -> Iterable[Cost]:
    """The dearest of each check: one table pasted into eight projects is one fault of the document."""
    dearest: dict[str, Cost] = {}
    for cost in costs:
        if cost.finding.code not in dearest or cost.points > dearest[cost.finding.code].points:
            dearest[cost.finding.code] = cost
    return dearest.values()


def _share(cost: Cost, part: Sequence[Scored]) -> float:
    hit = {s.record.owner_id for s in part if any(c.finding.code == cost.finding.code for c in s.costs)}
    return sum(s.record.owner_id in hit for s in part) / len(part)
