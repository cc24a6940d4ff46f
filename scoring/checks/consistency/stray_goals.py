"""C13: goals that are those of another project. C03, C29 and C51 ask nothing of them.

Shared by these checks.
"""

from __future__ import annotations

import re

from ...views import SetView
from ..owners import Owner, owners
from ..relevance import phrases

# What any project may share with any other.
_ANYONES = re.compile(
    "补[助贴]|经费|资金|专项|项目|工作|建设|管理|服务|标准|政策|落实|能力|水平|体系|机制|发展|完成|开展|质量|安全|群众|居民|农牧?民|职工|提[高升]|促进|保障|推进|加强"
)
_SAID = 16  # pairs of characters, from which a goal says enough of what it is about
_NAMED, _RELATED = (
    3,
    2,
)  # pairs of a project's name, and rows that share one: then name and rows are of one thing


def stray_goals(view: SetView) -> frozenset[str]:
    """The ids of the projects whose goals share nothing with their names and rows, which are about one thing; ask for it
    with `view.once(stray_goals)`."""
    return frozenset(o.id for o in view.once(owners) if o.form and _is_stray(view, o, o.text("goal")))


def stray_reports(view: SetView) -> dict[str, str]:
    """What was reported of the goals of projects and shares nothing with their goals, names and rows, by their ids."""
    told: dict[str, str] = {}
    for passage in view.of_kind("goal_actual"):
        told[passage.owner_id] = told.get(passage.owner_id, "") + passage.text
    found = (o for o in view.once(owners) if o.form and o.id in told)
    return {o.id: told[o.id] for o in found if _is_stray(view, o, told[o.id], o.text("goal"))}


def _is_stray(view: SetView, owner: Owner, text: str, *beside: str) -> bool:
    if not owner.rows or owner.whole or not text:
        return False
    words = view[owner.rows[0]].context.words
    name, goal = (phrases(_ANYONES.sub("，", said), words) for said in (owner.name, text))
    if len(goal) < _SAID or len(name) < _NAMED or goal & name:
        return False
    around = (owner.text("content"), owner.text("calculation"), *beside)
    rows = [
        phrases(_ANYONES.sub("，", "，".join((r.name, r.description, r.target_text, r.actual))), words)
        for r, context in (view[i] for i in owner.rows)
        if context.declared != {"satisfaction"}  # whoever is asked may be asked of another project too
    ]
    if any(goal & said for said in (*rows, *(phrases(text, words) for text in around))):
        return False
    return sum(not name.isdisjoint(said) for said in rows) >= _RELATED
