"""Records and documents → scored records, projects and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from ..models.predictions import Predictions
from ..nlp.document import Document, Project
from ..nlp.location import NOWHERE
from ..nlp.record import Indicator, relocate
from .advice import LIBRARY, References, advise
from .config import Config
from .context import contexts_of
from .findings import SEVERITIES, Finding
from .points import (
    DOCUMENT_COSTS,
    PROJECT_COSTS,
    costs_of,
    dimensions_of,
    project_limits,
    project_mean,
    total_of,
)
from .results import Scored, ScoredDocument, ScoredProject, Scoring
from .run import Around, Found, run_all
from .stages import AUTO, settings_of
from .views import RecordView

if TYPE_CHECKING:
    from .repetition.lookup import Archive


Settings = Config | Mapping[str, Config] | None  # for all documents, or by profile


class Model(Protocol):
    """What scoring needs of a model."""

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions in the order of `records`."""
        ...


def score_records(
    records: Sequence[Indicator],
    model: Model,
    standard: str = "2020",
    profile: str = AUTO,
    config: Settings = None,
    references: References | None = LIBRARY,
    archive: Archive | None = None,
) -> list[Scored]:
    """Score `records`; the result has the same order and length.

    Records of one `source` are a document, those of one project (or else activity) in it a set; checks of
    these scopes look at them together. `profile` `auto` takes `selfcheck` for a document with completions and
    `declaration` for others. `config` goes before `profile`: one for all, or by profile. Suggestions hold
    indicators of `references` for an example; None: none. With an `archive`, rows that many of its projects
    have are found too. Raises ConfigError for an unknown profile.
    """
    by_source: dict[str, list[int]] = {}
    for i, record in enumerate(records):
        by_source.setdefault(record.source, []).append(i)
    staged: dict[str, tuple[Config, list[int]]] = {}
    for members in by_source.values() if records else ():
        settings = settings_of(profile, config, [records[i] for i in members])
        staged.setdefault(settings.profile, (settings, []))[1].extend(members)
    scored: dict[int, Scored] = {}
    for settings, members in staged.values():
        members.sort()
        rows = [records[i] for i in members]
        found, _ = _score(rows, model, standard, settings, references, archive, {})
        scored.update(zip(members, found, strict=True))
    return [scored[i] for i in range(len(records))]


def score_documents(
    documents: Sequence[Document],
    model: Model,
    standard: str = "2020",
    profile: str = AUTO,
    config: Settings = None,
    references: References | None = LIBRARY,
    archive: Archive | None = None,
) -> Scoring:
    """Score all indicators of `documents`, in order, each seen within the text of its document, and the projects
    and documents that they make up. With `profile` `auto` each document is scored for its own stage
    (`ScoredDocument.profile`), and what is compared between documents only with those of the same stage: a
    self-evaluation repeats the indicators of its declaration."""
    settings = [settings_of(profile, config, d.indicators) for d in documents]
    staged: dict[str, list[int]] = {}
    for i, of in enumerate(settings):
        staged.setdefault(of.profile, []).append(i)
    parts: dict[int, Scoring] = {}
    for members in staged.values():
        own = [documents[i] for i in members]
        parts.update(
            zip(
                members, _scored(own, model, standard, settings[members[0]], references, archive), strict=True
            )
        )
    ordered = [parts[i] for i in range(len(documents))]
    return Scoring(
        tuple(item for part in ordered for item in part.records),
        tuple(item for part in ordered for item in part.projects),
        tuple(item for part in ordered for item in part.documents),
    )


def _scored(
    documents: Sequence[Document],
    model: Model,
    standard: str,
    config: Config,
    references: References | None,
    archive: Archive | None,
) -> Iterator[Scoring]:
    """What is found of each of several documents that are looked at together."""
    records = [r if r.source == d.source else relocate(r, d.source) for d in documents for r in d.indicators]
    around = {d.source: Around(d.passages, d.projects, bool(d.unread or d.problems)) for d in documents}
    scored, found = _score(records, model, standard, config, references, archive, around)
    at = 0
    for document in documents:
        rows = scored[at : at + len(document.indicators)]
        own, whole = wholes_of(document, rows, found, config)
        yield Scoring(rows, tuple(own), (whole,))
        at += len(rows)


def _score(
    records: Sequence[Indicator],
    model: Model,
    standard: str,
    config: Config,
    references: References | None,
    archive: Archive | None,
    around: Mapping[str, Around],
) -> tuple[tuple[Scored, ...], Found]:
    contexts = contexts_of(records, model.predict(records), standard, config.words)
    if archive is not None:
        contexts = [replace(c, seen=s) for c, s in zip(contexts, archive.seen_all(records), strict=True)]
    found = run_all([RecordView(*pair) for pair in zip(records, contexts, strict=True)], config, around)
    scored = []
    for record, context, findings in zip(records, contexts, found.records, strict=True):
        findings = advise(findings, record, context, references) if findings else ()
        costs = costs_of(findings, config)
        scored.append(Scored(record, context, findings, total_of(costs), dimensions_of(costs, config), costs))
    return tuple(scored), found


def wholes_of(
    document: Document, rows: Sequence[Scored], found: Found, config: Config
) -> tuple[list[ScoredProject], ScoredDocument]:
    """The projects of a document and the document, of its scored rows and what was found about the wholes."""
    projects = _projects(document, rows, found, config)
    return projects, _document(document, rows, projects, found.documents.get(document.source, ()), config)


def _projects(
    document: Document, rows: Sequence[Scored], found: Found, config: Config
) -> list[ScoredProject]:
    """The forms of a document, and the activities and projects that only records name, in order."""
    forms = {p.id: p for p in document.projects}
    owned: dict[str, list[Scored]] = {p.id: [] for p in document.projects}
    for item in rows:
        if item.record.owner_id:
            owned.setdefault(item.record.owner_id, []).append(item)
    for source, key in found.projects:  # an activity that has a goal, or a tick, and no indicator
        if source == document.source:
            owned.setdefault(key, [])
    return [
        _project(
            document, forms.get(key), key, members, found.projects.get((document.source, key), ()), config
        )
        for key, members in owned.items()
    ]


def _project(
    document: Document,
    form: Project | None,
    key: str,
    rows: Sequence[Scored],
    findings: tuple[Finding, ...],
    config: Config,
) -> ScoredProject:
    first = rows[0].record if rows else Indicator("")
    costs = costs_of(findings, config, PROJECT_COSTS)
    limits = project_limits(rows, findings)
    mean = project_mean(rows)
    return ScoredProject(
        source=document.source,
        id=key,
        name=form.name if form else first.owner or key,
        code=form.code if form else first.project_code,
        unit=(form.unit if form else "") or first.unit or document.unit,
        location=form.location if form else first.location if rows else NOWHERE,
        budget=form.budget if form else None,
        goal=(form.goal if form else "") or first.goal,
        indicators=len(rows),
        findings=findings,
        costs=costs,
        limits=limits,
        mean=round(mean, 1),
        score=total_of(costs, mean, limits),
        dimensions=_mean_dimensions(rows, config),
        severities=_severities(rows, findings),
    )


def _document(
    document: Document,
    rows: Sequence[Scored],
    projects: Sequence[ScoredProject],
    findings: tuple[Finding, ...],
    config: Config,
) -> ScoredDocument:
    costs = costs_of(findings, config, DOCUMENT_COSTS)
    # Rows that name no project stand for themselves.
    loose = [s.score for s in rows if not s.record.owner_id]
    weighed = [(p.score, max(1, p.indicators)) for p in projects] + [(score, 1) for score in loose]
    total = sum(weight for _, weight in weighed)
    mean = sum(score * weight for score, weight in weighed) / total if total else None
    title = next((p.text for p in document.passages if p.kind == "title" and p.text.strip()), "")
    return ScoredDocument(
        source=document.source,
        unit=document.unit,
        title=" ".join(title.split()),
        projects=len(projects),
        indicators=len(rows),
        unread=tuple((u.location, u.reason) for u in document.unread),
        findings=findings,
        costs=costs,
        mean=None if mean is None else round(mean, 1),
        score=None if mean is None else total_of(costs, mean),
        dimensions=_mean_dimensions(rows, config),
        severities=_severities(rows, (*findings, *(f for p in projects for f in p.findings))),
        profile=config.profile,
    )


def _mean_dimensions(rows: Sequence[Scored], config: Config) -> dict[str, float]:
    return {
        key: round(sum(s.dimensions[key] for s in rows) / len(rows), 1) if rows else 0.0
        for key in config.dimensions
    }


def _severities(rows: Sequence[Scored], findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings of each severity: those of the rows and those of the whole."""
    counted = Counter(f.severity for s in rows for f in s.findings) + Counter(f.severity for f in findings)
    return {severity: counted.get(severity, 0) for severity in SEVERITIES}
