"""V20: relative to an unstated baseline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets import Target
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import RecordView
from ..units.counts import where_said
from .relative import FIGURE, one

# A plan, contract or budget is on the table; last year's figure or the province's average is not.
_KNOWN = re.compile(
    r"预算|概算|合同|计划|批复|限额|限值|控制数|下达|任务|定额|投资|金额|成本|红线|标准|额度|目标|责任"
)
_LEVEL_IN_NAME = re.compile(
    r"(?:大于等于|不低于|高于|达到|优于|超过)(?:全国|全省|全市|省|市|国家|同类)(?:平均)?(?:水平|要求|标准|均值)"
)
_NUMBER = re.compile(r"(?<![0-9])([0-9]+(?:\.[0-9]+)?)\s*[%‰万元人户次个]")
_FALLS = re.compile("下降|降低|减少|压减|降幅")
_COUNTED = re.compile(r"[率量数额值度次]|收入|支出|事故|案件|成本|费用?|时[间长]|面积|排放|[能电水]耗|单价")
_SINCE = re.compile(r"上年|去年|同比|同期|环比|[0-9]{4}年|上一年|往年|增长|下降|降低|减少|缩短|增加|下浮")
# The figure of last year is the target, and nobody says what it was: ≤上年数.
_LAST = re.compile(
    r"[≤≥<>=]?(?:不[高多少低][于过]|低于|少于|高于|优于|达到|超过)?(?:上年度?|去年|上一年度?|往年)(?:同期|实际|完成)?(?:数量?|水平|值)[\u4e00-\u9fff]?"
)
_YEAR_BEFORE = re.compile("[比较](?:上年|去年|同期|往年)")
_FROM_TO = re.compile(
    r"[由从]\d[\d.]*\D{0,4}?(?:降|升|提高|增加|减少|下降|增长)[到至]"
)  # what it was, it says itself
_RATE = re.compile(r"率$")
_CHANGED = re.compile(r"(?:提高|提升|增加|增长|下降|降低|减少|缩短)(?:率|幅度)?$")


def _base(description: str, target: Target) -> bool:
    """Whether the description has a figure beside the change itself."""
    change = abs(target.number or 0.0)
    return any(float(m) != change for m in _NUMBER.findall(description) if m.count(".") < 2)


def _baseless(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    target = context.target
    said = context.said
    if target is not None and target.kind == "relative" and not _KNOWN.search(target.basis):
        if target.unit not in ("%", "个百分点", "‰", "倍", ""):
            return
        if any(map(FIGURE.search, record.history)) or _base(record.description, target):
            return
        if (target.unit == "" and not target.basis) or _FROM_TO.search(record.actual):
            return
        field, span = where_said(record)
        doubtful = target.unit == "%" and _RATE.search(context.name)
        # Last year's figure of what is counted anyway can be looked up, the province's requirement or an air can't.
        since = _SINCE.search(said + record.description) or _YEAR_BEFORE.search(context.name)
        counted = since and not doubtful and _COUNTED.search(context.name + said)
        what = (
            f"没有写出“{target.basis}”是多少"
            if target.basis
            else "没有写出基数"
            if since
            else "没有写明比什么时候、由多少开始"
        )
        doubt = "；也分不清是百分比还是百分点" if doubtful else ""
        yield check.finding(
            field,
            span,
            f"“{short(record.target_text)}”{what}，无法核算{doubt}。",
            f"请写明基数和目标水平，如“由__%{'降低' if _FALLS.search(said + context.name) else '提高'}到__%”。"
            if _RATE.search(context.name)
            else "请写明基数和目标数。",
            # 盖度提高8个百分点 has a size, if no beginning; against a level that nobody states there is not even that.
            "P2" if counted or (not since and not target.basis and _CHANGED.search(context.name)) else "",
        )
        return
    if _LAST.fullmatch(context.value) and not any(
        c.isdigit() for text in (record.description, *record.history) for c in text
    ):
        said = f"“{short(record.value)}”没有写出上年是多少，年底无从比较。"
        yield check.mark(
            record, "value", None, said, "请写明上年的实际数和本年的目标数，如“≤__起（上年__起）”。", "P2"
        )
        return
    match = _LEVEL_IN_NAME.search(context.name)
    if match and not FIGURE.search(record.description):
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”：没有写出这一水平是多少，{short(said, 12)}无从比较。",
            "请写明参照的水平及其数值，如“≥__%（全省平均__%）”。",
        )


CHECK = Check(
    code="V20",
    title="比较基数没有写明",
    english="Relative to an unstated baseline",
    severity="P1",
    opinion=2,
    why="指标值应清晰、可衡量（财预〔2020〕10号）；历史标准应写明历史完成值（财预〔2021〕101号指标值来源）。",
    run=_baseless,
    needs=("relative",),  # also of a bare 上年数
    bad=(
        one("农户节水知晓率", "比上年提高10%"),
        Example(
            Indicator(
                "水费收缴率",
                tiers=("高于市要求5个百分点", "高于市要求2个百分点", "高于市要求", "低于市要求"),
            )
        ),
        one("按规定抽检，合格率大于等于全市水平", "100%"),
        one("农户节水知晓率", "提升10%", description="农户节水知晓率提升10%"),
        one("灌区溺水起数", "上年数"),
    ),
    good=(
        Example(Indicator("灌区偷水率下降", "≥3个百分点", actual="由11.2%降至7.7%")),
        one("农户节水知晓率", "比上年提高10%", history=("62%",)),
        one("管护支出", "不超过预算"),
        one("灌区溺水起数", "上年数", description="上年2起"),
        one("农户节水知晓率", "由60%提高到70%"),
        one("灌溉水有效利用系数", "较上年提高2%", description="上年为0.58，比率58%"),
    ),
    fault="target",
)
