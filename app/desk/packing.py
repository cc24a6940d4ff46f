"""Scored documents ⇄ the bytes that the desk keeps of them.

JSON rather than pickle: what is kept outlives versions of this program, and nothing in it can run.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, astuple, dataclass, fields, replace
from typing import Any, TypeVar

from ...nlp.document import Document, Passage, Project, Unread
from ...nlp.location import Location
from ...nlp.record import Indicator
from ...scoring.config import Config
from ...scoring.context import context_of
from ...scoring.findings import Finding
from ...scoring.score import Scored, costs_of, dimensions_of, total_of

T = TypeVar("T")
PAGE = 100  # indicators on one page at most
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
    """One document as the worker hands it over: what lists show of it, and everything in `payload`."""

    source: str
    indicators: int
    findings: int
    groups: str
    problems: str
    payload: bytes


@dataclass(frozen=True, slots=True)
class Group:
    """What is reviewed on one page: the indicators (their numbers) of one project or activity, `owner`.

    A large one comes in several `parts`, counted from 1 (`part`)."""

    owner: str
    indicators: tuple[int, ...]
    findings: int
    part: int = 1
    parts: int = 1
    owner_id: str = ""


def pack(document: Document, scored: Sequence[Scored]) -> Packed:
    """The document with its scored records, small enough for a database."""
    content = {
        "problems": document.problems,
        "unread": [asdict(u) for u in document.unread],
        "passages": [asdict(p) for p in document.passages],
        "projects": [asdict(p) for p in document.projects],
        "unit": document.unit,
        "records": [_packed_record(s) for s in scored],
    }
    text = json.dumps(content, ensure_ascii=False)
    # A lone surrogate from a broken file becomes one “?”: spans into the text stay right.
    payload = zlib.compress(text.encode("utf-8", "replace"), 6)
    source = document.source.encode("utf-8", "replace").decode("utf-8")
    groups = json.dumps([astuple(g) for g in _groups(scored)], ensure_ascii=False).encode("utf-8", "replace")
    found = sum(len(s.findings) for s in scored)
    problems = [*document.problems, *(f"{place}：{reason}" for place, reason in document.gaps)]
    said = json.dumps(problems[:50], ensure_ascii=False).encode("utf-8", "replace")
    return Packed(source, len(scored), found, groups.decode("utf-8"), said.decode("utf-8"), payload)


def groups_of(text: str) -> list[Group]:
    """The groups of a document in order, as `pack` laid them down."""
    return [Group(row[0], tuple(row[1]), *row[2:]) for row in json.loads(text)]


def _groups(scored: Sequence[Scored]) -> Iterator[Group]:
    members: dict[str, list[int]] = {}
    for number, item in enumerate(scored):
        members.setdefault(item.record.owner_id, []).append(number)
    for key, numbers in members.items():
        owner = scored[numbers[0]].record.owner
        cut = [numbers[i : i + PAGE] for i in range(0, len(numbers), PAGE)]
        for part, some in enumerate(cut, 1):
            found = sum(len(scored[i].findings) for i in some)
            yield Group(owner, tuple(some), found, part, len(cut), key)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document as it is kept, its records rebuilt only when asked for: a page shows few of many."""

    passages: tuple[Passage, ...]
    rows: Sequence[dict[str, Any]]
    standard: str
    config: Config

    def scored(self, number: int) -> Scored:
        """Record `number` as the checks left it."""
        return _scored(self.rows[number], self.standard, self.config)


def opened(payload: bytes, standard: str, config: Config) -> Opened:
    """The document in `payload`, for a look at some of its records."""
    content = json.loads(zlib.decompress(payload))
    passages = tuple(_made(Passage, p) for p in content["passages"])
    return Opened(passages, content["records"], standard, config)


def unpack(source: str, payload: bytes, standard: str, config: Config) -> tuple[Document, tuple[Scored, ...]]:
    """The document and its scored records, as `pack` was given them."""
    content = json.loads(zlib.decompress(payload))
    scored = tuple(_scored(row, standard, config) for row in content["records"])
    document = Document(
        source,
        tuple(s.record for s in scored),
        tuple(content["problems"]),
        tuple(_made(Unread, u) for u in content["unread"]),
        tuple(_made(Passage, p) for p in content["passages"]),
        content.get("unit", ""),
        tuple(_made(Project, p) for p in content.get("projects", ())),
    )
    return document, scored


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
    return rescored(empty, [_made(Finding, f) for f in row["findings"]], config)


def _made(kind: type[T], values: dict[str, Any]) -> T:
    """An object of a dataclass; what an older or newer version kept and this one does not know is left out."""
    known = {f.name for f in fields(kind)}  # type: ignore[arg-type]
    if "location" in known and "location" in values:
        place = values["location"]  # a sentence in what version 0.1 kept
        values = {**values, "location": Location(label=place) if isinstance(place, str) else Location(*place)}
    return kind(**{k: v for k, v in values.items() if k in known})
