"""C30: the annual goal is the long-term goal, word for word."""

from __future__ import annotations

from collections.abc import Iterator

from .....nlp.normalize import fold
from ....findings import Finding
from ....registry import Check, Example
from ....views import SetView
from ...owners import about, owners, quoted
from .wording import DYKE, ONE_YEAR, folded, goal

_SHORTEST = 6


def _same(check: Check, view: SetView) -> Iterator[Finding]:
    periods = {p.owner_id: fold(p.text) for p in view.of_kind("period")}
    for owner in view.once(owners):
        annual, term = owner.text("goal"), owner.text("goal_long")
        if not annual or not term or len(key := folded(annual)) < _SHORTEST or key != folded(term):
            continue
        if ONE_YEAR.search(periods.get(owner.id, "")):
            continue
        yield about(
            check,
            view,
            owner,
            f"年度目标与长期目标逐字相同（{quoted(annual, 36)}），看不出本年度要完成哪一部分。",
            "请把年度目标改写为本年度要完成的数量、标准和时间；长期目标写到期末达到的状态。",
        )


CHECK = Check(
    code="C30",
    title="年度目标与长期目标相同",
    english="Annual goal equals the long-term goal",
    severity="P2",
    opinion=2,
    why="年度目标是长期目标在本年度的分解（财预〔2015〕88号：绩效目标分为中长期和年度目标）；两者不分是审核中的常见问题。",
    run=_same,
    scope="document",
    dimension="完整性",
    empty=True,
    bad=(
        Example(DYKE, passages=(goal("维护堤防安全。"), goal("维护堤防安全", kind="goal_long"))),
        Example(
            DYKE,
            passages=(goal("1.巡堤860公里；2.除险。"), goal("1、巡堤860公里\n2、除险", kind="goal_long")),
        ),
    ),
    good=(
        Example(DYKE, passages=(goal("巡堤860公里"), goal("巡堤2580公里", kind="goal_long"))),
        Example(DYKE, passages=(goal("维护堤防安全。"), goal("", kind="goal_long"))),
        Example(
            DYKE,
            passages=(
                goal("巡堤860公里。"),
                goal("巡堤860公里", kind="goal_long"),
                goal("2024年1月-2024年12月", kind="period"),
            ),
        ),
    ),
)
