"""T01: filed under a class it does not belong to."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.taxonomy import NAMES
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from .filing import could_be_filed


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if could_be_filed(view):
        return
    where = "level2" if record.level2 else "level1"
    written = getattr(record, where)
    if context.declared == {"satisfaction"}:
        said = f"“{short(record.name)}”没有问谁满意不满意，却填在“{written}”下。"
        advice = "考核满意度的，改为“××（调查对象）满意度”≥__%；其他内容移到相应的产出或效益指标。"
    else:
        leaves = [t for t in context.type_set if context.standard != "2021" or t != "sustainable"]
        likely = "或".join(NAMES[t] for t in (leaves or context.type_set)[:2])
        said = f"“{short(record.name)}”衡量的是{likely}，却填在“{written}”下。"
        advice = f"建议改填在{likely}指标下，或改写指标，使其与“{written}”相符。"
    yield check.finding(where, (0, len(written)), said, advice)


CHECK = Check(
    code="T01",
    title="指标归类与内容不符",
    english="Filed under a class it does not belong to",
    severity="P2",
    profiles={"disclosure": "P3"},
    opinion=7,
    why="二级指标按所衡量的内容归类（财预〔2015〕88号、财预〔2020〕10号指标框架）。只有当申报类别不在模型 95% "
    "置信的类别集合内、同类名称在实务中也不归入该类、指标值的单位也不支持该类时才提示；名称说不清衡量什么的不判。",
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
        Example(
            Indicator("北干渠改造", value="全线改造", level1="满意度指标", level2="其他满意度"),
            {"type": "quantity", "type_set": ("quantity",)},
        ),
        Example(
            Indicator("水费台账准确率", value="≥98%", level1="效益指标", level2="经济效益指标"),
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
        Example(
            Indicator("农户用水保障水平", value="明显提升", level1="效益指标", level2="可持续影响指标"),
            {"type": "social", "type_set": ("social",)},
        ),
        Example(
            Indicator("施工期停水投诉起数", value="≤3起", level1="成本指标", level2="社会成本指标"),
            {"type": "social", "type_set": ("social",)},
        ),
        Example(
            Indicator("开展节水宣传活动", value="效果良好", level1="产出指标", level2="数量指标"),
            {"type": "social", "type_set": ("social",)},
        ),
        Example(
            Indicator("一级渠堤绿地面积", value="3200平方米", level1="产出指标", level2="数量指标"),
            {"type": "ecological", "type_set": ("ecological",)},
        ),
        Example(
            Indicator("泵站租赁期限", value="1年", level1="产出指标", level2="时效指标"),
            {"type": "sustainable", "type_set": ("sustainable",)},
        ),
    ),
    fault="class",
    references="misfiled",
)
