"""T01: filed under a class it does not belong to."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.guideline import possible_classes
from ....models.taxonomy import NAMES
from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Example
from ...views import RecordView


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    possible = possible_classes(record.name, context.type_set)
    if context.clipped or not context.declared or not context.declared.isdisjoint(possible):
        return
    where = "level2" if record.level2 else "level1"
    written = getattr(record, where)
    likely = "或".join(NAMES[t] for t in context.type_set[:2])
    yield check.finding(
        where,
        (0, len(written)),
        f"“{record.name[:30]}”衡量的是{likely}，却填在“{written}”下。",
        f"建议改填在{likely}指标下，或改写指标，使其与“{written}”相符。",
    )


CHECK = Check(
    code="T01",
    title="指标归类与内容不符",
    english="Filed under a class it does not belong to",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=7,
    why="二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。只有当申报类别不在模型 95% "
    "置信的类别集合内、同类名称在实务中也不归入该类时才提示。",
    run=_run,
    dimension="相关性",
    needs=("declared",),
    bad=(
        Example(
            Indicator("牧民满意度", value="≥90%", level1="产出指标", level2="数量指标"),
            {"type": "satisfaction", "type_set": ("satisfaction",)},
        ),
        Example(
            Indicator("机井验收合格率", value="100%", level1="产出指标", level2="时效指标"),
            {"type": "quality", "type_set": ("quality",)},
        ),
    ),
    good=(
        Example(
            Indicator("机井验收合格率", value="100%", level1="产出指标", level2="质量指标"),
            {"type": "quality", "type_set": ("quality",)},
        ),
        Example(
            Indicator("牲畜疫苗接种率", value="≥95%", level1="产出指标", level2="质量指标"),
            {"type": "quantity", "type_set": ("quantity", "quality")},
        ),
        Example(
            Indicator("禽流感疫苗接种率", value="≥95%", level1="产出指标", level2="质量指标"),
            {"type": "quantity", "type_set": ("quantity",)},
        ),
    ),
    fault="class",
    references="misfiled",
)
