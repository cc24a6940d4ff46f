"""C16: graded without an indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .....nlp.document import Passage
from .....nlp.record import Indicator
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..text import placed
from .ticks import BRIDGE, WHY, row, ticks

_TOP = re.compile(r"\s*[一二三四五六七八九十]{1,3}、")


def _heads_others(passages: Sequence[Passage], k: int) -> bool:
    """True for 一、… followed by activities of its own, which have the indicators."""
    own = passages[k].activity
    after = next((p.activity for p in passages[k + 1 :] if p.activity not in ("", own)), "")
    return bool(_TOP.match(own)) and bool(after) and not _TOP.match(after)


def _graded(check: Check, view: SetView) -> Iterator[Finding]:
    for k, named in ticks(view.passages):
        if named and not _heads_others(view.passages, k):
            tick = view.passages[k]
            yield placed(
                check,
                view,
                tick,
                f"职责活动“{short(tick.activity)}”没有绩效指标，却评为“{tick.text}”，评价没有依据。",
                f"请为“{short(tick.activity)}”补充绩效指标和指标值后再评价。",
            )


CHECK = Check(
    code="C16",
    title="没有指标却评了等级",
    english="Graded without an indicator",
    severity="P0",
    opinion=1,
    why=WHY + "没有指标的活动无从评价。",
    run=_graded,
    scope="document",
    dimension="完整性",
    bad=(
        Example(BRIDGE, passages=row("二、渡口管理", "优")),
        Example(BRIDGE, passages=(*row("二、渡口管理", "良"), *row("三、航标维护", "优"))),
    ),
    good=(
        Example(BRIDGE, passages=(Passage("activity", "二、渡口管理", "", "二、渡口管理"),)),
        Example(
            Indicator("渡工培训率", activity="渡工培训", grade="优"),
            passages=(*row("二、渡口管理", "优"), Passage("content", "培训", "", "渡工培训")),
        ),
    ),
)
