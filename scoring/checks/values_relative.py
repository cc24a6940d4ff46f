"""V20, V22: targets measured against something that is not given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ..findings import Finding, short
from ..registry import Check, Context, Example
from .values_count import where_said

# A plan, contract or budget is on the table; last year's figure or the province's average is not.
_KNOWN = re.compile(
    r"预算|概算|合同|计划|批复|限额|限值|控制数|下达|任务|定额|投资|金额|成本|红线|标准|额度|目标|责任"
)
_LEVEL_IN_NAME = re.compile(
    r"(?:大于等于|不低于|高于|达到|优于|超过)(?:全国|全省|全市|省|市|国家|同类)(?:平均)?(?:水平|要求|标准|均值)"
)
_FIGURE = re.compile(r"[0-9]+(?:\.[0-9]+)?\s*[%‰万元人户次个]")
_VAGUE_NORM = re.compile(
    r"^(?:国家|省级?|市级?|县级?|区级?|行业|规范|相关|有关|规定|上级|合同|考核|设计|管理|安全|质量)*(?:的)?(?:标准|要求|规范|规定)+$"
)
_RATE = re.compile(r"率$")


def _baseless(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    said = context.said
    if target is not None and target.kind == "relative" and not _KNOWN.search(target.basis):
        if target.unit not in ("%", "个百分点", "‰", "倍", ""):
            return
        if any(map(_FIGURE.search, record.history)) or _FIGURE.search(record.description):
            return
        if target.unit == "" and not target.basis:
            return
        field, span = where_said(record)
        what = f"没有写出“{target.basis}”是多少" if target.basis else "没有写明比什么时候、由多少开始"
        doubt = "；也分不清是百分比还是百分点" if target.unit == "%" and _RATE.search(context.name) else ""
        yield check.finding(
            field,
            span,
            f"“{short(record.target_text)}”{what}，无法核算{doubt}。",
            "请写明基数和目标水平，如“由__%提高到__%”。",
        )
        return
    match = _LEVEL_IN_NAME.search(context.name)
    if match and not _FIGURE.search(record.description):
        yield check.mark(
            record,
            "name",
            match.span(),
            f"“{match[0]}”：没有写出这一水平是多少，{short(said, 12)}无从比较。",
            "请写明参照的水平及其数值，如“≥__%（全省平均__%）”。",
        )


def _deferred(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "state" or not target.basis or not context.value:
        return
    if not _VAGUE_NORM.match(target.basis) or "《" in record.value or _FIGURE.search(record.description):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有写出标准的名称和内容，要另查才知道目标是多少。",
        "请写明标准的名称、文号或具体数值。",
    )


def _one(name: str, value: str, history: tuple[str, ...] = (), description: str = "") -> Example:
    return Example(Indicator(name, value=value, history=history, description=description))


CHECKS = (
    Check(
        code="V20",
        title="比较基数没有写明",
        english="Relative to an unstated baseline",
        severity="P1",
        opinion=2,
        why="指标值应清晰、可衡量（财预〔2020〕10号）；历史标准应写明历史完成值（财预〔2021〕101号指标值来源）。",
        run=_baseless,
        needs=("relative",),
        bad=(
            _one("农户节水知晓率", "比上年提高10%"),
            Example(
                Indicator(
                    "水费收缴率",
                    tiers=("高于市要求5个百分点", "高于市要求2个百分点", "高于市要求", "低于市要求"),
                )
            ),
            _one("按规定抽检，合格率大于等于全市水平", "100%"),
        ),
        good=(
            _one("农户节水知晓率", "比上年提高10%", history=("62%",)),
            _one("管护支出", "不超过预算"),
            _one("农户节水知晓率", "由60%提高到70%"),
            _one("灌溉水有效利用系数", "较上年提高2%", description="上年为0.58，比率58%"),
        ),
    ),
    Check(
        code="V22",
        title="标准没有写明",
        english="Deferred to an outside standard",
        severity="P2",
        opinion=2,
        why="指标值来源可以是行业标准，但应能查到其数值（财预〔2021〕101号指标值来源）。",
        run=_deferred,
        needs=("value", "state"),
        bad=(_one("补偿金发放标准", "达到国家标准"), _one("水质", "符合相关要求")),
        good=(
            _one("补偿金发放标准", "600元/户"),
            _one("水质", "达到《地表水环境质量标准》Ⅲ类标准"),
            _one("绿化养护", "达到一级"),
        ),
    ),
)
