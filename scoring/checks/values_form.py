"""V07, V13–V16, V23–V26, V28: how a figure is written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ...nlp.targets import parse_target, parse_targets
from ..findings import Finding, short, tier_span
from ..registry import Check, Context, Example, IndicatorRun
from .values_count import where_said

_WORDED = re.compile(r"[百千万]分之[零一二两三四五六七八九十百点]+|[0-9%‰](?:合格|达标)")
_HEDGE = re.compile(r"约|左右|大概|大约|近(?=[0-9])|余[人户次个]|[0-9]多[人户次个]|上下")
_RANGE = re.compile(r"[0-9]+(?:-|~|至|到)[0-9]+(?:个|人|次|场|户|期|份|件|项|家|台|套)")
_BAND = re.compile(r"([<>≤≥])=?\s*([0-9.]+)\s*%?\s*([<>≤≥])=?\s*([0-9.]+)\s*%?")
_WHOLE_YEAR = re.compile(
    r"(?:(?:19|20)[0-9]{2}年?度?)?(?:全年|[1一]年|[1一]个年度|全年度|年度内?|本年度内?|当年内?|12个月|年内)|(?:19|20)[0-9]{2}年度?内?"
)
_PERIOD_NAMES = re.compile(r"期限|租赁|合同|服务期|质保|保修|使用年限|寿命|周期|年份|服务年")
_PAREN_UNIT = re.compile(r"\((万元|元|亿元|人次|人|个|次|场|户|份|件|项|台|套|%|天|公里|米|亩|吨)\)$")
_JOINT = re.compile(r"[,;、\\]")


def _percent_word(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    at = context.value.find("百分比")
    if at > 0 and context.value[at - 1].isdigit():
        yield check.mark(
            record, "value", (at, at + 3), f"“{short(record.value)}”：百分比不是计量单位。", "请写作“__%”。"
        )


def _bare_rate(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.comparator != "=" or target.kind not in ("percent", "permille"):
        return
    if target.number in (0.0, 100.0) or (
        target.kind == "percent" and not context.name.endswith(("率", "度", "面", "比例", "比重"))
    ):
        return
    field, span = where_said(record)
    yield check.finding(
        field,
        span,
        f"“{short(record.target_text)}”没有写明是不低于还是不高于。",
        "请加上比较符号，如“≥__%”或“≤__‰”。",
    )


def _in_words(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    match = _WORDED.search(context.value)
    if match:
        yield check.mark(record, "value", match.span(), _WORDED_SAID.format(match[0]), _WORDED_ADVICE)
        return
    for i, tier in enumerate(context.tiers):
        if match := _WORDED.search(tier):
            yield check.finding("tiers", tier_span(record, i), _WORDED_SAID.format(match[0]), _WORDED_ADVICE)
            return


_WORDED_SAID = "“{}”用汉字书写数值或把评定结论写进了标准，不便比较。"
_WORDED_ADVICE = "请用阿拉伯数字和符号书写，如“≤__/10万”“≥__%”，不写“合格”“达标”。"


def _approximate(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    match = _HEDGE.search(context.value)
    if target is None or not target.approximate or not match:
        return
    yield check.mark(
        record,
        "value",
        match.span(),
        f"“{short(record.value)}”是约数，差多少算完成不清楚。",
        "请写明下限，如“≥__人”。",
    )


def _range(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    for field, text in (("value", context.value), ("name", context.name)):
        if match := _RANGE.search(text):
            yield check.mark(
                record,
                field,
                match.span(),
                f"“{match[0]}”是一个范围，完成下限是否算完成没有说明。",
                "请写明下限，如“≥__场”。",
            )
            return


def _decimals(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "percent":
        return
    for earlier in record.history:
        other = parse_target(earlier)
        if (
            other
            and other.kind in ("ratio", "count")
            and not other.unit
            and other.number
            and 0 < other.number <= 1
        ):
            yield check.mark(
                record,
                "value",
                None,
                f"历年值写作“{earlier}”，本年目标写作“{short(record.value)}”，小数和百分数混用。",
                "请统一写成百分数。",
            )
            return


def _year(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not _WHOLE_YEAR.fullmatch(context.value.strip("。")):
        return
    timely = context.declared == {"timeliness"} or (not context.declared and context.type == "timeliness")
    if not timely or _PERIOD_NAMES.search(context.name):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”就是整个预算年度，没有说明何时完成。",
        "请写明完成日期或时限，如“__月__日前”“__个工作日内”。",
    )


def _compound(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not _JOINT.search(context.value) and (context.target is None or context.target.kind != "state"):
        return
    targets = [
        t for t in parse_targets(record.value) if t.kind not in ("date", "text") and (t.number or t.basis)
    ]
    if len(targets) < 2 or any(t.kind == "duration" for t in targets):
        return
    kinds = {(t.kind, t.unit) for t in targets}
    if len(kinds) < 2 and not _JOINT.search(context.value):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value, 30)}”一格里有 {len(targets)} 个目标，完成一个、未完成另一个时无法评定。",
        "请拆成几条指标，各写各的目标值。",
    )


def _two_sided(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    texts = [("value", i, t) for i, t in enumerate((context.value,)) if t]
    texts += [("tiers", i, t) for i, t in enumerate(context.tiers)]
    found = [(field, i, m) for field, i, t in texts if (m := _BAND.search(t))]
    if not found:
        return
    field, i, match = next((f for f in found if _empty(f[2])), found[0])
    rest = "两个条件不可能同时成立" if _empty(match) else "没有写明两个条件是“且”还是“或”"
    span = tier_span(record, i) if field == "tiers" else (0, len(record.value))
    yield check.finding(field, span, f"“{match[0]}”{rest}。", "请写成一个区间，如“≥a且<b”。")


def _empty(match: re.Match[str]) -> bool:
    try:
        one, two = float(match[2]), float(match[4])
    except ValueError:
        return False
    return (match[1] in ">≥" and match[3] in "<≤" and one > two) or (
        match[1] in "<≤" and match[3] in ">≥" and one < two
    )


def _units(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    declared = _PAREN_UNIT.search(context.name)
    target = context.target
    if not declared or target is None or not target.unit or not context.value:
        return
    written = target.unit.partition("/")[0]
    if written in (declared[1], "人" if declared[1] == "名" else declared[1]):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"名称里的单位是“{declared[1]}”，指标值的单位是“{target.unit}”。",
        "请统一计量单位，只在一处书写。",
    )


def _one(name: str, value: str, level2: str = "", history: tuple[str, ...] = ()) -> Example:
    level1 = "产出指标" if level2 else ""
    return Example(Indicator(name, value=value, level1=level1, level2=level2, history=history))


def _check(
    code: str,
    title: str,
    english: str,
    severity: str,
    opinion: int,
    why: str,
    run: IndicatorRun,
    bad: tuple[Example, ...],
    good: tuple[Example, ...],
    needs: tuple[str, ...],
    instead_of: tuple[str, ...] = (),
) -> Check:
    return Check(
        code, title, english, severity, opinion, why, bad, good, run, needs=needs, instead_of=instead_of
    )


_CLEAR = (
    "指标值应由计算符号、数值和计量单位清晰地表示（财预〔2021〕101号、财预〔2020〕10号“绩效指标明确性”）。"
)

CHECKS = (
    _check(
        "V07",
        "单位写成“百分比”",
        "Wrong unit word",
        "P2",
        4,
        _CLEAR,
        _percent_word,
        (_one("清淤完成率", "100百分比"), _one("资金成本", "1百分比")),
        (_one("清淤完成率", "100%"), _one("投入产出百分比", "≥1.2")),
        ("value", "percent"),
    ),
    _check(
        "V13",
        "没有写明方向",
        "No direction",
        "P2",
        4,
        _CLEAR + "比率缺“≥”“≤”时，超过算好还是算差不明确。",
        _bare_rate,
        (
            _one("渠道巡查率", "85%"),
            Example(Indicator("漏损水量占比千分率", tiers=("12‰", "15‰", "20‰", "大于20‰"))),
        ),
        (_one("渠道巡查率", "≥85%"), _one("水质合格率", "100%")),
        ("percent",),
    ),
    _check(
        "V14",
        "数值用汉字或附结论",
        "Numerals in words, verdict glued on",
        "P2",
        11,
        _CLEAR,
        _in_words,
        (
            _one("溺水死亡率", "十万分之三"),
            Example(Indicator("余氯", tiers=("95%合格", "90%", "85%", "85%以下"))),
        ),
        (_one("溺水死亡率", "≤3/10万"), _one("水质抽检合格率", "≥95%")),
        ("figures",),
    ),
    _check(
        "V15",
        "目标值是约数",
        "Approximate number",
        "P2",
        2,
        _CLEAR + "约数在申报期可以容忍，评价时会产生争议。",
        _approximate,
        (_one("用水户走访", "约300户"), _one("受益农户", "1200户左右")),
        (_one("用水户走访", "≥300户"), _one("节约用水量", "5万方")),
        ("value", "approximate"),
    ),
    _check(
        "V16",
        "目标值是一个范围",
        "A range without a rule",
        "P3",
        2,
        _CLEAR,
        _range,
        (_one("节水宣传", "3-5场"), _one("举办2-4期水管员培训", "完成")),
        (_one("节水宣传", "≥3场"), _one("3至6岁儿童饮水检测", "≥2次")),
        ("ranged",),
    ),
    _check(
        "V23",
        "小数与百分数混用",
        "Decimals and percentages mixed",
        "P2",
        11,
        _CLEAR,
        _decimals,
        (_one("水表智能化率", "≥60%", history=("0.5", "0.55")), _one("渠道完好率", "85%", history=("0.8",))),
        (_one("水表智能化率", "≥60%", history=("50%", "55%")), _one("亏水指数", "0.6", history=("0.5",))),
        ("history", "percent"),
    ),
    _check(
        "V24",
        "时效只写整个年度",
        "The whole fiscal year as a deadline",
        "P1",
        2,
        "时效指标反映产出的及时程度（财预〔2015〕88号）；预算本就按年度执行，只写全年没有信息。",
        _year,
        (_one("清淤完成时限", "1年", "时效指标"), _one("按工作计划", "2024年全年", "时效指标")),
        (
            _one("清淤完成时限", "11月底前", "时效指标"),
            _one("泵房租赁期限", "1年", "时效指标"),
            _one("巡查年限", "1年", "数量指标"),
        ),
        ("value", "timeliness"),
        ("V29",),
    ),
    _check(
        "V25",
        "一格多个目标",
        "Several targets in one cell",
        "P2",
        5,
        "一条指标只衡量一件事（财预〔2015〕88号：细化量化）。",
        _compound,
        (_one("用水人数及设备", "村民300人，泵机12台"), _one("沿渠绿化", "20公里渠道绿化达到A级")),
        (_one("用水人数", "≥300人"), _one("水质抽检", "每月2次，11月底前完成")),
        ("value", "state"),
    ),
    _check(
        "V26",
        "两个不等号没有连接词",
        "Two inequalities without a connective",
        "P1",
        4,
        _CLEAR,
        _two_sided,
        (
            _one("备件周转率", "<80%>30%"),
            Example(Indicator("备件周转率", tiers=("≥90%≤20%", "80%", "70%", "60%"))),
        ),
        (_one("备件周转率", "≥30%且<80%"), _one("备件周转率", "30%-80%")),
        ("compared",),
    ),
    _check(
        "V28",
        "名称与数值的单位不一致",
        "Unit of the name and of the value differ",
        "P3",
        11,
        _CLEAR,
        _units,
        (_one("管护支出(万元)", "15000元"), _one("培训规模(人)", "12场")),
        (_one("管护支出(万元)", "1.5万元"), _one("培训规模", "12场")),
        ("value", "bracketed"),
    ),
)
