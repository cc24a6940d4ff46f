"""V45: a floor under what nobody at the unit decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .bounds import one

# What comes to a unit from outside: calls, petitioners, those whom a court sends, cases that the police hand over.
_DEMAND = re.compile(
    r"接(?:处|报)?警(?:起|次|件)?数|出警(?:次|起)?数|来[信访](?:人|件|批)?[次数]|(?:信访|来访|来信)(?:接待|受理)(?:件|批|人)?[次数]"
    r"|接待[\u4e00-\u9fff]{0,4}来访(?:人次|批次|件数|人数)"
    r"|在[册押矫][\u4e00-\u9fff]{0,8}(?:人数|对象数)|接收[\u4e00-\u9fff]{0,8}(?:对象|服刑人员)(?:人数|数)"
    r"|收[押治][\u4e00-\u9fff]{0,6}(?:人数|人次)|(?:逮捕|批捕|起诉|公诉)[\u4e00-\u9fff]{0,4}案件[\u4e00-\u9fff]{0,4}数"
)
_LESS = re.compile("下降|减少|降低|率")


def _floor(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.comparator not in ("≥", ">") or target.kind != "count" or not target.number:
        return
    found = _DEMAND.search(context.name)
    if found is None or _LESS.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”有多少不由本单位决定，“{short(record.value)}”把它定成越多越好，完成与否说明不了工作。",
        "请改为衡量办理情况的指标，如按时办结率、规范率；要反映工作量的，在说明中写明预计数，不作考核目标。",
    )


CHECK = Check(
    code="V45",
    title="不由单位决定的数量定了下限",
    english="A floor under what nobody at the unit decides",
    severity="P2",
    opinion=4,
    why="绩效目标应与本单位职责和工作相关、经过努力可以实现（财预〔2015〕88号：目标要求）；报警、来访、移送的案件有多少由别人决定，定下限会引向凑数。",
    run=_floor,
    dimension="可行性",
    needs=("value", "figures"),
    bad=(
        one("全年接处警起数", "≥800起", "数量指标"),
        one("接待渔民来访批次", "≥60批次", "数量指标"),
        one("接收社区矫正对象人数", "≥15人", "数量指标"),
        one("审查起诉案件办理数", "不少于62件", "数量指标"),
    ),
    good=(
        one("全年接处警起数", "800起左右", "数量指标"),
        one("接处警及时率", "≥98%", "质量指标"),
        one("办理法律援助案件数", "≥38件", "数量指标"),
        one("接待参观人次", "≥6000人次", "数量指标"),
        one("在册社区矫正对象人数下降", "≥5人", "社会效益指标"),
    ),
)
