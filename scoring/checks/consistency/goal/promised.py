"""C03, C37: the goals that have figures, with the indicators set for them.

Shared by the checks of the family.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from .....nlp.document import Passage
from .....nlp.targets import Canonical, Target, canonical
from ....views import SetView
from ..goals import Promise, one_unit, promises

_FIGURED = re.compile(r"\d(?![.、．])")


class Given(NamedTuple):
    """A goal with figures, and the indices of the indicators set for it."""

    goal: Passage
    rows: tuple[int, ...]
    figures: tuple[Promise, ...]


def given(view: SetView) -> tuple[Given, ...]:
    """The goals that have figures; ask for it with `view.once(given)`."""
    owners: dict[str, list[int]] = {}
    for i, (record, _) in enumerate(view):
        for owner in {record.project_id or record.project, record.activity} - {""}:
            owners.setdefault(owner, []).append(i)
    found = []
    for passage in view.of_kind("goal"):
        if passage.owner_id in owners and _FIGURED.search(passage.text) and (told := promises(passage.text)):
            key = passage.activity if passage.activity in owners else passage.owner_id
            found.append(Given(passage, tuple(owners[key]), told))
    return tuple(found)


def measured(target: Target | None) -> Canonical | None:
    """The one figure of a target in a base unit, None where it has none or a range."""
    if target is None or target.kind not in ("count", "percent", "permille") or target.upper is not None:
        return None
    base = canonical(target)
    return base._replace(unit=one_unit(base.unit)) if base.number is not None else None
