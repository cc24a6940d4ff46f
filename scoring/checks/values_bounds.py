"""V09–V11, V21, V27: figures beyond a ceiling, too low a bar, an inequality as a result."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ...nlp.targets import parse_target
from ..findings import Finding, short, tier_span
from ..ladder import UNBOUNDED
from ..registry import Check, Context, Example
from .values_count import where_said

_SATISFACTION = re.compile(r"满意[度率]?")
_SHARE = re.compile(
    r"(?:满意[度率]|合格率|达标率|覆盖率|建档率|接种率|到位率|及时率|准确率|知晓率|管理率|落实率|参与率|普及率|办结率|签约率|通过率|优良率|完好率|占比|比例)$"
)
_LOW = {
    re.compile(r"满意[度率]$"): 80.0,
    re.compile(r"(?:到位率|合格率|及时率|达标率|办结率|准确率)$"): 80.0,
    re.compile(r"(?:管理率|覆盖率|接种率|建档率|落实率|普及率)$"): 60.0,
}
_OVER = 100.0


def _ceiling(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    satisfied = bool(_SATISFACTION.search(context.name)) or context.declared == {"satisfaction"}
    for field, text in (("value", record.value), ("actual", record.actual)):
        target = parse_target(text) if "%" in text or "％" in text or "百分之" in text else None
        if target is None or target.kind != "percent" or target.number is None:
            continue
        number = target.upper or target.number
        if not satisfied and UNBOUNDED.search(context.name):
            continue
        beyond = (satisfied or _SHARE.search(context.name)) and number > _OVER
        above = satisfied and number == _OVER and target.comparator in ("≥", ">") and field == "actual"
        if beyond or above:
            yield check.mark(
                record,
                field,
                None,
                f"“{short(text)}”不可能：这是占全体的比例，最高 100%。",
                "请核对调查或统计结果，填写不超过 100% 的数值。"
                if field == "actual"
                else "请改为不超过 100% 的数值，如“≥__%”。",
            )


def _at_most(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "percent" or not context.value or UNBOUNDED.search(context.name):
        return
    if UNBOUNDED.search(context.value) or target.number != _OVER or target.comparator not in ("≥", ">"):
        return
    yield check.mark(
        record,
        "value",
        (target.start, target.end) if context.value == record.value else None,
        f"“{short(record.value)}”：占全体的比例不会超过 100%，“{target.comparator}”没有意义。",
        "请写“100%”；若允许个别例外，写“≥__%”。",
    )


def _inequality(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = parse_target(record.actual)
    if target is None or target.number is None or target.comparator not in ("≥", ">", "≤", "<"):
        return
    if target.kind in ("date", "relative", "state", "text"):
        return
    yield check.mark(
        record,
        "actual",
        None,
        f"实际完成值“{short(record.actual)}”带有比较符号：完成值应是一个确定的数。",
        "请填写实际统计到的数值。",
    )


def _infeasible(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "relative" or target.unit not in ("%", "个百分点"):
        return
    if not target.number or target.number <= 0 or not _SHARE.search(context.name):
        return
    base = parse_target(record.history[-1]) if record.history else None
    known = base.number if base and base.kind == "percent" else None
    if known is not None and known + target.number <= _OVER:
        return
    if known is None and target.number < 10:
        return
    field, span = where_said(record)
    said = f"上年已是 {known:g}%，" if known is not None else "未写明基数；"
    yield check.finding(
        field,
        span,
        f"{said}再提高 {target.number:g} 个百分点可能超过 100%，无法实现。",
        "请写明基数和目标水平，如“由__%提高到__%”。",
    )


def _low_bar(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "percent" or target.number is None or target.upper is not None:
        return
    if target.comparator in ("≤", "<"):
        return
    for pattern, bar in _LOW.items():
        low = target.number < bar or (target.number == bar and not context.value)
        if low and pattern.search(context.name):
            field, span = (
                ("tiers", tier_span(record, 0)) if not record.value else ("value", (0, len(record.value)))
            )
            yield check.finding(
                field,
                span,
                f"“{short(record.target_text)}”作为目标偏低，同类指标通常不低于 {bar:g}%。",
                "请对照历史完成值和行业标准说明依据，或提高目标值。",
            )
            return


def _one(name: str, value: str, level2: str = "", actual: str = "", history: tuple[str, ...] = ()) -> Example:
    return Example(Indicator(name, value=value, level2=level2, actual=actual, history=history))


CHECKS = (
    Check(
        code="V09",
        title="比例超过上限",
        english="A share beyond its ceiling",
        severity="P0",
        opinion=4,
        why="满意度等占全体的比例以 100% 为上限，目标值应合理可行（财预〔2015〕88号）；超过上限说明没有实际调查或统计。",
        run=_ceiling,
        dimension="可行性",
        needs=("percent",),
        instead_of=("V11", "V10"),
        bad=(
            _one("用水户满意度", "≥90%", actual="≥100%"),
            _one("水质合格率", "105%"),
            _one("用水户满意度", "≥120%"),
        ),
        good=(
            _one("用水户满意度", "≥90%", actual="100%"),
            _one("投资完成率", "105%"),
            _one("灌溉面积增长率", "120%"),
        ),
    ),
    Check(
        code="V10",
        title="≥100% 没有意义",
        english="At least 100 percent of a bounded share",
        severity="P1",
        opinion=4,
        why="占全体的比例不会超过 100%，“≥100%”没有取值空间，目标应合理可行（财预〔2015〕88号）。",
        run=_at_most,
        dimension="可行性",
        needs=("value", "percent", "compared"),
        bad=(_one("困难户水费减免", "困难户≥100%"), _one("水质合格率", "≥100%")),
        good=(_one("水质合格率", "100%"), _one("投资完成率", "≥100%"), _one("水费收入增长率", "≥100%")),
    ),
    Check(
        code="V11",
        title="完成值带比较符号",
        english="An inequality as the result",
        severity="P1",
        opinion=4,
        why="自评应如实反映完成情况（财预〔2020〕10号）；完成值是统计结果，不应是范围。",
        run=_inequality,
        dimension="可行性",
        needs=("actual",),
        bad=(
            _one("渠道衬砌率", "≥95%", actual="≥93.5%"),
            _one("培训人次", "≥200人次", actual="不少于200人次"),
        ),
        good=(_one("渠道衬砌率", "≥95%", actual="93.5%"), _one("渠道衬砌", "完成", actual="完成")),
    ),
    Check(
        code="V21",
        title="提高幅度可能超过上限",
        english="A rise that may pass 100 percent",
        severity="P2",
        opinion=11,
        why="绩效目标应合理可行，经过论证和测算（财预〔2015〕88号审核表“实现可能性”）。",
        run=_infeasible,
        dimension="可行性",
        needs=("relative",),
        bad=(
            _one("用水户签约率", "比上年提高12个百分点", history=("94%",)),
            Example(
                Indicator(
                    "水费收缴建档率",
                    tiers=("高于市要求10个百分点", "高于市要求5个百分点", "高于市要求", "低于市要求"),
                )
            ),
        ),
        good=(_one("用水户签约率", "比上年提高3个百分点", history=("80%",)), _one("用水户签约率", "≥95%")),
    ),
    Check(
        code="V27",
        title="目标值偏低",
        english="Too low a bar",
        severity="P2",
        opinion=11,
        why="绩效目标不应过低（财预〔2015〕88号审核表“绩效合理性”）；满意度通常不低于 90%，60% 是不得分线（财预〔2021〕101号）。",
        run=_low_bar,
        dimension="适当性",
        needs=("percent",),
        bad=(
            Example(Indicator("备件及时配送到位率", tiers=("80.00%", "60-79%", "50-59%", "50%以下"))),
            _one("用水户满意度", "≥60%"),
        ),
        good=(_one("用水户满意度", "≥92%"), _one("老旧管网改造率", "≥40%")),
    ),
)
