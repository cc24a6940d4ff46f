"""M07: activity with a goal but no indicator."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ...findings import Finding
from ...registry import Check, Example
from ...views import SetView
from ..consistency.text import placed
from ..owners import quoted
from .blank import FIRST, ROW, duty, row

_MARK = re.compile(
    r"\s*(?:([一二三四五六七八九十]+、)|([（(][一二三四五六七八九十0-9]+[）)])|([0-9]+[、.．]))?"
)


def _level(name: str) -> int:
    """How deep an activity's name is by its number: 1 for 一、, 2 for （一）, 3 for 1、, 4 without one."""
    found = _MARK.match(name)
    return (found.lastindex if found else None) or 4


def _no_indicator(check: Check, view: SetView) -> Iterator[Finding]:
    order = list(dict.fromkeys(p.activity for p in view.passages if p.activity and not p.project))
    goals = {p.activity: p.text for p in view.of_kind("goal") if not p.project and p.text.strip()}
    bare = [p for p in view.of_kind("activity") if p.activity in goals]
    have = {record.activity for record, _ in view}
    found = []
    for passage in bare:
        at = order.index(passage.activity)
        following = order[at + 1] if at + 1 < len(order) else ""
        # A duty whose activities follow is a heading.
        if passage.activity in have or (following and _level(following) > _level(passage.activity)):
            continue
        found.append(passage)
    for passage in found:
        yield placed(
            check,
            view,
            passage,
            f"{quoted(passage.activity)}写了绩效目标（{quoted(goals[passage.activity], 30)}），却没有一条绩效指标。",
            "请至少设置一条反映产出和一条反映效果的指标，并填写指标值。",
        )


CHECK = Check(
    code="M07",
    title="有目标没有指标",
    english="Activity with a goal but no indicator",
    severity="P1",
    opinion=1,
    why="绩效目标要细化为绩效指标（财预〔2020〕10号：绩效指标明确性）；只有目标没有指标的活动，年终无从评价。",
    run=_no_indicator,
    scope="document",
    dimension="完整性",
    absence=True,
    bad=(
        Example(ROW, passages=(*FIRST, *duty("二、水价改革", "理顺水价"))),
        Example(
            ROW,
            passages=(*FIRST, *duty("二、水价改革", "理顺水价"), *duty("三、用水协会", "管好用水")),
        ),
    ),
    good=(
        Example(ROW, passages=FIRST),
        Example(
            row("水费收缴率", "1、水费收缴"),
            passages=(*duty("一、水价改革", "理顺水价"), *duty("1、水费收缴", "应收尽收", blank=False)),
        ),
        Example(ROW, passages=(*FIRST, Passage("activity", "二、水价改革", activity="二、水价改革"))),
    ),
)
