"""B16: boilerplate that fits any project."""

from __future__ import annotations

from collections.abc import Iterator

from ....models.anchor import anchors
from ....models.guideline import is_checkable
from ....nlp.normalize import fold
from ....nlp.record import Indicator
from ....nlp.targets import parse_target
from ...findings import Finding
from ...registry import Check, Example
from ...views import RecordView
from ..names.sentences import measured
from ..values.wording.soft import is_template
from ..values.wording.V04 import harmful

# What a row of a class should say of its project.
_OWN = {
    "cost": "控制的是哪一项支出（如某种设备、某项服务的费用）",
    "timeliness": "是哪一项工作（如设备到货、补贴发放）的时间，按什么时限算及时",
}
_WHOSE = "本项目的服务对象、内容或地点"


def _run(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    # Whatever a model says: a record with an anchor is none (a user's own model may not know the test).
    if not context.boilerplate or anchors(record):
        return
    told = None if record.target_text else parse_target(record.actual)  # a report that gives no targets
    none = context.value in ("无", "零", "0") and harmful(context)
    hard = none or measured(context) or is_checkable(record) or (told is not None and told.number is not None)
    if hard and "满意" in context.name:
        return  # the stock row of satisfaction with a figure is one that every project has to have
    graded = len(list(filter(None, record.tiers or ()))) > 2  # 好 | 较好 | 一般 | 差: thin, yet told apart
    name, value = fold(record.name), fold(record.value)
    if value and (name == value or name in value):
        said = "指标值只是重复指标名称，没有说出本项目要做到什么。"
        advice = "请在指标名称中写明对象，指标值改为可核实的数值、日期或状态。"
    else:
        said = "划去每个项目都有的词以后什么也不剩，换到别的部门也一字不用改。"
        own = next((words for leaf, words in _OWN.items() if context.declared == {leaf}), _WHOSE)
        advice = f"请写明{own}，并给出相应的目标值。"
    # A date, a count or a rate is thin without an object, yet it can be checked.
    if hard:
        advice = advice.replace("，并给出相应的目标值", "")
    yield check.finding(
        "name",
        (0, len(record.name)),
        said,
        advice,
        "P3" if hard or is_template(context) else "P2" if graded else "",
    )


CHECK = Check(
    code="B16",
    title="套话，与本项目无关",
    english="Boilerplate that fits any project",
    severity="P1",
    profiles={"selfcheck": "P2"},
    opinion=2,
    why="绩效目标应指向明确、细化量化、与部门职责和项目内容相关（财预〔2015〕88号）；"
    "照搬通用表述的指标不能反映本项目的产出和效果。名称、指标值和说明里只要还有一个实义词说明是哪些人、什么东西或哪项"
    "工作，就不算套话；可以核对的只作提示。",
    run=_run,
    dimension="相关性",
    needs=("boilerplate",),
    bad=(
        Example(Indicator("优化服务", value="优化服务"), {"boilerplate": True}),
        Example(Indicator("工作任务数", value="据实"), {"boilerplate": True}),
        Example(
            Indicator("各项工作开展及时性", value="及时", description="完成及时性"), {"boilerplate": True}
        ),
        Example(Indicator("项目完成时间", value="11月底前"), {"boilerplate": True}),
        Example(Indicator("预算控制数", value="≤30万元", level2="成本指标"), {"boilerplate": True}),
    ),
    good=(
        Example(Indicator("牧民定居点供水户数", value="210户"), {"boilerplate": False}),
        Example(Indicator("母婴室使用满意度", value="≥92%"), {"boilerplate": False}),
        Example(
            Indicator("防汛物资补充及时性", value="及时", description="防汛物资补充及时性"),
            {"boilerplate": True},
        ),
        Example(Indicator("总成本", value="≤30万元", description="闸门维修费"), {"boilerplate": True}),
        Example(Indicator("服务对象满意度", value="≥90%"), {"boilerplate": True}),
    ),
    fault="boilerplate",
    references=True,
    rewrite=True,
    weight=1.3,
    keeps_cost=True,
)
