"""Advice that an evaluator could send back: rewritten indicators with the numbers left open, and good examples.

A rewrite keeps the object of the original and never invents a number: it leaves `__`. Reference indicators
are well-formed ones of the right class for the same object (`references`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...nlp.record import Indicator
from ..context import Context
from ..findings import Finding, short
from ..registry import check_of
from .objects import bare, object_of, terms
from .references import References

__all__ = ["References", "advise", "object_of", "rewrite", "with_references"]

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
# Names that say what is measured: only the target is to be written anew.
_SHARE = re.compile(r"[率比]$|比例$|比重$")
_MEASURES = {
    "quantity": (re.compile(r"[数量]$|[场批人]次$|面积$|里程$|规模$|长度$"), "“{}”≥__（写明计量单位）"),
    "timeliness": (re.compile(r"时间$|时限$|期限$|日期$"), "“{}”写明__月__日前（或__个工作日内）"),
    "cost": (re.compile(r"成本$|费用?$|标准$|支出$|价$"), "“{}”≤__万元（或写明单位标准__元）"),
    "satisfaction": (re.compile(r"满意度$"), "“{}”≥__%，并写明调查对象"),
}
_BARE = 8  # characters of a name that may have no object at all
_QUOTED = 20  # characters of a name in a rewrite


def rewrite(record: Indicator, context: Context) -> str:
    """A checkable form of the record in its class, with the figure left open. A name that says what is
    measured stays; one without any object gets a place for it (××)."""
    leaf, whole, thing = leaf_of(context), bare(record.name), object_of(record.name)
    if len(whole) <= _BARE and not terms(record.name):
        if leaf == "satisfaction":
            return "“××满意度”≥__%，并写明调查对象"
        whole, thing = f"××{whole}", f"××{thing}"
    measure, form = _MEASURES.get(leaf, (None, ""))
    if len(whole) <= _QUOTED:
        if measure and measure.search(whole):
            return form.format(whole)
        if _SHARE.search(whole):
            return f"“{whole}”≥__%（越低越好的写≤__%）"
    if leaf == "timeliness":
        return f"“{thing.removesuffix('完成')}完成时间”写明__月__日前"
    return _FORMS[leaf].format(thing)


def leaf_of(context: Context) -> str:
    """The class to advise in: the declared one, where it is a single one that the models allow, else theirs."""
    if len(context.declared) == 1 and not context.declared.isdisjoint(context.type_set):
        return next(iter(context.declared))
    return context.type


def with_references(finding: Finding, record: Indicator, context: Context, references: References) -> Finding:
    """`finding` with up to three reference indicators in its suggestion, where they help: of the record's own
    class, or where it is filed under a wrong one, examples of what belongs there."""
    check = check_of(finding.code)
    kind = check.references if check else ""
    if kind == "misfiled":
        leaf = next(iter(context.declared)) if len(context.declared) == 1 else ""
        said = f"“{short(record.level2 or record.level1, 12)}”下可参考"
    else:
        leaf, said = leaf_of(context) if kind else "", "可参考"
    found = references.near(record, leaf, MAX_REFERENCES) if leaf else ()
    if not found:
        return finding
    listed = "；".join(f"{r.name} {r.value}" for r in found[:MAX_REFERENCES])
    return replace(finding, suggestion=f"{finding.suggestion}{said}：{listed}。")


def advise(
    findings: Sequence[Finding], record: Indicator, context: Context, references: References | None
) -> tuple[Finding, ...]:
    """The findings with proposals and, unless `references` is None, examples in their suggestions: each once a
    record, on the gravest finding that it helps. P3 is a hint and gets none."""
    advised = []
    told = "".join(f.suggestion for f in findings)
    for finding in findings:
        if finding.severity < "P3" and not finding.extraction:
            if (check := check_of(finding.code)) and check.rewrite:
                proposal = rewrite(record, context)
                if proposal not in told:
                    finding = replace(finding, suggestion=f"{finding.suggestion}可改写为：{proposal}。")
                    told += proposal
            if references is not None and "可参考" not in told:
                finding = with_references(finding, record, context, references)
                told += finding.suggestion
        advised.append(finding)
    return tuple(advised)
