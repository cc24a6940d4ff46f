"""V06: the class name instead of an indicator."""

from __future__ import annotations

from collections.abc import Iterator

from ....advice import terms
from ....findings import Finding
from ....registry import Check
from ....views import RecordView
from .empty import DIGIT, one


def _class(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    names = context.words.words("class_names")
    if context.value in names:
        field, severity = "value", ""
    elif context.name in names:
        # 社会效益 → 受益农户≥300人 measures something, and so does 成本节约率 → ≥3%.
        figure = context.target is not None and context.target.number is not None
        if figure and (context.name.endswith("率") or terms(context.value)):
            return
        told = figure or DIGIT.search(context.value)
        field, severity = "name", "" if not told else "P2" if terms(record.description) else "P1"
    else:
        return
    what = "指标值" if field == "value" else "指标名称"
    yield check.mark(
        record,
        field,
        None,
        f"{what}只写了分类名称“{getattr(record, field)}”，没有指标内容。",
        "请写明衡量的内容和目标值；本项目确无这一类指标的，删去此行或写“不适用”。",
        severity,
    )


CHECK = Check(
    code="V06",
    title="填的是分类名称",
    english="The class name instead of an indicator",
    severity="P0",
    opinion=1,
    why="三级指标是对一、二级指标的细化（财预〔2015〕88号）；照抄分类名称，这一行没有任何内容。",
    run=_class,
    dimension="完整性",
    needs=("value",),
    instead_of=("V05", "V29", "B16", "V19", "N14", "N20"),
    bad=(one("生态效益指标", "生态效益指标"), one("社会效益", "明显")),
    good=(
        one("河道水质达标率", "≥90%"),
        one("服务对象满意度", "≥90%"),
        one("总成本", "≤3万元"),
        one("成本节约率", "≥3%"),
        one("社会效益", "受益农户≥300人"),
    ),
    fault="target",
    weight=1.5,
)
