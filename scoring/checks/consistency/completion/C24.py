"""C24: far beyond the target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.targets import canonical
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .completions import explains, row
from .reached import outcome

FAR = 1.3
_GRAVE = 10.0  # the target, or how it is counted, was wrong
_FORECAST = re.compile("预计|预期|计划")
_FEW = 1.0  # one more than planned is no sign of a low target
# A change told as a share: its points count, as 7 % for 5 % is no large surplus.
_CHANGE = re.compile(r"增长|增幅|增速|下降|降低|减少|降幅|提高|提升|节约|上升")
_POINTS = 10.0
# What is paid to each is fixed: more of it is paid beyond the rule.
_FIXED, _ABOVE = re.compile("标准(?!化)"), 1.05


def _beyond(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    reached = outcome(record, context)
    target = context.target
    fixed = target is not None and (target.kind, target.comparator) == ("money", "=")
    fixed = fixed and bool(_FIXED.search(context.name))
    if reached is None or reached.share is None or reached.bounded:
        return
    if reached.share < (_ABOVE if fixed else FAR) or _FORECAST.search(record.actual):
        return
    planned = target.number if target else None
    if (
        target is None
        or planned is None
        or (target.kind == "count" and (canonical(target).number or 0.0) * (reached.share - 1) <= _FEW)
    ):
        return
    if (
        target.unit in ("%", "‰")
        and _CHANGE.search(context.name)
        and planned * abs(reached.share - 1) < _POINTS
    ):
        return
    told = explains(record.reason)
    if fixed:
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"标准是“{short(record.value)}”，实际“{short(record.actual)}”，超标准 {(reached.share - 1) * 100:.4g}%"
            + (f"；已说明“{short(record.reason, 30)}”。" if told else "，没有说明原因。"),
            "请核对发放依据：当年提高了标准的写明文件和时间，没有依据的按原标准纠正并相应扣分。",
            "P3" if told else "P1",
        )
        return
    low = "目标严重偏低或统计口径有误" if reached.share >= _GRAVE else "目标定得偏低"
    yield check.finding(
        "actual",
        (0, len(record.actual)),
        f"实际“{short(record.actual)}”是目标“{short(record.value)}”的 {reached.share * 100:.4g}%，"
        f"超出 {(reached.share - 1) * 100:.4g}%，{low}"
        + (f"；已说明“{short(record.reason, 30)}”。" if told else "，也没有说明原因。"),
        "请说明大幅超额的原因（目标偏低、口径变化或任务增加），下年度参照实际完成情况调高目标。",
        "P3" if told else "P1" if reached.share >= _GRAVE else "",
    )


CHECK = Check(
    code="C24",
    title="大幅超过目标",
    english="Far beyond the target",
    severity="P2",
    opinion=4,
    why="完成值超过目标值30%以上的，属于目标设置偏低造成的偏差，自评时应分析原因（财预〔2020〕10号）；绩效目标应合理可行。",
    run=_beyond,
    dimension="适当性",
    needs=("actual", "value", "figures"),
    fault="completion",
    bad=(
        Example(row("培训农户人数", "≥500人", "2100人")),
        Example(row("节水宣传场次", "10场", "18场")),
        Example(row("节水宣传场次", "10场", "13场")),
        Example(row("接收水文档案", "≥1.2万卷", "1.86万卷")),
        Example(row("灌区增收额", "≥50万元", "120万元", "经济效益指标")),
        Example(row("护渠员补助标准", "=1500元/人", "2000元/人", "成本指标")),
    ),
    good=(
        Example(row("培训农户人数", "≥500人", "620人")),
        Example(row("清淤总成本", "≤90万元", "150万元", "成本指标")),
        Example(row("护渠员补助标准", "=1500元/人", "1530元/人", "成本指标")),
        Example(row("用水户满意度", "≥60%", "95%", "服务对象满意度指标")),
        Example(row("节水宣传场次", "≥1场", "2场")),
        Example(row("故障修复时间", "48小时内", "2小时", "时效指标")),
        Example(row("灌区用水量下降率", "≥5%", "7.2%", "生态效益指标")),
    ),
)
