"""V41: a rate of change, and nothing says from what."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from .relative import FIGURE, one

_CHANGE = re.compile(
    r"(?:下降|降低|减少|压减|增长|提高|提升|增加|上升)(?:率|幅度?|比例)$|[降增涨升]幅$|(?<!生)(?<!成)(?<!再)(?<!自然)(?<!经济)增速$"
)
# The same told as a deed: 发病减少 10%. By how much better a feeling or a skill becomes nobody measures.
_DEED = re.compile(
    r"(?:有效|明显|显著|逐步|持续|大幅)*(?P<what>下降|降低|减少|压减|增长|增加|上升|提高|提升|增强|改善|优化)$"
)
# 减少资产闲置率 100%: neither by so much nor to so much can be meant.
_LED = re.compile(r"(?:^|[,，、])(?P<what>减少|降低|压减|下降)[^,，、]{2,}率$")
# What is a rate by itself, or has its base in its name.
_BASED = re.compile(
    r"同[比期]|较|比上?年|环比|20\d\d年|上年|去年|往年|基[数准期]|虫口|计划|预算|概算|标准|自然增长|改造前|治理前"
)
_BETTER = re.compile(r"(?:提升|改善|优化|增强)$")
_LESS = re.compile("下降|降低|减少|压减|降幅")
_GROWS = re.compile("增长|增加|增速|[涨增升]幅|上升")
_OF_RATE = re.compile(r"(?:率|占比|比例)(?:下降|降低|减少|上升|提高|提升|增长|增加)$")
_WHOLE = 60.0  # nothing grows by that: it is what shall be reached


def _baseless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind not in ("percent", "permille") or not context.value:
        return
    name = context.name.rstrip("。.;%")
    deed = None if _CHANGE.search(name) else _DEED.search(name) or _LED.search(name)
    if not deed and not _CHANGE.search(name):
        return
    told = f"{context.value}{record.description}{record.basis}"
    if any(map(FIGURE.search, record.history)):
        return
    if _OF_RATE.search(name) and "百分点" not in told and not FIGURE.search(record.description):
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”本身是比率，“{short(record.value)}”分不清是变化多少个百分点还是比原来变化百分之几，也没有写原来是多少。",
            "请写明基数和变化后的数，如“由__%降至__%以下”，或“下降__个百分点”。",
        )
        return
    if _BASED.search(context.name + told):
        return
    if deed and (target.number or 0.0) >= _WHOLE:
        yield check.mark(
            record,
            "value",
            None,
            f"“{short(record.name)}”填“{short(record.value)}”，分不清是{deed['what']}了多少还是达到多少，也没有基数。",
            "请二选一：写明比上年（__）变化多少，或名称改为要达到的比率（如“××率”）并写明口径。",
            "P1"
            if (_BETTER.search(name) or _LED.search(name)) and context.declared != {"satisfaction"}
            else "",
        )
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.name)}”填“{short(record.value)}”，没有写明与哪一年比、那时是多少，无法核算。",
        f"请在指标解释中写明比较的基期和基数，如“比上年（__）{'下降' if _LESS.search(name) else '增长'}__%”。",
        "P3" if _GROWS.search(name) else "",  # commonly against the year before
    )


CHECK = Check(
    code="V41",
    title="变化率没有基数",
    english="A rate of change without its base",
    severity="P2",
    profiles={"selfcheck": "P3", "disclosure": "P3"},
    opinion=2,
    why="指标解释应写明定量指标的计算方法或统计口径（财预〔2021〕101号）；升降多少要有基期和基数才能核算。",
    run=_baseless,
    needs=("value", "percent"),
    bad=(
        one("溺水事故死亡率降幅", "≥5%"),
        one("灌溉用水量下降率", "≥8%"),
        one("渠系漏损率下降", "≥1%", description="漏损率较上年下降"),
        one("涉水疾病发生有效下降", "40%"),
        one("农户节水技能提升", "≥90%"),
        one("出租泵房，减少泵房闲置率", "=100%"),
    ),
    good=(
        one("灌溉用水量下降率", "≥8%", description="与上年同期用水量相比"),
        one("溺水事故死亡率降幅", "≥5%", history=("6%",)),
        one("灌溉用水量同比下降率", "≥8%"),
        one("渠系漏损率下降", "≥1个百分点", description="较上年的12.6%"),
        Example(Indicator("农户节水知晓率", "≥85%")),
        one("灌溉用水量下降", "比上年下降8%"),
        one("草场虫口下降率", "≥85%"),
    ),
    fault="target",
)
