"""V27: too low a bar."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short, tier_span
from ....registry import Check, Example
from ....views import RecordView
from .bounds import one

# Kinds of measures whose targets hardly ever lie lower, with that bar: the first percentile or less of the targets in
# the corpus (`data/corpus`, 1,160 for 满意度, 46 to 569 for each other kind). What a share of something reaches by
# nature (绿化覆盖率, 高血压管理率, PM2.5达标率) is no measure of effort and not among them.
_BARS = (
    (re.compile(r"满意[度率]$"), 80.0),
    (
        re.compile(
            r"(?<!治)及时(?:办结|到位|配送到位|处置|处理|发放|支付|拨付|完成|完工)?率$|按[时期][^,;]{0,4}率$"
        ),
        80.0,
    ),
    (re.compile(r"验收合格率$"), 95.0),  # what is accepted has passed
    (re.compile(r"(?:工程质量|产品质量|采购质量|设备质量|质量)合格率$"), 80.0),
    (re.compile(r"(?:发放|拨付|支付|审核|录入|登记|核算|统计|信息|数据)准确率$"), 80.0),
    # What people are owed is paid in full (应发尽发).
    (
        re.compile(
            r"(?:补[助贴]|资助|救助金?|工资|津贴|养老金|低保金?|助学金|抚恤金|慰问金)的?(?:金|资金)?(?:足额|核发|实际)?(?:发放|兑现|核发)率$"
        ),
        95.0,
    ),
    (re.compile(r"办结率$|(?:补[助贴]|工资|津贴|救助金|奖金|慰问金)发放率$"), 80.0),
    (re.compile(r"(?:人员|药物|药品|物资|配送|设备|补[助贴](?:资金)?)到位率$"), 80.0),
    (re.compile(r"疫苗接种率$"), 80.0),
    (re.compile(r"(?:疫情报告|疾病监测)管理率$"), 60.0),
)
_BY_NATURE = re.compile(r"救治|溶栓|抢救|预[报测警]|识别|诊断|提[升高]|增长")


def _low_bar(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or target.number is None or target.upper is not None:
        return
    if target.comparator in ("≤", "<") or target.number == 0 or target.number > _HIGHEST:
        return
    bar = next((bar for pattern, bar in _BARS if pattern.search(context.name)), 0.0)
    if not (target.number < bar or (target.number == bar and not context.value)):
        return
    if _BY_NATURE.search(context.name):
        return
    field, span = ("tiers", tier_span(record, 0)) if not record.value else ("value", (0, len(record.value)))
    yield check.finding(
        field,
        span,
        f"“{short(record.target_text)}”作为目标偏低，同类指标一般高于 {bar:g}%。",
        "请对照历史完成值和行业标准说明依据，或提高目标值。",
    )


_HIGHEST = max(bar for _, bar in _BARS)

CHECK = Check(
    code="V27",
    title="目标值偏低",
    english="Too low a bar",
    severity="P2",
    profiles={"selfcheck": "P3"},
    opinion=11,
    why="绩效目标不应过低（财预〔2015〕88号审核表“绩效合理性”）；满意度通常不低于 90%，60% 是不得分线（财预〔2021〕101号）。",
    run=_low_bar,
    dimension="适当性",
    needs=("percent",),
    bad=(
        Example(Indicator("备件及时配送到位率", tiers=("80.00%", "60-79%", "50-59%", "50%以下"))),
        one("用水户满意度", "≥60%"),
        one("水费补助发放率", "90%以上"),
        one("渠道工程验收合格率", "≥92%"),
    ),
    good=(
        one("用水户满意度", "≥92%"),
        one("老旧管网改造率", "≥40%"),
        one("水源地绿化覆盖率", "≥42%"),
        one("水旱灾害预报准确率", "≥75%"),
        one("库区居民健康管理率", "≥55%"),
        one("用水户不满意率", "≤5%"),
    ),
)
