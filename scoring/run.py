"""All checks on a list of records: one by one, by project, by document; doubles removed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from ..nlp.document import Passage
from ..nlp.readers.scan import SURE
from ..nlp.record import Indicator
from .clip import clipped_names
from .config import Config
from .findings import OWNER_FIELDS, Finding
from .registry import SCOPES, Item, all_checks, masks, replacing, set_findings

_UNSURE = "（文字由图片识别而来，把握不大，请对照原件。）"
# What only a model says gives way, on the same span, to what a rule can explain.
_MODEL_CODES = frozenset(("V29", "B16", "T01"))


def run_all(
    items: Sequence[Item],
    config: Config,
    passages: Mapping[str, Sequence[Passage]] | None = None,
    partial: Collection[str] = (),
) -> list[tuple[Finding, ...]]:
    """The findings of each record, gravest first. `passages` is the text of each document, by source.

    `partial` are the sources of which a part was not read: what was not read is not missing.
    """
    found: list[list[Finding]] = [[] for _ in items]
    known = dict(_artefacts(items))
    items = [(r, replace(c, clipped=True)) if i in known else (r, c) for i, (r, c) in enumerate(items)]
    alike: dict[int, list[int]] = {}
    for i, (_, context) in enumerate(items):
        alike.setdefault(context.traits, []).append(i)
    # Check by check, not record by record: the code of one check stays in the processor's cache.
    for mask, check in masks():
        if check.run is None or not config.is_on(check.code):
            continue
        for traits, members in alike.items():
            if mask & traits == mask:
                for i in members:
                    if not (check.absence and items[i][0].source in partial):
                        found[i].extend(check.run(check, *items[i]))
    for scope in SCOPES[1:]:
        checks = [c for c in all_checks() if c.scope == scope and config.is_on(c.code)]
        for members in groups(items, scope) if checks else ():
            part = [items[i] for i in members]
            around = (passages or {}).get(part[0][0].source, ()) if scope == "document" else ()
            for check in checks:
                if check.absence and part[0][0].source in partial:
                    continue
                for i, finding in set_findings(check, part, around):
                    found[members[i]].append(finding)
    return [
        _settle(_softened(f, record), config) if f else ()
        for f, (record, _) in zip(found, items, strict=True)
    ]


def _softened(findings: list[Finding], record: Indicator) -> list[Finding]:
    """What a check says of the wording or digits of a record that recognition was not sure of is a note that
    costs nothing: it may have misread them (≥ as 2, 〇 as 0)."""
    if record.recognised is None or record.recognised >= SURE:
        return findings
    return [
        f
        if f.field in OWNER_FIELDS
        else replace(f, severity="P3", extraction=True, message=f"{f.message}{_UNSURE}")
        for f in findings
    ]


def groups(items: Sequence[Item], scope: str) -> Iterable[list[int]]:
    """The indices of each document, of each project or activity of each document, or (`group`) of all
    records where there is more than one document, in order."""
    if scope == "group":
        return [list(range(len(items)))] if len({r.source for r, _ in items}) > 1 else []
    sets: dict[tuple[str, ...], list[int]] = {}
    for i, (record, _) in enumerate(items):
        key: tuple[str, ...] = (record.source,)
        if scope == "project":
            key = (record.source, record.owner_id)
        sets.setdefault(key, []).append(i)
    return sets.values()


def _artefacts(items: Sequence[Item]) -> Iterable[tuple[int, bool]]:
    for members in groups(items, "document"):
        for i in clipped_names([items[k][0].name for k in members]):
            yield members[i], True


def _settle(findings: list[Finding], config: Config) -> tuple[Finding, ...]:
    """Findings without what others explain better, at the severities in force, gravest first."""
    if len(findings) > 1:
        instead, replaced = replacing(), set[str]()
        for finding in findings:
            replaced.update(instead.get(finding.code, ()))
        if replaced:
            findings = [f for f in findings if f.code not in replaced]
    findings = [config.adjust(f) for f in findings]
    findings.sort(key=lambda f: (f.severity, f.code, f.start))
    if len(findings) < 2:
        return tuple(findings)
    return tuple(_distinct(findings))


def _distinct(findings: list[Finding]) -> Iterable[Finding]:
    """No two P0 or P1 findings on one span of a record's text: the graver stays, of equals the one that no model made."""
    taken: dict[tuple[str, int, int], Finding] = {}
    for finding in findings:
        if finding.severity > "P1" or finding.field in OWNER_FIELDS:
            continue
        span = (finding.field, finding.start, finding.end)
        before = taken.get(span)
        if before is None or (before.code in _MODEL_CODES and finding.code not in _MODEL_CODES):
            taken[span] = finding
    kept = set(map(id, taken.values()))
    return (f for f in findings if f.severity > "P1" or f.field in OWNER_FIELDS or id(f) in kept)
