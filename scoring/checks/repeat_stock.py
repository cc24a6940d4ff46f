"""B11, B13: indicators that come from a superior's table or from any office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...nlp.normalize import fold
from ...nlp.record import Indicator
from ...nlp.targets import parse_target
from ..context import Context
from ..findings import Finding, short
from ..lexicons import Lexicons
from ..registry import Check, Example
from .values_soft import is_template

_PAIR = re.compile(r"^(.+?)([=≥≤<>].+)$")
_SPLIT = re.compile(r"[、,，]")


@lru_cache(maxsize=16)
def _pairs(words: Lexicons) -> frozenset[tuple[str, float | None, str]]:
    """(name, number, unit) of each stock pair; the comparator is often left out in exports."""
    found = set()
    for entry in words.words("stock_pairs"):
        if match := _PAIR.match(fold(entry)):
            target = parse_target(match[2])
            found.add((match[1], target.number if target else None, target.unit if target else ""))
    return frozenset(found)


@lru_cache(maxsize=16)
def _offices(words: Lexicons) -> dict[str, tuple[str, ...]]:
    """Each office indicator with the words of the surroundings in which it belongs."""
    entries = (fold(entry).partition(":") for entry in words.words("office_indicators"))
    return {name: tuple(_SPLIT.split(rest)) for name, _, rest in entries if rest}


def _stock(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    target = context.target
    if target is None or context.name not in context.words.words("stock_names") or is_template(context):
        return
    if (context.name, target.number, target.unit) not in _pairs(context.words):
        return
    yield check.mark(
        record,
        "value",
        None,
        f"“{short(context.name)}”及其指标值来自上级统一的标准表，照填即可，不单独评价。",
        "可以保留；项目另有业务产出的，请再加能反映产出和效果的指标。",
    )


def _foreign(check: Check, record: Indicator, context: Context) -> Iterator[Finding]:
    setting = _offices(context.words).get(context.name)
    if setting is None or not record.owner:
        return
    text = record.owner + record.goal
    if any(word in text for word in setting):
        return
    field = "project" if record.project else "activity"  # the name has faults of its own: N14 says them
    yield check.finding(
        field,
        (0, len(record.owner)),
        f"“{short(record.name)}”是机关事务的通用指标，与“{short(record.owner)}”的内容没有关系。",
        "请删去，改为反映这项职责直接产出和效果的指标。",
    )


def _pay(name: str, value: str) -> Indicator:
    return Indicator(name, value, project="在职人员经费")


def _act(name: str, activity: str) -> Indicator:
    return Indicator(name, activity=activity)


CHECKS = (
    Check(
        code="B11",
        title="上级统一的标准指标",
        english="Stock pair of a superior's template",
        severity="P3",
        opinion=11,
        why="人员类、公用经费类项目由财政部门统一下发指标和指标值，单位照填不是缺陷；软性的上级模板值由 V17 提示。",
        run=_stock,
        needs=("value",),
        bad=(Example(_pay("足额保障率", "＝100%")), Example(_pay("科目调整次数", "≤10次"))),
        good=(Example(_pay("足额保障率", "≥98%")), Example(_pay("渠道完好率", "=100%"))),
    ),
    Check(
        code="B13",
        title="与职责无关的通用指标",
        english="Office indicator that has nothing to do with the activity",
        severity="P1",
        opinion=3,
        why="指标应与部门职责和项目内容相关（财预〔2015〕88号审核表“相关性”）；会务、公文一类指标放在业务职责下，不能"
        "反映业务的产出。",
        run=_foreign,
        bad=(
            Example(_act("会议活动完成率", "二、灌溉服务")),
            Example(_act("公文处理及时率", "三、渔业资源保护")),
        ),
        good=(
            Example(_act("会议活动完成率", "二、机关综合政务")),
            Example(_act("水费收缴率", "二、灌溉服务")),
            Example(Indicator("会议活动完成率")),
        ),
    ),
)
