"""C13: goals that are those of another project. C03, C29 and C51 ask nothing of them.

Shared by these checks.
"""

from __future__ import annotations

from ...views import SetView
from ..owners import Owner, owners
from ..relevance import phrases

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
    name, goal = phrases(owner.name, words), phrases(text, words)
    if len(goal) < _SAID or len(name) < _NAMED or goal & name:
        return False
    around = (owner.text("content"), owner.text("calculation"), *beside)
    rows = [
        phrases("，".join((r.name, r.description, r.target_text, r.actual)), words)
        for r in (view[i].record for i in owner.rows)
    ]
    if any(goal & said for said in (*rows, *(phrases(text, words) for text in around))):
        return False
    return sum(not name.isdisjoint(said) for said in rows) >= _RELATED
