"""One fault costs once: what several checks say of one record becomes one finding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from .config import Config
from .findings import Finding
from .registry import check_of, replacing
from .views import RecordView

# What only a model says gives way, of two equally grave findings, to what a rule can explain.
_MODEL_CODES = frozenset(("V29", "B16", "T01"))
_BESIDE = frozenset(("N01",))
# Boilerplate is no fault of its own where the target or the name is at fault already.
_SPEAKS_FOR = {"boilerplate": ("target", "measurand")}


def merged(findings: list[Finding], config: Config) -> tuple[Finding, ...]:
    """The findings of one record, project or document, at the severities in force and gravest first, without
    what others explain better; of several about one fault the gravest speaks and names the others."""
    if len(findings) > 1:
        replaced = {code for f in findings for code in replacing().get(f.code, ())}
        findings = [f for f in findings if f.code not in replaced]
    findings = sorted((config.adjust(f) for f in findings if config.is_on(f.code)), key=_order)
    if len(findings) < 2:
        return tuple(findings)
    return tuple(sorted(_once(findings), key=lambda f: (f.severity, f.code, f.start)))


def said_of_the_year(items: Sequence[RecordView], found: Sequence[list[Finding]]) -> None:
    """Take from a row of the whole term what is said of the row of the year with its name already: the form has both
    side by side, and one fault once."""
    years = {
        _row(item): codes for item, codes in zip(items, found, strict=True) if item.record.horizon == "annual"
    }
    for item, findings in zip(items, found, strict=True):
        if item.record.horizon == "term" and findings:
            told = {f.code for f in years.get(_row(item), ())}
            findings[:] = [f for f in findings if f.code not in told]


def _row(item: RecordView) -> tuple[str, ...]:
    record = item.record
    return record.source, record.owner_id, record.level2, record.name


def _order(finding: Finding) -> tuple[str, bool, str, int]:
    return finding.severity, finding.code in _MODEL_CODES, finding.code, finding.start


def _once(findings: list[Finding]) -> Iterable[Finding]:
    by_fault: dict[str, list[Finding]] = {}
    alone = []
    for finding in findings:
        fault = _fault(finding)
        if fault and not finding.extraction:
            by_fault.setdefault(fault, []).append(finding)
        else:
            alone.append(finding)
    for lesser, graver in _SPEAKS_FOR.items():
        speaker = next((f for f in graver if f in by_fault), "")
        if speaker and lesser in by_fault:
            by_fault[speaker] = sorted([*by_fault[speaker], *by_fault.pop(lesser)], key=_order)
    spoken = [_naming(first, others) for first, *others in _back_once(by_fault).values()]
    yield from _one_a_span([*spoken, *alone])


def _back_once(by_fault: dict[str, list[Finding]]) -> dict[str, list[Finding]]:
    """A row that goes back for its target is not sent back for naming work instead of a measure, too."""
    target, name = (by_fault.get(fault, []) for fault in ("target", "measurand"))
    if target and name and target[0].severity <= "P1":
        # Of what is said of the same words, one speaks (`_one_a_span`).
        light = [f.code in _BESIDE and f.severity == "P1" and f.field != target[0].field for f in name]
        by_fault["measurand"] = [
            replace(f, severity="P2") if lighter else f for f, lighter in zip(name, light, strict=True)
        ]
    return by_fault


def _one_a_span(findings: list[Finding]) -> Iterable[Finding]:
    """No two P0 or P1 findings on one span of a record's text."""
    by_span: dict[object, list[Finding]] = {}
    for finding in sorted(findings, key=_order):
        grave = finding.severity <= "P1" and finding.level == "indicator"
        key = (finding.field, finding.start, finding.end) if grave else id(finding)
        by_span.setdefault(key, []).append(finding)
    return (_naming(first, others) for first, *others in by_span.values())


def _fault(finding: Finding) -> str:
    if finding.fault:
        return finding.fault
    check = check_of(finding.code)
    return check.fault if check else ""


def _naming(first: Finding, others: list[Finding]) -> Finding:
    """The gravest finding, with the titles of what else was found about the same fault."""
    named = (check_of(f.code) for f in others if f.severity < "P3" and f.code != first.code)
    titles = dict.fromkeys(check.title for check in named if check)
    if not titles:
        return first
    said = f"（同一问题还表现为：{'、'.join(titles)}）。"
    return replace(first, message=first.message.removesuffix("。") + said)
