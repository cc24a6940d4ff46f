"""Decisions laid over scored records: what a page shows, what a report says, what training learns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from ...models.taxonomy import NAMES
from ...nlp.document import Passage
from ...scoring.config import Config
from ...scoring.findings import FIELDS, Finding, field_text
from ...scoring.results import Scored, ScoredDocument, ScoredProject, Scoring
from ..reports.facts import FIELD_NAMES, OPINIONS
from ..reports.marks import pieces
from .database.tables import ACCEPTED, ADDED, DISMISSED, EDITED, OWN, Decision, Decisions
from .packing import WHOLE, Opened, project_number, rescored

# What the form says around the indicators, in the order that a reviewer asks for it.
_FACTS = {
    "code": "项目编码",
    "department": "单位",
    "budget": "预算",
    "policy": "政策依据",
    "calculation": "测算依据",
    "content": "内容",
    "goal": "目标",
    "goal_long": "长期目标",
}
_FACT = 300  # characters of it on the page
STATES = {ACCEPTED: "已采纳", DISMISSED: "不采纳", EDITED: "已修改并采纳", ADDED: "审核人提出"}
_SHOWN = 2000  # characters of one text on the page; the rest is counted
# A finding of these codes is a model's view of a label: accepting it confirms, dismissing it denies.
_VAGUE, _BOILERPLATE, _TYPE = "V29", "B16", "T01"
OWN_FAMILY = "R"  # of the codes of findings that a reviewer has added: R01 is of opinion 1


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of a text; `keys` are those of the findings about it, joined by blanks."""

    text: str
    severity: str = ""
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """One field of an indicator, cut at its findings; `rest` characters are left out."""

    field: str
    title: str
    stretches: tuple[Stretch, ...]
    rest: int = 0


@dataclass(frozen=True, slots=True)
class Opinion:
    """A finding as it stands now: edited where it was, with the decision on it."""

    key: str
    finding: Finding
    opinion: str
    decision: Decision | None

    @property
    def state(self) -> str:
        """'' while undecided."""
        return self.decision.state if self.decision else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator on the page. `scored` is as reviewed so far, `declared` and `predicted` class names."""

    number: int
    scored: Scored
    fields: dict[str, Shown]
    opinions: tuple[Opinion, ...]
    declared: str
    predicted: str
    label: Decision | None

    @property
    def open(self) -> int:
        """Findings that are not decided."""
        return sum(not o.state for o in self.opinions)


@dataclass(frozen=True, slots=True)
class Head:
    """A project or document on the page, above its indicators. `notes`: why its score can't be higher."""

    number: int
    item: ScoredProject | ScoredDocument
    opinions: tuple[Opinion, ...]
    notes: tuple[str, ...]

    @property
    def open(self) -> int:
        """Findings that are not decided."""
        return sum(not o.state for o in self.opinions)


def key_of(number: int, finding: Finding) -> str:
    """The key of finding `number` of an indicator, project or document."""
    return f"{number}-{finding.code}"


def facts(passages: Iterable[Passage], owner: str) -> list[tuple[str, str]]:
    """What a document says of the project or activity that is called, or has the id, `owner`: (heading, text)."""
    found: dict[str, list[str]] = {}
    for passage in passages:
        if owner in (passage.owner_id, passage.owner) and passage.kind in _FACTS and passage.text.strip():
            texts = found.setdefault(passage.kind, [])
            if (text := " ".join(passage.text.split())) not in texts:
                texts.append(text)
    joined = {kind: "；".join(texts) for kind, texts in found.items()}
    named = [(title, joined[kind]) for kind, title in _FACTS.items() if kind in joined]
    return [(title, text if len(text) <= _FACT else f"{text[:_FACT]}…") for title, text in named]


def card(document: int, number: int, scored: Scored, decisions: Decisions, config: Config) -> Card:
    """What the page shows of indicator `number` of a document."""
    opinions = tuple(opinions_of(document, number, scored.findings, decisions))
    label = decisions.get((document, number, ""))
    record = scored.record
    return Card(
        number,
        reviewed(document, number, scored, decisions, config),
        {shown.field: shown for shown in _fields(scored, opinions)},
        opinions,
        " / ".join(t for t in (record.level1, record.level2) if t),
        "、".join(NAMES[t] for t in label.types.split())
        if label and label.types
        else NAMES[scored.context.type],
        label,
    )


def reviewed(
    document: int, number: int, scored: Scored, decisions: Decisions, config: Config, decided: bool = False
) -> Scored:
    """The record as the evaluator left it: dismissed findings gone, edited texts in, right labels put.

    `decided`: findings without a decision are left out too.
    """
    kept = _left(document, number, scored.findings, decisions, decided)
    label = decisions.get((document, number, ""))
    context = scored.context
    if label and label.types:
        leaves = tuple(label.types.split())
        context = replace(context, type=leaves[0], type_probability=1.0, type_set=leaves)
    if label and label.vague:
        context = replace(context, vague=label.vague == "1", vague_probability=float(label.vague))
    if label and label.boilerplate:
        flag = label.boilerplate
        context = replace(context, boilerplate=flag == "1", boilerplate_probability=float(flag))
    return rescored(replace(scored, context=context), kept, config)


def reviewed_whole(document: int, kept: Opened, decisions: Decisions, decided: bool = False) -> Scoring:
    """A document as the evaluator left it, at all levels: what is decided on a record tells on its project."""
    touched = {number for key, number, _ in decisions if key == document}
    records = [
        reviewed(document, i, kept.scored(i), decisions, kept.config, decided)
        if decided or i in touched
        else kept.scored(i)
        for i in range(len(kept))
    ]
    heads = {n: _left(document, n, found, decisions, decided) for n, found in kept.heads.items()}
    return kept.scoring(records, heads)


def joined(parts: Sequence[Scoring]) -> Scoring:
    """Several documents as one scoring."""
    return Scoring(
        tuple(s for whole in parts for s in whole.records),
        tuple(p for whole in parts for p in whole.projects),
        tuple(d for whole in parts for d in whole.documents),
    )


def head(document: int, number: int, kept: Opened, whole: Scoring, decisions: Decisions) -> Head:
    """What the page shows of a project, or (`WHOLE`) of the document; `whole` is the document as reviewed so far."""
    opinions = tuple(opinions_of(document, number, kept.heads[number], decisions))
    if number == WHOLE:
        return Head(number, whole.documents[0], opinions, ())
    project = next(p for i, p in enumerate(whole.projects) if project_number(i) == number)
    notes = tuple(
        f"最高 {limit.score:g} 分：{limit.reason}" for limit in project.limits if project.indicators
    )
    return Head(number, project, opinions, notes)


def label_row(document: int, number: int, scored: Scored, decisions: Decisions) -> dict[str, Any] | None:
    """The record as a labelled row for `zhibiao train --rows`; None where nothing was decided of its labels.

    What the evaluator put goes first; else an accepted finding of a model confirms its label, a dismissed one
    means the opposite. `types`, `vague` and `boilerplate` are None where nothing is known.
    """
    types: list[str] | None = None
    flags: dict[str, int | None] = {_VAGUE: None, _BOILERPLATE: None}
    last: Decision | None = None
    for opinion in opinions_of(document, number, scored.findings, decisions):
        code, decision = opinion.finding.code, opinion.decision
        if decision is None or code not in (*flags, _TYPE):
            continue
        agreed = decision.state != DISMISSED
        if code == _TYPE:
            types = [scored.context.type] if agreed else sorted(scored.context.declared) or None
        else:
            flags[code] = int(agreed)
        last = _later(last, decision)
    label = decisions.get((document, number, ""))
    if label:
        types = label.types.split() or types
        flags[_VAGUE] = int(label.vague) if label.vague else flags[_VAGUE]
        flags[_BOILERPLATE] = int(label.boilerplate) if label.boilerplate else flags[_BOILERPLATE]
        last = _later(last, label)
    if last is None or (types is None and flags[_VAGUE] is None and flags[_BOILERPLATE] is None):
        return None
    row = scored.as_dict()
    fields = ("id", "source", "location", "project", "activity", "level1", "level2", "name", "value")
    return {
        **{key: row[key] for key in (*fields, "description", "tiers", "narrative")},
        "types": types,
        "vague": flags[_VAGUE],
        "boilerplate": flags[_BOILERPLATE],
        "reviewer": last.who,
        "reviewed_at": f"{last.made.isoformat(timespec='seconds')}Z",
    }


def _later(one: Decision | None, other: Decision) -> Decision:
    return other if one is None or other.id > one.id else one


def _left(
    document: int, number: int, findings: Sequence[Finding], decisions: Decisions, decided: bool
) -> list[Finding]:
    return [
        o.finding
        for o in opinions_of(document, number, findings, decisions)
        if o.state != DISMISSED and (o.state or not decided)
    ]


def opinions_of(
    document: int, number: int, findings: Sequence[Finding], decisions: Decisions
) -> Iterator[Opinion]:
    """The findings of the checks and those that a reviewer has added, as they stand now."""
    for i, found in enumerate(findings):
        key = key_of(i, found)
        decision = decisions.get((document, number, key))
        finding = found
        if decision and decision.state == EDITED:
            finding = replace(found, message=decision.message, suggestion=decision.suggestion)
        yield Opinion(key, finding, _named(found.opinion), decision)
    for key in OWN:
        if own := decisions.get((document, number, key)):
            code = f"{OWN_FAMILY}{own.opinion:02d}"
            finding = Finding(code, own.severity, own.field, 0, 0, own.message, own.suggestion, own.opinion)
            yield Opinion(key, finding, _named(own.opinion), own)


def _named(opinion: int) -> str:
    return OPINIONS[opinion - 1] if 0 < opinion <= len(OPINIONS) else ""


def _fields(scored: Scored, opinions: tuple[Opinion, ...]) -> Iterator[Shown]:
    live = [o for o in opinions if o.state != DISMISSED]
    for field in FIELDS:
        title = FIELD_NAMES[field]
        mine = [o for o in live if o.finding.field == field]
        text = field_text(scored.record, field)
        if field in ("project", "activity") and not mine:
            continue  # the page's heading says it
        if text:
            yield _shown(field, title, text, mine)
        elif mine and field not in ("project", "activity"):  # there: about the document as a whole
            keys = " ".join(o.key for o in mine)
            worst = min(o.finding.severity for o in mine)
            yield Shown(field, title, (Stretch("（未填）", worst, keys),))


def _shown(field: str, title: str, text: str, opinions: list[Opinion]) -> Shown:
    # (0, 0) is about the field, not about a word of it.
    spans = [(o.key, f if f.end else replace(f, end=len(text))) for o in opinions for f in (o.finding,)]
    keys = {id(f): key for key, f in spans}
    cut = pieces(text[:_SHOWN], [f for _, f in spans])
    stretches = tuple(Stretch(p.text, p.severity, " ".join(keys[id(f)] for f in p.findings)) for p in cut)
    return Shown(field, title, stretches, max(0, len(text) - _SHOWN))
