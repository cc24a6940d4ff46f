"""V19: A slogan as value."""

from __future__ import annotations

from collections.abc import Iterator

from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .soft import one


def _slogan(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    pattern = context.words.pattern("slogan")
    match = pattern.search(context.value)
    field = "value"
    if context.target is not None and context.target.number is not None:
        return  # a figure beside fine words is a target
    if not match and context.declared != {"satisfaction"} and not context.clipped:
        match, field = pattern.search(context.name), "name"
    if not match:
        return
    yield check.mark(
        record,
        field,
        match.span(),
        f"“{match[0]}”是口号，不能作为评价依据。",
        "请改为可核实的目标。",
    )


CHECK = Check(
    code="V19",
    title="口号作指标值",
    english="A slogan as value",
    severity="P0",
    profiles={"selfcheck": "P1"},
    opinion=2,
    why="定性指标的描述也要充分、具体（财预〔2015〕88号审核表）；口号既无标准也无程度，无法考查。",
    run=_slogan,
    needs=("value", "words"),
    instead_of=("V29",),
    bad=(
        one("节水宣传", "传递节水正能量"),
        one("农户参与", "群众踊跃参与"),
        one("共护母亲河，凝聚正能量", "显著"),
    ),
    good=(
        one("节水宣传", "志愿者新增200人"),
        one("农户参与", "≥300人次"),
        one("营造节水良好氛围", "发放手册≥2000份"),
    ),
    fault="target",
    references=True,
    rewrite=True,
    keeps_cost=True,
)
