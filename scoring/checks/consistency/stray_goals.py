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
    return frozenset(owner.id for owner in view.once(owners) if owner.form and _is_stray(view, owner))


def _is_stray(view: SetView, owner: Owner) -> bool:
    if not owner.rows or owner.whole or not owner.text("goal"):
        return False
    words = view[owner.rows[0]].context.words
    name, goal = phrases(owner.name, words), phrases(owner.text("goal"), words)
    if len(goal) < _SAID or len(name) < _NAMED or goal & name:
        return False
    around = (owner.text("content"), owner.text("calculation"))
    rows = [
        phrases("，".join((r.name, r.description, r.target_text)), words)
        for r in (view[i].record for i in owner.rows)
    ]
    if any(goal & said for said in (*rows, *(phrases(text, words) for text in around))):
        return False
    return sum(not name.isdisjoint(said) for said in rows) >= _RELATED
