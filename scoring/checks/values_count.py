"""V01, V02, V03, V08, V12: what a count or a cost is measured in."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...nlp.record import Indicator
from ...nlp.targets import parse_targets
from ...nlp.targets.numerals import plain
from ..advice import object_of
from ..findings import Finding, short, tier_span
from ..registry import Check, Context, Example

_BRACKETS = re.compile(r"\([^()]{1,8}\)$")
_NOT_COUNTS = re.compile(r"(?:指|系|分|基|参|倍|岁|函|级|读|示|对|负|总|名|天|回)数(?:量)?$|次数比|数量比")
_COMPLETED = re.compile(r"完成(?:率|比例|度)")
_RATIO_COST = re.compile(r"率|比|幅|度$|节约|节省|控制|降低|下降|减少|偏差|浮动|占|增长")
_BARE = re.compile(
    r"(?:大于或?等于|小于或?等于|不少于|不低于|不超过|不多于|不高于|至少|大于|小于|超过|达到|约|[≥≤><=≧≦])?[0-9][0-9,]*(?:\.[0-9]+)?(?:以上|以下|左右)?"
)
_UNIT_GIVEN = re.compile(
    r"单位|\([^()]*(?:[个人次户场份件项台套处间座辆吨米元天亩公里小时%‰]|㎡)[^()]*\)|\([\u4e00-\u9fff]{1,3}\)$"
)


def counts(context: Context) -> bool:
    """Whether the name says that things are counted."""
    name = context.name
    if name.endswith(")"):
        name = _BRACKETS.sub("", name)
    return name.endswith(context.words.endings("count_heads")) and not _NOT_COUNTS.search(name)


def where_said(record: Indicator) -> tuple[str, tuple[int, int]]:
    """Field and span of the text that states the target."""
    if record.value:
        return "value", (0, len(record.value))
    return "tiers", tier_span(record, 0)


def _percent(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    """V01 and V02, told apart by the words 完成率."""
    target = context.target
    if target is None or target.kind != "percent" or not counts(context):
        return
    if any(t.kind not in ("percent", "date") for t in parse_targets(record.target_text)):
        return
    worded = bool(_COMPLETED.search(context.said))
    if worded != (check.code == "V02"):
        return
    field, span = where_said(record)
    written = short(record.target_text)
    said = (
        f"“{short(record.name)}”要数出多少，指标值“{written}”却是完成率，看不出计划数是多少。"
        if worded
        else f"“{short(record.name)}”数的是多少，指标值“{written}”却是百分比，无法对应。"
    )
    advice = f"请把指标值改为数量和计量单位（如“≥__个”）；若要考核完成率，名称改为“{object_of(record.name)}完成率”。"
    yield check.finding(field, span, said, advice)


def _status(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    if not (context.declared == {"quantity"} or counts(context)) or not context.value:
        return
    if context.value.strip("。.;") not in context.words.words("status"):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"数量指标的值只写“{short(record.value)}”，没有说明完成多少。",
        "请写明数量和计量单位，如“≥__人”“__场”。",
    )


def _cost(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.kind != "percent" or not context.value:
        return
    is_cost = context.declared == {"cost"} or (not context.declared and context.name.endswith("成本"))
    if (
        not is_cost
        or _RATIO_COST.search(context.name)
        or _RATIO_COST.search(context.value.replace("百分比", "%"))
    ):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"成本应以金额或标准表示，“{short(record.value)}”是百分比，看不出是什么的百分之几。",
        f"请改为“{object_of(record.name)}成本≤__万元”，或写明单位成本（元/人、元/次）；若考核控制程度，名称改为成本控制率。",
    )


def _unitless(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or target.unit or target.kind not in ("count", "ratio") or not target.number:
        return
    if target.kind == "ratio" and not (target.number > 1):
        return
    if not _BARE.fullmatch(context.value.rstrip("。")):
        return
    if context.name.endswith(context.words.endings("uncounted_heads")) or _UNIT_GIVEN.search(context.name):
        return
    if "单位" in record.description or _UNIT_GIVEN.search(record.description):
        return
    figure = rf"(?<![0-9.]){re.escape(plain(target.number))}[人个户次场份件项台套处间座辆吨米元天亩万]"
    told = re.search(figure, record.description.replace(",", ""))
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(record.value)}”没有计量单位。",
        "请在数值后写明计量单位，如人、户、次、份、万元。",
        "P2" if told else "",
    )


def _one(name: str, value: str, level1: str = "产出指标", level2: str = "数量指标", **more: str) -> Example:
    return Example(Indicator(name, value=value, level1=level1, level2=level2, **more))  # type: ignore[arg-type]


CHECKS = (
    Check(
        code="V01",
        title="数量指标用百分比",
        english="A count measured in percent",
        severity="P0",
        opinion=4,
        why="指标值应与指标内容相符，由计算符号、数值和计量单位组成（财预〔2021〕101号）；数量不能用百分比衡量。",
        run=_percent,
        needs=("percent",),
        bad=(
            _one("村级泵站新建数量", "≥90%"),
            Example(Indicator("节水宣传活动场次", tiers=("90%以上", "80%-90%", "70%-80%", "70%以下"))),
        ),
        good=(
            _one("村级泵站新建数量", "≥12座"),
            _one("农户用水满意指数", "≥90%"),
            _one("渠道维修数量完成率", "100%"),
        ),
    ),
    Check(
        code="V02",
        title="数量指标用完成率",
        english="A count stated as a completion rate",
        severity="P1",
        opinion=4,
        why="绩效指标应与计划数、任务数相对应（财预〔2020〕10号“绩效指标明确性”）；只写完成率看不出计划数。",
        run=_percent,
        needs=("percent",),
        bad=(
            _one("新建蓄水池个数", "完成率100%"),
            Example(
                Indicator("培训水管员人数", tiers=("完成率95%", "完成率90%", "完成率80%", "完成率80%以下"))
            ),
        ),
        good=(_one("新建蓄水池完成率", "完成率100%"), _one("新建蓄水池个数", "60个")),
    ),
    Check(
        code="V03",
        title="数量指标只写完成状态",
        english="A status word as a quantity",
        severity="P1",
        opinion=2,
        why="绩效目标应细化、量化（财预〔2015〕88号审核表）；“完成”“落实”不含数量，无法核实。",
        run=_status,
        needs=("value", "words"),
        instead_of=("V29",),
        bad=(_one("困难农户水费补贴", "落实"), _one("机井封填个数", "已完成", "", "")),
        good=(_one("困难农户水费补贴", "320户"), _one("水价改革方案", "完成", "产出指标", "时效指标")),
    ),
    Check(
        code="V08",
        title="成本用百分比",
        english="A cost stated in percent",
        severity="P0",
        opinion=4,
        why="成本指标反映产出的成本或支出标准，应有金额（财预〔2015〕88号）；只有成本控制率、节约率才用百分比。",
        run=_cost,
        needs=("value", "percent", "cost"),
        bad=(
            _one("泵站运维成本", "1百分比", level2="成本指标"),
            _one("清淤费用", "100%", level2="成本指标"),
        ),
        good=(
            _one("泵站运维成本", "≤26万元", level2="成本指标"),
            _one("成本控制率", "≤100%", level2="成本指标"),
            _one("单方水成本", "下降3%", level2="成本指标"),
        ),
    ),
    Check(
        code="V12",
        title="缺计量单位",
        english="Missing unit",
        severity="P1",
        opinion=4,
        why="指标值应有计量单位（财预〔2021〕101号：计算符号+数值+计量单位）；评审中常见的退回意见。",
        run=_unitless,
        dimension="完整性",
        needs=("value", "unitless"),
        bad=(_one("用水户签约数", "6200"), _one("巡渠队员人数", "≥45")),
        good=(
            _one("用水户签约数", "6200户"),
            _one("水质综合指数", "≥85"),
            _one("新装水表数（只）", "900"),
            _one("渠道衬砌长度", "12", description="单位：公里"),
        ),
    ),
)
