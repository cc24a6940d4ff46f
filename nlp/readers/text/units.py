"""The units that a page with a cell a line puts in rows of their own, above their projects (单位名称、项目名称)."""

from __future__ import annotations

from collections.abc import Sequence

from .cells import Atom
from .heads import is_class_cell
from .shapes import shape

_SENTENCE = 20  # characters of a goal, at least
_PARAGRAPHS = 8  # lines of a goal, at most


def without_units(body: Sequence[Atom], roles: Sequence[str]) -> list[Atom]:
    """The atoms without units that stand before the name and the goal of a project, where the head has a column for
    each of these two only."""
    if not {"project", "goal", "level1"} <= set(roles):
        return list(body)
    return [atom for i, atom in enumerate(body) if not _heads_project(body, i)]


def _heads_project(body: Sequence[Atom], i: int) -> bool:
    unit, rest = body[i], body[i + 1 : i + 3 + _PARAGRAPHS]
    if unit.order > 1 or not shape(unit.text).agency:
        return False
    goal = next((k for k, atom in enumerate(rest) if is_class_cell(atom)), 0)
    return (
        goal >= len(("project", "goal"))
        and len(rest[0].text) < _SENTENCE * 2
        and len(rest[1].text) >= _SENTENCE
    )
