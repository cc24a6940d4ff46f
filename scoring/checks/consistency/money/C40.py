"""C40: much of the money was not spent, and nobody says why."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from .....nlp.document import Passage, Project
from .....nlp.record import Indicator
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners
from ..completion.points import Account, account
from ..completion.reached import outcome

_LOW, _HALF = Decimal("0.9"), Decimal("0.5")
_FEWEST = 3
_WHY = re.compile(
    r"结余|结转|节约|节省|未支付|未拨|未付|尾款|质保金|招标|招投标|压减|调减|收回|缓拨|支付|拨付|到位|库款|资金|结算|审计|顺延|跨年"
)
_NOTE = re.compile(r"\s*(?:备注|注|说明|其他需要说明)")
# A text that speaks of the money that is left, and not of money at all.
_LEFT = re.compile(
    r"执行率[^。；]{0,6}[低慢]|(?:资金|经费|补助)[^。；]{0,12}(?:结转|结余|未支付|未拨)|结转[^。；]{0,8}支付"
)


def _unspent(check: Check, view: SetView) -> Iterator[Finding]:
    told = view.of_kind("execution")
    said: dict[str, str] = {}
    alone = view.projects[0].id if len(view.projects) == 1 else ""
    for passage in (*view.of_kind("goal_actual"), *view.of_kind("paragraph")) if told else ():
        owner_id = passage.owner_id or (alone if _NOTE.match(passage.text) else "")
        if passage.kind == "goal_actual" or (owner_id and _LEFT.search(passage.text)):
            said[owner_id] = said.get(owner_id, "") + passage.text
    for owner in view.once(owners) if told else ():
        first = view[owner.rows[0]].record if owner.rows else None
        rate = _rate(account(told, first.owner_id)) if first else None
        if first is None or rate is None or rate >= _LOW or first.interim:
            continue  # C59 looks at the course of the year
        reasons = "".join(view[i].record.reason for i in owner.rows) + said.get(first.owner_id, "")
        if _WHY.search(reasons):
            continue
        done = rate < _HALF and _all_done(view, owner.rows)
        yield about(
            check,
            view,
            owner,
            f"预算执行率只有 {float(rate) * 100:.4g}%，{'各项指标却全部完成，' if done else ''}全表没有说明资金为什么没有用完。",
            "请说明结余的原因（如招标节约、任务取消、尾款未付）和处理办法，并核对对应指标的完成情况。",
            "P1" if done else "",
        )


def _rate(told: Account | None) -> Decimal | None:
    """The share of the money that was spent, as told or by the sums; 0 only where a sum was planned and none spent."""
    if told is None or told.rate:
        return told.rate if told else None
    return told.spent / told.planned if told.planned and told.spent is not None else None


def _all_done(view: SetView, rows: Sequence[int]) -> bool:
    """Whether every row with a figure that was reported reached its target."""
    outcomes = [o for i in rows if (o := outcome(*view[i])) is not None]
    return len(outcomes) >= _FEWEST and not any(o.missed for o in outcomes)


def _spent(text: str) -> tuple[Passage, ...]:
    return (Passage("execution", f"全年预算数 120；{text}；分值 10；得分 6", "灌区清淤"),)


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
        Example(
            _row(),
            passages=(
                *_spent("全年执行数 80；执行率 66.67%"),
                Passage("paragraph", "备注：资金由县财政局拨付。"),
            ),
            projects=(Project("灌区清淤", "灌区清淤"),),
        ),
        Example(_row(), passages=_spent("全年执行数 80；执行率 66.67%")),
        Example(_row(), passages=_spent("全年执行数 80")),
        Example(_row(), passages=_spent("执行率 86.4%")),
        Example(_row(), passages=_spent("全年执行数 0；执行率 0%")),
        Example(
            _row("无"),
            passages=(*_spent("执行率 47.3%"), Passage("goal_actual", "完成清淤12公里。", "灌区清淤")),
        ),
    ),
    good=(
        Example(
            _row(),
            passages=(
                *_spent("全年执行数 80；执行率 66.67%"),
                Passage("paragraph", "备注：县级资金执行率较低，28万元补助结转下年支付。"),
            ),
            projects=(Project("灌区清淤", "灌区清淤"),),
        ),
        Example(replace(_row(), interim=True), passages=_spent("执行率 45%")),
        Example(_row(), passages=_spent("执行率 0%")),
        Example(_row(), passages=_spent("执行率 92.1%")),
        Example(_row("招标节约40万元"), passages=_spent("全年执行数 80；执行率 66.67%")),
        Example(
            _row(),
            passages=(
                *_spent("全年执行数 80；执行率 66.67%"),
                Passage("goal_actual", "完工，尾款40万元未支付。", "灌区清淤"),
            ),
        ),
    ),
)
