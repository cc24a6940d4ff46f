"""V22: deferred to an outside standard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .relative import FIGURE, one

_VAGUE_NORM = re.compile(
    r"^(?:国家|政策|文件|法律|法规|制度|合规|省级?|市级?|县级?|区级?|行业|规范|相关|有关|规定|上级|合同|考核|设计|管理|安全|质量)*(?:的)?(?:标准|要求|规范|规定|文件)+$"
)

_ANY_NORM = re.compile(
    r"(?:控制在|严格按照?|按照?|执行|符合|不超过?|不高于|不突破|低于|≤|未超过?)*(?:规定|有关|相关|开支|支出|费用|经费|国家|财政|当地|本地|[省市区县]级?|最低工资|工资|津贴|补[助贴]|收费)*(?:的)?标准(?:范围)?(?:以内|之内|内|执行|控制)?"
)


def _deferred(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if context.declared == {"cost"} and _ANY_NORM.fullmatch(context.value.strip("。.;")):
        yield check.mark(
            record,
            "value",
            None,
            f"成本只写“{short(record.value)}”，没有写出是什么标准、多少钱，超没超无从判断。",
            "请写明标准的金额和文号，如“≤__元/人·天（《…》）”。",
            "" if "执行" in context.value else "P1",  # a rate of pay that is laid down can be looked up
        )
        return
    if target is None or target.kind != "state" or not target.basis or not context.value:
        return
    if not _VAGUE_NORM.match(target.basis) or "《" in record.value or FIGURE.search(record.description):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有写出标准的名称和内容，要另查才知道目标是多少。",
        "请写明标准的名称、文号或具体数值。",
    )


CHECK = Check(
    code="V22",
    title="标准没有写明",
    english="Deferred to an outside standard",
    severity="P2",
    opinion=2,
    why="指标值来源可以是行业标准，但应能查到其数值（财预〔2021〕101号指标值来源）。",
    run=_deferred,
    needs=("value",),
    bad=(
        one("补偿金发放标准", "达到国家标准"),
        one("水质", "符合相关要求"),
        Example(Indicator("护渠岗位补贴标准", "按照当地最低工资标准执行", level1="成本指标")),
        one("补偿金标准", "符合有关文件要求"),
        Example(Indicator("水管员培训人均成本", "不超过标准", level1="成本指标", level2="经济成本指标")),
    ),
    good=(
        one("补偿金发放标准", "600元/户"),
        one("水质", "达到《地表水环境质量标准》Ⅲ类标准"),
        one("绿化养护", "达到一级"),
    ),
)
