"""Scored documents ⇄ the bytes that the desk keeps of them.

JSON rather than pickle: what is kept outlives versions of this program, and nothing in it can run.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from typing import Any, TypeVar

from ...nlp.document import Blank, Document, Passage, Project, Unread
from ...nlp.location import Location
from ...nlp.record import Indicator
from ...scoring.config import Config, profile_config
from ...scoring.context import context_of
from ...scoring.findings import Finding
from ...scoring.points import costs_of, dimensions_of, total_of
from ...scoring.results import Scored, Scoring
from ...scoring.run import Findings
from ...scoring.score import wholes_of

T = TypeVar("T")
VERSION = 2  # of what is kept; 1 knew records only
PAGE = 100  # indicators on one page at most
# Records are numbered from 0; the document is this one among what is decided on, its projects come below.
WHOLE = -1
_VIEW = (
    "type",
    "type_probability",
    "type_set",
    "vague",
    "vague_probability",
    "boilerplate",
    "boilerplate_probability",
)


@dataclass(frozen=True, slots=True)
class Packed:
    """One document as the worker hands it over: what lists show of it, the stage that it was scored for, and
    everything in `payload`. `file` is the number of its file within the job; `empty` projects have no indicator."""

    source: str
    indicators: int
    findings: int
    groups: str
    problems: str
    payload: bytes
    profile: str = ""
    file: int = 0
    score: float | None = None
    projects: int = 0
    empty: int = 0
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a job: its documents in order; what is to be said of its files, by their numbers; and how many of
    them could not be read."""

    parts: tuple[Packed, ...]
    notes: dict[int, str]
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """What is reviewed on one page: the indicators (their numbers) of one project or activity, `owner`, and
    `heads`, the numbers of what stands above them: the document, the project (see `WHOLE`).

    A large one comes in several `parts`, counted from 1 (`part`)."""

    owner: str
    indicators: tuple[int, ...]
    findings: int
    part: int = 1
    parts: int = 1
    owner_id: str = ""
    heads: tuple[int, ...] = ()

    @property
    def items(self) -> tuple[int, ...]:
        """The numbers of all that is decided on here."""
        return (*self.heads, *self.indicators)


def pack(document: Document, scoring: Scoring, file: int = 0) -> Packed:
    """What was scored of one document, small enough for a database."""
    (whole,) = scoring.documents
    content = {
        "version": VERSION,
        "profile": whole.profile,
        "problems": document.problems,
        "unread": [asdict(u) for u in document.unread],
        "passages": [asdict(p) for p in document.passages],
        "projects": [asdict(p) for p in document.projects],
        "unit": document.unit,
        "records": [_packed_record(s) for s in scoring.records],
        "wholes": [[p.id, [asdict(f) for f in p.findings]] for p in scoring.projects],
        "findings": [asdict(f) for f in whole.findings],
    }
    text = json.dumps(content, ensure_ascii=False)
    # A lone surrogate from a broken file becomes one “?”: spans into the text stay right.
    payload = zlib.compress(text.encode("utf-8", "replace"), 6)
    source = document.source.encode("utf-8", "replace").decode("utf-8")
    groups = json.dumps([astuple(g) for g in _groups(scoring)], ensure_ascii=False).encode("utf-8", "replace")
    # Projects that nobody has filled in are not among them: they have a page of their own.
    problems = [*document.problems, *(f"{u.location}：{u.reason}" for u in document.unread)]
    said = json.dumps(problems[:50], ensure_ascii=False).encode("utf-8", "replace")
    return Packed(
        source,
        len(scoring.records),
        len(scoring.findings),
        groups.decode("utf-8"),
        said.decode("utf-8"),
        payload,
        whole.profile,
        file,
        whole.score,
        len(scoring.projects),
        sum(not p.indicators for p in scoring.projects),
        len(problems),
    )


def groups_of(text: str) -> list[Group]:
    """The groups of a document in order, as `pack` laid them down; those of version 1 have no heads."""
    return [
        Group(row[0], tuple(row[1]), *row[2:6], *(tuple(heads) for heads in row[6:]))
        for row in json.loads(text)
    ]


def owners_of(text: str) -> str:
    """The names in what `groups_of` takes, one a line."""
    return "\n".join(dict.fromkeys(row[0] for row in json.loads(text) if row[0]))


def _groups(scoring: Scoring) -> Iterator[Group]:
    """Project by project; what names none comes last. The document stands above the first."""
    members: dict[str, list[int]] = {p.id: [] for p in scoring.projects}
    for number, item in enumerate(scoring.records):
        members.setdefault(item.record.owner_id, []).append(number)
    names = {p.id: (p.name, project_number(i), len(p.findings)) for i, p in enumerate(scoring.projects)}
    (whole,) = scoring.documents
    if not members and whole.findings:
        members[""] = []
    first = True
    for key, numbers in members.items():
        owner, head, found = names.get(key, ("", 0, 0))
        heads = ((WHOLE,) if first else ()) + ((head,) if head else ())
        found += len(whole.findings) if first else 0
        first = False
        cut = [numbers[i : i + PAGE] for i in range(0, len(numbers), PAGE)] or [[]]
        for part, some in enumerate(cut, 1):
            found += sum(len(scoring.records[i].findings) for i in some)
            yield Group(owner, tuple(some), found, part, len(cut), key, heads)
            heads, found = (), 0


def project_number(index: int) -> int:
    """The number of a project among what is decided on."""
    return WHOLE - 1 - index


class Opened:
    """A document as it is kept, its records rebuilt only when asked for: a page shows few of many.

    `profile` is the stage it was scored for, where what is kept does not say so itself.
    """

    def __init__(self, source: str, payload: bytes, standard: str, profile: str) -> None:
        content = json.loads(zlib.decompress(payload))
        self.source, self.config = source, profile_config(content.get("profile") or profile)
        self.passages = tuple(_made(Passage, p) for p in content["passages"])
        self._content, self._rows, self._standard = content, content["records"], standard
        self._known: dict[int, Scored] = {}
        self._document: Document | None = None
        # Of version 1 there are none: what was found about wholes stands at their records.
        wholes = content.get("wholes", ())
        self.projects = tuple(key for key, _ in wholes)
        self.heads = {project_number(i): _findings(found) for i, (_, found) in enumerate(wholes)}
        self.heads[WHOLE] = _findings(content.get("findings", ()))

    def __len__(self) -> int:
        return len(self._rows)

    def scored(self, number: int) -> Scored:
        """Record `number` as the checks left it."""
        if number not in self._known:
            self._known[number] = _scored(self._rows[number], self._standard, self.config)
        return self._known[number]

    def findings(self, number: int) -> tuple[Finding, ...] | None:
        """What the checks found about a record, project or the document; None where there is no such."""
        if number in self.heads:
            return self.heads[number]
        return self.scored(number).findings if 0 <= number < len(self) else None

    def document(self) -> Document:
        """The document as it was read."""
        self._document = self._document or self._made_document()
        return self._document

    def _made_document(self) -> Document:
        content = self._content
        return Document(
            self.source,
            tuple(self.scored(i).record for i in range(len(self))),
            tuple(content["problems"]),
            tuple(_made(Unread, u) for u in content["unread"]),
            self.passages,
            content.get("unit", ""),
            tuple(_made(Project, p) for p in content.get("projects", ())),
        )

    def scoring(self, records: Sequence[Scored], heads: Mapping[int, Sequence[Finding]]) -> Scoring:
        """The whole with these records, and these findings about projects and the document: scored anew."""
        found = Findings([], documents={self.source: tuple(heads[WHOLE])})
        for i, key in enumerate(self.projects):
            found.projects[self.source, key] = tuple(heads[project_number(i)])
        projects, whole = wholes_of(self.document(), records, found, self.config)
        return Scoring(tuple(records), tuple(projects), (whole,))


def rescored(scored: Scored, findings: Sequence[Finding], config: Config) -> Scored:
    """The same record with other findings, and the score that they leave."""
    costs = costs_of(findings, config)
    return replace(
        scored,
        findings=tuple(findings),
        score=total_of(costs),
        dimensions=dimensions_of(costs, config),
        costs=costs,
    )


def _packed_record(scored: Scored) -> dict[str, Any]:
    context = scored.context
    return {
        "record": asdict(scored.record),
        "view": [getattr(context, key) for key in _VIEW],
        "clipped": context.clipped,
        "findings": [asdict(f) for f in scored.findings],
    }


def _scored(row: dict[str, Any], standard: str, config: Config) -> Scored:
    tuples = {
        key: None if value is None else tuple(value)
        for key, value in row["record"].items()
        if key in ("tiers", "history")
    }
    record = _made(Indicator, {**row["record"], **tuples})
    leaf, p_type, leaves, *rest = row["view"]
    view = (leaf, p_type, tuple(leaves), *rest)
    context = replace(context_of(record, view, standard, config.words), clipped=row["clipped"])  # type: ignore[arg-type]
    empty = Scored(record, context, (), 100.0, {}, ())
    return rescored(empty, _findings(row["findings"]), config)


def _findings(rows: Iterable[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(_made(Finding, f) for f in rows)


def _made(kind: type[T], values: dict[str, Any]) -> T:
    """An object of a dataclass; what an older or newer version kept and this one does not know is left out."""
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if "location" in known and "location" in values:
        place = values["location"]  # a sentence in what version 0.1 kept
        values = {**values, "location": Location(label=place) if isinstance(place, str) else Location(*place)}
    if "blanks" in known:
        blanks = (
            (what, text, Location(*place), time) for what, text, place, time in values.get("blanks", ())
        )
        values = {**values, "blanks": tuple(Blank(*blank) for blank in blanks)}
    return kind(**{k: v for k, v in values.items() if k in known})
