"""C18: ticked rows without content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from .....nlp.document import Passage
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..text import placed
from .ticks import BRIDGE, WHY, row, ticks


def _orphans(check: Check, view: SetView) -> Iterator[Finding]:
    loose = [view.passages[k] for k, named in ticks(view.passages) if not named]
    counts = Counter(p.activity for p in loose)
    for activity, count in counts.items():
        tick = next(p for p in loose if p.activity == activity)
        where = f"“{short(activity)}”下面" if activity else "表中"
        yield placed(
            check,
            view,
            tick,
            f"{where}有 {count} 行只打了“√”（{tick.text}），没有活动内容，也没有指标。",
            "请补齐这些行的指标，或删去多余的勾选。",
        )


CHECK = Check(
    code="C18",
    title="只有勾选没有内容的行",
    english="Ticked rows without content",
    severity="P1",
    opinion=1,
    why=WHY + "没有活动也没有指标的勾选不知评的是什么。",
    run=_orphans,
    scope="document",
    dimension="完整性",
    bad=(
        Example(BRIDGE, passages=(Passage("tick", "优", "", "一、桥梁养护"),)),
        Example(BRIDGE, passages=(*row("二、渡口", "优"), Passage("tick", "优", "", "二、渡口"))),
    ),
    good=(
        Example(BRIDGE, passages=row("二、渡口", "优")),
        Example(BRIDGE, passages=(Passage("activity", "二、渡口", "", "二、渡口"),)),
    ),
)
