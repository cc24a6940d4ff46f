"""C40: much of the money was not spent, and nobody says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.document import Passage
from .....nlp.layouts.execution import stated
from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners
from ..completion.reached import outcome

_LOW, _HALF = 80.0, 50.0
_FEWEST = 3
_RATE = re.compile(r"(\d+(?:\.\d+)?)\s*%")
_WHY = re.compile(
    r"结余|结转|节约|节省|未支付|未拨|未付|尾款|质保金|招标|招投标|压减|调减|收回|缓拨|支付|拨付|到位|库款|资金|结算|审计|顺延|跨年"
)


def _unspent(check: Check, view: SetView) -> Iterator[Finding]:
    told = {p.owner_id: stated(p.text).get("执行率", "") for p in view.of_kind("execution")}
    said: dict[str, str] = {}
    for passage in view.of_kind("goal_actual") if told else ():
        said[passage.owner_id] = said.get(passage.owner_id, "") + passage.text
    for owner in view.once(owners) if told else ():
        first = view[owner.rows[0]].record if owner.rows else None
        match = _RATE.search(told.get(first.owner_id, "")) if first else None
        if first is None or match is None or not 0 < float(match[1]) < _LOW:
            continue
        reasons = "".join(view[i].record.reason for i in owner.rows) + said.get(first.owner_id, "")
        if _WHY.search(reasons):
            continue
        done = float(match[1]) < _HALF and _all_done(view, owner.rows)
        yield about(
            check,
            view,
            owner,
            f"预算执行率只有 {match[1]}%，{'各项指标却全部完成，' if done else ''}全表没有说明资金为什么没有用完。",
            "请说明结余的原因（如招标节约、任务取消、尾款未付）和处理办法，并核对对应指标的完成情况。",
            "P1" if done else "",
        )


def _all_done(view: SetView, rows: Sequence[int]) -> bool:
    """Whether every row with a figure that was reported reached its target."""
    outcomes = [o for i in rows if (o := outcome(*view[i])) is not None]
    return len(outcomes) >= _FEWEST and not any(o.missed for o in outcomes)


def _spent(rate: str) -> tuple[Passage, ...]:
    return (
        Passage("execution", f"全年预算数 120；全年执行数 80；执行率 {rate}；分值 10；得分 6", "灌区清淤"),
    )


def _row(reason: str = "") -> Indicator:
    return Indicator("清淤长度", "≥12公里", project="灌区清淤", actual="12公里", reason=reason)


CHECK = Check(
    code="C40",
    title="预算执行率低而没有说明",
    english="Much of the money unspent without a reason",
    severity="P2",
    opinion=11,
    why="绩效自评要分析预算执行情况，执行率偏低的说明原因（财预〔2020〕10号）；钱没有用完而各项指标全部完成，预算或目标必有一头不实。",
    run=_unspent,
    scope="document",
    dimension="可行性",
    absence=True,
    bad=(
        Example(_row(), passages=_spent("66.67%")),
        Example(
            _row("无"), passages=(*_spent("47.3%"), Passage("goal_actual", "完成清淤12公里。", "灌区清淤"))
        ),
    ),
    good=(
        Example(_row(), passages=_spent("92.1%")),
        Example(_row("招标节约40万元"), passages=_spent("66.67%")),
        Example(
            _row(),
            passages=(*_spent("66.67%"), Passage("goal_actual", "完工，尾款40万元未支付。", "灌区清淤")),
        ),
    ),
)
