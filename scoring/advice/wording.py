"""Words that fit the row, for the suggestions of several checks: a bound, a respondent, a formula, a measure's name."""

from __future__ import annotations

import re

from ...nlp.record import Indicator
from ..context import Context
from .measures import count, fraction, is_harm, kind_of
from .people import people_pattern

# What speaks of people in a name without being for them.
_OFFICE = re.compile(
    r"居民委员会|居民小组|学生处|青年宫|妇女联合会|职工之家|儿童医院|妇女儿童医院|残疾人联合会|城乡居民管区|教师编制"
)


def served(record: Indicator) -> str:
    """The people that a project is for, as far as its name tells, '' where it tells none or several.

    >>> served(Indicator("满意度", project="灌区农户水费补助")), served(Indicator("满意度", project="渠道清淤"))
    ('农户', '')
    """
    found = {m[0] for m in people_pattern("对象").finditer(_OFFICE.sub("", record.owner))}
    return found.pop() if len(found) == 1 else ""


def bound(context: Context) -> str:
    """The bound to write instead of a bare or hedged figure, in its own unit: ≥__户, ≤__万元, __月__日前."""
    target = context.target
    if target is None or target.kind in ("date", "text"):
        return "__月__日前" if target is not None and target.kind == "date" else "≥__"
    unit = {"percent": "%", "permille": target.unit or "‰"}.get(target.kind, target.unit)
    most = target.kind in ("money", "duration") and (
        context.declared <= {"cost", "timeliness"} or kind_of(context.name) in ("money", "time")
    )
    return f"{'≤' if most or is_harm(context.name) else '≥'}__{unit}"


def amount(name: str) -> str:
    """How many of what a name is about: ≥__户, or with the unit left open.

    >>> amount("节水器具发放户数"), amount("某某")
    ('≥__户', '≥__（写明计量单位）')
    """
    return count(name)


def how_counted(context: Context) -> str:
    """What a description has to say of the measure that the row has.

    >>> from ..context import example_context
    >>> how_counted(example_context(Indicator("闸门完好率", value="≥95%")))
    '计算方法，如“完好数÷总数×100%”'
    """
    name, target = context.name, context.target
    kind = kind_of(name)
    if kind == "share" or (not kind and target is not None and target.kind == "percent"):
        formula = fraction(name)
        return f"计算方法，如“{formula}×100%”" if formula else "计算方法：分子、分母各是什么，从哪里取数"
    if kind == "feeling" or context.declared == {"satisfaction"}:
        return "调查谁、怎样调查（问卷或回访）、样本量，以及怎样算满意"
    if kind == "time" or context.declared == {"timeliness"}:
        return "从何时起算、以什么为完成（如验收单、签收单的日期）"
    if kind == "money" or context.declared == {"cost"}:
        return "费用包括哪些、怎样测算（如单价×数量）"
    if kind == "count" or (target is not None and target.kind == "count" and target.number is not None):
        return "统计口径和取数来源（如台账、签到表、验收单）"
    return (
        "由谁、按什么标准评定，怎样算达到"
        if target is None or target.number is None
        else "统计口径和取数来源"
    )


def with_head(thing: str, head: str) -> str:
    """The name of a measure, whose head is not said twice.

    >>> with_head("清淤", "成本"), with_head("清淤成本", "成本"), with_head("闸门完好率", "合格率")
    ('清淤成本', '清淤成本', '闸门完好率')
    """
    if thing.endswith(head) or (head.endswith("率") and thing.endswith("率")):
        return thing
    return thing + head
