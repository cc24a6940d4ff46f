"""C05: actual repeats the target word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from .....nlp.normalize import fold
from .....nlp.record import Indicator
from .....nlp.targets import Target, parse_target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ...values.wording.soft import is_template, reported_grade
from .completions import row
from .points import is_full

_SAME = 0.95
_MIN_REPEATED = 6
# What is put behind the repeated target: 群众踊跃参与，完成预期目标.
_DONE = re.compile(
    r"[,，。;；、]?(?:已|均|全部|圆满|如期)*(?:完成|达成|实现|达到)了?(?:年度|预期|既定)+(?:指标|目标|任务)[。.]?$"
)
# Grades of a ladder: to reach the target's is a full answer.
_GRADE = re.compile(
    r"[优良中差强是有无高低]|[日周月]产[日周月]清|应.尽.|日清日结|较[高好强]|优秀|良好|合格|达标|通过|正常|全覆盖|零.*|无.*|未.*|不.*"
    r"|(?:全部|已|按[时期])?(?:达成|完成|实现|达到)(?:年度|预期)?(?:指标|目标|任务)?"
)
# A state that is there or not; a change (显著提升) has to be shown.
_STATE = re.compile(
    r"(?:制度|机制|管理|程序|流程|建立|比较|较|更加)*(?:健全|完善|完备|完整|齐全|科学|合理|规范|合规|合法|有序|清晰|明确|准确|稳定|安全|及时)+"
)

_YEARS = re.compile(
    r"(?:影响|使用|服务|运行|发挥|受益|保障|延续|持续)[^,;]{0,6}(?:年限|年数|时间|期限|寿命)$|使用寿命$"
)
_DESIGNED = re.compile("设计|质保|保修|承诺")  # what a contract or a drawing says
_LONG = 3.0


def _is_future(record: Indicator, target: Target, name: str) -> bool:
    """Whether years that something shall last are reported as passed in the year in which it was made."""
    if (
        target.kind != "duration"
        or target.unit != "年"
        or (target.number or 0.0) < _LONG
        or not _YEARS.search(name)
        or _DESIGNED.search(name)
    ):
        return False
    reached = parse_target(record.actual)
    return reached is not None and reached.unit == "年" and (reached.number or 0.0) >= (target.number or 0.0)


def _repeated(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    wordy = not any(map(str.isdigit, context.value))
    if (
        wordy
        and context.declared == {"cost"}
        and fold(record.actual).strip("。.") == context.value.strip("。.")
    ):
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"成本的完成值照抄“{short(record.value)}”，没有填写实际支出数。",
            "请填写实际支出的金额，并与预算数比较。",
            "P2",
        )
        return
    if target is not None and _is_future(record, target, context.name):
        yield check.finding(
            "actual",
            (0, len(record.actual)),
            f"“{short(record.name)}”刚开始，完成值就填满“{short(record.actual)}”：这些年还没有过去，不能算已经完成。",
            "请改写当年能核实的依据（设计文件、质保合同、管护制度），或写明已使用的时间。",
        )
        return
    if target is None or target.kind != "text" or _GRADE.fullmatch(context.value):
        return
    actual = _DONE.sub("", fold(record.actual))
    is_short = len(context.value) < _MIN_REPEATED
    if is_short and actual.strip("。.") != context.value.strip("。."):
        return
    if abs(len(actual) - len(context.value)) > len(context.value) * (1 - _SAME) + 1:
        return
    if actual != context.value and SequenceMatcher(None, actual, context.value).ratio() <= _SAME:
        return
    told = not (is_full(record) or record.points is None) or _STATE.fullmatch(context.value)
    yield check.finding(
        "actual",
        (0, len(record.actual)),
        f"实际完成值照抄预期值“{short(record.value)}”，没有数字，看不出完成了多少"
        + (f"，却得了满分 {record.points:.10g} 分。" if is_full(record) else "。"),
        "请填写实际完成的数量、比例，或可核实的事实（认定文件、时间、名单），并附佐证材料。",
        # That the words themselves are vague is a fault of the target, and said there.
        "P3"
        if is_template(context)  # the words are those of higher authorities
        else "P2"
        if told or context.vague or reported_grade(record, context.value)
        else "",
    )


CHECK = Check(
    code="C05",
    title="实际完成值照抄预期值",
    english="Actual repeats the target word for word",
    severity="P1",
    opinion=4,
    why="绩效自评应写明实际完成值并与目标值比较（财预〔2020〕10号自评表）；照抄的文字既没有数据也无从佐证。",
    run=_repeated,
    dimension="适当性",
    needs=("actual", "value"),
    fault="completion",
    bad=(
        Example(row("灌溉条件", "改善灌区农户的用水条件", "改善灌区农户的用水条件")),
        Example(row("节水宣传", "农户踊跃参与节水活动", "农户踊跃参与节水活动。")),
        Example(row("灌溉条件", "有效改善", "有效改善", "社会效益指标")),
        Example(row("节水意识", "显著提升", "显著提升", "社会效益指标", weight=10.0, points=10.0)),
        Example(row("管护费用", "不超预算", "不超预算", "成本指标")),
        Example(row("渠道持续使用年限", "≥15年", "15年", "可持续影响指标")),
    ),
    good=(
        Example(row("灌溉条件", "改善灌区农户的用水条件", "新增灌溉面积320亩，惠及85户")),
        Example(row("安全", "未发生安全事故", "未发生安全事故")),
        Example(row("节水宣传", "5场", "5场")),
        Example(row("水泵设计使用年限", "≥15年", "15年", "可持续影响指标")),
        Example(row("工程质量", "优", "优", "质量指标")),
        Example(row("管护合同服务年限", "1年", "1年", "时效指标")),
        Example(row("灌溉条件", "有效改善", "明显改善", "社会效益指标")),
        Example(row("管护费用", "不超预算", "共支出28.6万元，未超预算", "成本指标")),
    ),
    weight=0.85,
)
