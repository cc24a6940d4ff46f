"""Records → scored records: predictions, findings, the score and what each finding costs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from ..models.predictions import Predictions
from ..models.taxonomy import level1
from ..nlp.document import Document, Passage
from ..nlp.record import Indicator
from .advice import advise
from .config import Config, profile_config
from .context import Context, contexts_of
from .findings import OWNER_FIELDS, Finding
from .references import LIBRARY, References
from .registry import check_of
from .run import run_all

if TYPE_CHECKING:
    from .archive.lookup import Archive

SCHEMA_VERSION = 2
_GRADES = ((90.0, "优"), (80.0, "良"), (60.0, "中"))


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finding costs: `points` off the score of 100, in a dimension of the goal audit form."""

    finding: Finding
    dimension: str
    points: float


class Model(Protocol):
    """What scoring needs of a model."""

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions in the order of `records`."""
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """A record with what the models say of it, what the checks find, and its score (0–100).

    `dimensions` are the points of 完整性, 相关性, 适当性 and 可行性, each 0–100; `costs` says what each
    finding takes off `score` (or, on its project or activity, off theirs), in the order of `findings`.
    """

    record: Indicator
    context: Context
    findings: tuple[Finding, ...]
    score: float
    dimensions: dict[str, float]
    costs: tuple[Cost, ...]

    @property
    def grade(self) -> str:
        """优 from 90, 良 from 80, 中 from 60, else 差 (the grades of the goal audit form)."""
        return grade_of(self.score)

    def as_dict(self) -> dict[str, Any]:
        """The scored record of the contract, schema_version 2, as plain JSON values."""
        r, c = self.record, self.context
        return {
            "schema_version": SCHEMA_VERSION,
            "id": r.id,
            "source": r.source,
            "location": str(r.location),
            "unit": r.unit,
            "project_id": r.project_id,
            "project_code": r.project_code,
            "project": r.project,
            "activity": r.activity,
            "level1": r.level1,
            "level2": r.level2,
            "name": r.name,
            "value": r.value,
            "description": r.description,
            "tiers": list(r.tiers) if r.tiers else None,
            "horizon": r.horizon,
            "history": list(r.history),
            "actual": r.actual,
            "grade": r.grade,
            "weight": r.weight,
            "points": r.points,
            "reason": r.reason,
            "narrative": r.narrative,
            "recognised": r.recognised,
            "target": r.target.as_dict() if r.target else None,
            "type": c.type,
            "type_level1": level1(c.type, c.standard),
            "type_probability": round(c.type_probability, 4),
            "type_set": list(c.type_set),
            "vague": c.vague,
            "vague_probability": round(c.vague_probability, 4),
            "boilerplate": c.boilerplate,
            "boilerplate_probability": round(c.boilerplate_probability, 4),
            "findings": [f.as_dict() for f in self.findings],
            "score": self.score,
            "score_grade": self.grade,
        }


def grade_of(score: float) -> str:
    """优 良 中 差 for a score of 0–100."""
    return next((grade for limit, grade in _GRADES if score >= limit), "差")


def costs_of(findings: Sequence[Finding], config: Config | None = None) -> tuple[Cost, ...]:
    """What each finding costs: its severity's points, in proportion to the share of its dimension (the
    form gives 20/30/30/20 of 100, so that a flaw of 相关性 weighs more than one of 完整性) and to the weight
    of its check. Text lost in extraction costs nothing.
    """
    config = config or profile_config("declaration")
    costs = []
    for finding in findings:
        check = check_of(finding.code)
        dimension = check.dimension if check else "相关性"
        points = (
            config.costs[finding.severity] * config.dimensions[dimension] * len(config.dimensions) / 100.0
        )
        points *= 0.0 if finding.extraction else config.weights.get(finding.code, 1.0)
        costs.append(Cost(finding, dimension, round(points, 2)))
    return tuple(costs)


def score_of(findings: Sequence[Finding], config: Config | None = None) -> float:
    """100 less what the findings cost, never below 0: removing one never lowers it."""
    return total_of(costs_of(findings, config))


def total_of(costs: Sequence[Cost]) -> float:
    """100 less the costs, never below 0.

    What is wrong with a project or document costs the summaries its points, not the record that names it:
    a good indicator is not worse for a goal that no indicator carries.
    """
    return round(max(0.0, 100.0 - sum(c.points for c in costs if _own(c))), 1)


def _own(cost: Cost) -> bool:
    return cost.finding.field not in OWNER_FIELDS


def dimensions_of(costs: Sequence[Cost], config: Config) -> dict[str, float]:
    """0–100 for each dimension: what its own findings leave of it."""
    points = dict.fromkeys(config.dimensions, 100.0)
    for cost in filter(_own, costs):
        share = config.dimensions[cost.dimension] * len(points) / 100.0
        points[cost.dimension] -= cost.points / share if share else 0.0
    return {key: round(max(0.0, value), 1) for key, value in points.items()}


def score_records(
    records: Sequence[Indicator],
    model: Model,
    standard: str = "2020",
    profile: str = "declaration",
    config: Config | None = None,
    passages: Mapping[str, Sequence[Passage]] | None = None,
    references: References | None = LIBRARY,
    archive: Archive | None = None,
    partial: Collection[str] = (),
) -> list[Scored]:
    """Score `records`; the result has the same order and length.

    Records of one `source` are a document, those of one project (or else activity) in it a set; checks of
    these scopes look at them together, and at the `passages` of each source. `config` goes before `profile`. Suggestions hold
    indicators of `references` for an example; None: none. With an `archive`, rows that many of its projects
    have are found too. `partial` are the sources of which a part was not read. Raises ConfigError for an unknown profile.
    """
    config = config or profile_config(profile)
    contexts = contexts_of(records, model.predict(records), standard, config.words)
    if archive is not None:
        contexts = [replace(c, seen=s) for c, s in zip(contexts, archive.seen_all(records), strict=True)]
    found = run_all(list(zip(records, contexts, strict=True)), config, passages, partial)
    scored = []
    for record, context, findings in zip(records, contexts, found, strict=True):
        findings = advise(findings, record, context, references) if findings else ()
        costs = costs_of(findings, config)
        scored.append(Scored(record, context, findings, total_of(costs), dimensions_of(costs, config), costs))
    return scored


def score_documents(
    documents: Sequence[Document],
    model: Model,
    standard: str = "2020",
    profile: str = "declaration",
    config: Config | None = None,
    references: References | None = LIBRARY,
    archive: Archive | None = None,
) -> list[Scored]:
    """Score all indicators of `documents`, in order, each seen within the text of its document."""
    records = [r for d in documents for r in d.indicators]
    passages = {d.source: d.passages for d in documents}
    partial = {d.source for d in documents if d.unread or d.problems}
    return score_records(records, model, standard, profile, config, passages, references, archive, partial)
