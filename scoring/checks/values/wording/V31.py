"""V31: the value defers to something still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check
from ....views import RecordView
from ..units.dimensions import blank
from .soft import checkable, explained, one

# 计划生育 is a policy, no plan; 计划外 and 合同制 are kinds of things.
_NOUN = r"(?:合同|协议|计划(?!生育|外)|任务|方案|进度|实际|通知|文件|要求|安排|需求|需要|目标|批复|下达|工作内容|服务内容)"
_LED = re.compile(
    rf"(?:(?:严格|依法|均|全部)?(?:按照?|根据|依据|依照|遵照|参照|视|随)|以(?=[^,;。]{{1,20}}(?:为准|确定|而定)))[^,;。%]{{0,14}}?{_NOUN}"
)
_COMPLETED = re.compile(rf"(?:完成|执行)(?:上级|年度|合同|协议|计划|约定|预定|既定|下达|任务|规定)*{_NOUN}")
_ACTUAL = re.compile(
    r"(?:以)?(?:实际|审[批核]通过|符合条件|申报|上报|核定|核准|报名)[^,;。]{0,6}(?:数量|人数|户数|金额|数|为准)"
)
_NORM = re.compile(
    r"(?:严格|依法)?(?:按照?|根据|依据|依照|遵照|参照)[^,;。%]{0,14}?(?:标准|规定|政策|规范|办法|法规|设计|图纸|序时进度|农时)"
)
_SEEN = re.compile(
    r"合格|优秀|达标|通过|零|无|未发生|不发生|全覆盖|[级类]$|《|〔|[0-9]|百分|[一二三四五六七八九十]+[天日个次场人户项]"
)


def _deferred(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    value = context.value
    whole = value.strip("。; ")
    actual = _ACTUAL.fullmatch(whole)
    norm = _NORM.match(value)
    match = norm or _LED.match(value) or _COMPLETED.fullmatch(whole) or actual
    if match is None or (_SEEN.search(value) and not actual):
        return
    if checkable(record.name, counts=True) or explained(record, counts=True):
        return
    if context.declared == {"cost"} and (norm or "批复" in value or "预算" in value):
        return  # a rate of pay or a budget that is laid down elsewhere is known today
    until = "要等事后" if actual else f"要另查“{short(match[0], 14)}”的内容"
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有写出目标，{until}才知道是多少，现在无从审核。",
        f"请把其中的数量、日期或标准写出来，如“{blank(context.name)}”“__月__日前”，并注明文件名称和文号。",
        "P2" if norm else "",
    )


CHECK = Check(
    code="V31",
    title="目标推给别的文件或任务",
    english="The value defers to a task, plan or contract",
    severity="P0",
    profiles={"selfcheck": "P1"},
    opinion=2,
    why="绩效指标要以清晰、可衡量的指标值体现，并与计划数相对应（财预〔2020〕10号“绩效指标明确性”）；“按合同约定”"
    "“以实际为准”没有目标，审核和评价都无从下手。",
    run=_deferred,
    dimension="完整性",
    needs=("value", "words"),
    instead_of=("V29", "V22", "V03", "B16", "V24"),
    bad=(
        one("渠道清淤长度", "根据下达任务目标要求确定", "数量指标"),
        one("管护人员到岗", "按合同约定", "时效指标"),
        one("抗旱应急供水量", "以实际发生为准", "数量指标"),
        one("闸门检修", "按计划完成", "时效指标"),
        one("抗旱补助发放人数", "审批通过的人数", "数量指标"),
        one("2026年泵站检修时间", "以签订的合同为准", "时效指标"),
        one("水费减免", "按规定发放", "数量指标"),
    ),
    good=(
        one("渠道清淤长度", "按合同约定完成12公里", "数量指标"),
        one("大坝安全鉴定", "达到《水库大坝安全鉴定办法》一类坝", "质量指标"),
        one("闸门检修", "按计划完成", "时效指标", "全年计划检修24座"),
        one("渠道维修", "按合同验收合格", "质量指标"),
        one("管护员补助标准", "按国家标准", "成本指标"),
    ),
    fault="target",
    weight=1.25,
    keeps_cost=True,
)
