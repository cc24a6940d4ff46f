"""The scoring as reports show it: document by document, project by project, and how each score comes about."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...scoring.findings import Finding
from ...scoring.points import MEAN_SHARE, USABLE, is_grave, left_of, total_of
from ...scoring.results import Cost, Scored, ScoredDocument, ScoredProject, Scoring
from .facts import NO_PROJECT, mean_score

LEVEL_NAMES = {"indicator": "指标", "project": "项目", "document": "文件"}


@dataclass(frozen=True, slots=True)
class ProjectPart:
    """A project with its indicators; `project` is None for the indicators that name none."""

    project: ScoredProject | None
    records: tuple[Scored, ...]

    @property
    def name(self) -> str:
        """The project's name."""
        return (self.project.name if self.project else "") or NO_PROJECT

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is found about the project itself."""
        return self.project.findings if self.project else ()

    @property
    def budget(self) -> str:
        """The budget as the form writes it; in 万元 where there is no indicator to carry that text."""
        written = next((s.record.budget for s in self.records if s.record.budget), "")
        amount = self.project.budget if self.project else None
        return written or ("" if amount is None else f"{amount:g} 万元")

    @property
    def why(self) -> str:
        """How the project's score comes about; '' for indicators without one."""
        return _why_project(self.project, self.records) if self.project else ""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A document with its projects, those without any indicator included."""

    document: ScoredDocument
    projects: tuple[ProjectPart, ...]

    @property
    def records(self) -> list[Scored]:
        """The indicators, project by project."""
        return [item for part in self.projects for item in part.records]

    @property
    def why(self) -> str:
        """How the document's score comes about."""
        return _why_document(self.document)

    @property
    def counts(self) -> str:
        """How many projects and indicators there are, and the mean of the latter, which is not the score."""
        said = f"{self.document.projects} 个项目，" if self.document.projects else ""
        mean = f"，指标平均分 {number(mean_score(self.records))}" if self.document.indicators else ""
        return f"{said}{self.document.indicators} 条指标{mean}"


def parts_of(scoring: Scoring) -> list[DocumentPart]:
    """Every document in order with its projects, in the order of their first indicators; a project without any
    follows the one before it."""
    rows: dict[tuple[str, str], list[Scored]] = {}
    begins: dict[tuple[str, str], int] = {}
    for i, item in enumerate(scoring.records):
        key = (item.record.source, item.record.owner_id)
        rows.setdefault(key, []).append(item)
        begins.setdefault(key, i)
    owned: dict[str, list[tuple[int, ProjectPart]]] = {d.source: [] for d in scoring.documents}
    before = -1
    for project in scoring.projects:
        key = (project.source, project.id)
        before = begins.get(key, before)
        owned[project.source].append((before, ProjectPart(project, tuple(rows.get(key, ())))))
    for (source, owner), loose in rows.items():
        if not owner:
            owned[source].append((begins[source, owner], ProjectPart(None, tuple(loose))))
    return [
        DocumentPart(d, tuple(part for _, part in sorted(owned[d.source], key=lambda p: p[0])))
        for d in scoring.documents
    ]


def number(value: float) -> str:
    """A score or its points as people write it."""
    return f"{round(value, 1):g}"


def score_text(item: Scored | ScoredProject | ScoredDocument) -> str:
    """Score and grade; a dash where there is nothing to score."""
    return "—" if item.score is None else f"{number(item.score)} {item.grade}"


def mean_of(scores: Iterable[tuple[float | None, int]]) -> float | None:
    """The score of several documents, each as heavy as its indicators are many; None where none has one."""
    known = [(score, max(1, weight)) for score, weight in scores if score is not None]
    total = sum(weight for _, weight in known)
    return round(sum(score * weight for score, weight in known) / total, 1) if total else None


def total_score(scoring: Scoring) -> tuple[str, float | None]:
    """What the score of all documents is called, and it: that of the only one, else their mean (see `mean_of`)."""
    name = "文件平均得分" if len(scoring.documents) > 1 else "文件得分"
    return name, mean_of((d.score, d.indicators) for d in scoring.documents)


def lowest(parts: Sequence[DocumentPart], most: int) -> tuple[str, list[tuple[str, float]]]:
    """The lowest scores of projects (of documents where there are none): what a chart of them is called, and their names
    and scores."""
    scores = [(p.name, p.project.score) for part in parts for p in part.projects if p.project]
    kind = "项目得分" if scores else "文件得分"
    scores = scores or [
        (p.document.source.rpartition("/")[2], p.document.score)
        for p in parts
        if p.document.score is not None
    ]
    shown = sorted(scores, key=lambda s: s[1])[:most]
    return "得分最低的项目" if len(shown) == most else kind, shown


def _why_project(project: ScoredProject, records: Sequence[Scored]) -> str:
    if not records:
        return "；".join(limit.reason for limit in project.limits)
    mean = mean_score(records)
    part = left_of(mean)
    beyond = f"（超过 {USABLE:g} 分的全数计入）" if 100.0 - mean > USABLE else ""
    said = [f"指标平均分 {number(mean)}，失分按 {MEAN_SHARE:.0%} 计入{beyond}，为 {number(round(part, 1))}"]
    if (share := round(part - project.mean, 1)) > 0:
        said.append(f"{sum(map(is_grave, records))} 条指标要退回修改或无法核实，扣 {number(share)}")
    said += _own_costs(project.costs, "项目")
    reached = total_of(project.costs, project.mean)
    limits = sorted(
        (limit for limit in project.limits if limit.score < reached), key=lambda limit: limit.score
    )
    said += [f"{limit.reason}，最高 {number(limit.score)}" for limit in limits]
    return "；".join(said)


def _why_document(document: ScoredDocument) -> str:
    if document.mean is None:
        return "没有可以评分的内容"
    mean = number(document.mean)
    said = f"项目平均分 {mean}（按指标条数加权）" if document.projects else f"指标平均分 {mean}"
    return "；".join([said, *_own_costs(document.costs, "文件")])


def _own_costs(costs: Iterable[Cost], kind: str) -> list[str]:
    points = sum(cost.points for cost in costs)
    return [f"{kind}自身的问题扣 {number(points)}"] if points else []
