"""C58: far behind in the course of the year, and no reason given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .....nlp.normalize import fold
from .....nlp.targets import Target, parse_target
from ....findings import Finding, short
from ....registry import Check, Example
from ....stages import LEVEL
from ....views import RecordView
from ..completion.completions import explains, row
from ..completion.reached import opposed, outcome

# A share that was due in the first half of the year: 6月底前开工率.
_NODE = re.compile(r"(?<![0-9])[1-6]月(?:底|末|[0-9]{1,2}日)?前")
_MONTHS, _HALF_YEAR = 100, 700  # MMDD, with a year or without
_NEARLY = 0.9
_FEW = 4  # times that were planned for days of the year, and are over: 演练2次
_BEHIND, _AHEAD = 0.4, 1.15  # of the target; forms are filled in in summer


def _behind(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    if _is_over(view):
        yield check.mark(
            record,
            "value",
            None,
            f"全年目标是“{short(record.value)}”，到监控时已有“{short(record.so_far)}”，目标已经不能实现，没有说明原因。",
            "请写明发生的经过、原因和整改措施，监控结论和全年预计也要与此一致。",
        )
        return
    if _is_low(view):
        yield check.mark(
            record,
            "value",
            None,
            f"目标是“{short(record.value)}”，到监控时是“{short(record.so_far)}”，没有达到目标，没有说明原因和纠偏措施。",
            "请写明原因和下半年怎样达到目标；偏离的结论也要与此一致。",
            "" if context.declared & {"timeliness", "cost"} else "P2",
        )
        return
    if not record.so_far or not context.declared <= {"quantity", "cost"} or explains(record.reason):
        return
    if context.declared == {"cost"} and record.so_far.strip(" 万元") not in ("0", "0.0", "0.00"):
        return  # what is spent at a price says nothing of how much is done
    reached = outcome(
        replace(record, actual=record.so_far), replace(context, declared=frozenset(("quantity",)))
    )
    if reached is None or reached.share is None:
        return
    if reached.share > _AHEAD and not reached.bounded and context.declared == {"quantity"}:
        yield check.mark(
            record,
            "value",
            None,
            f"全年目标是“{short(record.value)}”，到监控时已有“{short(record.so_far)}”，超出 {(reached.share - 1) * 100:.3g}%，目标定得偏低，没有说明原因。",
            "请说明超额的原因；工作量确实增加的，按程序调高目标，并填写新的全年预计。",
            "P2",
        )
    if (
        _NEARLY <= reached.share <= 1
        and _comes_again(context.target)
        and not (reached.share == 1 and _wanted(context.target) <= _FEW)
        and record.forecast == record.value.lstrip("≥>=")
    ):
        yield check.mark(
            record,
            "value",
            None,
            f"到监控时已有“{short(record.so_far)}”，完成 {reached.share * 100:.3g}%，全年仍只预计“{short(record.forecast)}”，预计数没有按进度测算，目标也偏低。",
            "请按下半年的安排重新测算全年预计；明显超过目标的，按程序调高目标。",
            "P2",
        )
    if reached.share >= _BEHIND:
        return
    yield check.mark(
        record,
        "value",
        None,
        f"全年目标是“{short(record.value)}”，到监控时只有“{short(record.so_far)}”，完成 {reached.share * 100:.3g}%，明显落后，没有说明原因"
        + (f"，全年仍预计“{short(record.forecast)}”。" if record.forecast else "。"),
        "请写明落后的原因、下半年的安排和纠偏措施；确实完不成的，按程序调整目标。",
    )


def _wanted(target: Target | None) -> float:
    return (target.number if target is not None else None) or 0.0


def _comes_again(target: Target | None) -> bool:
    """Whether what is counted goes on all the year: times, and no works."""
    return target is not None and target.unit in ("次", "场", "场次", "期", "批次", "人次", "万人次")


def _is_over(view: RecordView) -> bool:
    """Whether there was more already of what there should be at most so much of in the year, accidents above all."""
    record, context = view
    target, so_far = context.target, parse_target(record.so_far)
    if target is None or target.number is None or so_far is None or explains(record.reason):
        return False
    limited = target.comparator in ("≤", "<") or not target.number
    counted = target.kind == "count" and "/" not in target.unit and so_far.kind in ("count", "number")
    return limited and counted and context.declared != {"cost"} and (so_far.number or 0.0) > target.number


def _is_low(view: RecordView) -> bool:
    """Whether a rate that does not grow with the work is below its target, or a change goes the other way."""
    record, context = view
    if opposed(record.value + record.name, record.so_far):
        return not explains(record.reason)
    target = context.target
    if _is_dearer(view):
        return True
    timed = context.declared == {"timeliness"} and (
        (target is not None and (target.kind == "duration" or _is_due(target)))
        or bool(_NODE.search(context.name))
    )
    if not (timed or LEVEL.search(fold(record.name))) or explains(record.reason) or not record.so_far:
        return False
    reached = outcome(replace(record, actual=record.so_far), context)
    if reached is None or not reached.missed:
        return False
    return timed or (context.declared == {"quality"} and not reached.worded)  # 尚未验收: its time may come


def _is_due(target: Target) -> bool:
    """Whether a day of the first half of the year was the last: forms are filled in after it."""
    day = int(target.upper or target.number or 0) if target.kind == "date" else 0
    return 0 < day % 10_000 < _HALF_YEAR and day > _MONTHS


def _is_dearer(view: RecordView) -> bool:
    """Whether what one costs is above its cap already: a price does not fall by itself."""
    record, context = view
    target, so_far = context.target, parse_target(record.so_far)
    if target is None or so_far is None or explains(record.reason) or context.declared != {"cost"}:
        return False
    priced = target.kind == so_far.kind == "money" and "/" in target.unit and target.unit == so_far.unit
    return priced and target.comparator in ("≤", "<") and (so_far.number or 0.0) > (target.number or 0.0)


CHECK = Check(
    code="C58",
    title="监控时进度明显落后或超前，没有说明原因",
    english="Far behind, or ahead, in the course of the year without a reason",
    severity="P1",
    opinion=4,
    why="绩效运行监控要对照目标分析进度，发现偏离的要说明原因、及时纠偏（财预〔2019〕136号）。",
    run=_behind,
    dimension="可行性",
    needs=("value",),
    bad=(
        Example(row("渠道巡查次数", "≥6000次", "", so_far="1860次", forecast="6000次", interim=True)),
        Example(row("闸门完好率", "≥98%", "", "质量指标", so_far="96.5%", forecast="98%", interim=True)),
        Example(row("灌区溺水事故", "0起", "", "社会效益指标", so_far="1起", interim=True)),
        Example(row("闸门故障修复时间", "≤48小时", "", "时效指标", so_far="平均52小时", interim=True)),
        Example(row("清淤完工时间", "2024年5月31日前", "", "时效指标", so_far="未完工", interim=True)),
        Example(row("6月底前清淤开工率", "≥80%", "", "时效指标", so_far="36.2%", interim=True)),
        Example(row("管道更换单价", "≤7.5万元/公里", "", "成本指标", so_far="7.8万元/公里", interim=True)),
        Example(row("渠道巡查次数", "≥6000次", "", so_far="8200次", interim=True)),
        Example(row("灌区用水量同比下降", "≥5%", "", "生态效益指标", so_far="上升2.1%", interim=True)),
        Example(row("护渠宣传场次", "≥48场", "", so_far="45场", forecast="48场", interim=True)),
        Example(row("护渠员奖励人数", "10人", "", so_far="0人", forecast="10人", interim=True)),
        Example(row("渠道巡查次数", "≥6000次", "", so_far="2130次", forecast="6000次", interim=True)),
    ),
    good=(
        Example(row("防汛演练次数", "2次", "", so_far="2次", forecast="2次", interim=True)),
        Example(row("渠道巡查次数", "≥6000次", "", so_far="6300次", interim=True)),
        Example(row("渠道巡查次数", "≥6000次", "", so_far="3900次", interim=True)),
        Example(row("改造闸站座数", "≥12座", "", so_far="11座", forecast="12座", interim=True)),
        Example(row("护渠宣传场次", "≥48场", "", so_far="45场", forecast="72场", interim=True)),
        Example(
            row("渠道巡查次数", "≥6000次", "", so_far="0次", interim=True, reason="汛期巡查集中在8月以后")
        ),
        Example(row("清淤完工时间", "2024年10月底前", "", "时效指标", so_far="未完工", interim=True)),
        Example(row("清淤验收合格率", "100%", "", "质量指标", so_far="尚未验收", interim=True)),
        Example(row("灌区溺水事故", "≤2起", "", "社会效益指标", so_far="1起", interim=True)),
        Example(row("每公里管护费用", "≤1.2万元/公里", "", "成本指标", so_far="0.3万元/公里", interim=True)),
    ),
    weight=1.2,
)
