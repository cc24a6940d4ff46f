"""What scoring gives: scored records, projects and documents, each with the findings that are about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..models.taxonomy import level1
from ..nlp.location import Location
from ..nlp.record import Indicator
from .context import Context
from .findings import Finding

SCHEMA_VERSION = 2
_GRADES = ((90.0, "优"), (80.0, "良"), (60.0, "中"))


def grade_of(score: float) -> str:
    """优 良 中 差 for a score of 0–100 (the grades of the goal audit form: from 90, 80, 60)."""
    return next((grade for limit, grade in _GRADES if score >= limit), "差")


@dataclass(frozen=True, slots=True)
class Cost:
    """What one finding costs: `points` off the score of 100, in a dimension of the goal audit form."""

    finding: Finding
    dimension: str
    points: float


@dataclass(frozen=True, slots=True)
class Limit:
    """What a score can't exceed, and why (a Chinese clause)."""

    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A record with what the models say of it, what the checks find about it, and its score (0–100).

    `dimensions` are the points of 完整性, 相关性, 适当性 and 可行性, each 0–100; `costs` says what each
    finding takes off `score`, in the order of `findings`.
    """

    record: Indicator
    context: Context
    findings: tuple[Finding, ...]
    score: float
    dimensions: dict[str, float]
    costs: tuple[Cost, ...]

    @property
    def grade(self) -> str:
        """优 良 中 差."""
        return grade_of(self.score)

    def _repr_html_(self) -> str:
        from .marked import marked_table

        return marked_table([self.as_dict()])

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


@dataclass(frozen=True, slots=True)
class ScoredProject:
    """A project's form, or an activity with its indicators; also a form without any indicator.

    `name` is the project's, or else the activity's; `budget` in 万元, None where the form states none. `findings` are
    about the project or its set of indicators. `score` is `mean`, that of its indicators, less `costs`, and at most
    what `limits` allow.
    """

    source: str
    id: str
    name: str
    code: str
    unit: str
    location: Location
    budget: float | None
    goal: str
    indicators: int
    findings: tuple[Finding, ...]
    costs: tuple[Cost, ...]
    limits: tuple[Limit, ...]
    mean: float
    score: float
    dimensions: dict[str, float]
    severities: dict[str, int]

    @property
    def grade(self) -> str:
        """优 良 中 差."""
        return grade_of(self.score)

    def as_dict(self) -> dict[str, Any]:
        """The project's row of the contract."""
        return {
            "schema_version": SCHEMA_VERSION,
            "source": self.source,
            "unit": self.unit,
            "project_id": self.id,
            "project_code": self.code,
            "project": self.name,
            "location": str(self.location),
            "budget": self.budget,
            "goal": self.goal,
            "indicators": self.indicators,
            "findings": [f.as_dict() for f in self.findings],
            "score": self.score,
            "score_grade": self.grade,
        }


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """A document as a whole. `unread` is what was not read of it: place and reason. `score` is `mean`, that of its
    projects (each as heavy as its indicators are many), less `costs`; None where there is nothing to score.
    `profile` is the stage of the review that it was scored for."""

    source: str
    unit: str
    title: str
    projects: int
    indicators: int
    unread: tuple[tuple[Location, str], ...]
    findings: tuple[Finding, ...]
    costs: tuple[Cost, ...]
    mean: float | None
    score: float | None
    dimensions: dict[str, float]
    severities: dict[str, int]
    profile: str = ""

    @property
    def grade(self) -> str:
        """优 良 中 差, '' where there is nothing to score."""
        return grade_of(self.score) if self.score is not None else ""

    def as_dict(self) -> dict[str, Any]:
        """The document's row of the contract."""
        return {
            "schema_version": SCHEMA_VERSION,
            "source": self.source,
            "unit": self.unit,
            "title": self.title,
            "projects": self.projects,
            "indicators": self.indicators,
            "unread": [{"location": str(place), "reason": reason} for place, reason in self.unread],
            "findings": [f.as_dict() for f in self.findings],
            "score": self.score,
            "score_grade": self.grade,
        }


@dataclass(frozen=True, slots=True)
class Scoring:
    """Records, projects and documents, each in the order of the documents. A finding stands at exactly one."""

    records: tuple[Scored, ...]
    projects: tuple[ScoredProject, ...]
    documents: tuple[ScoredDocument, ...]

    def at(self, level: str) -> tuple[Scored, ...] | tuple[ScoredProject, ...] | tuple[ScoredDocument, ...]:
        """The records, projects or documents; `level` is one of `findings.LEVELS`."""
        if level == "indicator":
            return self.records
        return self.projects if level == "project" else self.documents

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings of all levels."""
        levels = (self.documents, self.projects, self.records)
        return tuple(f for level in levels for item in level for f in item.findings)
