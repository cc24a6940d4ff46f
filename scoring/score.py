"""Records → scored records: predictions, findings and a first score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ..models.predictions import Predictions
from ..models.taxonomy import level1
from ..nlp.record import Indicator
from .findings import Finding
from .registry import Context, contexts_of, run_checks

SCHEMA_VERSION = 1
COSTS = {"P0": 40.0, "P1": 20.0, "P2": 8.0, "P3": 2.0}
_GRADES = ((90.0, "优"), (80.0, "良"), (60.0, "中"))


class Model(Protocol):
    """What scoring needs of a model."""

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions in the order of `records`."""
        ...


@dataclass(frozen=True, slots=True)
class Scored:
    """A record with what the models say of it, what the checks find, and its score (0–100)."""

    record: Indicator
    context: Context
    findings: tuple[Finding, ...]
    score: float

    @property
    def grade(self) -> str:
        """优 from 90, 良 from 80, 中 from 60, else 差 (the grades of the goal audit form)."""
        return grade_of(self.score)

    def as_dict(self) -> dict[str, Any]:
        """The scored record of the contract, schema_version 1, as plain JSON values."""
        r, c = self.record, self.context
        return {
            "schema_version": SCHEMA_VERSION,
            "id": r.id,
            "source": r.source,
            "location": r.location,
            "project": r.project,
            "activity": r.activity,
            "level1": r.level1,
            "level2": r.level2,
            "name": r.name,
            "value": r.value,
            "description": r.description,
            "tiers": list(r.tiers) if r.tiers else None,
            "history": list(r.history),
            "actual": r.actual,
            "grade": r.grade,
            "narrative": r.narrative,
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


def score_of(findings: Sequence[Finding]) -> float:
    """100 less what each finding costs by its severity, never below 0: removing one never lowers it."""
    return round(max(0.0, 100.0 - sum(COSTS[f.severity] for f in findings)), 1)


def score_records(records: Sequence[Indicator], model: Model, standard: str = "2020") -> list[Scored]:
    """Score `records`; the result has the same order and length."""
    scored = []
    for record, context in zip(records, contexts_of(model.predict(records), standard), strict=True):
        findings = run_checks(record, context)
        scored.append(Scored(record, context, findings, score_of(findings)))
    return scored
