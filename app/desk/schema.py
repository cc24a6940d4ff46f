"""The API's answers as OpenAPI describes them: the contract's rows, schema_version 2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from ...scoring.fields import DOCUMENT, FINDING, INDICATOR, PROJECT, TARGET, UNREAD


class Problem(BaseModel):
    """Why a request failed."""

    detail: str = Field(description="原因和办法，一句话")


class Health(BaseModel):
    """Whether the service works."""

    status: Literal["ok"] = Field(description="正常")
    version: str = Field(description="程序版本")
    waiting: int = Field(description="排队等候的文件数")


def _said(fields: Mapping[str, str], name: str, **rules: Any) -> Any:
    return Field(description=fields[name], **rules)


class TargetModel(BaseModel):
    """The parsed target value."""

    comparator: str = _said(TARGET, "comparator")
    number: float | None = _said(TARGET, "number")
    upper: float | None = _said(TARGET, "upper")
    unit: str = _said(TARGET, "unit")
    kind: str = _said(TARGET, "kind")


class FindingModel(BaseModel):
    """What a check found."""

    code: str = _said(FINDING, "code")
    severity: Literal["P0", "P1", "P2", "P3"] = _said(FINDING, "severity")
    field: str = _said(FINDING, "field")
    start: int = _said(FINDING, "start")
    end: int = _said(FINDING, "end")
    message: str = _said(FINDING, "message")
    suggestion: str = _said(FINDING, "suggestion")
    opinion: int = _said(FINDING, "opinion", ge=1, le=11)


class UnreadModel(BaseModel):
    """A part that was not read."""

    location: str = _said(UNREAD, "location")
    reason: str = _said(UNREAD, "reason")


class RecordModel(BaseModel):
    """One indicator, scored."""

    schema_version: Literal[2] = _said(INDICATOR, "schema_version")
    id: str = _said(INDICATOR, "id")
    source: str = _said(INDICATOR, "source")
    location: str = _said(INDICATOR, "location")
    unit: str = _said(INDICATOR, "unit")
    project_id: str = _said(INDICATOR, "project_id")
    project_code: str = _said(INDICATOR, "project_code")
    project: str = _said(INDICATOR, "project")
    activity: str = _said(INDICATOR, "activity")
    level1: str = _said(INDICATOR, "level1")
    level2: str = _said(INDICATOR, "level2")
    name: str = _said(INDICATOR, "name")
    value: str = _said(INDICATOR, "value")
    description: str = _said(INDICATOR, "description")
    tiers: list[str] | None = _said(INDICATOR, "tiers")
    horizon: Literal["", "annual", "term"] = _said(INDICATOR, "horizon")
    history: list[str] = _said(INDICATOR, "history")
    actual: str = _said(INDICATOR, "actual")
    grade: str = _said(INDICATOR, "grade")
    weight: float | None = _said(INDICATOR, "weight")
    points: float | None = _said(INDICATOR, "points")
    reason: str = _said(INDICATOR, "reason")
    narrative: bool = _said(INDICATOR, "narrative")
    recognised: float | None = _said(INDICATOR, "recognised")
    target: TargetModel | None = _said(INDICATOR, "target")
    type: str = _said(INDICATOR, "type")
    type_level1: str = _said(INDICATOR, "type_level1")
    type_probability: float = _said(INDICATOR, "type_probability")
    type_set: list[str] = _said(INDICATOR, "type_set")
    vague: bool = _said(INDICATOR, "vague")
    vague_probability: float = _said(INDICATOR, "vague_probability")
    boilerplate: bool = _said(INDICATOR, "boilerplate")
    boilerplate_probability: float = _said(INDICATOR, "boilerplate_probability")
    findings: list[FindingModel] = _said(INDICATOR, "findings")
    score: float = _said(INDICATOR, "score", ge=0, le=100)
    score_grade: Literal["优", "良", "中", "差"] = _said(INDICATOR, "score_grade")


class ProjectModel(BaseModel):
    """One project with the findings about its set of indicators."""

    schema_version: Literal[2] = _said(PROJECT, "schema_version")
    source: str = _said(PROJECT, "source")
    unit: str = _said(PROJECT, "unit")
    project_id: str = _said(PROJECT, "project_id")
    project_code: str = _said(PROJECT, "project_code")
    project: str = _said(PROJECT, "project")
    location: str = _said(PROJECT, "location")
    budget: float | None = _said(PROJECT, "budget")
    goal: str = _said(PROJECT, "goal")
    indicators: int = _said(PROJECT, "indicators")
    findings: list[FindingModel] = _said(PROJECT, "findings")
    score: float = _said(PROJECT, "score", ge=0, le=100)
    score_grade: Literal["优", "良", "中", "差"] = _said(PROJECT, "score_grade")


class DocumentModel(BaseModel):
    """One document with the findings about it as a whole."""

    schema_version: Literal[2] = _said(DOCUMENT, "schema_version")
    source: str = _said(DOCUMENT, "source")
    unit: str = _said(DOCUMENT, "unit")
    title: str = _said(DOCUMENT, "title")
    projects: int = _said(DOCUMENT, "projects")
    indicators: int = _said(DOCUMENT, "indicators")
    unread: list[UnreadModel] = _said(DOCUMENT, "unread")
    findings: list[FindingModel] = _said(DOCUMENT, "findings")
    score: float | None = _said(DOCUMENT, "score", ge=0, le=100)
    score_grade: Literal["", "优", "良", "中", "差"] = _said(DOCUMENT, "score_grade")


class ScoreAnswer(BaseModel):
    """What was found in a file."""

    records: list[RecordModel] = Field(description="逐条指标，按文件里的顺序")
    projects: list[ProjectModel] = Field(description="逐个项目，没有指标的也在内")
    documents: list[DocumentModel] = Field(description="整个文件；压缩包里有几个文件就有几个")
    problems: list[str] = Field(description="没有读出的部分和原因")
