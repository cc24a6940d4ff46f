"""B13: office indicator that has nothing to do with the activity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ....nlp.normalize import fold
from ....nlp.record import Indicator
from ...findings import Finding, short
from ...lexicons import Lexicons
from ...registry import Check, Example
from ...views import RecordView

_SPLIT = re.compile(r"[、,，]")


@lru_cache(maxsize=16)
def _offices(words: Lexicons) -> dict[str, tuple[str, ...]]:
    """Each office indicator with the words of the surroundings in which it belongs."""
    entries = (fold(entry).partition(":") for entry in words.words("office_indicators"))
    return {name: tuple(_SPLIT.split(rest)) for name, _, rest in entries if rest}


def _foreign(check: Check, view: RecordView) -> Iterator[Finding]:
    record, context = view
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


def _act(name: str, activity: str) -> Indicator:
    return Indicator(name, activity=activity)


CHECK = Check(
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
)
