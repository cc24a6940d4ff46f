"""C04: A numeric goal reported without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ....nlp.document import Passage
from ....nlp.normalize import fold
from ...findings import Finding, short
from ...registry import Check, Example
from ...views import SetView
from .goals import BORN, SHORT, WHY, example_goal, figures
from .text import placed


def _unreported(check: Check, view: SetView) -> Iterator[Finding]:
    goals = {p.owner_id: p for p in view.of_kind("goal") if p.project}
    for actual in view.of_kind("goal_actual"):
        goal = goals.get(actual.owner_id)
        promised = figures(goal.text) if goal else ()
        if goal is None or not promised or not actual.text or re.search(r"\d", fold(actual.text)):
            continue
        yield placed(
            check,
            view,
            actual,
            f"绩效目标是“{promised[0][0]}”，实际完成情况“{short(actual.text, 40)}”没有给出完成的数字。",
            f"请对照“{promised[0][0]}”写明实际完成的数量。",
        )


CHECK = Check(
    code="C04",
    title="目标有数字，完成情况没有数字",
    english="A numeric goal reported without a number",
    severity="P1",
    opinion=4,
    why=WHY + "自评应逐项对照目标填报实际完成值（财预〔2020〕10号）。",
    run=_unreported,
    scope="document",
    dimension="适当性",
    absence=True,
    bad=(
        Example(
            BORN,
            passages=(
                example_goal("新建步道8公里。", "全民健身设施"),
                Passage("goal_actual", "步道已经建成并对外开放。", "全民健身设施"),
            ),
        ),
        Example(
            SHORT,
            passages=(
                example_goal("改厕800户", "农村改厕"),
                Passage("goal_actual", "全部按要求完成。", "农村改厕"),
            ),
        ),
    ),
    good=(
        Example(
            BORN,
            passages=(
                example_goal("新建步道8公里。", "全民健身设施"),
                Passage("goal_actual", "建成步道8.2公里。", "全民健身设施"),
            ),
        ),
        Example(
            SHORT,
            passages=(
                example_goal("改善农村卫生条件。", "农村改厕"),
                Passage("goal_actual", "全部按要求完成。", "农村改厕"),
            ),
        ),
    ),
)
