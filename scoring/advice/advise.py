"""Where advice is put: each proposal and each reference once a record, on the gravest finding that it helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ...nlp.record import Indicator
from ..context import Context
from ..findings import Finding
from ..registry import check_of
from .measures import kind_of
from .references import References
from .rewrite import NONE, Proposal, leaf_of, propose

MAX_REFERENCES = 3
_COUNTED = frozenset("数起次件量的")
_ALIKE = 0.75  # of the characters of a proposal


def advise(
    findings: Sequence[Finding],
    record: Indicator,
    context: Context,
    references: References | None,
    names: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """The findings with proposals and, unless `references` is None, examples in their suggestions: each once a
    record, on the gravest finding that it helps. P3 is a hint and gets none. What one of the form's `names` measures
    already is not proposed."""
    helped = [_helps(f) for f in findings]
    if not any(map(any, helped)):
        return tuple(findings)
    proposal = propose(record, context)
    if any(_is_there(proposal.name, name) for name in names if name != context.name):
        proposal = NONE
    said = str(proposal)
    advised, told, shown = [], not said, references is None
    for finding, (rewritten, referred) in zip(findings, helped, strict=True):
        if rewritten and not told:
            finding = replace(finding, suggestion=f"{finding.suggestion}可改写为：{said}。")
            told = True
        if referred and not shown and references is not None:
            advised_one = with_references(finding, record, context, references, proposal)
            shown = advised_one is not finding
            finding = advised_one
        advised.append(finding)
    return tuple(advised)


def _is_there(proposed: str, name: str) -> bool:
    """Whether an indicator measures what is proposed, but for its wording: 安全事故起数 beside 安全责任事故数."""
    wanted, kinds = set(proposed) - _COUNTED, (proposed[-1:], name[-1:])
    alike = kinds[0] == kinds[1] or _COUNTED.issuperset(kinds)
    return bool(wanted) and alike and len(wanted & set(name)) >= _ALIKE * len(wanted)


def _helps(finding: Finding) -> tuple[bool, bool]:
    """Whether a finding takes a proposal, and references."""
    check = check_of(finding.code)
    if check is None or finding.severity >= "P3" or finding.extraction:
        return False, False
    return check.rewrite, check.references


def with_references(
    finding: Finding, record: Indicator, context: Context, references: References, proposal: Proposal
) -> Finding:
    """`finding` with up to three reference indicators in its suggestion: of the measure that is proposed, or
    that the name has."""
    wanted = replace(record, name=proposal.name or context.name)
    leaf = leaf_of(context) if kind_of(wanted.name) else ""
    found = references.near(wanted, leaf, MAX_REFERENCES) if leaf else ()
    if not found:
        return finding
    listed = "；".join(f"{r.name} {r.value}" for r in found[:MAX_REFERENCES])
    return replace(finding, suggestion=f"{finding.suggestion}可参考：{listed}。")
