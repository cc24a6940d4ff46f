"""V43: a floor for what others decide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from .form import one

# How many come in is up to those who come, or are sent: cases, complaints, calls, petitioners, convicts.
_COMES_IN = re.compile(
    r"^(?:全年|年度|共|累计)*(?:受理|收到|接到|接报)(?!.{0,10}(?:率|及时|时限|时间))[^,、及和]{0,8}(?:案件|投诉|举报|信访|报案|警情?|申诉|诉求|来电|来信|来访)[^率]{0,3}(?:数量?|件数|次数|量|人次)?$"
    r"|^(?:全年|年度)?(?:接处?警|出警)(?:次数|起数|件数|数量|量|数)?$|来[信访](?:人|件|批)?[次数]$|接待[\u4e00-\u9fff]{0,4}来访(?:人次|批次|件数|人数)$"
    r"|在[册押矫][\u4e00-\u9fff]{0,8}(?:人数|对象数)$|接收[\u4e00-\u9fff]{0,8}(?:对象|服刑人员)(?:人数|数)$|收[押治][\u4e00-\u9fff]{0,6}(?:人数|人次)$"
    r"|(?:逮捕|批捕|起诉|公诉)[\u4e00-\u9fff]{0,4}案件[\u4e00-\u9fff]{0,4}数$"
)


def _floor(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.comparator not in ("≥", ">") or target.kind != "count":
        return
    if not context.declared <= {"quantity"} or not _COMES_IN.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”由别人决定，不由本单位决定，定“{short(record.value)}”等于要求越多越好。",
        "请改为本单位能决定的：办结数量、办结率≥__%、办理时限；预计数写在说明里。",
    )


CHECK = Check(
    code="V43",
    title="给不由自己决定的数量定下限",
    english="A floor for what others decide",
    severity="P2",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why="绩效目标应当合理可行，经努力能够实现（财预〔2015〕88号）；受理多少取决于来办事的人，定下限与减少纠纷、案件的目的也相反。",
    run=_floor,
    dimension="可行性",
    needs=("value", "figures", "compared"),
    bad=(
        one("受理水事纠纷案件数", "≥60件", "数量指标"),
        one("接到用水投诉件数", "≥200件", "数量指标"),
        one("接待渔民来访批次", "≥60批次", "数量指标"),
        one("接收社区矫正对象人数", "≥15人", "数量指标"),
        one("审查起诉案件办理数", "≥62件"),
        one("全年接处警起数", "≥800起", "数量指标"),
    ),
    good=(
        one("水事纠纷案件办结率", "≥95%", "质量指标"),
        one("审结水事纠纷案件数", "≥60件", "数量指标"),
        one("受理用水投诉件数", "≤20件", "数量指标"),
        one("接待参观人次", "≥6000人次", "数量指标"),
        one("办理法律援助案件数", "≥38件", "数量指标"),
        one("受理取水许可申请", "按时受理", "数量指标"),
    ),
    fault="target",
)
