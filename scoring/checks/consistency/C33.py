"""C33: the largest item of money has no indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...advice import terms
from ...findings import Finding
from ...money import wan
from ...registry import Check, Example
from ...views import SetView
from ..owners import Owner, about, owners, quoted
from .amounts import Sums, agree, sums_of

_SHARE = 0.4
_MIN_CONTENT = 2
# Words for one thing that share no character.
_FOOD = re.compile(r"食|饭|餐|膳|生鲜|干货|粮油|厨")


def _unmeasured(check: Check, view: SetView) -> Iterator[Finding]:
    for owner in view.once(owners):
        text = owner.text("calculation") if owner.rows else ""
        sums = sums_of(text) if text else None
        if sums is None or len(sums.items) < 2 or not _complete(sums, owner):
            continue
        item = max(sums.items, key=lambda one: one.amount)
        if item.amount < _SHARE * sums.added or _carried(view, owner, item.label):
            continue
        share = f"{item.amount / sums.added:.0%}"
        what = quoted(item.label.strip("、 "), 30)
        yield about(
            check,
            view,
            owner,
            f"测算依据中金额最大的一项是{what}（{wan(item.amount)}，占 {share}），{len(owner.rows)} 条指标没有一条与它有关。",
            f"请为{what}设置产出指标，写明这笔钱买到多少、达到什么标准。",
        )


def _complete(sums: Sums, owner: Owner) -> bool:
    """Whether the lines are all of the money, so that the largest is known."""
    wholes = [whole for whole in (sums.total, owner.budget) if whole]
    return any(agree(sums.added, whole, len(sums.items)) for whole in wholes)


def _carried(view: SetView, owner: Owner, label: str) -> bool:
    """Whether an indicator speaks of the item, or the item says too little to tell."""
    wanted = terms(label)
    if len(wanted) < _MIN_CONTENT:
        return True
    rows = (view[i].record for i in owner.rows)
    said = "\n".join(text for r in rows for text in (r.name, r.value, r.description) if text)
    return bool(_FOOD.search(label) and _FOOD.search(said)) or any(term in said for term in wanted)


_OWN = "后勤保障"


def _row(name: str, value: str = "100%") -> Indicator:
    return Indicator(name, value, project=_OWN, budget="110万元")


_CANTEEN = (_row("食堂就餐人数", "260人"), _row("食材抽检合格率"))
_TOLD = (Passage("calculation", "1.空调维保84.5万元；2.食堂食材25.5万元。", _OWN),)


CHECK = Check(
    code="C33",
    title="主要支出没有指标",
    english="The largest item of money has no indicator",
    severity="P2",
    opinion=9,
    why="绩效目标应与资金量、支出方向相匹配，关键指标应反映主要支出（财预〔2015〕88号：资金匹配性、指标科学性）。",
    run=_unmeasured,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(_CANTEEN[0], others=_CANTEEN[1:], passages=_TOLD),
        Example(
            _CANTEEN[0],
            passages=(Passage("calculation", "食材30万元，围墙修补80万元，共计110万元。", _OWN),),
        ),
    ),
    good=(
        Example(_CANTEEN[0], others=(_row("中央空调检修台数", "46台"),), passages=_TOLD),
        Example(_CANTEEN[0], passages=(Passage("calculation", "空调维保84.5万元，食堂食材", _OWN),)),
        Example(_CANTEEN[0], passages=(Passage("calculation", "生鲜干货80万元；物业30万元。", _OWN),)),
        Example(_CANTEEN[0], passages=(Passage("calculation", "其他费用80万元；食材30万元。", _OWN),)),
        Example(
            _CANTEEN[0], passages=(Passage("calculation", "空调维保30万元；食材38万元；保洁42万元。", _OWN),)
        ),
    ),
)
