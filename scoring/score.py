"""Records and documents → scored records, projects and documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
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
from .lengths import clipped, overlong
from .money import BARE, TEN_THOUSAND
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
from .run import Around, Findings, run_all
from .stages import AUTO, Stages, comparable, formal, stages_of
from .views import RecordView, SetView

if TYPE_CHECKING:
    from .repetition.lookup import RepetitionIndex


Configs = Config | Mapping[str, Config] | None  # for all documents, or by profile


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
    config: Configs = None,
    references: References | None = LIBRARY,
    archive: RepetitionIndex | None = None,
) -> list[Scored]:
    """Score `records`; the result has the same order and length.

    Records of one `source` are a document, those of one project (or else activity) in it a set; checks of
    these scopes look at them together. `profile` `auto` takes `selfcheck` for a document with completions and
    `declaration` for others. `config` goes before `profile`: one for all, or by profile. Suggestions hold
    indicators of `references` for an example; None: none. With an `archive`, rows that many of its projects
    have are found too. Raises ConfigError for an unknown profile.
    """
    settings = stages_of(profile, config, formal(records))
    return list(_score(records, model, standard, settings, references, archive, {})[0])


def score_documents(
    documents: Sequence[Document],
    model: Model,
    standard: str = "2020",
    profile: str = AUTO,
    config: Configs = None,
    references: References | None = LIBRARY,
    archive: RepetitionIndex | None = None,
) -> Scoring:
    """Score all indicators of `documents`, in order, each seen within the text of its document, and the projects
    and documents that they make up. With `profile` `auto` each form is scored for the stage that it is at
    (`ScoredDocument.profile` is that of most rows), and what is compared between documents only with those of
    the same stage: a self-evaluation repeats the indicators of its declaration."""
    records = [r if r.source == d.source else relocate(r, d.source) for d in documents for r in d.indicators]
    settings = stages_of(profile, config, formal(records))
    around = {
        d.source: Around(
            tuple(map(clipped, d.passages)), tuple(map(clipped, d.projects)), bool(d.unread or d.problems)
        )
        for d in documents
    }
    scored, found = _score(records, model, standard, settings, references, archive, around)
    projects: list[ScoredProject] = []
    whole: list[ScoredDocument] = []
    at = 0
    for document in documents:
        rows = scored[at : at + len(document.indicators)]
        own, of_all = wholes_of(document, rows, found, settings)
        projects += own
        whole.append(of_all)
        at += len(rows)
    return Scoring(scored, tuple(projects), tuple(whole))


def _score(
    records: Sequence[Indicator],
    model: Model,
    standard: str,
    settings: Stages,
    references: References | None,
    archive: RepetitionIndex | None,
    around: Mapping[str, Around],
) -> tuple[tuple[Scored, ...], Findings]:
    short = [clipped(comparable(r)) for r in formal(records)]
    contexts = contexts_of(short, model.predict(short), standard, settings.default.words)
    if archive is not None:
        contexts = [replace(c, seen=s) for c, s in zip(contexts, archive.seen_all(short), strict=True)]
    found = run_all([RecordView(*pair) for pair in zip(short, contexts, strict=True)], settings, around)
    scored = []
    beside: dict[tuple[str, str], list[str]] = {}
    for record, context in zip(short, contexts, strict=True):
        beside.setdefault((record.source, record.owner_id), []).append(context.name)
    for record, looked, context, findings in zip(records, short, contexts, found.records, strict=True):
        others = beside[looked.source, looked.owner_id] if findings else ()
        findings = advise(findings, looked, context, references, others) if findings else ()
        config = settings.of(record.source, record.owner_id)
        costs = costs_of(findings, config)
        scored.append(Scored(record, context, findings, total_of(costs), dimensions_of(costs, config), costs))
    return tuple(scored), found


def wholes_of(
    document: Document, rows: Sequence[Scored], found: Findings, settings: Config | Stages
) -> tuple[list[ScoredProject], ScoredDocument]:
    """The projects of a document and the document, of its scored rows and what was found about the wholes."""
    stages = Stages(settings) if isinstance(settings, Config) else settings
    in_yuan = SetView((RecordView(s.record, s.context) for s in rows), document.passages).in_yuan
    projects = _projects(document, rows, found, stages, in_yuan)
    own = found.documents.get(document.source, ())
    return projects, _document(document, rows, projects, own, stages.of(document.source))


def _projects(
    document: Document, rows: Sequence[Scored], found: Findings, settings: Stages, in_yuan: bool
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
            document,
            forms.get(key),
            key,
            members,
            found.projects.get((document.source, key), ()),
            settings.of(document.source, key),
            in_yuan,
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
    in_yuan: bool,
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
        budget=_budget(form, first.budget, in_yuan) if form else None,
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


def _budget(form: Project, written: str, in_yuan: bool) -> float | None:
    """The budget in 万元; one that was written in 元 under a heading of 万元 is told by the costs (`in_yuan`)."""
    as_written = float(written.replace(",", "")) if BARE.fullmatch(written) else None
    if in_yuan and form.budget is not None and form.budget == as_written:
        return form.budget / TEN_THOUSAND
    return form.budget


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
        unread=(*((u.location, u.reason) for u in document.unread), *overlong(document)),
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
