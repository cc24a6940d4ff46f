"""The score of a record, a project and a document: additive, explained, and never lower for one finding less."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .config import Config, profile_config
from .findings import Finding
from .registry import check_of
from .results import Cost, Limit, Scored

# Where a record without findings stands: what a form can't show, where a target comes from and what will prove it, is left
# open. Set on filings of other people's writing that are not in the repository.
START = 92.0
# What a project's own findings cost beside those of its rows: it is judged by both.
PROJECT_COSTS = {"P0": 25.0, "P1": 5.0, "P2": 2.5, "P3": 0.0}
DOCUMENT_COSTS = {"P0": 20.0, "P1": 6.0, "P2": 2.0, "P3": 0.0}
# How much of what its rows lose on average a project loses: reviewers mark whole forms closer together than their rows,
# until so many points are lost that little of the form can be used; all beyond that count.
MEAN_SHARE, USABLE = 0.8, 25.0
# Points off for the share of rows that would be sent back, beside that. The first fifth counts twice: a form with three
# such rows of fifteen goes back as one with ten does, and reviewers mark it so.
GRAVE_SHARE = 15.0
FIRST_GRAVE = 0.2
FURTHER = 0.15
NOT_BEST, MEDIUM = 89.9, 79.9
_MANY_GRAVE = 1 / 3


def costs_of(
    findings: Sequence[Finding], config: Config | None = None, points: dict[str, float] | None = None
) -> tuple[Cost, ...]:
    """What each finding costs: its severity's points, in proportion to the share of its dimension (the
    form gives 20/30/30/20 of 100, so that a flaw of 相关性 weighs more than one of 完整性) and to the weight
    of its check. Text lost in extraction costs nothing. `points` are those of a severity for a whole (a project, a
    document) instead of the settings' own for a record.
    """
    config = config or profile_config("declaration")
    costs = []
    for finding in findings:
        check = check_of(finding.code)
        dimension = check.dimension if check else "相关性"
        costs.append(Cost(finding, dimension, _alone(finding, config, points or config.costs)))
    return tuple(_dearest_first(costs)) if points is None else tuple(_once_a_code(costs))


def _alone(finding: Finding, config: Config, points: Mapping[str, float]) -> float:
    """What a finding costs where it is the only one."""
    check = check_of(finding.code)
    weight = check.weight if check else 1.0
    dimension = check.dimension if check else "相关性"
    share = config.dimensions[dimension] * len(config.dimensions) / 100.0
    return (
        0.0
        if finding.extraction
        else round(
            points[finding.costs or finding.severity] * share * config.weights.get(finding.code, weight), 2
        )
    )


def _dearest_first(costs: Sequence[Cost]) -> Iterator[Cost]:
    """The dearest finding of a record costs all of its points, each other one a part: a row that goes back for one thing
    goes back once."""
    dearest = max(costs, key=lambda c: c.points, default=None)
    for cost in costs:
        yield cost if cost is dearest else replace(cost, points=round(cost.points * FURTHER, 2))


def _once_a_code(costs: Sequence[Cost]) -> Iterator[Cost]:
    """One kind of fault costs a project or document once, in however many places it stands: the dearest."""
    dearest: dict[str, Cost] = {}
    for cost in costs:
        known = dearest.setdefault(cost.finding.code, cost)
        if cost.points > known.points:
            dearest[cost.finding.code] = cost
    for cost in costs:
        yield cost if dearest[cost.finding.code] is cost else replace(cost, points=0.0)


def score_of(findings: Sequence[Finding], config: Config | None = None) -> float:
    """`START` less what the findings cost, never below 0: removing one never lowers it."""
    return total_of(costs_of(findings, config))


def total_of(costs: Sequence[Cost], start: float = START, limits: Sequence[Limit] = ()) -> float:
    """`start` less the costs, never below 0 or above a limit."""
    return round(max(0.0, min([start - sum(c.points for c in costs), *(limit.score for limit in limits)])), 1)


def dimensions_of(costs: Sequence[Cost], config: Config) -> dict[str, float]:
    """0–100 for each dimension: what its own findings would leave of it, each by itself."""
    points = dict.fromkeys(config.dimensions, 100.0)
    for cost in costs:
        share = config.dimensions[cost.dimension] * len(points) / 100.0
        points[cost.dimension] -= _alone(cost.finding, config, config.costs) / share if share else 0.0
    return {key: round(max(0.0, value), 1) for key, value in points.items()}


def project_limits(rows: Sequence[Scored], findings: Sequence[Finding]) -> tuple[Limit, ...]:
    """What a project's score can't exceed.

    A row that can't be assessed, or a third of rows to be sent back, excludes 优; no benefit indicator at all caps at
    中; an empty table is 差.
    """
    if not rows:
        return (Limit(0.0, "指标表是空的"),)
    limits = []
    worst = [min((f.severity for f in s.findings if not f.extraction), default="") for s in rows]
    if "P0" in worst or any(f.severity == "P0" for f in findings):
        limits.append(Limit(NOT_BEST, "有无法评价的指标或问题"))
    grave = sum(w in ("P0", "P1") for w in worst)
    if grave >= _MANY_GRAVE * len(rows):
        limits.append(Limit(NOT_BEST, f"{len(rows)} 条指标中有 {grave} 条要退回修改"))
    if any(f.code == "M01" and f.opinion == 8 for f in findings):
        limits.append(Limit(MEDIUM, "没有效益指标"))
    return tuple(limits)


def project_mean(rows: Sequence[Scored]) -> float:
    """What a project's rows leave it of 100: less a part of what they lose on average, less the share of rows that would be
    sent back. 0 for none."""
    if not rows:
        return 0.0
    mean = sum(s.score for s in rows) / len(rows)
    return max(0.0, left_of(mean) - grave_points(sum(map(is_grave, rows)) / len(rows)))


def left_of(mean: float) -> float:
    """What the average score of its rows leaves a project of 100.

    >>> left_of(90.0), left_of(75.0), left_of(50.0)
    (92.0, 80.0, 55.0)
    """
    lost = 100.0 - mean
    return 100.0 - MEAN_SHARE * min(lost, USABLE) - max(lost - USABLE, 0.0)


def is_grave(row: Scored) -> bool:
    """Whether a row would be sent back, or costs as much at a stage that sends nothing back any more."""
    return any((f.costs or f.severity) <= "P1" and not f.extraction for f in row.findings)


def grave_points(share: float) -> float:
    """What a project loses for the share of its rows that would be sent back.

    >>> grave_points(0.0), grave_points(0.1), grave_points(0.2), grave_points(1.0)
    (0.0, 3.0, 6.0, 18.0)
    """
    return GRAVE_SHARE * (share + min(share, FIRST_GRAVE))
