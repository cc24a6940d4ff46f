"""C10: indicators without any budget."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView

_BUDGETED = 2


def _unfunded(check: Check, view: SetView) -> Iterator[Finding]:
    activities: dict[str, list[int]] = {}
    for i, (record, _) in enumerate(view):
        if record.activity and not record.project and not record.narrative:
            activities.setdefault(record.activity, []).append(i)
    blank = [rows for rows in activities.values() if not any(view[i][0].budget.strip() for i in rows)]
    if len(activities) - len(blank) < _BUDGETED:
        return  # the form has no budget column
    for rows in blank:
        record = view[rows[0]][0]
        yield check.finding(
            "activity",
            (0, len(record.activity)),
            f"“{short(record.activity)}”设了 {len(rows)} 条指标，预算数却是空的；同一份表中有 {len(activities) - len(blank)} 项活动填了预算。",
            "请填写预算数；不单独安排资金的，写明“0”或列入哪一项经费。",
        ).at(rows[0])


def _activity(name: str, activity: str, budget: str) -> Indicator:
    return Indicator(name, tiers=("≥95%", "≥90%", "≥80%", "<80%"), activity=activity, budget=budget)


_FUNDED = (
    _activity("渠道完好率", "渠道管护", "120.5"),
    _activity("泵站完好率", "泵站运行", "36"),
)


CHECK = Check(
    code="C10",
    title="有指标没有预算",
    english="Indicators without any budget",
    severity="P2",
    opinion=11,
    why="绩效目标应与预算资金量相匹配（财预〔2015〕88号：资金匹配性）；没有预算数，无从判断目标是高是低。",
    run=_unfunded,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_activity("用水户协会覆盖率", "用水管理", ""), others=_FUNDED),
        Example(
            _activity("水价公示率", "三、水价改革", ""),
            others=(*_FUNDED, _activity("水费收缴率", "水费", "")),
        ),
    ),
    good=(
        Example(_activity("用水户协会覆盖率", "用水管理", "8.2"), others=_FUNDED),
        Example(_activity("用水户协会覆盖率", "用水管理", ""), others=(_activity("水费收缴率", "水费", ""),)),
    ),
)
