"""C05: actual repeats the target word for word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher

from ....nlp.normalize import fold
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import RecordView
from .completions import row

_SAME = 0.95
_MIN_REPEATED = 6


def _repeated(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "text" or len(context.value) < _MIN_REPEATED:
        return
    actual = fold(record.actual)
    if abs(len(actual) - len(context.value)) > len(context.value) * (1 - _SAME) + 1:
        return
    if actual != context.value and SequenceMatcher(None, actual, context.value).ratio() <= _SAME:
        return
    yield check.finding(
        "actual",
        (0, len(record.actual)),
        f"实际完成值照抄预期值“{short(record.value)}”，没有数字，看不出完成了多少。",
        "请填写实际完成的数量、比例或可核实的结果，并附佐证材料。",
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
    needs=("actual", "value", "words"),
    bad=(
        Example(row("灌溉条件", "改善灌区农户的用水条件", "改善灌区农户的用水条件")),
        Example(row("节水宣传", "农户踊跃参与节水活动", "农户踊跃参与节水活动。")),
    ),
    good=(
        Example(row("灌溉条件", "改善灌区农户的用水条件", "新增灌溉面积320亩，惠及85户")),
        Example(row("安全", "未发生安全事故", "未发生安全事故")),
        Example(row("节水宣传", "5场", "5场")),
    ),
)
