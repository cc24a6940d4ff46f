"""B07: goal items duplicated."""

from __future__ import annotations

from collections.abc import Iterator

from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ...texts import bare, goals, placed, sentences
from .goals import WHY, goal, numbered_goal, repeats

_MIN_ITEM = 5


def _doubled(check: Check, view: SetView) -> Iterator[Finding]:
    for piece in goals(view):
        if not numbered_goal(piece):
            continue
        parts = [bare(p) for p in sentences(piece.text)]
        for item, count in repeats(parts, _MIN_ITEM)[:1]:
            yield placed(
                check,
                view,
                piece,
                (0, 0),
                f"绩效目标分条列出，其中“{short(item)}”出现了 {count} 次。",
                "请合并相同的条目，每条写一项不同的产出或效果。",
            )


CHECK = Check(
    code="B07",
    title="目标条目重复",
    english="Goal items duplicated",
    severity="P2",
    opinion=11,
    why=WHY + "分条列出的目标应各有内容。",
    run=_doubled,
    scope="document",
    dimension="完整性",
    bad=(
        Example(goal("1.完成干渠清淤 2.完成干渠清淤 3.保障春灌")),
        Example(goal("1、保障农户春灌用水；2、降低水费；3、保障农户春灌用水")),
    ),
    good=(
        Example(goal("1.完成干渠清淤 2.完成支渠清淤")),
        Example(goal("完成干渠清淤，清淤长度1.5公里")),
    ),
)
