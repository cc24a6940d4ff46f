"""Projects and activities with all that a document says around their indicators: goals, money, what they stand on.

No checks in here: the families `consistency` and `sets` share it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...nlp.document import Passage
from ...nlp.record import Indicator
from ..findings import DOCUMENT_FIELD, Finding, owner_span, short
from ..registry import Check
from ..views import SetView

# What is asked for once a form and may stand in several cells.
_TOLD = frozenset(("goal", "goal_long", "policy", "calculation", "content", "budget", "title"))
_ABOUT = ("goal", "goal_long", "content", "calculation", "policy")
# Forms that take in all that a department does.
_WHOLE = re.compile(r"整体|基本支出|公用经费|机关运[行转]|运转|专项业务|综合业务|其他|部门预算|本级支出")


@dataclass(slots=True)
class Owner:
    """A project's form, or an activity. `rows` are the indices of its records; `budget` in 元; `texts` holds what
    was said of each kind of passage, with '' where the form asks and nothing is filled in."""

    id: str
    name: str = ""
    rows: list[int] = field(default_factory=list)
    budget: float | None = None
    texts: dict[str, list[str]] = field(default_factory=dict)
    form: bool = False  # a project's, not an activity

    def text(self, kind: str) -> str:
        """All that was said of one kind, '' for nothing."""
        return "\n".join(t for t in self.texts.get(kind, ()) if t.strip())

    def asked(self, kind: str) -> bool:
        """Whether the form has a place for that kind."""
        return kind in self.texts

    @property
    def told(self) -> str:
        """All that is said of what is done: name, goals, content, calculation, and what it stands on."""
        return "\n".join((self.name, *(self.text(kind) for kind in _ABOUT)))

    @property
    def whole(self) -> bool:
        """Whether it takes in all that a department does, so that nothing is foreign to it."""
        return bool(_WHOLE.search(self.name))


def owners(view: SetView) -> tuple[Owner, ...]:
    """Every project and activity in order; ask for it with `view.once(owners)`."""
    found: dict[str, Owner] = {}
    for project in view.projects:
        budget = None if project.budget is None else project.budget * 10_000
        found[project.id] = Owner(project.id, project.name, budget=budget, form=True)
        if project.goal:
            found[project.id].texts["goal"] = [project.goal]
    for i, (record, _) in enumerate(view):
        if not record.narrative and record.owner_id:
            owner = found.setdefault(
                record.owner_id, Owner(record.owner_id, record.owner, form=_formal(record))
            )
            owner.rows.append(i)
            if record.goal and not owner.rows[1:]:
                owner.texts["goal"] = [record.goal]
    told: set[tuple[str, str]] = set()
    for passage in view.passages:
        if passage.kind not in _TOLD or not passage.owner_id:
            continue
        owner = found.setdefault(
            passage.owner_id, Owner(passage.owner_id, passage.owner, form=_formal(passage))
        )
        key = (owner.id, passage.kind)
        if key not in told:  # passages keep the line breaks that a record's goal has lost
            owner.texts[passage.kind] = []
            told.add(key)
        owner.texts[passage.kind].append(passage.text)
    sums = view.budgets
    for owner in found.values():
        if owner.rows and (amount := sums[owner.rows[0]]) is not None:
            owner.budget = amount
    return tuple(found.values())


def _formal(item: Indicator | Passage) -> bool:
    return bool(item.project_id or item.project)


def about(
    check: Check, view: SetView, owner: Owner, message: str, advice: str, severity: str = ""
) -> Finding:
    """A finding about a project or activity."""
    if owner.rows:
        at = owner.rows[0]
        return check.finding(*owner_span(view[at].record), message, advice, severity).at(at)
    field_name = "project" if owner.id else DOCUMENT_FIELD
    return check.finding(field_name, (0, 0), message, advice, severity).at(owner.id)


def quoted(text: str, limit: int = 24) -> str:
    r"""A text for quoting in a message: on one line, cut, its own quotation marks made single.

    >>> quoted("整治“四害”\n工作")
    '“整治‘四害’ 工作”'
    """
    plain = " ".join(text.split()).strip('"“”')
    return f"“{short(plain, limit)}”"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Names for quoting in a message: “甲”、“乙” 等."""
    told = "、".join(quoted(name) for name in names[:most])
    return f"{told}等 {len(names)} 个" if len(names) > most else told
