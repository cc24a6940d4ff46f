"""All checks on records one by one, by project, by document and all together; each finding where it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..nlp.document import Passage, Project
from ..nlp.readers.scan import SURE
from ..nlp.record import Indicator
from .clip import clipped_names
from .config import Config
from .findings import Finding
from .merge import merged, said_of_the_year
from .registry import SCOPES, all_checks, masks
from .stages import Stages
from .views import DocumentView, ProjectView, RecordView, SetView

_UNSURE = "（文字由图片识别而来，把握不大，请对照原件。）"


@dataclass(frozen=True, slots=True)
class Around:
    """What a document holds besides its records. `partial`: a part of it was not read, and what was not read
    is not missing."""

    passages: Sequence[Passage] = ()
    projects: Sequence[Project] = ()
    partial: bool = False


@dataclass(slots=True)
class Findings:
    """The findings of each record, in order; of each project, by source and its id; of each document, by source.

    Gravest first.
    """

    records: list[tuple[Finding, ...]]
    projects: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)
    documents: dict[str, tuple[Finding, ...]] = field(default_factory=dict)


def run_all(
    items: Sequence[RecordView], settings: Config | Stages, around: Mapping[str, Around] | None = None
) -> Findings:
    """What all checks find. `around` is what surrounds the records, by source."""
    around = around or {}
    config = Stages(settings) if isinstance(settings, Config) else settings
    on = config.codes_on(check.code for check in all_checks())
    items = _with_clipped(items)
    records: list[list[Finding]] = [[] for _ in items]
    projects: dict[tuple[str, str], list[Finding]] = {}
    documents: dict[str, list[Finding]] = {}
    look_at_records(items, on, around, records)
    for scope in SCOPES[1:]:
        look_at_sets(items, config, on, around, scope, records, projects, documents)
    said_of_the_year(items, records)
    return Findings(
        [
            merged(_softened(f, item.record), config.of(item.record.source, item.record.owner_id))
            if f
            else ()
            for f, item in zip(records, items, strict=True)
        ],
        {key: merged(f, config.of(*key)) for key, f in projects.items()},
        {source: merged(f, config.of(source)) for source, f in documents.items()},
    )


def look_at_records(
    items: Sequence[RecordView],
    on: frozenset[str],
    around: Mapping[str, Around],
    found: list[list[Finding]],
) -> None:
    """Check by check (`on`: their codes), not record by record: the code of one check stays in the processor's cache."""
    partial = {source for source, said in around.items() if said.partial}
    # Beside a table of completions, figures in the prose are results and no filing.
    reported = {record.source for record, _ in items if not record.narrative and record.actual}
    alike: dict[int, list[int]] = {}
    for i, (record, context) in enumerate(items):
        if not (record.narrative and record.source in reported):
            alike.setdefault(context.traits, []).append(i)
    for mask, check in masks():
        if check.code not in on:
            continue
        for traits, members in alike.items():
            if mask & traits == mask:
                for i in members:
                    if not (check.absence and items[i].record.source in partial):
                        found[i].extend(check.run(check, items[i]))


def look_at_sets(
    items: Sequence[RecordView],
    stages: Stages,
    on: frozenset[str],
    around: Mapping[str, Around],
    scope: str,
    records: list[list[Finding]],
    projects: dict[tuple[str, str], list[Finding]],
    documents: dict[str, list[Finding]],
) -> None:
    """What the checks of one scope beyond the record find, put where it belongs."""
    checks = [c for c in all_checks() if c.scope == scope and c.code in on]
    for view, members in _sets(items, around, scope, stages) if checks else ():
        for check in checks:
            if (not view and not check.empty) or (check.absence and view.partial):
                continue
            for finding in check.run(check, view):
                _put(finding, view, members, records, projects, documents)


def _put(
    finding: Finding,
    view: SetView,
    members: Sequence[int],
    records: list[list[Finding]],
    projects: dict[tuple[str, str], list[Finding]],
    documents: dict[str, list[Finding]],
) -> None:
    """A finding of a set goes to the record, project or document that it is about."""
    if isinstance(finding.place, str):
        source, owner = view.source, finding.place
    else:
        record = view[finding.place].record if view else None
        source, owner = (record.source, record.owner_id) if record else (view.source, "")
        if finding.level == "indicator" and record:
            records[members[finding.place]].append(finding)
            return
    if finding.level == "project" and owner:
        projects.setdefault((source, owner), []).append(finding)
    else:
        documents.setdefault(source, []).append(finding)


def _sets(
    items: Sequence[RecordView], around: Mapping[str, Around], scope: str, stages: Stages
) -> Iterator[tuple[SetView, Sequence[int]]]:
    """Each document (also one without a record), each project or activity of each document, or (`group`) all
    records of the documents at one stage where there is more than one; with the indices of the records."""
    if scope == "group":
        staged: dict[str, list[int]] = {}
        for i, (record, _) in enumerate(items):
            staged.setdefault(stages.of(record.source).profile, []).append(i)
        for members in staged.values():
            if len({items[i].record.source for i in members}) > 1:
                yield SetView(items[i] for i in members), members
        return
    for key, members in groups(items, scope, around).items():
        near = around.get(key[0], Around())
        kind = ProjectView if scope == "project" else DocumentView
        view = kind((items[i] for i in members), near.passages, near.projects, near.partial, source=key[0])
        yield view, members


def groups(
    items: Sequence[RecordView], scope: str, sources: Iterable[str] = ()
) -> dict[tuple[str, ...], list[int]]:
    """The indices of each document or of each project or activity of each document, in order."""
    sets: dict[tuple[str, ...], list[int]] = {}
    if scope == "document":
        sets = {(source,): [] for source in sources}
    for i, (record, _) in enumerate(items):
        key = (record.source,) if scope == "document" else (record.source, record.owner_id)
        sets.setdefault(key, []).append(i)
    return sets


def _with_clipped(items: Sequence[RecordView]) -> list[RecordView]:
    """The records, those marked whose name was cut when the document was turned into text."""
    marked = list(items)
    for members in groups(items, "document").values():
        for k in clipped_names([items[i].record.name for i in members]):
            record, context = items[members[k]]
            marked[members[k]] = RecordView(record, replace(context, clipped=True))
    return marked


def _softened(findings: list[Finding], record: Indicator) -> list[Finding]:
    """What a check says of the wording or digits of a record that recognition was not sure of is a note that
    costs nothing: it may have misread them (≥ as 2, 〇 as 0)."""
    if record.recognised is None or record.recognised >= SURE:
        return findings
    return [replace(f, severity="P3", extraction=True, message=f"{f.message}{_UNSURE}") for f in findings]
