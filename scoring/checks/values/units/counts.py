"""V01, V02, V03, V08, V12: what a count or a cost is measured in.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.record import Indicator
from .....nlp.targets import parse_targets
from ....advice import amount, object_of
from ....findings import Finding, short, tier_span
from ....registry import Check, Context, Example
from ....views import RecordView

BRACKETS = re.compile(r"\([^()]{1,8}\)$")
NOT_COUNTS = re.compile(r"(?:指|系|分|基|参|倍|岁|函|级|读|示|对|负|总|名|天|回)数(?:量)?$|次数比|数量比")
# A figure with nothing but what compares it.
BARE = re.compile(
    r"(?:大于或?等于|小于或?等于|不少于|不低于|不超过|不多于|不高于|至少|大于|小于|超过|达到|约|[≥≤><=≧≦])?[0-9][0-9,]*(?:\.[0-9]+)?(?:以上|以下|左右)?"
)
COMPLETED = re.compile(r"完成(?:率|比例|度)")


def counts(context: Context) -> bool:
    """Whether the name says that things are counted."""
    name = context.name
    if name.endswith(")"):
        name = BRACKETS.sub("", name)
    return name.endswith(context.words.endings("count_heads")) and not NOT_COUNTS.search(name)


def where_said(record: Indicator) -> tuple[str, tuple[int, int]]:
    """Field and span of the text that states the target."""
    if record.value:
        return "value", (0, len(record.value))
    return "tiers", tier_span(record, 0)


def percent(check: Check, view: RecordView) -> Iterator[Finding]:
    """V01 and V02, told apart by the words 完成率."""
    record, context = view
    target = context.target
    if target is None or target.kind != "percent" or not counts(context):
        return
    if any(t.kind not in ("percent", "date") for t in parse_targets(record.target_text)):
        return
    worded = bool(COMPLETED.search(context.said))
    if worded != (check.code == "V02"):
        return
    field, span = where_said(record)
    written = short(record.target_text)
    said = (
        f"“{short(record.name)}”要数出多少，指标值“{written}”却是完成率，看不出计划数是多少。"
        if worded
        else f"“{short(record.name)}”数的是多少，指标值“{written}”却是百分比，无法对应。"
    )
    advice = f"请把指标值改为数量和计量单位（如“{amount(context.name)}”）；若要考核完成率，名称改为“{_rate(context, record)}”。"
    yield check.finding(field, span, said, advice)


def _rate(context: Context, record: Indicator) -> str:
    """The name of the rate of completion of what a name counts."""
    thing = object_of(record.name)
    for head in sorted(context.words.words("count_heads"), key=len, reverse=True):
        if len(thing) > len(head) + 2 and thing.endswith(head):
            thing = thing.removesuffix(head)
            break
    return f"{thing.removesuffix('完成')}完成率"


def one(name: str, value: str, level1: str = "产出指标", level2: str = "数量指标", **more: str) -> Example:
    """For the examples."""
    return Example(Indicator(name, value=value, level1=level1, level2=level2, **more))  # type: ignore[arg-type]
