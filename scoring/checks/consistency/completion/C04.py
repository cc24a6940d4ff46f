"""C04: A numeric goal reported without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .....nlp.document import Passage
from .....nlp.normalize import fold
from ....findings import Finding, short
from ....registry import Check, Example
from ....views import SetView
from ..goals import BORN, SHORT, WHY, example_goal, figures
from ..text import placed

_MIN_COPIED = 8


def _unreported(check: Check, view: SetView) -> Iterator[Finding]:
    goals = {p.owner_id: p for p in view.of_kind("goal") if p.project}
    for actual in view.of_kind("goal_actual"):
        goal = goals.get(actual.owner_id)
        if goal is not None and _copied(goal.text, actual.text):
            said = f"目标的实际完成情况照抄预期目标“{short(goal.text.strip(), 30)}”，看不出做成了什么。"
            yield placed(
                check, view, actual, said, "请逐项写明实际完成的数量、时间和效果，未完成的说明原因。"
            )
            continue
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


def _copied(goal: str, actual: str) -> bool:
    """Whether the report of a goal is its text again."""
    one, two = ("".join(fold(t).split()).rstrip("。.;") for t in (goal, actual))
    return len(one) >= _MIN_COPIED and one == two


CHECK = Check(
    code="C04",
    title="目标的完成情况没有如实填报",
    english="A goal reported without a number, or by its own text",
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
        Example(
            SHORT,
            passages=(
                example_goal("完成全镇农村改厕任务，改善人居环境。", "农村改厕"),
                Passage("goal_actual", "完成全镇农村改厕任务，改善人居环境。", "农村改厕"),
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
