"""N01: an activity instead of a measurand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ...findings import Finding, short
from ...lexicons import Lexicons
from ...registry import Check
from ...views import RecordView
from .sentences import NAME, measured, one

_NOMINAL = re.compile(r"^对.+的?(?:改善|提升|提高|影响|促进)$|考核|验收|^为.+的(?:改善|提升)$")
_MEASURE_IN_VALUE = re.compile(r"(?:率|程度|度|数|面|量|比例)(?:[≥≤><=达为不]|大于|小于)?[^,;。]{0,4}[0-9]")


@lru_cache(maxsize=16)
def _verbs(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_verbs').pattern})(?![性率度量])")


@lru_cache(maxsize=16)
def _activities(words: Lexicons) -> re.Pattern[str]:
    return re.compile(rf"(?:{words.pattern('activity_nouns').pattern})(?:工作|活动)?$")


def _activity(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
    name = context.name
    if context.clipped or len(name) < 5:
        return
    verb = _verbs(context.words).match(name)
    if not verb and not _activities(context.words).search(name):
        return
    if record.narrative or context.declared == {"satisfaction"}:
        return
    # 对…的改善 is a noun, and where a check or an acceptance is named, that is the measure.
    if _NOMINAL.search(name):
        return
    # A date or a count in the value makes up for it: what is measured can be told.
    if measured(context) or _MEASURE_IN_VALUE.search(context.value) or (not verb and not context.said):
        return
    yield check.mark(
        record,
        "name",
        (0, len(name.rstrip("。"))),
        f"“{short(record.name)}”说的是做什么事，没有说衡量什么。",
        "请把名称改为可衡量的内容，如数量、次数、合格率。",
    )


CHECK = Check(
    code="N01",
    title="名称是工作内容，不是衡量内容",
    english="An activity instead of a measurand",
    severity="P1",
    profiles={"selfcheck": "P3"},
    opinion=2,
    why=NAME + "只写“开展…活动”，评价时不知看次数、人数还是效果。",
    run=_activity,
    needs=("headless",),
    bad=(
        one("开展群众性节水宣传活动", tiers=("群众非常满意", "满意", "一般", "不满意")),
        one("水管员培训", "能力提高"),
        one("保障灌区各项工作正常开展", "≥90%"),
    ),
    good=(
        one("节水宣传活动场次", "≥6场"),
        one("开展节水宣传", "≥6场"),
        one("提高农户节水意识水平", "知晓率80%"),
    ),
    fault="measurand",
    references="own",
    rewrite=True,
)
