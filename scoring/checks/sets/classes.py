"""M01, M02, M11, M12: which classes of indicators a project lacks.

Shared by the checks of the family.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....nlp.document import Passage
from ....nlp.record import Indicator
from ...context import Context
from ...views import SetView
from ..consistency.completion.points import account

OUTPUTS = frozenset(("quantity", "quality", "timeliness"))
_WHOLE, _USUAL = 100.0, 20.0  # points of a form, and the most that execution has of them


def row(name: str, value: str, level2: str, project: str = "灌区清淤", activity: str = "") -> Indicator:
    """For the examples."""
    side = {"经": "效益", "社": "效益", "生": "效益", "可": "效益", "服": "满意度"}.get(level2[0], "产出")
    return Indicator(name, value, level1=side + "指标", level2=level2, project=project, activity=activity)


PAID = (row("发放及时率", "=100%", "时效指标"), row("结余率", "≤5%", "经济效益指标"))
FORM = (Passage("title", "项目绩效目标表"),)
LENGTH = row("清淤长度", "12公里", "数量指标")
CLEAN = row("清淤验收合格率", "100%", "质量指标")


def is_paid_work(view: SetView, rows: Sequence[int]) -> bool:
    """Whether the money is known and several outputs are set for it, so that how much it buys can be asked."""
    outputs = sum(bool(view[i].context.leaves & OUTPUTS) for i in rows)
    return bool(view.budgets[rows[0]]) and outputs > 1


def leaves(context: Context) -> frozenset[str]:
    """The classes that a row counts for: where a form declares the first level only, those of it that the models see.
    A satisfaction that is filed elsewhere is there: T07 asks to move it."""
    seen = context.leaves & set(context.type_set)
    found = seen if len(context.declared) > 1 and seen else context.leaves
    return found | {"satisfaction"} if context.name.endswith("满意度") else found


def is_timed(view: SetView, rows: Sequence[int]) -> bool:
    """Whether any row says when or how fast."""
    return any(
        context.type == "timeliness"
        or context.declared == {"timeliness"}
        or (context.target is not None and context.target.kind in ("date", "duration"))
        for context in (view[i].context for i in rows)
    )


def is_cut(view: SetView, rows: Sequence[int]) -> bool:
    """Whether a self-evaluation ends before its points are used up, with no total: the table may go on elsewhere."""
    scored = [view[i].record for i in rows]
    owner = scored[0].owner_id
    if not any(r.points for r in scored) or any(p.owner_id in (owner, "") for p in view.of_kind("total")):
        return False
    own = sum(r.weight or 0.0 for r in scored)
    apart = account(view.of_kind("execution"), owner)
    weight = float(apart.weight) if apart and apart.weight else 0.0
    return 0 < own < _WHOLE - max(weight, _USUAL)


def advice(missing: Sequence[str]) -> str:
    """What to add where classes are missing."""
    how = {
        "产出": "补充产出指标，写明要完成的数量和质量标准",
        "数量、质量": "补充数量和质量指标，写明要完成多少、达到什么标准",
        "数量": "补充数量指标，写明要完成多少",
        "质量": "补充质量指标，如合格率、达标率",
        "时效": "补充时效指标，写明完成时间、及时率或响应时限",
        "效益": "补充效益指标，写明服务对象或社会因此有什么变化",
        "成本": "补充成本指标，写明总成本或单位成本的上限",
        "社会效益": "补充社会效益指标，写明服务对象因此有什么变化",
        "生态效益": "补充生态效益指标，写明生态环境因此有什么改善",
        "满意度": "补充满意度指标，写明调查谁、达到百分之几（确无服务对象的说明理由）",
    }
    return "请" + "；".join(how[m] for m in missing) + "。"
