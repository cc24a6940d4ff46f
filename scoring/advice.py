"""Advice that an evaluator could send back: rewritten indicators with the numbers left open.

A rewrite keeps the object of the original and never invents a number: it leaves `__`. Reference indicators
(well-formed ones of the right class from a library or the user's archive) are found by whatever implements
`References`; `with_references` puts them into the suggestions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from ..nlp.record import Indicator
from .context import Context
from .findings import Finding, short

# Findings for which an example of a good indicator helps more than a rule.
WITH_REFERENCES = frozenset(("V17", "V18", "V19", "V29", "B16", "N01", "N14", "T01"))
MAX_REFERENCES = 3

_FORMS = {
    "quantity": "“{}数量”≥__（写明计量单位）",
    "quality": "“{}合格率（或达标率）”≥__%",
    "timeliness": "“{}完成时间”写明__月__日前，或“{}及时率”≥__%",
    "cost": "“{}成本”≤__万元",
    "economic": "“{}”带来的增收或节支额≥__万元",
    "social": "“{}”的可观测结果（如知晓率、办结率、事故数）≥或≤__",
    "ecological": "“{}”的监测值（如达标率、排放量）≥或≤__",
    "sustainable": "“{}”写明已建立的制度或持续年限≥__年",
    "satisfaction": "“{}满意度”≥__%，并写明调查对象",
}
_LEAD = re.compile(
    r"^(?:进一步|不断|逐步|持续|有效|切实|积极|着力|大力|全面|着力)*(?:提高|提升|增强|加强|改善|促进|保障|确保|维护|推动|推进|开展|组织|"
    r"举办|做好|落实|完善|优化|加大|加快|强化|丰富|推广|建立|对)了?"
)
_TAIL = re.compile(
    r"(?:的?(?:及时性|合格率|达标率|数量|个数|满意度|完成时间|情况|程度|效果|水平|能力))?[。；，.;,]*$"
)


class References(Protocol):
    """Finds well-formed indicators like one that is not."""

    def near(self, record: Indicator, leaf: str, limit: int) -> Sequence[Indicator]:
        """Up to `limit` well-formed indicators of class `leaf` for the sector and object of `record`."""
        ...


def object_of(name: str) -> str:
    """What an indicator is about: its name without the leading verb and the measure's head.

    >>> object_of("进一步提高群众安全意识水平")
    '群众安全意识'
    """
    bare = _TAIL.sub("", _LEAD.sub("", name)) or name
    return short(bare, 20)


def rewrite(record: Indicator, context: Context) -> str:
    """A checkable form of the record in its class, with the figure left open."""
    leaf = next(iter(context.declared)) if len(context.declared) == 1 else context.type
    form = _FORMS[leaf]
    thing = object_of(record.name)
    return form.format(*[thing] * form.count("{}"))


def with_references(finding: Finding, record: Indicator, context: Context, references: References) -> Finding:
    """`finding` with up to three reference indicators in its suggestion, where they help."""
    if finding.code not in WITH_REFERENCES:
        return finding
    found = references.near(record, context.type, MAX_REFERENCES)
    if not found:
        return finding
    listed = "；".join(f"{r.name} {r.value}" for r in found[:MAX_REFERENCES])
    return replace(finding, suggestion=f"{finding.suggestion}可参考：{listed}。")
