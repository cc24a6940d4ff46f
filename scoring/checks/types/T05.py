"""T05: one indicator as output and as benefit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ....nlp.record import Indicator
from ...context import Context
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from .columns import FILLED, WHY, row

_OUTPUTS = frozenset(("quantity", "quality", "timeliness", "cost"))
_BENEFITS = frozenset(("economic", "social", "ecological", "sustainable"))


def _twice(check: Check, view: SetView) -> Iterator[Finding]:
    """The same name and value as an output and as a benefit."""
    outputs: dict[tuple[str, ...], str] = {}
    for record, context in view:
        if context.declared and context.declared <= _OUTPUTS:
            outputs.setdefault(_key(record, context), record.level2 or record.level1)
    for i, (record, context) in enumerate(view):
        if not context.declared or not context.declared <= _BENEFITS:
            continue
        filed = outputs.get(_key(record, context))
        if filed:
            yield check.finding(
                "level2" if record.level2 else "level1",
                (0, len(record.level2 or record.level1)),
                f"“{short(record.name)}”与“{filed}”下的指标完全相同：同一内容既作产出又作效益。",
                "请按实质只留一处；效益指标写产出带来的变化。",
            ).at(i)


def _key(record: Indicator, context: Context) -> tuple[str, ...]:
    # A target of the term and one of the year are two, though they say the same.
    return record.horizon, context.name, context.value


_QUALITY = row("保障春灌用水", "保障春灌用水", "产出指标", "质量指标")


CHECK = Check(
    code="T05",
    title="同一指标既作产出又作效益",
    english="One indicator as output and as benefit",
    severity="P1",
    opinion=7,
    why=WHY + "产出与效益重复设置，等于没有效益指标。",
    run=_twice,
    scope="project",
    instead_of=("T01",),
    bad=(
        Example(row("保障春灌用水", "保障春灌用水", "效益指标", "社会效益"), others=(_QUALITY,)),
        Example(
            row("保障春灌用水", "保障春灌用水", "效益指标", "可持续影响指标"),
            others=(_QUALITY, *FILLED),
        ),
    ),
    good=(
        Example(row("农户停水投诉", "≤2起", "效益指标", "社会效益"), others=(_QUALITY,)),
        Example(_QUALITY, others=FILLED),
        Example(
            replace(row("保障春灌用水", "保障春灌用水", "效益指标", "社会效益"), horizon="term"),
            others=(replace(_QUALITY, horizon="annual"),),
        ),
    ),
    fault="class",
)
