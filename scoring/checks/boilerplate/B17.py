"""B17: row that many projects of the archive share."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.anchor import anchors
from ....nlp.record import Indicator
from ...findings import Finding
from ...registry import Check, Context, Example
from ...repetition.lookup import Seen
from ...repetition.texts import has_figure
from ...views import RecordView
from .stock import is_stock

_MANY, _GRAVE = 5, 20  # other projects
_SPECIFIC = 10  # characters of a name that says more than 验收合格率


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    seen = context.seen
    if seen is None or max(seen.projects, seen.near) < _MANY or _is_common(context):
        return
    if anchors(record):
        return  # projects of one kind may well have it alike
    parts = []
    if seen.projects:
        years = f"、{seen.years} 个年度" if seen.years else ""
        where = f"（档案中 {seen.units} 个单位{years}有此条）"
        parts.append(f"与 {seen.projects} 个项目逐字相同{where}")
    if seen.near:
        parts.append(f"与 {seen.near} 个项目只差个别字")
    if seen.described >= _MANY:
        parts.append(f"指标解释也与其中 {seen.described} 个相同")
    soft = not has_figure(context.said)
    yield check.finding(
        "name",
        (0, len(record.name)),
        f"指标名称和指标值{'，'.join(parts)}，看不出本项目的内容。",
        "请写明本项目做什么、做多少、达到什么程度；确属统一模板的可以保留。",
        "P1" if soft and seen.projects >= _GRAVE else "",
    )


def _is_common(context: Context) -> bool:
    """What every project may have alike: a superior's stock pair, satisfaction with a figure, a plain measure
    (验收合格率 100%) with a figure."""
    if is_stock(context):
        return True
    return has_figure(context.said) and ("满意" in context.name or len(context.name) < _SPECIFIC)


def _project(name: str, value: str) -> Indicator:
    return Indicator(name, value, project="枫溪街道便民食堂补助")


_SEEN = {"seen": Seen(projects=37, units=12, years=4)}


CHECK = Check(
    code="B17",
    title="与档案中许多项目雷同",
    english="Row that many projects of the archive share",
    severity="P2",
    opinion=11,
    why="绩效目标应“指向明确”“细化量化”（财预〔2015〕88号）：许多项目一字不差的指标说不出本项目的内容。对照 --archive "
    "给出的档案：5 个以上其他项目逐字相同，或只差个别字；没有数字而 20 个以上相同的更严重。上级统一的标准指标（B11）、"
    "带数字的满意度、通用的短名称（验收合格率 100%）和写明了对象的指标（同类项目可以相同）不算。",
    run=_run,
    bad=(
        Example(_project("保障工作顺利开展", "有效保障"), _SEEN),
        Example(_project("年度各项重点工作任务完成数量", "≥30项"), {"seen": Seen(2, 2, 1, near=9)}),
        Example(_project("社会服务能力", "显著提升"), {"seen": Seen(6, 1, 0)}),
    ),
    good=(
        Example(_project("保障工作顺利开展", "有效保障")),
        Example(_project("便民食堂每月老年餐供应数量", "≥300份"), {"seen": Seen(2, 2, 1, near=9)}),
        Example(_project("保障工作顺利开展", "有效保障"), {"seen": Seen(4, 3, 2, near=4)}),
        Example(_project("服务对象满意度", "≥90%"), _SEEN),
        Example(_project("验收合格率", "100%"), _SEEN),
        Example(_project("足额保障率", "＝100%"), _SEEN),
    ),
    fault="boilerplate",
)
