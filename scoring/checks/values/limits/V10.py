"""V10: a sign that leaves no room: at least 100 percent of a share, at most none; or everybody satisfied."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ...ladders.analysis import UNBOUNDED
from .bounds import OVER, one

_SIGN = re.compile(r"[<>≥≤]|以上|超过|不[低少]于")
_SATISFIED = re.compile(r"满意[度率]")
_KNOWN = re.compile(r"知晓率$")
# More may be done than was planned, never more of it in time, or more accepted than there is.
_BOUNDED = re.compile(
    r"(?:及时|按时|按期|如期|准时|按计划)(?:完成|完工|竣工)的?(?:率|比例)$|(?:完成|完工|竣工)(?:及时|按时|准时)率$|验收(?:合格|通过)?的?(?:率|比例)$"
)
_NONE = re.compile(r"(?<![0-9.])0(?:\.0+)?(?![0-9.万元])")
# What is kept or bought: none of it is no task, where none of what does harm is one.
_KEPT = re.compile(
    r"(?:面积|里程|长度|车辆|车数|台数|套数|册数|(?:保障|维护|购置|采购|管护|供养|补助|培训|资助)[^率]{0,8}(?:数量?|人次|户数))$"
)
# A number has no share: V01.
_COUNTED = re.compile(r"(?:[台套个件册户座处人场次]|终端|设备|车辆|摄像头)数$|数量$")
_BELOW = re.compile(r"增|降|减|变[动化]|差|结余|结转|偏离|超支|温|水位")  # may be less than nothing
_SURVEY = re.compile(r"满意[度率].{0,4}(?:调查|测评|回访|问卷|评估|抽样)")  # 满意度调查完成率 is work


def _at_most(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or not context.value:
        return
    if (
        target.number == 0
        and target.comparator == "≤"
        and _NONE.search(context.value)
        and not _BELOW.search(context.name)
    ):
        said = f"“{short(record.value)}”：不会小于 0，“≤”没有意义。"
        yield check.mark(record, "value", None, said, "请写“＝0”或“0”；若允许个别发生，写出上限。", "P3")
        return
    if target.number == 0 and context.declared == {"quantity"} and _KEPT.search(context.name):
        said = f"“{short(record.value)}”：数量填 0，等于没有要做的事。"
        yield check.mark(
            record, "value", None, said, "没有这项任务的，删去这条指标；有的，写明数量和计量单位。"
        )
        return
    if target.kind != "percent":
        return
    if UNBOUNDED.search(context.name) and not _BOUNDED.search(context.name):
        return
    if "控制率" in context.name:
        return  # more than planned may be spent: V35
    if UNBOUNDED.search(context.value) or target.number != OVER:
        return
    signed = _SIGN.search(context.value)
    if _SATISFIED.search(context.name) and not _SURVEY.search(context.name):
        said = f"“{short(record.value)}”：满意度定为100%不切实际，有一人不满意就不能完成。"
        advice = "请按往年调查结果写“≥__%”，并写明调查对象和方式。"
        yield check.mark(record, "value", None, said, advice, "P1" if signed else "")
        return
    if not signed and _KNOWN.search(context.name):
        said = f"“{short(record.value)}”：要人人都知晓不切实际，也难以抽样证明。"
        yield check.mark(record, "value", None, said, "请按往年抽样结果写“≥__%”，并写明调查范围和样本数。")
        return
    if not signed or target.comparator not in ("≥", ">") or _COUNTED.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        (target.start, target.end) if context.value == record.value else None,
        f"“{short(record.value)}”：占全体的比例不会超过 100%，“{signed[0]}”没有意义。",
        "请写“100%”；若允许个别例外，写“≥__%”。",
    )


CHECK = Check(
    code="V10",
    title="≥100%、≤0 没有意义，数量为 0，满意度定为100%",
    english="At least 100 percent of a share, at most none, or 100 percent satisfied",
    severity="P2",
    opinion=4,
    why="占全体的比例不会超过 100%，次数、人数不会小于 0，数量为 0 没有要做的事，“≥100%”“≤0”没有取值空间；满意度由人评说，定为100%难以实现。目标应合理可行（财预〔2015〕88号）。",
    run=_at_most,
    dimension="可行性",
    needs=("value",),
    bad=(
        one("困难户水费减免", "困难户≥100%"),
        one("水质合格率", "≥100%"),
        one("渠道工程及时完成率", "≥100%"),
        one("用水户满意度", "100%"),
        one("用水户满意度", "≥100%"),
        one("农户水价政策知晓率", "100%"),
        one("农户对抢修的满意率", "达到100%"),
        one("自来水普及率", "达到100%以上"),
        one("渠道决口起数", "≤0起"),
        Example(Indicator("泵站管护面积", value="=0平方米", level1="产出指标", level2="数量指标")),
    ),
    good=(
        one("水质合格率", "100%"),
        one("投资完成率", "≥100%"),
        one("水费收入增长率", "≥100%"),
        one("用水户满意度", "≥95%"),
        one("渠道决口起数", "0起"),
        Example(Indicator("渠道新增淤积长度", value="0公里", level1="效益指标", level2="生态效益指标")),
        one("水费欠缴额变动率", "≤0%"),
        one("用水户满意度调查完成率", "100%"),
        one("灌区预算控制率", "≥100%"),
        one("运维闸门终端数", "≥100%"),
    ),
)
